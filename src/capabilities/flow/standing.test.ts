// The total of a flow stands still while another authority has the case, and goes on with what was left of it.
import { describe, expect, it } from 'vitest'
import { back, days, type Flow, flow, go, here, inRegion, Problem, record, text, workdays } from '#declare'
import type { Request } from './decide.ts'
import { decide, open } from './engine.ts'
import type { Event } from './event.ts'
import { fold } from './fold.ts'
import { contextAt, rowOf, subjectOf } from './testing.ts'

const errand = record('errand', {
  label: '事项',
  owner: 'gov',
  share: 'on-request',
  level: 'L1',
  title: 'title',
  access: [inRegion(['supervisor'])],
  fields: { title: text({ label: '名称' }) },
})
const supervisor = here('supervisor')
const errands: Flow = flow(errand, ({ step, end }) => ({
  name: 'errand',
  label: '办理',
  start: 'working',
  basis: '测试',
  total: days(30),
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: supervisor, acts: ['void'], reply: { within: workdays(3), role: 'head' } },
  states: {
    working: step('办理', { by: supervisor, within: workdays(10), on: { send: go('移送', 'away'), finish: go('办结', 'done') } }),
    away: step('他机关办理', {
      by: supervisor,
      within: days(3),
      stands: true,
      on: { ask: go('再请', 'still'), come: back('退回', 'working'), keep: go('由其处理', 'gone') },
    }),
    still: step('他机关复核', { by: supervisor, stands: true, on: { come: back('退回', 'working') } }),
    done: end('办结'),
    gone: end('由他机关处理'),
  },
}))

const at = (date: string) => new Date(`${date}T12:00:00+08:00`)
function told(...acts: readonly (readonly [date: string, act: string, reason?: string])[]) {
  const events: Event[] = [...open(errands, contextAt(subjectOf('boss'), rowOf(), at('2026-03-02')))]
  for (const [date, act, reason] of acts) {
    const request: Request = { act, ...(reason !== undefined && { reason }) }
    const answer = decide(errands, fold(events), request, contextAt(subjectOf('boss'), rowOf(), at(date), { history: events }))
    if (answer instanceof Problem) throw answer
    events.push(...answer)
  }
  return { events, state: fold(events) }
}

describe('a step where the total stands still', () => {
  it('leaves the case without a term, while its own runs', () => {
    const { state } = told(['2026-03-09', 'send'])
    expect(state.due).toBeNull()
    expect(state.main?.due?.at.slice(0, 10)).toBe('2026-03-12')
  })
  it('through several of them at once, and gives back the working days that passed', () => {
    // Thirty days from 2 March: 1 April. Away from the 9th to the 16th, five working days; 6 April is a holiday (清明): 9 April.
    expect(told().state.due?.at.slice(0, 10)).toBe('2026-04-01')
    const { state } = told(['2026-03-09', 'send'], ['2026-03-11', 'ask'], ['2026-03-16', 'come', '不予立案'])
    expect(state.due?.at.slice(0, 10)).toBe('2026-04-09')
    expect(state.stood).toBeNull()
  })
  it('a case that was late before it went is late when it comes back', () => {
    const { state } = told(['2026-04-07', 'send'], ['2026-04-08', 'come', '退回'])
    expect(state.due!.at < at('2026-04-08').toISOString()).toBe(true)
  })
  it('and ends elsewhere with what was left', () => {
    expect(told(['2026-03-09', 'send'], ['2026-03-16', 'keep']).state).toMatchObject({ ended: { state: 'gone' }, stood: null })
  })
})
