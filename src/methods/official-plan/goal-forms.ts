// Goals in set forms of words: “分别达到65%和55%” is as many goals as numbers, “翻一番” is twice what it was.
// Each form is tried before a clause is read number by number.

import { cleanIndicator, shareHead } from './goal-indicators.ts'
import { reach } from './goal-verbs.ts'
import { readNumeral } from './numerals.ts'
import { type FoundGoal, findNumbers, postSign, units } from './quantities.ts'

const respective = new RegExp(
  `^(.+?)分别(?:力争|要|将)?(达到|达|超过|突破|不低于|不少于|提高到|提升至|为|增长|下降|建成|完成|控制在|稳定在)?((?:\\d[\\d,.]*(?:万|亿)?(?:${units})(?:以上|左右|以内|以下)?[、和及，]?){2,})$`,
)

// “花生种植、收获机械化率分别达到65%和55%”: as many goals as numbers.
export function readRespective(clause: string, masked: string, offset: number): FoundGoal[] | undefined {
  if (!masked.includes('分别')) return undefined
  const found = respective.exec(masked)
  if (!found) return undefined
  const noun = clause.slice(0, found[1]!.length)
  const numbers = findNumbers(masked.slice(clause.length - found[3]!.length))
  const indicators = shareHead(cleanIndicator(noun), numbers.length)
  if (!indicators) return undefined
  const verb = found[2] ?? ''
  const base = reach.find(([pattern]) => pattern.test(verb))?.[1] ?? '='
  const change = /增长|下降/.test(verb) ? verb : ''
  return numbers.map((number, index) => ({
    indicator: indicators[index]! + change,
    comparator: number.post === '' ? base : postSign(number.post),
    value: number.value,
    unit: number.unit,
    start: offset,
    end: offset + clause.length,
  }))
}

// 翻一番 is twice, 翻两番 four times what it was.
export function readDoubling(clause: string, masked: string, offset: number): FoundGoal | undefined {
  const found = /(?:实现|力争|比.{2,12}?)?翻(一|两|三)番/.exec(masked)
  if (!found) return undefined
  const indicator = cleanIndicator(clause.slice(0, found.index).replace(/(?:比|较).*$/, ''))
  if (indicator.length < 2) return undefined
  return {
    indicator,
    comparator: '=',
    value: 2 ** readNumeral(found[1]!),
    unit: '倍',
    start: offset,
    end: offset + found.index + found[0].length,
  }
}
