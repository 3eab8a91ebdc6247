// What the engine promises, told act by act.
import { describe, expect, it } from 'vitest'
import { Problem } from '#declare'
import { answering } from './answering.ts'
import type { Context, Request } from './decide.ts'
import { decide, decideTimer, open } from './engine.ts'
import type { CaseState, Event, Task } from './event.ts'
import { fold } from './fold.ts'
import { wantedTasks, wantedTimers } from './tasks.ts'
import { contextAt, makeJobFlow, rowOf, subjectOf, testCalendar, testDirectory } from './testing.ts'

const noon = (date: string) => new Date(`${date}T12:00:00+08:00`)

/** A case in memory: acts, time, and what the engine answers. */
function story(join: Parameters<typeof makeJobFlow>[0] = { lead: 'lead' }, values: { [field: string]: unknown } = {}) {
  const flow = makeJobFlow(join)
  let now = noon('2026-03-02')
  let row = rowOf(values)
  const events: Event[] = [...open(flow, contextAt(subjectOf('boss'), row, now))]
  const state = (): CaseState => fold(events)
  const context = (who: string, over: Partial<Context> = {}) => contextAt(subjectOf(who), row, now, { history: events, ...over })
  const ask = (who: string, request: Request, over: Partial<Context> = {}) => decide(flow, state(), request, context(who, over))
  const settle = (made: readonly Event[]) => {
    for (const event of made) {
      events.push(event)
      if ('sets' in event) row = { ...row, ...event.sets }
    }
  }
  const self = {
    flow,
    events,
    state,
    ask,
    row: () => row,
    tasks: (): Task[] => wantedTasks(flow, state(), { row, directory: testDirectory, calendar: testCalendar }),
    timers: () => wantedTimers(flow, state(), { row, directory: testDirectory, calendar: testCalendar }),
    do(who: string, act: string, rest: Partial<Request> = {}, over: Partial<Context> = {}) {
      const answer = ask(who, { act, ...rest }, over)
      if (answer instanceof Problem) throw answer
      settle(answer)
      return self
    },
    refused(who: string, act: string, rest: Partial<Request> = {}, over: Partial<Context> = {}): Problem {
      const answer = ask(who, { act, ...rest }, over)
      if (!(answer instanceof Problem)) throw new Error(`${act} was not refused`)
      return answer
    },
    at(date: string) {
      now = noon(date)
      for (let due = self.timers().find(one => new Date(one.at) <= now); due; due = self.timers().find(one => new Date(one.at) <= now))
        settle(decideTimer(flow, state(), due, context('boss')))
      return self
    },
    steps: () =>
      self
        .tasks()
        .filter(task => task.kind === 'step')
        .map(task => `${task.desk} ${task.state}`),
  }
  return self
}
const running = (join?: Parameters<typeof makeJobFlow>[0], values?: { [field: string]: unknown }) => story(join, values).do('boss', 'send')

