// How units are written in documents: widths, blanks, brackets, list marks. Nothing here knows any organ.

/** A name in one width without blanks, quotes or the punctuation of the list it stood in. */
export const normaliseName = (written: string): string =>
  written
    .normalize('NFKC')
    .replace(/[\s\u200b"“”'‘’《》]/g, '')
    .replace(/[〔[]/g, '(')
    .replace(/[〕\]]/g, ')')
    .replace(/^(责任单位|牵头单位|配合单位|协办单位|抄送)[:：]/, '')
    .replace(/^\([^()]*\)(?=.)/, '')
    .replace(/^[、,，;；。.·]+|[、,，;；。.]+$/g, '')

/** The name with and without its bracketed remark: 市委改革办(市跨境办) → outer 市委改革办, inner 市跨境办. */
export const splitRemark = (name: string): { outer: string; inner: string | null } => {
  const match = /^(.+?)\(([^()]*)\)$/.exec(name)
  return match ? { outer: match[1]!, inner: match[2]! } : { outer: name, inner: null }
}

/** The units of a list line. Brackets and the counties' set phrase (“各区、县（市）政府”) are not split. */
export const splitUnits = (line: string): string[] => {
  const units: string[] = []
  let depth = 0
  let unit = ''
  const text = line.normalize('NFKC').replace(/各(市、)?(区、县|县、区)/g, phrase => phrase.replaceAll('、', '\u0001'))
  for (const character of text) {
    if ('([〔'.includes(character)) depth += 1
    if (')]〕'.includes(character)) depth -= 1
    if (depth <= 0 && '、,;。\n'.includes(character)) {
      units.push(unit)
      unit = ''
    } else unit += character
  }
  return [...units, unit].map(text => normaliseName(text.replaceAll('\u0001', '、'))).filter(text => text !== '')
}

export type CollectiveScope = 'departments' | 'counties' | 'towns' | 'villages'

const collectives: readonly [CollectiveScope, RegExp][] = [
  ['counties', /^(全市)?各(区、?县|县、?区|区|县|县级市|区市)(、?\(?(市、区|市|区)?\)?)(人民)?(政府|党委政府|党委和政府)?$/],
  ['counties', /^各地(人民)?政府$|^各县\(市、区\)(人民)?(政府)?$|^各县市区(人民)?(政府)?$/],
  [
    'towns',
    /^各(乡镇|镇街|镇|街道|镇乡|乡镇街道|镇\(街道\)|镇街道|镇、街道|乡镇\(街道\)|乡镇、街道)(人民政府|政府)?(\(?[、,]?(街道)?办事处\)?)?$/,
  ],
  ['villages', /^各(村|社区|村社|村\(社区\)|村\(居\)|行政村|村、社区)(委会)?$/],
  ['departments', /(各|有关|相关|其他|其它|各有关|各相关|各责任|直属)(级)?(机关)?(部门|单位|职能部门|委办局)/],
  ['departments', /^(市|区|县)?(级|直|直属|属|政府|委)?机关?(各)?(部门|单位)(\(单位\))?$/],
]

/** The set a collective form speaks of (“市政府有关部门”, “各区、县（市）政府”), or undefined for the name of one unit. */
export const findCollective = (name: string): CollectiveScope | undefined => collectives.find(([, pattern]) => pattern.test(name))?.[0]
