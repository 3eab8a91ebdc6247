// What the beginning of a line says: a number (一、 （一） 1. 第一条 …), a label (责任单位：), a date, a heading mark.
// Works on the normal form of a line without leading space.
import { numeralCharacters, readNumeral } from './numerals.ts'

/** Outer numbers have smaller ranks; the order is that of GB/T 9704-2012 §7.3.3 (一、 （一） 1. （1）) extended to rules and lists. */
export const ranks = {
  part: 0,
  chapter: 1,
  section: 2,
  cn: 3,
  cnParen: 4,
  step: 4.5,
  article: 5,
  num: 5,
  dotted: 5.5,
  numParen: 6,
  circled: 7,
  bullet: 8,
} as const
export type MarkerStyle = keyof typeof ranks
export type Marker = { style: MarkerStyle; value: number; rank: number; written: string; length: number }

const cn = `[${numeralCharacters}]{1,5}`
const measure = '[%‰万亿千百个项家元吨人户亩倍年月日时分度米]'
const patterns: [MarkerStyle, RegExp][] = [
  ['part', new RegExp(`^第(${cn}|\\d{1,2})(?:部分|篇|编)[：:、.\\s]*`)],
  ['chapter', new RegExp(`^第(${cn}|\\d{1,3})章[：:、.\\s]*`)],
  ['section', new RegExp(`^第(${cn}|\\d{1,3})节[：:、.\\s]*`)],
  ['article', new RegExp(`^第(${cn}|\\d{1,3})条(?!例|款|第)[：:、.\\s]*`)],
  ['cn', new RegExp(`^(${cn})(?:、|\\.|，(?=\\s))(?![${numeralCharacters}]+、)\\s*`)],
  ['cnParen', new RegExp(`^（\\s*(${cn})\\s*）[、.]?\\s*`)],
  ['cnParen', /^([㈠-㈩])[、.]?\s*/],
  ['step', new RegExp(`^(?:重点|专项|主要)?(?:任务|行动|工程|举措|专项)(${cn}|\\d{1,2})[：:、.]\\s*`)],
  ['numParen', /^（\s*(\d{1,3})\s*）[、.]?\s*/],
  ['numParen', /^(\d{1,3})）[、.]?\s*/],
  ['numParen', /^([⑴-⒇])[、.]?\s*/],
  ['circled', /^([①-⑳])[、.]?\s*/],
  ['num', /^([⒈-⒛])\s*/],
  ['dotted', new RegExp(`^(\\d{1,2}(?:\\.\\d{1,2}){1,3})[.、]?\\s*(?=[“《\\u4e00-\\u9fff])(?!${measure})`)],
  ['num', /^(\d{1,3})(?:[、.]|[.,，]\s)(?!\s?\d)\s*/],
  ['bullet', /^([●○■□◆◇★☆▪▫•·➢✓√])\s*/],
]

/** The number a line begins with, or undefined. */
export function findMarker(line: string): Marker | undefined {
  const first = line.charCodeAt(0)
  if (Number.isNaN(first)) return undefined
  for (const [style, pattern] of patterns) {
    const found = pattern.exec(line)
    if (!found) continue
    const written = found[0].replace(/[：:、.，,\s]+$/, '')
    const value = markerValue(style, found[1]!)
    const depth = style === 'dotted' ? found[1]!.split('.').length * 0.1 : 0
    return { style, value, rank: ranks[style] + depth, written, length: found[0].length }
  }
  return undefined
}

function markerValue(style: MarkerStyle, inner: string): number {
  const code = inner.charCodeAt(0)
  if (style === 'bullet') return 0
  if (code >= 0x3220 && code <= 0x3229) return code - 0x321f
  if (code >= 0x2474 && code <= 0x2487) return code - 0x2473
  if (code >= 0x2460 && code <= 0x2473) return code - 0x245f
  if (code >= 0x2488 && code <= 0x249b) return code - 0x2487
  if (style === 'dotted') return Number(inner.split('.').at(-1))
  return readNumeral(inner)
}

