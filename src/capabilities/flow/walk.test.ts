// Random walks: whatever people do and however time passes, a case keeps its promises.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Condition, days, type Flow, Problem, type State } from '#declare'
import { tracking } from '../../scenes/operation/supervision/flow.ts'
import { platformActs } from './acts.ts'
import type { Context, Request } from './decide.ts'
import type { CaseRow } from './desks.ts'
import { decide, decideTimer, open } from './engine.ts'
import type { CaseState, Event } from './event.ts'
import { fold } from './fold.ts'
import { desksAt, openPlaces, taskKey, wantedTasks, wantedTimers } from './tasks.ts'
import { contextAt, holdsSimply, job, makeJobFlow, organIds, rowOf, subjectOf, testCalendar, testCity, testDirectory } from './testing.ts'

const people = testCity.people.map(person => subjectOf(person.id))
const surroundings = (row: CaseRow) => ({ row, directory: testDirectory, calendar: testCalendar })

/** One number for each thing that may happen next. */
const strides = fc.array(fc.tuple(fc.noBias(fc.nat(99_999)), fc.noBias(fc.nat(99_999)), fc.noBias(fc.nat(99_999))), {
  minLength: 1,
  maxLength: 60,
  size: 'max',
})

/** Small flows of steps, waits, choices and an end, every step with a way on. */
const randomFlows = fc
  .array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(9), fc.boolean()), { minLength: 1, maxLength: 6 })
  .map((shapes): Flow => {
    const name = (index: number) => (index >= shapes.length ? 'over' : `s${index}`)
    const states: Record<string, State> = { over: { kind: 'end', label: '结束' } }
    for (const [index, [kind, near, far, lapses]] of shapes.entries()) {
      const on = name(index + 1)
      const other = name(near % (shapes.length + 1))
      if (kind === 0) states[name(index)] = { kind: 'wait', label: `等${index}`, for: days((far % 3) + 1), then: on }
      else if (kind === 1 && index > 0)
        states[name(index)] = {
          kind: 'choice',
          label: `判${index}`,
          cases: [{ when: { op: 'at-least', field: 'progress', value: far * 10 }, to: on }],
          otherwise: on,
        }
      else
        states[name(index)] = {
          kind: 'step',
          label: `办${index}`,
          by: far % 2 ? { kind: 'here', role: 'supervisor' } : { kind: 'organ-in', field: 'lead', role: 'liaison' },
          within: { unit: 'workday', count: (far % 4) + 1 },
          on: {
            on: { label: '往下', to: on },
            other: { label: '转到', to: other, ...(near < index && { back: true, reason: true }) },
            set: { label: '填报', sets: ['progress'] },
          },
          ...(lapses && { lapses: { to: on, label: '逾期' } }),
        }
    }
    const base = makeJobFlow('all')
    return { ...base, start: 's0', states }
  })

type Walked = { flow: Flow; row: CaseRow; events: Event[]; now: Date }

/** What must hold at any moment. */
function checkMoment({ flow, row, events }: Walked, state: CaseState): void {
  const tasks = wantedTasks(flow, state, surroundings(row))
  const timers = wantedTimers(flow, state, surroundings(row))
  expect(new Set(tasks.map(task => task.key)).size).toBe(tasks.length)
  expect(events.map(event => event.seq)).toEqual(events.map((_, index) => index + 1))
  if (state.ended) {
    expect(tasks.filter(task => task.kind !== 'copy')).toEqual([])
    expect(timers).toEqual([])
    expect(openPlaces(state)).toEqual([])
  } else if (!state.suspended) expect(tasks.some(task => task.kind === 'step') || timers.some(timer => timer.kind === 'wait')).toBe(true)
  expect(fold(JSON.parse(JSON.stringify(events)) as Event[])).toEqual(state)
}

const mayMoveDue: readonly Event['type'][] = ['extended', 'resumed', 'withdrawn', 'transferred']

function checkStep(before: CaseState, after: CaseState, event: Event): void {
  if (mayMoveDue.includes(event.type)) return
  for (const place of openPlaces(after)) {
    const same = openPlaces(before).find(one => one.key === place.key && one.entered === place.entered)
    if (same) expect(place.due).toEqual(same.due)
  }
  if (event.type !== 'acted') expect(after.counts.returned).toBe(before.counts.returned)
  for (const count of ['urged', 'supervised', 'returned', 'extended'] as const)
    expect(after.counts[count]).toBeGreaterThanOrEqual(before.counts[count])
}