describe('the way of a case', () => {
  it('goes through a choice into branches, one for each organ', () => {
    expect(running().steps()).toEqual(['o:o1:liaison signing', 'o:o2:liaison signing', 'o:o3:liaison signing'])
    expect(story(undefined, { progress: 60 }).do('boss', 'send').state().state).toBe('checking')
  })

  it('joins when the lead has ended, and cancels what is still open', () => {
    const tale = running().do('o1-liaison', 'sign').do('o1-liaison', 'finish')
    expect(tale.state()).toMatchObject({ state: 'checking', branches: {} })
    expect(tale.steps()).toEqual(['r:330600:supervisor checking'])
  })

  it('joins on all or any', () => {
    const all = running('all')
    for (const organ of ['o1', 'o2', 'o3']) {
      expect(all.state().state).toBe('handling')
      all.do(`${organ}-liaison`, 'sign').do(`${organ}-liaison`, 'finish')
    }
    expect(all.state().state).toBe('checking')
    expect(running('any').do('o2-liaison', 'sign').do('o2-liaison', 'finish').state().state).toBe('checking')
  })

  it('does without joint organs, and goes on at once when nobody is named at all', () => {
    expect(running('all', { joint: [] }).steps()).toHaveLength(1)
    expect(running('all', { joint: [], lead: null }).state().state).toBe('checking')
  })

  it('sends back: branches begin at `again`, released organs are not asked again', () => {
    const tale = running().do('o3-liaison', 'sign').do('o3-liaison', 'giveUp', { reason: '与本单位无关' })
    tale.do('o1-liaison', 'sign').do('o1-liaison', 'finish').do('boss', 'sendBack', { reason: '材料不全' })
    expect(tale.steps()).toEqual(['o:o1:liaison working', 'o:o2:liaison working'])
    expect(tale.state().counts.returned).toBe(1)
  })

  it('waits and lapses by itself', () => {
    const tale = story().do('boss', 'pause', { reason: '等待政策' })
    expect(tale.steps()).toEqual([])
    expect(tale.at('2026-03-06').state().state).toBe('cooling')
    expect(tale.at('2026-03-07').state().state).toBe('draft')
    tale.do('boss', 'send').do('o1-liaison', 'sign').do('o1-liaison', 'finish')
    expect(tale.at('2026-03-20').state().ended).toMatchObject({ state: 'closed' })
    expect(tale.tasks()).toEqual([])
  })

  it('asks for sub-cases of the branch only', () => {
    const parts = [{ label: '分解任务', organ: 'o2', count: 2 }]
    const tale = running().do('o1-liaison', 'sign').do('o2-liaison', 'sign')
    expect(tale.refused('o2-liaison', 'finish', {}, { openParts: parts }).message).toBe('还有2项“分解任务”未办结，全部办结后才能完成')
    expect(tale.do('o1-liaison', 'finish', {}, { openParts: parts }).state().state).toBe('checking')
  })
})

describe('rights', () => {
  it('says who may', () => {
    const problem = running().refused('o1-head', 'sign')
    expect(problem.code).toBe('denied')
    expect(problem.message).toContain('第1局单位联络员')
  })

  it('says where the case stands and what is possible', () => {
    const problem = running().refused('boss', 'accept')
    expect(problem.code).toBe('conflict')
    expect(problem.message).toBe('本件现处于“办理中”（第1局签收、第2局签收、第3局签收），此时可以：签收')
  })

  it('lets a stand-in act and remembers for whom', () => {
    const tale = running()
    const answer = decide(
      tale.flow,
      tale.state(),
      { act: 'sign' },
      contextAt(subjectOf('o4-handler', ['o1-liaison']), tale.row(), noon('2026-03-02')),
    )
    expect(answer).toMatchObject([{ actor: 'o4-handler', onBehalfOf: 'o1-liaison', organ: 'o1' }])
  })

  it('asks which one, when somebody could mean several', () => {
    const tale = running()
    const both = contextAt(subjectOf('o1-liaison', ['o2-liaison']), tale.row(), noon('2026-03-02'))
    expect(decide(tale.flow, tale.state(), { act: 'sign' }, both)).toMatchObject({ code: 'invalid', faults: [{ at: 'task' }] })
    expect(decide(tale.flow, tale.state(), { act: 'sign', branch: 'o2' }, both)).toMatchObject([{ place: 'joint/o2' }])
  })

  it('assigns within the organ, by the desk or its head, and the person then acts', () => {
    const tale = running()
    expect(tale.refused('o1-head', 'assign', { to: 'o2-handler', branch: 'lead' }).message).toContain('不是第1局的人员')
    tale.do('o1-head', 'assign', { to: 'o1-handler', branch: 'lead' })
    expect(tale.tasks().find(task => task.branch === 'lead')).toMatchObject({ person: 'o1-handler' })
    expect(tale.do('o1-handler', 'sign').state().branches['lead/o1']).toMatchObject({ state: 'working', assigned: {} })
  })

  it('tells somebody who looked earlier that others were faster, but not for another branch', () => {
    const tale = running()
    const seen = tale.state().seq
    tale.do('o2-liaison', 'sign')
    tale.do('o1-liaison', 'sign', { expect: seen })
    expect(tale.refused('o1-liaison', 'update', { expect: seen, values: { progress: 5 } }).code).toBe('conflict')
  })
})

