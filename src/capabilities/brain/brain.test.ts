// The brain must survive what servers do: workers that die half-way, two at once, clocks set back, ten thousand changes in a minute.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { days, flow, go, here, idcard, inRegion, record, refs, scene, text, watchRows, workdays } from '#declare'
import brainScene from '../../scenes/base/city-brain/scene.ts'
import { type Box, openBox } from '../../testing/city.ts'
import { createDirectory } from '../flow/directory.ts'
import { createBrain } from './create-brain.ts'

const dispute = record('brain-dispute', {
  label: '纠纷',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L3',
  title: 'what',
  access: [inRegion(['supervisor'], ['read', 'create', 'write', 'delete'])],
  fields: {
    what: text({ label: '纠纷', required: true, max: 100 }),
    place: text({ label: '地点', max: 100 }),
    party: idcard({ label: '当事人证件号' }),
  },
})
const review = record('brain-review', {
  label: '会商',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'why',
  access: [inRegion(['supervisor'])],
  fields: { why: text({ label: '事由', required: true, max: 500 }) },
})
const reviewing = flow(review, ({ step, end }) => ({
  name: 'brain-reviewing',
  label: '会商',
  start: 'meeting',
  states: {
    meeting: step('会商', { by: here('supervisor'), within: workdays(3), on: { decide: go('议定', 'done') } }),
    done: end('已议定'),
  },
  marks: { yellow: workdays(1), red: workdays(1) },
  oversight: { by: here('supervisor'), acts: ['urge'], reply: { within: workdays(1), role: 'head' } },
  basis: '测试',
}))
const place = watchRows(dispute, {
  name: 'place',
  label: '同一地点纠纷多发',
  level: 'orange',
  when: d => d.what.isPresent(),
  atLeast: 5,
  within: days(7),
  same: ['place'],
  tell: here('supervisor'),
  opens: { flow: reviewing, fill: ({ says }) => ({ why: says }) },
})
const party = watchRows(dispute, {
  name: 'party',
  label: '同一当事人多次纠纷',
  level: 'yellow',
  when: d => d.what.isPresent(),
  atLeast: 3,
  same: ['party'],
  tell: here('supervisor'),
})
const scenes = [
  brainScene,
  scene('brain-test', {
    title: '测试',
    area: 'society',
    plan: '',
    owner: 'gov-office',
    records: { dispute, review },
    flows: { reviewing },
    watches: { place, party },
  }),
]

const officerOf = (box: Box) => box.story.as('supervisor', { line: 'supervision' })
const warningsOf = (box: Box, watch = 'place') =>
  officerOf(box).find({ name: 'warning' }, { op: 'is', field: 'watch', value: `brain-test.${watch}` })
const left = (box: Box) =>
  box.platform.store.asSystemPastAccessRules(
    async tx => (await sql<{ n: number }>`select count(*)::int n from row_change where record = 'brain-dispute'`.execute(tx)).rows[0]!.n,
  )
async function happen(
  box: Box,
  count: number,
  values: (at: number) => Record<string, unknown> = () => ({ place: '中兴路' }),
): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) ids.push(await officerOf(box).create(dispute, { what: `纠纷${at}`, ...values(at) }))
  return ids
}