function walk(
  flow: Flow,
  row: CaseRow,
  steps: readonly (readonly [number, number, number])[],
  holds: (condition: Condition, row: CaseRow) => boolean,
): Event[] {
  const at: Walked = { flow, row, events: [], now: new Date('2026-03-02T04:00:00Z') }
  const context = (subject: Context['subject']): Context =>
    contextAt(subject, at.row, at.now, { history: at.events, holds, check: (_fields, values) => ({ values, faults: [] }) })
  at.events.push(...open(flow, context(people[0]!)))
  const settle = (made: readonly Event[], before: CaseState) => {
    for (const event of made) {
      at.events.push(event)
      if ('sets' in event) at.row = { ...at.row, ...event.sets }
    }
    const after = fold(at.events)
    checkMoment(at, after)
    checkStep(before, after, made[0]!)
    return after
  }
  for (const [which, who, what] of steps) {
    let state = fold(at.events)
    if (which % 5 === 0) {
      at.now = new Date(at.now.getTime() + (what % 12) * 86_400_000)
      for (let guard = 0; guard < 50; guard += 1) {
        const due = wantedTimers(flow, state, surroundings(at.row)).find(timer => new Date(timer.at) <= at.now)
        if (!due) break
        const made = decideTimer(flow, state, due, context(people[0]!))
        expect(made.length).toBe(1)
        state = settle(made, state)
      }
      continue
    }
    const request = pick(flow, state, at.row, which, what, at.now)
    const able = people.filter(one => !(decide(flow, state, request, context(one)) instanceof Problem))
    const subject = able[who % Math.max(1, able.length)] ?? people[who % people.length]!
    const answer = decide(flow, state, request, context(subject))
    if (answer instanceof Problem) {
      expect(answer.code).not.toBe('broken')
      expect(answer.message).not.toMatch(/undefined|null|\[object/)
      continue
    }
    const after = settle(answer, state)
    const [event] = answer
    if (event?.type === 'acted' && !event.final && what % 3 === 0) {
      const back = decide(flow, after, { act: 'withdraw' }, context(subject))
      if (back instanceof Problem) throw back
      const earlier = { ...state, seq: 0, changed: 0 }
      const restored = settle(back, after)
      const plain = (one: CaseState) => JSON.stringify(one, (key, value: unknown) => (key === 'seq' || key === 'changed' ? 0 : value))
      expect(plain({ ...restored, seq: 0 })).toBe(plain(earlier as CaseState))
    }
  }
  return at.events
}

function pick(flow: Flow, state: CaseState, row: CaseRow, which: number, what: number, now: Date): Request {
  const places = openPlaces(state).filter(place => place.kind === 'step')
  const place = places[what % Math.max(1, places.length)]
  const around = surroundings(row)
  const task = place && taskKey(place, desksAt(flow, state, place, around)[0]!.desk)
  const organ = organIds[what % organIds.length]!
  const date = new Date(now.getTime() + (what % 60) * 86_400_000).toISOString().slice(0, 10)
  const common = { reason: '理由', date, people: [people[what % people.length]!.person], ...(task !== undefined && { task }) }
  const declared = place ? Object.keys(stepOf(flow, state, place.branch, place.state)) : []
  const awaited = [
    ...new Set(
      wantedTasks(flow, state, around).flatMap(one =>
        one.kind === 'reply'
          ? ['reply']
          : one.kind === 'extension'
            ? ['grant-extension', 'refuse-extension']
            : one.kind === 'copy'
              ? ['read']
              : [],
      ),
    ),
  ]
  const rare =
    what % 7 === 0 || state.ended || state.suspended
      ? flow.oversight.acts
      : flow.oversight.acts.filter(one => one !== 'void' && one !== 'suspend')
  const platform = state.suspended
    ? ['resume', 'resume', 'copy', 'comment', 'void', 'read']
    : [...rare, ...Object.keys(platformActs), ...awaited, ...awaited]
  const acts = which % 3 === 0 || state.suspended ? platform : declared.length > 0 ? declared : platform
  const act = acts[Math.floor(which / 15) % acts.length]!
  const open = wantedTasks(flow, state, around).filter(one => (act === 'reply' ? one.kind === 'reply' : one.kind === 'extension'))
  const forTask = ['reply', 'grant-extension', 'refuse-extension'].includes(act) ? { task: open[0]?.key ?? 'none' } : {}
  return {
    ...common,
    act,
    to: act === 'assign' ? people[what % people.length]!.person : organ,
    values: act === 'set' || act === 'update' ? { progress: what % 101 } : {},
    ...forTask,
  }
}

function stepOf(flow: Flow, state: CaseState, branch: string | null, name: string) {
  const main = flow.states[state.state]
  const step = branch === null ? main : main?.kind === 'parallel' ? main.branches[branch]?.states[name] : undefined
  return step?.kind === 'step' ? step.on : {}
}

describe('random walks', () => {
  const rows = fc
    .record({
      lead: fc.constantFrom(...organIds),
      joint: fc.uniqueArray(fc.constantFrom('o2', 'o3', 'o4')),
      progress: fc.nat(100),
      dueOn: fc.constantFrom('2026-03-20', '2026-04-30', null),
    })
    .map(rowOf)

  it('over random small flows', () => {
    fc.assert(
      fc.property(randomFlows, rows, strides, (flow, row, steps) => void walk(flow, row, steps, holdsSimply)),
      { numRuns: 60 },
    )
  })

  it('over a flow with every kind of state and every way of joining', () => {
    const joins = fc.constantFrom('all' as const, 'any' as const, { lead: 'lead' as const })
    fc.assert(
      fc.property(joins, rows, strides, (join, row, steps) => void walk(makeJobFlow(join), row, steps, holdsSimply)),
      { numRuns: 60 },
    )
  })

  it('over supervision, on which everything happens that can happen', () => {
    const seen = new Map<string, number>()
    const flow: Flow = { ...tracking, record: { ...job, name: tracking.record.name } as unknown as Flow['record'] }
    const everything = fc.property(rows, strides, (row, steps) => {
      for (const event of walk(flow, { ...row, progress: 100 }, steps, () => true)) seen.set(event.type, (seen.get(event.type) ?? 0) + 1)
    })
    fc.assert(everything, { numRuns: 80, seed: 20260302 })
    const wanted = [
      'opened',
      'acted',
      'reminded',
      'urged',
      'supervised',
      'replied',
      'extension-asked',
      'extension-refused',
      'extended',
      'suspended',
      'resumed',
      'transferred',
      'assigned',
      'claimed',
      'copied',
      'read',
      'commented',
      'withdrawn',
      'voided',
      'reopened',
    ]
    expect(wanted.filter(type => !seen.has(type))).toEqual([])
  })
})