const unitKinds =
  '(?:责任|牵头|主要牵头|配合|参与|参加|协同|协助|协作|协办|主办|承办|负责|落实|实施|主责|支持|会办|牵头责任|主要责任|共同责任|成员)'
/** 责任单位： and its kin. Group 1 is the label without its bracket. */
export const unitLabel = new RegExp(
  `(${unitKinds}(?:单位|部门|处室|科室|股室|主体|机构|地区)(?:[及和]分工)?|责任(?:分工|落实))(?:（[^（）]{0,40}）)?\\s*(?:[：:]|为(?=[市省县区国各]))`,
  'g',
)
/** Labels beside the units that end a list of units: 责任领导：, 完成时限：. Group 1 is the label. */
export const otherLabel =
  /((?:责任|分管|牵头|主管|挂钩|包抓|联系)领导|责任人|联系人|负责人|联系电话|完成(?:时限|时间|期限|日期|标志)|(?:时限|时间|进度)(?:要求|节点|安排)|(?:办理|工作|办结)时限|推进时间|截止(?:时间|日期)|时限|工作(?:目标|要求|内容|举措|进度|成果)|(?:主要|目标)任务|目标要求|考核指标|成果形式|备注|进展情况)(?:（[^（）]{0,20}）)?[：:]/g
const dueLabelPattern =
  /^(?:完成(?:时限|时间|期限|日期)|(?:时限|时间|进度)(?:要求|节点|安排)|(?:办理|工作|办结)时限|推进时间|截止(?:时间|日期)|时限)/

export const isDueLabel = (label: string) => dueLabelPattern.test(label)

/** Which role a label gives its units. */
export function labelRole(label: string): 'lead' | 'joint' | 'any' {
  if (/^(?:主要)?(?:牵头|主办|主责)/.test(label)) return 'lead'
  if (/^(?:配合|参与|参加|协|支持|会办|成员)/.test(label)) return 'joint'
  return 'any'
}

/** Whether a line begins with a label of units, of people or of time. */
export function startsWithLabel(line: string): boolean {
  const at = /^[（〔]?\s*(?:[市省区县]级|[市省区县]直|我市|具体|主要)?/.exec(line)![0].length
  for (const pattern of [unitLabel, otherLabel]) {
    pattern.lastIndex = 0
    const found = pattern.exec(line.slice(at, at + 80))
    if (found && found.index === 0) return true
  }
  return false
}

const year = '(?:\\d{4}|[零〇○一二三四五六七八九]{4})'
export const dateLine = new RegExp(`^（?${year}年(?:\\d{1,2}|${cn})月(?:\\d{1,2}|${cn})日）?(?:印发)?$`)

/** Section names that stand alone on a line without a number. */
export const plainHeading =
  /^(?:总体(?:要求|思路|目标)|指导思想|基本原则|(?:主要|工作|发展|年度|行动)目标|目标任务|(?:重点|主要|工作|年度|具体)任务|(?:重点|主要)(?:工作|举措|措施)|工作(?:内容|措施|举措|要求|安排|步骤|机制)|(?:实施|进度)(?:步骤|安排)|(?:保障|组织|支持)措施|(?:组织|工作|要素|支撑)保障|组织(?:领导|实施)|任务分工)[：:]?$/

/** A name that ends as names of public bodies end. */
export const unitEnding =
  /(?:局|委|委办|办|部|厅|院|所|会|署|中心|公司|集团|行|社|站|队|学院|大学|学校|政府|办公室|指挥部|小组|专班|联|处|科|司|室|组|馆|台|网|园|园区|镇|乡|街道|部门|单位|机构|高校|企业|海关|军分区|区|县|市|部委|工委|党委|支部|城投|电力|电网|供电|烟草|邮政|移动|电信|联通|铁塔|各地|各级|基地|医院|银行|法院|检察院|基金|协会|机关|旗|州|总工会|局等)(?:（[^（）]{1,20}）|〔[^〔〕]{1,20}〕)?$/