describe('clocks', () => {
  it('counts working days, and a date as the end of that date', () => {
    const tale = story()
    expect(tale.tasks().find(task => task.kind === 'step')?.dueAt).toBe('2026-03-05T15:59:59.000Z')
    expect(tale.do('boss', 'send').do('o1-liaison', 'sign').state().branches['lead/o1']?.due).toEqual({
      at: '2026-03-31T15:59:59.000Z',
      by: 'until',
      field: 'dueOn',
    })
  })

  it('stands still while suspended', () => {
    const tale = story().do('boss', 'suspend', { reason: '等待裁定' }).at('2026-03-04')
    expect(tale.refused('boss', 'send').message).toContain('已中止（等待裁定）')
    expect(tale.timers()).toEqual([])
    tale.do('boss', 'resume')
    expect(tale.tasks().find(task => task.kind === 'step')?.dueAt).toBe('2026-03-09T15:59:59.000Z')
  })

  it('gives more time: to the case with its row, to one organ alone, and so often only', () => {
    const tale = running().do('o1-liaison', 'sign').do('o2-liaison', 'sign')
    tale.do('o2-liaison', 'ask-extension', { date: '2026-04-10', reason: '设备未到' })
    expect(tale.tasks().filter(task => task.kind === 'extension')).toMatchObject([{ desk: 'r:330600:supervisor' }])
    tale.do('boss', 'grant-extension')
    expect(tale.row()['dueOn']).toBe('2026-03-31')
    expect(tale.state().branches['joint/o2']?.due?.at).toBe('2026-04-10T15:59:59.000Z')
    tale.do('boss', 'extend', { date: '2026-04-20', reason: '统筹安排' })
    expect(tale.row()['dueOn']).toBe('2026-04-20')
    expect(tale.state().branches['lead/o1']?.due?.at).toBe('2026-04-20T15:59:59.000Z')
    tale.do('boss', 'extend', { date: '2026-04-21', reason: '统筹安排' })
    expect(tale.refused('boss', 'extend', { date: '2026-04-22', reason: '统筹安排' }).message).toBe('本件已延期2次，按规定最多2次')
    expect(tale.state().counts.extended).toBe(3)
  })

  it('warns once for each mark, the highest that has passed', () => {
    const tale = running().do('o1-liaison', 'sign').at('2026-04-03')
    expect(tale.state().branches['lead/o1']?.told.at(-1)).toBe('overdue')
    expect(tale.events.filter(event => event.type === 'reminded' && event.place === 'lead/o1')).toHaveLength(1)
    expect(tale.timers().filter(timer => timer.place === 'lead/o1')).toEqual([])
  })

  it('keeps the term that was missed', () => {
    const tale = running().do('o1-liaison', 'sign').at('2026-04-03').do('o1-liaison', 'finish')
    expect(tale.state().due?.at).toBe('2026-03-31T15:59:59.000Z')
    const punctual = running().do('o1-liaison', 'sign').at('2026-03-31').do('o1-liaison', 'finish')
    expect(punctual.state().due?.at).toBe('2026-04-08T15:59:59.000Z')
  })
})

