// The numbers of a clause with scale, unit and what stands behind them (以上, 左右): 1.5万个 is 15000 个, 三成 is 30 %.
// What is a year, an article number, a range or a part of a code is no quantity.
import { numeralCharacters, readNumeral, readScale } from './numerals.ts'
import type { Comparator } from './plan-shape.ts'

/** A goal as found; offsets are within the text it was found in. */
export type FoundGoal = { indicator: string; comparator: Comparator; value: number; unit: string; start: number; end: number }

/** Units of measure and counting, longest first. */
export const units =
  '个百分点|百分点|%|‰|吨标准煤|吨标煤|吨二氧化碳|微克/立方米|毫克/升|平方公里|平方千米|平方米|立方米|万人次|人次|个工作日|工作日|千瓦时|千瓦|兆瓦|吉瓦|公里|千米|公顷|公斤|千克|毫克|微克|美元|元|分钟|小时|秒|标准箱|标箱|架次|辆次|户次|班次|车位|泊位|床位|机架|门店|网点|学时|课时|个|项|家|条|座|处|人|名|户|亩|件|套|台|辆|所|起|门|部|只|张|份|种|类|场次|批次/千人|批次|场|期|批|次|倍|颗|支|艘|架|栋|幢|间|片|块|床|例|宗|笔|篇|首|册|堂|道|组|位|枚|株|根|头|羽|尾|口|吨|克|升|米|天|日|分|成|段|列|盏|眼|站|本|MWh|kWh|GWh|TWh|MW|GW|kW|TB|PB|GB|Mbps|Gbps|PFLOPS|EFLOPS|TEU'

const numberPattern = new RegExp(
  `(?<![\\dA-Za-z.+\\-~/第□])(?<digits>\\d[\\d,]*(?:\\.\\d+)?)(?<scale>万亿|百万|千万|亿|万|千|百)?(?<more>余|多)?(?<unit>${units})?(?<post>及以上|以上|以下|以内|之内|左右|上下)?`,
  'g',
)
const numeralPattern = new RegExp(
  `(?<=[\\u4e00-\\u9fff])(?<digits>[${numeralCharacters}]{1,5})(?<scale>万亿|亿|万)?(?<more>余|多)?(?<unit>个|项|家|条|座|处|名|户|件|套|台|所|成)(?<post>及以上|以上|以下|以内|左右)?`,
  'g',
)

export type Quantity = { start: number; end: number; value: number; unit: string; post: string; chinese: boolean }

/** The quantities of a clause whose quotes and brackets are masked. */
export function findNumbers(masked: string): Quantity[] {
  const found: Quantity[] = []
  for (const pattern of [numberPattern, numeralPattern]) {
    for (const each of masked.matchAll(pattern)) {
      const { digits, scale, unit = '', post = '' } = each.groups!
      const end = each.index + each[0].length
      if (found.some(other => each.index < other.end && end > other.start)) continue
      const value = readNumeral(digits!)
      if (Number.isNaN(value) || (pattern === numeralPattern && value < 2)) continue
      if (unit === '' && /^[A-Za-z年月号章条日时岁级届+\-~/:—.\d]/.test(masked.slice(end))) continue
      if (/^(?:天|日)/.test(unit) && /[月年]$/.test(masked.slice(0, each.index))) continue
      if (/^[-~—至]\d/.test(masked.slice(end))) continue
      if (unit === '个' && /^(?:月|百分点)/.test(masked.slice(end))) continue
      found.push({
        start: each.index,
        end,
        value: round(value * readScale(scale) * (unit === '成' ? 10 : 1)),
        unit: unit === '成' ? '%' : unit,
        post,
        chinese: pattern === numeralPattern,
      })
    }
  }
  return found.sort((one, other) => one.start - other.start)
}

const round = (value: number) => Number(value.toPrecision(12))

/** What 以上, 左右, 以内 behind a number say of it. */
export const postSign = (post: string): Comparator =>
  post.endsWith('以上') ? '>=' : post === '左右' || post === '上下' ? '~' : post === '' ? '=' : '<='