describe('the brain', () => {
  it('opens the case that a watch asks for, with the warning, or neither', async () => {
    const box = await openBox({ scenes })
    await happen(box, 5)
    await box.platform.brain.round()
    const [one] = await warningsOf(box)
    const [opened] = await officerOf(box).find(review, refs(review).id.isPresent())
    expect(one).toMatchObject({ opened: opened!.id, openedRecord: 'brain-review' })
    expect(opened).toMatchObject({ state: 'meeting', why: one!['says'] })
    await box.close()
  })

  it('groups by a protected number without telling it', async () => {
    const box = await openBox({ scenes })
    await happen(box, 3, at => ({ place: `路${at}`, party: '11010519491231002X' }))
    await happen(box, 2, at => ({ place: `街${at}`, party: '440524188001010014' }))
    await box.platform.brain.round()
    const found = await warningsOf(box, 'party')
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ count: 3, title: '同一当事人多次纠纷' })
    expect(JSON.stringify(found)).not.toContain('11010519491231002X')
    await box.close()
  })

  it('is told of every change in the change’s own transaction, once for each row, and of none that was taken back', async () => {
    const box = await openBox({ scenes })
    await box.platform.brain.round()
    const officer = (await box.platform.identity.findSubject(officerOf(box).person))!
    const { store, model } = box.platform
    await expect(
      store.as(officer, async tx => {
        await store.create(tx, officer, model.records.get(dispute.name)!, { values: { what: '不算' } })
        throw new Error('taken back')
      }),
    ).rejects.toThrow('taken back')
    expect(await left(box)).toBe(0)
    await store.as(officer, async tx => {
      const row = await store.create(tx, officer, model.records.get(dispute.name)!, { values: { what: '一' } })
      await store.update(tx, officer, model.records.get(dispute.name)!, row.id, { what: '二' })
      await store.remove(tx, officer, model.records.get(dispute.name)!, row.id)
    })
    expect(await left(box)).toBe(1)
    // Nobody reads the outbox but the platform.
    expect(await store.as(officer, async tx => (await sql`select 1 from row_change`.execute(tx)).rows)).toEqual([])
    await box.close()
  })

  it('loses nothing and says nothing twice when a worker dies between raising and finishing', async () => {
    const box = await openBox({ scenes })
    const { platform } = box
    await platform.brain.round()
    await happen(box, 5)
    const dying = brainOn(box, {
      takeChanges: platform.store.takeChanges,
      // The warning has been committed; the round itself never is.
      afterSettle: () => {
        throw new Error('killed')
      },
    })
    await expect(dying.round()).rejects.toThrow('killed')
    expect(await left(box)).toBe(5)
    expect(await warningsOf(box)).toMatchObject([{ times: 1 }])
    expect(await platform.brain.round()).toMatchObject({ acted: 0 })
    expect(await warningsOf(box)).toMatchObject([{ times: 1, count: 5 }])
    expect(await left(box)).toBe(0)

    // And before: killed while raising, there is no half of a warning.
    const other = await happen(box, 5, () => ({ place: '鲁迅路' }))
    expect(other).toHaveLength(5)
    const failing = brainOn(box, { notify: () => Promise.reject(new Error('killed')) })
    await expect(failing.round()).rejects.toThrow('killed')
    expect(await warningsOf(box)).toHaveLength(1)
    expect(await officerOf(box).find(review, refs(review).id.isPresent())).toHaveLength(1)
    await platform.brain.round()
    expect(await warningsOf(box)).toHaveLength(2)
    await box.close()
  })

  it('raises one warning though many workers look at once', async () => {
    const box = await openBox({ scenes })
    await box.platform.brain.round()
    await happen(box, 6)
    await Promise.all([1, 2, 3, 4].map(() => brainOn(box).round()))
    expect(await warningsOf(box)).toHaveLength(1)
    // Changes that arrive one by one at different workers: still one, with the true count.
    await Promise.all(
      [1, 2, 3, 4].map(async () => {
        await happen(box, 1)
        await brainOn(box).round()
      }),
    )
    await box.platform.brain.round()
    const found = await warningsOf(box)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ count: 10 })
    await box.close()
  })

  it('finds nothing new under a clock that was set back', async () => {
    const box = await openBox({ scenes })
    await happen(box, 5)
    await box.platform.brain.round()
    const now = box.clock.now()
    box.clock.set(new Date(now.getTime() - 30 * 86_400_000))
    await happen(box, 5, () => ({ place: '鲁迅路' }))
    await box.platform.brain.round()
    expect(await warningsOf(box)).toMatchObject([{ times: 1, state: 'verifying' }])
    expect((await warningsOf(box))[0]!['clearedAt'] ?? null).toBeNull()
    // Set forward again: the next day's look finds what was passed over, if it still lies in the window.
    box.clock.set(new Date(now.getTime() + 86_400_000))
    await box.platform.brain.round()
    expect(await warningsOf(box)).toHaveLength(1)
    await box.close()
  })

  it('goes on in the next round where a round has taken its time', async () => {
    const box = await openBox({ scenes })
    await happen(box, 15, at => ({ place: `${at % 3}号楼` }))
    const slow = brainOn(box, { roundMs: 0 })
    let rounds = 0
    while ((await slow.round()).changes > 0 && rounds < 20) rounds += 1
    expect(rounds).toBeGreaterThan(2)
    expect((await warningsOf(box)).map(row => [row['count'], row['times']])).toEqual([
      [5, 1],
      [5, 1],
      [5, 1],
    ])
    expect(await left(box)).toBe(0)
    await box.close()
  })

  it('asks one question for ten thousand changes of a few subjects, by an index', async () => {
    const box = await openBox({ scenes })
    await box.platform.brain.round()
    const now = box.clock.now()
    await box.platform.store.asSystemPastAccessRules(async tx => {
      await sql`insert into brain_dispute (root, id, region, organ, author, created_at, updated_at, what, place)
        select id, id, '330600', null, 'system', ${now}, ${now}, '纠纷', '路' || (n % 20) from (select gen_random_uuid() id, n from generate_series(1, 10000) n) t`.execute(
        tx,
      )
      await sql`insert into row_change (root, id, record, "row") select root, gen_random_uuid(), 'brain-dispute', id from brain_dispute`.execute(
        tx,
      )
    })
    let asked = 0
    const { store } = box.platform
    const counting = brainOn(box, {
      groups: (...of) => {
        asked += 1
        return store.groups(...of)
      },
    })
    const rounds = [await counting.round(), await counting.round(), await counting.round()]
    // The third: the warnings themselves, which the hit rate watches.
    expect(rounds.map(round => round.changes)).toEqual([5000, 5000, 20])
    expect(await warningsOf(box)).toHaveLength(20)
    // Two watches, two rounds, and one look under the lock for each of the twenty subjects and for nobody.
    expect(asked).toBeLessThanOrEqual(2 * 2 + 20 + 2)
    const indexes = await store.asSystemPastAccessRules(async tx =>
      (await sql<{ indexdef: string }>`select indexdef from pg_indexes where tablename = 'brain_dispute'`.execute(tx)).rows.map(
        row => row.indexdef,
      ),
    )
    expect(indexes.some(index => index.includes('(place, created_at, id)'))).toBe(true)
    expect(indexes.some(index => index.includes('(party_blind, created_at, id)'))).toBe(true)
    await box.close()
  }, 60_000)
})

type Over = Partial<Box['platform']['store']> & { roundMs?: number; notify?: () => Promise<void>; afterSettle?: () => void }

/** Another worker on the same database, perhaps one that fails. */
function brainOn(box: Box, { notify, afterSettle, roundMs, ...over }: Over = {}) {
  const { platform } = box
  let depth = 0
  const store: typeof platform.store = {
    ...platform.store,
    ...over,
    async asSystemPastAccessRules(work) {
      depth += 1
      const inner = depth > 1
      const answer = await platform.store.asSystemPastAccessRules(work)
      depth -= 1
      if (inner) afterSettle?.()
      return answer
    },
  }
  return createBrain({
    model: platform.model,
    store,
    flow: platform.flow,
    clock: box.clock,
    directory: createDirectory(platform.city),
    calendar: () => platform.calendar(),
    name: platform.lookups.name,
    notify: notify ?? (() => Promise.resolve()),
    stored: row => row,
    ...(roundMs !== undefined && { roundMs }),
  })
}
