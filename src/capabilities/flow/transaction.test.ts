// The transaction of an act, on a real PostgreSQL.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#declare'
import {
  handOver,
  headOf,
  liaisonOf,
  makeFlowWorld,
  official,
  organs,
  overseer,
  plan,
  recordOf,
  report,
  subtask,
  task,
  wire,
} from '../../testing/flow-city.ts'
import { caseRow } from './changes.ts'
import { fold } from './fold.ts'
import type { ActRequest } from './port.ts'
import { rememberInLedger } from './remember.ts'
import { foldOf, readEvents } from './store.ts'
import { wantedTasks } from './tasks.ts'

let city: Awaited<ReturnType<typeof makeFlowWorld>>
/** The next ledger entry fails, after rows and before events have been written. */
let isBroken = false
beforeAll(async () => {
  city = await makeFlowWorld({
    remember: async entries => {
      if (isBroken) throw new Error('the ledger is gone')
      return rememberInLedger(entries)
    },
  })
})
afterAll(async () => {
  await city.end()
  await city.database.drop()
})

const lead = liaisonOf(organs.lead)
const joint = liaisonOf(organs.joint)
const request = (id: string, act: string, rest: Partial<ActRequest> = {}): ActRequest => ({ record: task.name, id, act, ...rest })
const refusal = async (work: Promise<unknown>): Promise<Problem> => {
  const answer = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(answer instanceof Problem)) throw new Error(`Not refused: ${String(answer)}`)
  return answer
}
const system = <T>(work: Parameters<typeof city.store.asSystemPastAccessRules<T>>[0]) => city.store.asSystemPastAccessRules(work)
const count = (table: string, id: string) =>
  system(async tx =>
    Number((await sql<{ n: string }>`select count(*) n from ${sql.table(table)} where case_id = ${id}`.execute(tx)).rows[0]!.n),
  )

