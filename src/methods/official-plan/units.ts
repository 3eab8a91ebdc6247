// Lists of units: cut at the marks between names, never inside brackets nor inside 各区、县（市）政府.
import { unitEnding } from './markers.ts'

export type Span = { start: number; end: number }

const place =
  '(?:省|自治区|直辖市|设区市|县级市|县市区|市县区|区市县|地市|区县|县区|市县|县市|自治县|自治州|州|盟|旗|区|县|市|乡镇|镇街|乡|镇|街道|开发区|功能区|园区)'
const bracketed = '(?:[（〔][^（）〔〕]{1,12}[）〕])'
const government = '(?:党委(?:和|、)?)?(?:人民政府|政府|管委会|党委)?'
// With a bracket after the place name (各区、县（市）…) any ending belongs to it; without one only 政府 and the like.
const collectivePattern = new RegExp(
  `各(?:${place}${bracketed}?、)*${place}${bracketed}(?:${place})?[^、，；。：（）〔〕\\s]{0,12}|各${place}(?:、${place})*${government}(?=$|[、，；。：（）〔〕\\s]|以?及|和|与|等|均|按|负|牵|配|落|参|为|需|要|共|分|组)`,
  'g',
)
// “市直有关部门、单位” is one name: the second word has nothing of its own.
const pairPattern =
  /(?:有关|相关|各|直属|其他|责任)(?:部门|单位|机构)、(?:单位|部门|机构|企业)(?=$|[、，。；：（）〔〕\s]|等|按|负|牵|配|落|参)/g
const opening = '（〔《“'
const closing = '）〕》”'

/** Where each name of a list of units stands, relative to `text` (normal form). `gaps` are offsets where space was squeezed out. */
export function splitUnits(text: string, gaps: ReadonlySet<number> = new Set()): Span[] {
  const kept = new Uint8Array(text.length + 1)
  for (const pattern of [collectivePattern, pairPattern])
    for (const found of text.matchAll(pattern)) kept.fill(1, found.index, found.index + found[0].length)
  const cuts: Span[] = []
  let depth = 0
  let start = 0
  const spaced = !text.includes('、')
  const cut = (end: number, next: number) => {
    if (end > start) cuts.push({ start, end })
    start = next
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (opening.includes(character)) depth++
    else if (closing.includes(character)) depth = Math.max(0, depth - 1)
    if (depth > 0 || kept[at]) continue
    if ('、，；。/\t|\n'.includes(character)) cut(at, at + 1)
    else if (spaced && gaps.has(at) && at > start && unitEnding.test(text.slice(start, at)) && unitEnding.test(nextName(text, at)))
      cut(at, at)
    else {
      const word = /^(?:以及|及|和|与|会同|暨)/.exec(text.slice(at, at + 2))?.[0]
      if (word && joinsTwoNames(text, start, at, word)) {
        cut(at, at + word.length)
        at += word.length - 1
      }
    }
  }
  cut(text.length, text.length)
  return cuts
}

function nextName(text: string, from: number): string {
  return /^[^、，；。\t|\n]*/.exec(text.slice(from, from + 60))![0]
}

// “文化和旅游部” is one name, “市发改委和市经信局” is two: the left side must already be a whole name.
function joinsTwoNames(text: string, start: number, at: number, word: string): boolean {
  const left = text.slice(start, at)
  const right = nextName(text, at + word.length)
  if (left.length < 2 || right.length < 2) return false
  if (!/(?:局|委|办|部|厅|院|会|署|中心|公司|集团|政府|办公室|单位|部门|机构|专班|司|处|科)(?:[）〕])?$/.test(left)) return false
  if (/^(?:各|有关|相关)?(?:有关)?(?:单位|部门|直属机构)/.test(right) && /部门$/.test(left)) return false
  if (/^(?:区|市|县|省|州)?(?:住房|城乡|卫生|社会|文化|广播|农业|工业|信息)/.test(right) && !/^[市省区县州]/.test(right))
    return left.length > 4
  if (/会$/.test(left) && left.length <= 3) return false
  return /^[市省区县州各]|^有关|^相关|^国家/.test(right) || unitEnding.test(right.replace(/(?:等|按|负|牵|配|落|参|共).*$/, ''))
}

/** Whether a name stands for all counties of the city: 各区、县（市）政府, 各县（市、区）人民政府, 各区县政府. */
export function isCountyCollective(name: string): boolean {
  return /^(?:全市|市辖|所辖)?各(?:区县|县区|区|县|市区(?=政府|人民)|市、区|市(?=（区）|〔区〕))(?:[、和]?(?:区|县级市|县|市|旗))*(?:[（〔][区县市旗、和]{1,6}[）〕])?(?:区|县|市)?(?:党委[、和]?)?(?:人民政府|政府)?$/.test(
    name,
  )
}

/** Of the city's counties those that a collective name means: 各区政府 the districts, 各县政府 the counties; any other all. */
export function countiesMeant(name: string, counties: readonly string[]): string[] {
  const kind = /^(?:全市|市辖|所辖)?各(区|县)(?:党委[、和]?)?(?:人民政府|政府)?$/.exec(name)?.[1]
  const meant = kind ? counties.filter(each => each.endsWith(kind)) : []
  return meant.length > 0 ? meant : [...counties]
}

/** Whether a name stands for many units that are not named. */
export function isCollective(name: string): boolean {
  return (
    isCountyCollective(name) ||
    /^(?:全市|市级|省级|县级|区级)?各|^(?:市县|区县|县区|县市区|市县区|乡镇|镇街|属地)(?:党委|人民)?(?:政府|街道)?$|(?:成员单位|各部门|各单位)$|(?:有关|相关|其他|各|直属)(?:部门|单位|机构|处室|科室|地区|企业)|(?:有关|相关)(?:方面|地方)/.test(
      name,
    )
  )
}

/** Whether a piece of text can be the name of a unit. */
export function isUnitLike(name: string): boolean {
  if (name.length < 2 || name.length > 32 || /[。！？]/.test(name)) return false
  if (/^(?:按照?|根据|对|在|以|并|要|可|不)/.test(name)) return false
  return unitEnding.test(name) || isCountyCollective(name) || /(?:地区|方面|地方|镇街)$/.test(name)
}