describe('oversight', () => {
  it('urges and supervises; the head of the organ replies', () => {
    const tale = running()
      .do('boss', 'urge', { branch: 'lead', reason: '请尽快签收' })
      .do('boss', 'supervise', { branch: 'lead', reason: '进度滞后' })
    expect(tale.tasks().filter(task => task.kind === 'reply')).toMatchObject([{ desk: 'o:o1:head', dueAt: '2026-03-05T15:59:59.000Z' }])
    expect(tale.tasks().filter(task => task.kind === 'oversight')).toMatchObject([{ desk: 'r:330600:supervisor' }])
    expect(tale.tasks().find(task => task.branch === 'lead')).toMatchObject({ urged: 1, supervised: true })
    expect(tale.refused('o2-head', 'reply', { reason: '已办' }).code).toBe('denied')
    tale.do('o1-head', 'reply', { reason: '已安排专人' })
    expect(tale.tasks().filter(task => task.kind === 'reply')).toEqual([])
    expect(tale.state().counts).toMatchObject({ urged: 1, supervised: 1 })
  })

  it('is the overseer’s alone, and wants a reason', () => {
    expect(running().refused('o1-head', 'urge', { reason: '快' }).code).toBe('denied')
    expect(running().refused('boss', 'urge').faults).toEqual([{ at: 'reason', message: '请填写催办内容' }])
  })

  it('transfers a branch with the row', () => {
    const tale = running().do('o1-liaison', 'sign').do('boss', 'transfer', { branch: 'lead', to: 'o4', reason: '职能调整' })
    expect(tale.row()['lead']).toBe('o4')
    expect(tale.steps()).toContain('o:o4:liaison signing')
    expect(tale.steps()).not.toContain('o:o1:liaison working')
    expect(tale.do('boss', 'transfer', { branch: 'o2', to: 'o1', reason: '职能调整' }).row()['joint']).toEqual(['o1', 'o3'])
  })

  it('knows who answers: the organs of the row, the new one for the old, none that was released', () => {
    const flow = makeJobFlow('all')
    const tale = running()
    const who = () => answering(flow, tale.row(), tale.state())
    expect(who()).toEqual(['o1', 'o2', 'o3'])
    tale.do('boss', 'transfer', { branch: 'lead', to: 'o4', reason: '职能调整' })
    expect(who()).toEqual(['o4', 'o2', 'o3'])
    const key = Object.keys(tale.state().branches).find(place => place.endsWith('/o2'))!
    expect(answering(flow, tale.row(), { ...tale.state(), released: [key] })).toEqual(['o4', 'o3'])
  })

  it('voids and reopens', () => {
    const tale = running().do('boss', 'void', { reason: '重复立项' })
    expect(tale.tasks()).toEqual([])
    expect(tale.state().ended?.void).toBe(true)
    expect(tale.refused('boss', 'send').message).toContain('不能再办理')
    expect(tale.do('boss', 'reopen', { reason: '误作废' }).steps()).toEqual([
      'o:o1:liaison working',
      'o:o2:liaison working',
      'o:o3:liaison working',
    ])
  })

  it('copies, and a copy is read', () => {
    const tale = running().do('boss', 'copy', { people: ['o4-head'] })
    expect(tale.tasks().filter(task => task.kind === 'copy')).toMatchObject([{ person: 'o4-head' }])
    expect(
      tale
        .do('o4-head', 'read')
        .tasks()
        .filter(task => task.kind === 'copy'),
    ).toEqual([])
  })
})

describe('taking back', () => {
  it('restores state and row while nobody acted after it', () => {
    const tale = running().do('o1-liaison', 'sign')
    const before = tale.state()
    tale.do('o1-liaison', 'update', { values: { progress: 70 } })
    expect(tale.row()['progress']).toBe(70)
    expect(tale.refused('o2-liaison', 'withdraw').code).toBe('denied')
    tale.do('o1-liaison', 'withdraw')
    expect(tale.row()['progress']).toBe(0)
    expect(tale.state().branches['lead/o1']).toMatchObject({
      state: before.branches['lead/o1']!.state,
      due: before.branches['lead/o1']!.due,
    })
    tale.do('o1-liaison', 'withdraw')
    expect(tale.state().branches['lead/o1']?.state).toBe('signing')
  })

  it('is too late once somebody has acted', () => {
    expect(running().do('o1-liaison', 'sign').do('boss', 'urge', { reason: '快' }).refused('o1-liaison', 'withdraw').code).toBe('conflict')
  })

  it('takes back even a joined parallel state', () => {
    const tale = running().do('o2-liaison', 'sign').do('o1-liaison', 'sign').do('o1-liaison', 'finish').do('o1-liaison', 'withdraw')
    expect(tale.steps()).toEqual(['o:o1:liaison working', 'o:o2:liaison working', 'o:o3:liaison signing'])
  })
})
