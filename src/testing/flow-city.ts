// The engine on a real database, in a small made-up city, for tests and the bench.
import { type AnyRecord, any, type Condition, involved, type Model, makeModel, scene } from '#declare'
import { lanting } from '../../cities/lanting/city.ts'
import { createFlow } from '../capabilities/flow/create-flow.ts'
import { createDirectory } from '../capabilities/flow/directory.ts'
import type { FlowOptions } from '../capabilities/flow/flow-options.ts'
import { createInbox } from '../capabilities/flow/inbox.ts'
import { flowTables } from '../capabilities/flow/tables.ts'
import { holdsSimply } from '../capabilities/flow/testing.ts'
import { type Decide, desksOf, type HeldPost, type Subject } from '../capabilities/identity/port.ts'
import { ledgerTables } from '../capabilities/ledger/tables.ts'
import { createStore } from '../capabilities/store/create-store.ts'
import { createKeyRing } from '../capabilities/store/key-ring.ts'
import { createTables } from '../capabilities/store/migrations.ts'
import { createPool } from '../capabilities/store/pool.ts'
import { recordTables } from '../capabilities/store/shape.ts'
import { storeTables } from '../capabilities/store/tables.ts'
import type { World } from '../capabilities/store/world.ts'
import { kindOf } from '../fields/kinds.ts'
import { normaliseValues } from '../fields/normalise-values.ts'
import { createCalendar } from '../methods/workday-calendar/create-calendar.ts'
import { doing, intake, tracking } from '../scenes/operation/supervision/flow.ts'
import { goal, plan, report, subtask, task } from '../scenes/operation/supervision/records.ts'
import { cloneDatabase, templateDatabase } from './postgres.ts'

export const model: Model = makeModel(lanting, [
  scene('supervision', {
    title: '重点工作督办',
    area: 'operation',
    plan: '',
    owner: 'gov-office',
    records: { plan, task, goal, subtask, report },
    flows: { intake, tracking, doing },
  }),
])
export const recordOf = (of: { name: string }): AnyRecord => model.records.get(of.name)!
export const tables = [...flowTables, ...ledgerTables, ...storeTables, ...recordTables(model)]
export { plan, report, subtask, task }

/** Somebody of the city, by id; `standsInFor` adds the posts of people on leave. */
export function official(id: string, standsInFor: readonly string[] = []): Subject {
  const posts = [id, ...standsInFor].flatMap(person =>
    lanting.people
      .find(one => one.id === person)!
      .posts.map((post): HeldPost => {
        const organ = lanting.organs.find(one => one.id === post.organ)!
        return {
          role: post.role,
          organ: organ.id,
          line: organ.line,
          level: organ.level,
          region: organ.region,
          onBehalfOf: person === id ? null : person,
        }
      }),
  )
  const name = lanting.people.find(one => one.id === id)!.name
  return {
    kind: 'person',
    person: id,
    name,
    posts,
    desks: desksOf(id, posts),
    organ: posts[0]?.organ ?? null,
    region: posts[0]?.region ?? lanting.code,
  }
}
export const organs = { lead: '990100-bigdata', joint: '990100-market', other: '990100-gov-office' } as const
export const overseer = official('p-990100-supervision-supervisor')
export const liaisonOf = (organ: string) => official(`p-${organ}-liaison`)
export const headOf = (organ: string) => official(`p-${organ}-head`)

const decide: Decide = (subject, of, power) => {
  if (subject.kind === 'system') return { answer: 'yes' }
  const conditions: Condition[] = of.access
    .filter(grant => grant.powers.includes(power))
    .flatMap((grant): Condition[] => {
      const posts =
        grant.roles === 'anyone' ? subject.posts : subject.posts.filter(post => (grant.roles as readonly string[]).includes(post.role))
      const { reach } = grant
      if (reach.kind === 'region') return posts.map(post => ({ op: 'within', field: 'region', value: post.region }))
      if (reach.kind === 'organ')
        return posts.map(post => ({
          op: of.fields[reach.field]?.kind === 'organs' ? 'contains' : 'is',
          field: reach.field,
          value: post.organ,
        }))
      return []
    })
  if (power === 'read') conditions.push(involved)
  return conditions.length === 0 ? { answer: 'no' } : { answer: 'filter', when: any(...conditions) }
}

export async function makeFlowWorld(over: Partial<FlowOptions> = {}, max = 20) {
  const database = await cloneDatabase(await templateDatabase('flow', url => createTables(url, tables)))
  return { ...wire(database.appUrl, over, max), database }
}

export function wire(appUrl: string, over: Partial<FlowOptions> = {}, max = 20) {
  const clock = { at: new Date('2026-03-02T04:00:00Z'), now: () => new Date(clock.at) }
  const pool = createPool(appUrl, { max })
  const index = <T>(list: readonly T[], ...keys: readonly ((one: T) => string)[]) =>
    new Map(keys.flatMap(key => list.map(one => [key(one), one] as const)))
  const [organIndex, regionIndex, personIndex] = [
    index(lanting.organs, one => one.id),
    index(lanting.regions, one => one.code),
    index(lanting.people, one => one.id),
  ]
  const calendar = createCalendar(lanting.calendar, lanting.zone)
  const lookups = {
    organ: (id: string) => organIndex.get(id),
    region: (code: string) => regionIndex.get(code),
    person: (id: string) => personIndex.get(id),
  }
  const world: World = {
    pool,
    model,
    clock,
    calendar,
    decide,
    keyRing: createKeyRing(),
    onPersonalRead: async () => {},
    lookups: { ...lookups, findOrgans: () => [], findPeople: () => [] },
    caseLight: () => ({ light: 'none', workdaysLeft: null }),
  }
  const store = createStore(world)
  const directory = createDirectory(lanting)
  const options: FlowOptions = {
    model,
    store,
    clock,
    directory,
    calendar: () => calendar,
    holds: (condition, row) => holdsSimply(condition, row),
    check: (fields, values) =>
      normaliseValues({ fields, values, kindOf, context: { today: calendar.dateOf(clock.now()), zone: lanting.zone, ...lookups } }),
    ...over,
  }
  const flow = createFlow(options)
  const inbox = createInbox(options, flow)
  return { pool, store, clock, flow, inbox, options, calendar, directory, end: () => pool.end() }
}
export type FlowWorld = ReturnType<typeof wire>

/** A plan with one task that is being tracked; returns their ids. */
export async function handOver(
  { store, flow }: FlowWorld,
  values: { [field: string]: unknown } = {},
  count = 1,
): Promise<{ plan: string; task: string; tasks: string[] }> {
  const made = await store.as(overseer, async tx => {
    const whole = await store.create(tx, overseer, recordOf(plan), { values: { title: '年度重点工作', issuer: '市政府' } })
    const tasks: string[] = []
    for (let n = 0; n < count; n += 1)
      tasks.push(
        (
          await store.create(tx, overseer, recordOf(task), {
            parent: whole.id,
            values: { title: `任务${n}`, lead: organs.lead, joint: [organs.joint], dueOn: '2026-03-31', ...values },
          })
        ).id,
      )
    await flow.start(tx, overseer, recordOf(plan), whole.id)
    return { plan: whole.id, tasks }
  })
  await flow.act(overseer, { record: plan.name, id: made.plan, act: 'handOver' })
  return { ...made, task: made.tasks[0]! }
}
