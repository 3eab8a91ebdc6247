// What follows from a visit: the check list is complete, the result fits what was found, and the day by which it must be public.
import { type CityPort, Problem, refs, type StoredRow, valueOn, workdays } from '#declare'
import { results } from './choices.ts'
import { publicationTerm } from './parameters.ts'
import { batch, matter, visit } from './records.ts'

type Answer = { readonly matter: string; readonly item: string; readonly answer?: 'good' | 'bad' | 'none'; readonly note?: string }
export type Result = keyof typeof results
/** Results for which nobody may have been met, so that there is no check list and no signature. */
const absent: readonly Result[] = ['unreachable', 'inactive', 'uncooperative']
export const troubled: readonly Result[] = ['undisclosed', 'concealed', 'unreachable', 'corrected', 'uncooperative', 'pending']

/** What is wrong with a result; undefined when nothing is. `asked`: what the check list asks, matter and item. */
export function faultOf(of: {
  readonly result: Result | undefined
  readonly answers: readonly Answer[]
  readonly asked: readonly { readonly matter: string; readonly item: string }[]
  readonly findings: string | undefined
  readonly signer: boolean
}): string | undefined {
  if (!of.result) return '请选择检查结果'
  const bad = of.answers.filter(one => one.answer === 'bad')
  if (bad.some(one => !one.note?.trim())) return `“${bad.find(one => !one.note?.trim())!.item}”不符合，请写明情况`
  if (of.result === 'clean' && bad.length > 0) return `检查表有${bad.length}项不符合，检查结果不能是“${results.clean}”`
  if ((of.result === 'corrected' || of.result === 'pending') && bad.length === 0)
    return `检查结果为“${results[of.result]}”，检查表应有不符合的一项`
  if (troubled.includes(of.result) && !of.findings?.trim()) return '请写明发现的问题'
  if (absent.includes(of.result)) return undefined
  const left = of.asked.filter(one => !of.answers.some(answer => answer.matter === one.matter && answer.item === one.item && answer.answer))
  if (left.length > 0) return `检查表还有${left.length}项没有填写，如“${left[0]!.item}”`
  if (!of.signer) return '请企业人员签字；拒绝签字的，检查结果选“不配合检查情节严重”或在问题中注明见证情况'
  return undefined
}

/** What the check list of a batch's visits asks: every item of every matter. */
export async function checklistOf(city: CityPort, of: StoredRow): Promise<{ matter: string; item: string }[]> {
  const ids = ((of['matters'] ?? []) as { matter: string }[]).map(one => one.matter)
  const rows = await city.find(matter, refs(matter).id.in(ids), 100)
  return rows.flatMap(one => ((one['items'] ?? []) as { item: string }[]).map(({ item }) => ({ matter: one.id, item })))
}

/** What is wrong with the day of a check; undefined when nothing is. `since`: the day from which there was a visit. */
export function dayFaultOf(day: string, since: string, today: string): string | undefined {
  if (!day) return '请填写检查日期，即到企业检查的那一天'
  if (day > today) return `检查日期不能晚于今天（${today}）`
  return day < since ? `检查日期不能早于派发检查的${since}` : undefined
}

/** Part of submitting: the term to publication runs from the day of the check. A result that was sent back and corrected gains no time by it. */
export async function checkResult(city: CityPort, row: StoredRow): Promise<void> {
  const [whole] = await city.find(batch, refs(batch).id.is(String(row['parent'])), 1)
  const fault = faultOf({
    result: row['result'] as Result | undefined,
    answers: (row['answers'] ?? []) as Answer[],
    asked: whole && row['cause'] === 'planned' ? await checklistOf(city, whole) : [],
    findings: row['findings'] as string | undefined,
    signer: row['signed'] !== undefined && row['signed'] !== null,
  })
  if (fault) throw new Problem('invalid', fault, [{ at: 'result', message: fault }])
  const day = String(row['checkedOn'] ?? '')
  const dayFault = dayFaultOf(day, String(row['openedAt'] ?? row.createdAt).slice(0, 10), city.today)
  if (dayFault) throw new Problem('invalid', dayFault, [{ at: 'checkedOn', message: dayFault }])
  const by = city.lastDay(workdays(valueOn(publicationTerm, day)), day)
  const before = row['publishBy'] as string | undefined
  await city.update(visit, row.id, { publishBy: before && before < by ? before : by })
}

/** Part of publishing. */
export async function publish(city: CityPort, row: StoredRow): Promise<void> {
  await city.update(visit, row.id, { publishedOn: city.today, onTime: city.today <= String(row['publishBy']) ? 'yes' : 'no' })
}