/** The tasks that lie open are those the history asks for, and the row says the same as its history. */
async function checkTrue(id: string): Promise<void> {
  await system(async tx => {
    const row = await city.store.get(tx, { ...overseer, kind: 'system' }, recordOf(task), id)
    const events = (await readEvents(tx, row)).map(({ data }) => data)
    const state = fold(events)
    expect(foldOf(row.case?.fold)).toEqual(state)
    expect(row.case).toMatchObject({ state: state.state, caseVersion: events.length, ...state.counts })
    const wanted = wantedTasks(city.options.model.flows.get(task.name)!, state, {
      row: caseRow(row, city.clock.now()),
      directory: city.directory,
      calendar: city.calendar,
    })
    const { rows } = await sql<{
      key: string
      seat: string
    }>`select key, seat from flow_task where case_id = ${id} and closed_at is null order by key`.execute(tx)
    expect(rows).toEqual(
      wanted
        .map(one => ({ key: one.key, seat: one.person === null ? one.desk : `p:${one.person}` }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    )
  })
}

describe('an act', () => {
  test('is one whole: row, event, tasks, timer, ledger', async () => {
    const made = await handOver(city)
    const acted = await city.flow.act(lead, request(made.task, 'sign'))
    expect(acted).toMatchObject({ version: 2, state: 'handling', seq: 2, repeated: false })
    await checkTrue(made.task)
    const { rows } = await system(tx => sql`select kind, act, actor from ledger_entry where row_id = ${made.task} order by id`.execute(tx))
    expect(rows).toEqual([
      { kind: 'act', act: 'opened', actor: overseer.person },
      { kind: 'act', act: 'sign', actor: lead.person },
    ])
    expect(await count('flow_timer', made.task)).toBeGreaterThan(0)
  })

  test('leaves nothing when it breaks in the middle', async () => {
    const made = await handOver(city)
    await city.flow.act(lead, request(made.task, 'sign'))
    const before = await Promise.all(['flow_event', 'flow_task', 'flow_timer', 'notice'].map(table => count(table, made.task)))
    isBroken = true
    const values = { progressText: '已完成一半', progress: 50 }
    await expect(city.flow.act(lead, request(made.task, 'report', { values }))).rejects.toThrow('the ledger is gone')
    isBroken = false
    expect(await Promise.all(['flow_event', 'flow_task', 'flow_timer', 'notice'].map(table => count(table, made.task)))).toEqual(before)
    expect(await system(tx => city.store.parts(tx, { ...overseer, kind: 'system' }, recordOf(report), made.task))).toEqual([])
    await checkTrue(made.task)
  })

  test('by two people at once: one wins, the other is told what happened', async () => {
    const made = await handOver(city)
    const seen = 1
    const other = official(`p-${organs.other}-handler`, [`p-${organs.lead}-liaison`])
    const results = await Promise.allSettled([
      city.flow.act(lead, request(made.task, 'sign', { expect: seen })),
      city.flow.act(other, request(made.task, 'sign', { expect: seen })),
    ])
    expect(results.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = results.find(result => result.status === 'rejected')!
    expect(lost.reason).toMatchObject({ code: 'conflict', message: expect.stringContaining('本件现处于“办理中”') })
    await checkTrue(made.task)
  })

  test('with one key acts once', async () => {
    const made = await handOver(city)
    const first = await city.flow.act(lead, request(made.task, 'sign', { key: 'k1' }))
    expect(await city.flow.act(lead, request(made.task, 'sign', { key: 'k1' }))).toEqual({ ...first, repeated: true })
    // Not done, and not told as if it were.
    const other = [request(made.task, 'report', { key: 'k1' }), request(made.task, 'sign', { key: 'k1', reason: '改了内容' })]
    for (const one of other)
      expect(await refusal(city.flow.act(lead, one))).toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('改动的内容没有保存'),
      })
    expect(await count('flow_event', made.task)).toBe(2)
    const many = await Promise.all(Array.from({ length: 8 }, () => city.flow.act(joint, request(made.task, 'sign', { key: 'k2' }))))
    expect(many.filter(one => !one.repeated)).toHaveLength(1)
    // A key is whose it is: nobody takes another's.
    expect(await city.flow.act(lead, request(made.task, 'comment', { key: 'k2', reason: '请抓紧' }))).toMatchObject({ repeated: false })
    await checkTrue(made.task)
  })

  test('by a stand-in is remembered as such', async () => {
    const made = await handOver(city)
    await city.flow.act(
      official(`p-${organs.other}-handler`, [`p-${organs.joint}-liaison`]),
      request(made.task, 'sign', { branch: 'joint' }),
    )
    const { timeline } = await city.inbox.detail(overseer, task.name, made.task)
    expect(timeline.at(-1)).toMatchObject({
      label: '签收',
      actorName: official(`p-${organs.other}-handler`).name,
      onBehalfOf: joint.name,
      organName: '市市场监管局',
    })
  })

  test('by somebody without a part in it finds no case, and one who may only look is refused', async () => {
    const made = await handOver(city)
    expect((await refusal(city.flow.act(liaisonOf(organs.other), request(made.task, 'sign')))).code).toBe('not-found')
    expect((await refusal(city.flow.act(headOf(organs.lead), request(made.task, 'sign')))).code).toBe('denied')
  })

  test('adds a part with a flow of its own, which must end first', async () => {
    const made = await handOver(city, { progress: 100 })
    await city.flow.act(lead, request(made.task, 'sign'))
    const handler = `p-${organs.lead}-handler`
    const added = await city.flow.act(
      lead,
      request(made.task, 'breakDown', { values: { title: '拟定方案', handler, dueOn: '2026-03-20' } }),
    )
    expect(added.made).not.toBeNull()
    const summary = { summary: '已全部完成', evidence: [{ hash: 'a'.repeat(64), name: '证明.pdf', type: 'application/pdf', size: 10 }] }
    expect((await refusal(city.flow.act(lead, request(made.task, 'conclude', { values: summary })))).message).toBe(
      '还有1项“分解任务”未办结，全部办结后才能汇总报结',
    )
    await city.flow.act(official(handler), { record: subtask.name, id: added.made!, act: 'finish', values: { result: '方案已定' } })
    await city.flow.act(lead, { record: subtask.name, id: added.made!, act: 'approve' })
    const done = await city.flow.act(lead, request(made.task, 'conclude', { values: summary }))
    expect(done.state).toBe('accepting')
    const row = await city.store.as(overseer, tx => city.store.get(tx, overseer, recordOf(task), made.task))
    expect(row['summary']).toBe('已全部完成')
    await checkTrue(made.task)
  })

  test('taken back restores row and tasks', async () => {
    const made = await handOver(city, { progress: 100 })
    await city.flow.act(lead, request(made.task, 'sign'))
    await city.flow.act(
      lead,
      request(made.task, 'conclude', {
        values: { summary: '办完了', evidence: [{ hash: 'b'.repeat(64), name: '证明.pdf', type: 'application/pdf', size: 10 }] },
      }),
    )
    await city.flow.act(lead, request(made.task, 'withdraw'))
    const row = await city.store.as(overseer, tx => city.store.get(tx, overseer, recordOf(task), made.task))
    expect(row['summary'] ?? null).toBeNull()
    expect((await city.inbox.list(lead, { tab: 'todo' })).items.filter(item => item.case === made.task)).toMatchObject([
      { state: 'working' },
    ])
    await checkTrue(made.task)
  })

  test('two hundred at once', async () => {
    const made = await handOver(city, {}, 100)
    const all = await Promise.all(
      made.tasks.flatMap(id => [city.flow.act(lead, request(id, 'sign')), city.flow.act(joint, request(id, 'sign'))]),
    )
    expect(all.filter(one => one.state === 'handling')).toHaveLength(200)
    for (const id of made.tasks.slice(0, 5)) await checkTrue(id)
  })
})

test('on a cluster the same writes go as one block, whatever people write', async () => {
  const spread = wire(city.database.appUrl, { isCluster: true })
  spread.clock.at = city.clock.now()
  const made = await handOver(spread)
  const nasty = '引号\'双引号"反斜杠\\美元$1$$ $q$;--\n换行'
  await spread.flow.act(lead, request(made.task, 'sign'))
  await spread.flow.act(lead, request(made.task, 'report', { values: { progressText: nasty, progress: 40 } }))
  await spread.flow.act(overseer, request(made.task, 'urge', { reason: nasty }))
  const { timeline } = await spread.inbox.detail(overseer, task.name, made.task)
  expect(timeline.at(-1)).toMatchObject({ label: '催办', reason: nasty })
  expect(timeline.at(-2)?.values[0]).toEqual({ label: '进展情况', text: nasty })
  expect(timeline.every(entry => entry.ledgerEntry !== null)).toBe(true)
  await checkTrue(made.task)
  await spread.end()
})

test('somebody who only watches may comment, and nothing is done by whoever did not do it', async () => {
  const made = await handOver(city, { progress: 100 })
  await city.flow.act(official('p-990100-gov-leader'), request(made.task, 'comment', { reason: '请抓紧' }))
  await city.flow.act(lead, request(made.task, 'sign'))
  await city.flow.act(overseer, request(made.task, 'void', { reason: '重复' }))
  expect((await city.inbox.list(overseer, { tab: 'done', limit: 200 })).items.filter(item => item.case === made.task)).toEqual([])
  expect((await city.inbox.list(lead, { tab: 'done', limit: 200 })).items.filter(item => item.case === made.task)).toMatchObject([
    { outcome: '签收' },
  ])
})

describe('what I just did is what the list shows', () => {
  test('todo, done, started, supervised, copied', async () => {
    const made = await handOver(city)
    const todo = async () => (await city.inbox.list(lead, { tab: 'todo', limit: 200 })).items.filter(item => item.case === made.task)
    expect(await todo()).toMatchObject([
      {
        kind: 'step',
        stateLabel: '待签收',
        title: '任务0',
        organName: '市数据局',
        light: 'green',
        unread: true,
        quick: [{ act: 'sign', label: '签收' }],
      },
    ])
    const before = await city.inbox.counts(lead)
    await city.flow.act(lead, request(made.task, 'sign'))
    expect(await todo()).toMatchObject([{ stateLabel: '牵头办理', quick: [] }])
    expect((await city.inbox.list(lead, { tab: 'done' })).items[0]).toMatchObject({ case: made.task, outcome: '签收', light: 'ended' })
    expect((await city.inbox.counts(lead)).todo).toBe(before.todo)
    await city.flow.act(overseer, request(made.task, 'supervise', { reason: '请报告进展', branch: 'lead' }))
    expect(
      (await city.inbox.list(overseer, { tab: 'supervised', limit: 200 })).items.some(
        item => item.case === made.task && item.kind === 'oversight',
      ),
    ).toBe(true)
    expect((await city.inbox.list(headOf(organs.lead), { tab: 'todo' })).items.find(item => item.case === made.task)).toMatchObject({
      kind: 'reply',
    })
    expect((await city.inbox.notices(headOf(organs.lead))).items[0]).toMatchObject({
      case: made.task,
      unread: true,
      text: expect.stringContaining('被正式督办，请于2026-03-05前书面回复：请报告进展'),
    })
    const copied = official(`p-${organs.other}-head`)
    await city.flow.act(overseer, request(made.task, 'copy', { people: [copied.person] }))
    expect((await city.inbox.list(copied, { tab: 'copied' })).items).toMatchObject([
      { case: made.task, quick: [{ act: 'read', label: '已阅' }] },
    ])
    await city.flow.act(copied, request(made.task, 'read'))
    expect(await city.inbox.counts(copied)).toMatchObject({ copied: 0 })
    expect((await city.inbox.list(overseer, { tab: 'started', limit: 200 })).items.some(item => item.case === made.task)).toBe(true)
    await checkTrue(made.task)
  })

  test('pages without gaps or repeats, lights and words filter', async () => {
    const page = async (cursor?: string) => city.inbox.list(joint, { tab: 'todo', limit: 7, ...(cursor !== undefined && { cursor }) })
    const seen: string[] = []
    let { items, next, counts } = await page()
    for (;;) {
      seen.push(...items.map(item => `${item.case} ${item.task}`))
      if (next === null) break
      ;({ items, next, counts } = await page(next))
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(counts.todo)
    expect((await city.inbox.list(joint, { tab: 'todo', q: '不存在的任务' })).items).toEqual([])
    expect((await city.inbox.list(joint, { tab: 'todo', light: 'overdue' })).items).toEqual([])
    await expect(city.inbox.list(joint, { tab: 'todo', cursor: '???' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('a case page says what I may do and why not', async () => {
    const made = await handOver(city)
    await city.flow.act(lead, request(made.task, 'sign'))
    await city.flow.act(lead, request(made.task, 'report', { values: { progressText: '已完成一半', progress: 50 } }))
    const { acts, open, timeline } = await city.inbox.detail(lead, task.name, made.task)
    expect(acts.map(act => act.label)).toEqual(expect.arrayContaining(['填报进展', '分解任务', '汇总报结', '申请延期', '补充说明']))
    expect(acts.find(act => act.act === 'conclude')).toMatchObject({
      allowed: false,
      says: '完成进度达到100%后才能报结，请先填报进展',
      leadsTo: '已报结',
    })
    expect(acts.some(act => act.kind === 'oversight')).toBe(false)
    expect(open).toHaveLength(2)
    expect(timeline.at(-1)).toMatchObject({
      label: '填报进展',
      values: [
        { label: '进展情况', text: '已完成一半' },
        { label: '完成进度', text: '50%' },
      ],
    })
    const over = await city.inbox.detail(overseer, task.name, made.task)
    expect(over.acts.filter(act => act.kind === 'oversight' && act.allowed).map(act => act.act)).toEqual([
      'urge',
      'supervise',
      'extend',
      'suspend',
      'transfer',
      'void',
      'copy',
    ])
    const whole = await city.inbox.detail(overseer, plan.name, made.plan)
    expect(whole.acts.find(act => act.act === 'close')).toMatchObject({ allowed: false })
  })
})
