// “实现…全覆盖” is a goal of 100 %.
import { cleanIndicator } from './goal-indicators.ts'
import type { FoundGoal } from './quantities.ts'

/** “实现中心城区光纤网络全覆盖”; not 基本实现, 推进, nor 全覆盖 as an attribute. */
export function findCoverage(clause: string, offset: number): FoundGoal | undefined {
  const found =
    /(?<!基本)实现(?:对)?([^，。；]{2,40}?)(?:的)?(?:100%)?全覆盖$/.exec(clause) ??
    /([^，。；]{2,30})(?<!基本)实现(?:100%)?全覆盖$/.exec(clause)
  if (!found) return undefined
  const noun = cleanIndicator(found[1]!)
  if (noun.length < 2) return undefined
  return { indicator: `${noun}覆盖率`, comparator: '=', value: 100, unit: '%', start: offset + found.index, end: offset + clause.length }
}
