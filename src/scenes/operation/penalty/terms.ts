// Every statutory term of a case with its article and how it stands: kept, running, at risk, missed. Pure, so that page and tests say the same.
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { daysAfter, limitationOf, textOf } from './law.ts'

type Values = { readonly [field: string]: unknown }
export type TermState = 'kept' | 'running' | 'risk' | 'missed'
export const termStates: Readonly<Record<TermState, string>> = { kept: '已按期', running: '计时中', risk: '临近', missed: '已超期' }
export type CaseTerm = {
  readonly label: string
  readonly article: string
  readonly due: string
  readonly done: string | null
  readonly state: TermState
}

export type TermsOf = {
  readonly of: Values
  /** The last day of the ninety, moved by suspension and extension; civil date. */
  readonly decideBy: string | null
  /** Execution and publication, where they have begun. */
  readonly execution?: Values | undefined
  readonly publication?: Values | undefined
  readonly hearingNoticedOn?: string | undefined
  readonly today: string
  addWorkdays(date: string, count: number): string
}

/** In the order of the procedure; terms that have not begun are left out. */
export function termsOf({ of, decideBy, execution, publication, today, addWorkdays }: TermsOf): CaseTerm[] {
  const terms: CaseTerm[] = []
  const add = (label: string, article: string, due: string, done: string) => {
    if (due !== '') terms.push({ label, article, due, done: done === '' ? null : done, state: stateOf(due, done, today) })
  }
  const at = (field: string, row: Values | undefined = of) => textOf(row ?? {}, field)
  const workdays = (from: string, count: number) => (from === '' ? '' : addWorkdays(from, count))
  const { years, until } = limitationOf({ actTo: at('actTo'), foundOn: at('foundOn'), grave: of['grave'] === true })
  add(`处罚时效（${years}年内发现）`, '行政处罚法第三十六条', until, at('foundOn'))
  const noticed = at('noticedOn')
  const statementDue = workdays(noticed, 5)
  if (noticed !== '')
    add(
      '陈述申辩、要求听证（五个工作日）',
      '行政处罚法第四十五条、第六十四条',
      statementDue,
      statementDue < today || at('decidedOn') !== '' ? statementDue : '',
    )
  if (at('hearingOn') !== '')
    add('举行听证（提前七个工作日通知）', '行政处罚法第六十四条', at('hearingOn'), of['heard'] === true ? at('hearingOn') : '')
  add('作出决定（立案之日起九十日）', '行政处罚法第六十条', decideBy ?? '', at('decidedOn'))
  terms.push(...transferTerms(of, today))
  const decided = at('decidedOn', execution)
  add('送达决定书（七个工作日）', '行政处罚法第六十一条', workdays(decided, 7), at('servedOn', execution))
  const paidUp = execution?.['settled'] === true ? at('payBy', execution) : ''
  if (Number(at('fine', execution)) > 0) {
    const late = Number(at('daysLate', execution)) > 0
    add('缴纳罚款（十五日，准予延期的从其期限）', '行政处罚法第六十六条、第六十七条', at('payBy', execution), late ? today : paidUp)
    if (at('servedOn', execution) !== '' && paidUp === '' && late)
      add(`申请法院强制执行（${at('applyFromOn', execution)}后三个月内）`, '行政强制法第五十三条', at('applyByOn', execution), '')
  }
  add(
    '公示决定（七个工作日）',
    '行政处罚法第四十八条、国办发〔2018〕118号',
    workdays(at('decidedOn', publication), 7),
    at('publishedOn', publication),
  )
  return terms
}

/** The terms of a transfer are calendar days; moments count by their day in the city. */
function transferTerms(of: Values, today: string): CaseTerm[] {
  const decree = (article: string) => `移送涉嫌犯罪案件的规定${article}`
  const dayOf = (field: string): string => {
    const moment = textOf(of, field)
    return moment === '' ? '' : new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  }
  const [reported, approved, handed, answered, goods] = [
    dayOf('reportedAt'),
    dayOf('transferApprovedAt'),
    dayOf('handedAt'),
    textOf(of, 'policeOn'),
    textOf(of, 'goodsHandedOn'),
  ]
  const after = (from: string, days: number) => (from === '' ? '' : daysAfter(from, days))
  return [
    { label: '决定是否移送公安机关（三日）', article: decree('第五条'), due: after(reported, 3), done: approved },
    { label: '向公安机关移送（二十四小时）', article: decree('第五条'), due: after(approved, 1), done: handed },
    { label: '公安机关决定是否立案（三日）', article: decree('第八条'), due: after(handed, 3), done: answered },
    ...(of['policeAnswer'] === 'filed'
      ? [{ label: '移交涉案物品和材料（三日）', article: decree('第十二条'), due: after(answered, 3), done: goods }]
      : []),
  ]
    .filter(one => one.due !== '')
    .map(one => ({ ...one, done: one.done === '' ? null : one.done, state: stateOf(one.due, one.done, today) }))
}

/** At risk within five days of the end. */
function stateOf(due: string, done: string, today: string): TermState {
  if (done !== '') return done <= due ? 'kept' : 'missed'
  if (today > due) return 'missed'
  return civilDate(dayNumber(today) + 5) >= due ? 'risk' : 'running'
}
