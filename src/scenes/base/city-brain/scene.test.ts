import { describe, expect, it } from 'vitest'
import {
  all,
  at,
  days,
  flow,
  go,
  here,
  hours,
  indicator,
  inRegion,
  organ,
  record,
  refs,
  scene,
  text,
  watchIndicator,
  watchRows,
  workdays,
} from '#declare'
import { type Box, openBox } from '../../../testing/city.ts'
import { warning } from './records.ts'
import brain from './scene.ts'

const leak = record('test-leak', {
  label: '管网漏损',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'what',
  access: [inRegion(['supervisor'], ['read', 'create', 'write', 'delete'])],
  fields: {
    what: text({ label: '情况', required: true, list: true, max: 200 }),
    street: text({ label: '路段', list: true, max: 50 }),
    keeper: organ({ label: '管养单位', list: true }),
  },
})
const mending = flow(leak, ({ step, end }) => ({
  name: 'test-mending',
  label: '抢修',
  start: 'working',
  states: {
    working: step('抢修', { by: here('supervisor'), within: workdays(20), on: { mend: go('修复', 'done') } }),
    done: end('已修复'),
  },
  marks: { yellow: workdays(1), red: workdays(1) },
  oversight: { by: at('city', 'supervisor'), acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  basis: '测试',
}))
const mended = indicator(leak, {
  name: 'mended',
  label: '修复率',
  formula: '已修复 ÷ 全部',
  of: { ratio: d => d.ended.is(true), over: d => d.voided.is(false) },
  by: ['keeper'],
  better: 'up',
})
const street = watchRows(leak, {
  name: 'street',
  label: '同一路段漏损频发',
  level: 'orange',
  when: d => d.ended.is(false),
  atLeast: 3,
  within: days(7),
  same: ['street', 'keeper'],
  rises: [{ atLeast: 5, level: 'red' }],
  says: '{subject}一周内有{count}处漏损未修复',
  tell: d => d.keeper.holds('liaison'),
})
const slow = watchIndicator(mended, {
  name: 'slow',
  label: '修复率偏低',
  level: 'blue',
  below: 50,
  by: 'keeper',
  least: 4,
  tell: here('supervisor'),
})
const scenes = [
  brain,
  scene('test-pipes', {
    title: '管网',
    area: 'society',
    plan: '',
    owner: 'gov-office',
    records: { leak },
    flows: { mending },
    indicators: { mended },
    watches: { street, slow },
  }),
]
const bigdata = '330600-bigdata'

async function city(): Promise<Box & ReturnType<typeof people>> {
  const box = await openBox({ scenes })
  return { ...box, ...people(box) }
}
const people = ({ story }: Box) => {
  const officer = story.as('supervisor', { line: 'supervision' })
  return {
    officer,
    keeper: story.as('liaison', { organ: bigdata }),
    head: story.as('head', { organ: bigdata }),
    burst: async (what: string, place = '解放路', keeper = bigdata) => {
      const id = await officer.create(leak, { what, street: place, keeper })
      await story.react()
      return id
    },
    warnings: async () => officer.find(warning, refs(warning).watch.is('test-pipes.street')),
  }
}

describe('city-brain: a warning is a task', () => {
  it('is raised once for a subject, lies on its owner’s desk with a clock, is seen again and rises', async () => {
    const { story, burst, keeper, officer, warnings, close } = await city()
    await burst('一')
    await burst('二', '人民路')
    await burst('二')
    expect(await warnings()).toEqual([])
    await burst('三')
    const [one, ...others] = await warnings()
    expect(others).toEqual([])
    expect(one).toMatchObject({
      title: '同一路段漏损频发：解放路、市大数据局',
      says: '解放路、市大数据局一周内有3处漏损未修复',
      level: 'orange',
      times: 1,
      count: 3,
      region: '330600',
      organ: bigdata,
      desks: `o:${bigdata}:liaison`,
      state: 'verifying',
    })
    // Orange: one working day, until the last second of Tuesday.
    const [waiting] = await keeper.inbox()
    expect(waiting).toMatchObject({ record: 'warning', id: one!.id, state: 'verifying', dueAt: '2026-03-03T15:59:59.000Z' })
    // Nothing changed: nothing is said again.
    await story.react()
    await officer.update(leak, (await officer.find(leak, refs(leak).what.is('一')))[0]!.id, { what: '一（改）' })
    await story.react()
    expect(await warnings()).toMatchObject([{ times: 1 }])
    await burst('四')
    expect(await warnings()).toMatchObject([{ times: 2, count: 4, level: 'orange' }])
    await burst('五')
    // Red: four hours, sooner than before.
    expect(await warnings()).toMatchObject([{ times: 3, count: 5, level: 'red', verifyBy: '2026-03-02T05:00:00.000Z' }])
    expect(await keeper.inbox()).toMatchObject([{ id: one!.id, dueAt: '2026-03-02T05:00:00.000Z' }])
    expect(await warnings()).toHaveLength(1)
    await close()
  })

  it('goes to the head when nobody verifies in time; both may still judge, and the outcome labels the watch', async () => {
    const { story, burst, keeper, head, officer, warnings, platform, close } = await city()
    for (const what of ['一', '二', '三']) await burst(what)
    const [one] = await warnings()
    expect((await head.inbox()).filter(waiting => waiting.id === one!.id)).toEqual([])
    await story.pass(workdays(2))
    expect(await warnings()).toMatchObject([{ state: 'escalated' }])
    expect((await head.inbox()).find(waiting => waiting.id === one!.id)).toMatchObject({ state: 'escalated' })
    expect((await keeper.inbox()).map(waiting => waiting.id)).toContain(one!.id)
    await head.do(warning, one!.id, 'confirm', { values: { finding: '主管老化' } })
    await keeper.do(warning, one!.id, 'progress', { values: { progress: '更换管段' } })
    await keeper.do(warning, one!.id, 'finish', { values: { measure: '更换老化管段200米' } })
    await officer.do(warning, one!.id, 'accept')
    expect(await warnings()).toMatchObject([{ state: 'closed', outcome: 'true', measure: '更换老化管段200米', punctual: false }])
    const subject = (await platform.identity.findSubject(officer.person))!
    const hit = await platform.store.as(subject, tx => platform.store.figures(tx, subject, brain.indicators['hitRate']!, { by: 'watch' }))
    expect(hit).toEqual([{ key: 'test-pipes.street', value: 100, denominator: 1 }])
    // Verified a day too late: closed, but not in time.
    const punctual = await platform.store.as(subject, tx => platform.store.figures(tx, subject, brain.indicators['closingInTime']!, {}))
    expect(punctual).toMatchObject([{ value: 0, denominator: 1 }])
    await close()
  })

  it('counts false alarms against the watch, and recurs as a new warning that points to the earlier one', async () => {
    const { burst, keeper, officer, warnings, platform, close } = await city()
    for (const what of ['一', '二', '三']) await burst(what)
    const [first] = await warnings()
    await expect(keeper.do(warning, first!.id, 'dismiss')).rejects.toThrow(/理由|原因/)
    await keeper.do(warning, first!.id, 'dismiss', { reason: '计划性检修，不是漏损' })
    expect(await warnings()).toMatchObject([{ state: 'dismissed', outcome: 'false', ended: true, voided: false, verifyHours: 0 }])
    // It still holds, but nothing is new.
    await platform.brain.round()
    expect(await warnings()).toHaveLength(1)
    await burst('四')
    const [, second] = await warnings()
    expect(second).toMatchObject({ state: 'verifying', times: 1, earlier: first!.id, count: 4 })
    await keeper.do(warning, second!.id, 'confirm', { values: { finding: '属实' } })
    const subject = (await platform.identity.findSubject(officer.person))!
    const figures = (name: 'hitRate' | 'closingInTime' | 'verifyHours' | 'warnings') =>
      platform.store.as(subject, tx =>
        platform.store.figures(tx, subject, brain.indicators[name]!, { by: 'watch', keys: ['test-pipes.street'] }),
      )
    expect(await figures('hitRate')).toMatchObject([{ value: 50, denominator: 2 }])
    expect(await figures('closingInTime')).toMatchObject([{ value: 100, denominator: 1 }])
    expect(await figures('warnings')).toMatchObject([{ value: 2 }])
    await close()
  })

  it('notes when the condition no longer holds, and leaves the case to people', async () => {
    const { story, burst, officer, keeper, warnings, platform, close } = await city()
    const ids = [await burst('一'), await burst('二'), await burst('三')]
    await officer.do(leak, ids[0]!, 'mend')
    await story.react()
    const [one] = await warnings()
    expect(one).toMatchObject({ state: 'verifying', clearedAt: expect.any(String) })
    const { timeline } = await platform.inbox.detail((await platform.identity.findSubject(keeper.person))!, warning.name, one!.id)
    expect(timeline.find(entry => entry.act === 'noted')).toMatchObject({ reason: '预警条件已不再成立，请核实后办结', actorName: '系统' })
    // It holds again: the same warning, seen a second time.
    await burst('四')
    expect(await warnings()).toMatchObject([{ id: one!.id, times: 2 }])
    expect((await warnings())[0]).not.toHaveProperty('clearedAt', expect.any(String))
    // The window moves on: a week later all of it is past.
    await story.pass(days(8))
    expect(await warnings()).toMatchObject([{ clearedAt: expect.any(String) }])
    await close()
  })

  it('watches an indicator by organ, where enough rows stand behind it', async () => {
    const { story, burst, officer, close } = await city()
    const low = () => officer.find(warning, refs(warning).watch.is('test-pipes.slow'))
    const ids = [await burst('一', '甲路'), await burst('二', '乙路'), await burst('三', '丙路')]
    expect(await low()).toEqual([])
    ids.push(await burst('四', '丁路'))
    expect(await low()).toMatchObject([
      {
        title: '修复率偏低：市大数据局',
        value: 0,
        bound: 50,
        dimension: 'keeper',
        dimensionValue: bigdata,
        says: '市大数据局的“修复率”为0%，低于50%。',
      },
    ])
    for (const id of ids.slice(0, 2)) await officer.do(leak, id, 'mend')
    await story.react()
    expect(await low()).toMatchObject([{ clearedAt: expect.any(String) }])
    await close()
  })

  it('lies with the overseer where nobody holds the post', async () => {
    const { burst, officer, warnings, close } = await city()
    for (const what of ['一', '二', '三']) await burst(what, '城南', '330602-supervision')
    const [one] = await warnings()
    expect(one).toMatchObject({ state: 'verifying' })
    if (!one!['desks']) {
      expect(one).toMatchObject({ answerer: '督查员（原定岗位无人担任）' })
      expect((await officer.inbox()).filter(waiting => waiting.record === 'warning').map(waiting => waiting.id)).toEqual([one!.id])
    }
    await close()
  })

  it('shows its owner what the watch says, never the rows behind it', async () => {
    const { burst, keeper, warnings, close } = await city()
    for (const what of ['甲户主张三家中漏水', '二', '三']) await burst(what)
    const [one] = await warnings()
    const mine = await keeper.get(warning, one!.id)
    expect(JSON.stringify(mine)).not.toContain('张三')
    await expect(keeper.get(leak, String(mine['row']))).rejects.toThrow(/没有找到/)
    expect(await keeper.find(leak, refs(leak).id.isPresent())).toEqual([])
    await close()
  })

  it('is seen by its owner and its overseers, and by nobody else; nobody makes or rewrites one by hand', async () => {
    const { story, burst, officer, keeper, warnings, close } = await city()
    for (const what of ['一', '二', '三']) await burst(what)
    const [one] = await warnings()
    const stranger = story.as('liaison', { line: 'education' })
    await expect(stranger.get(warning, one!.id)).rejects.toThrow(/没有找到/)
    expect(await stranger.find(warning, refs(warning).id.isPresent())).toEqual([])
    expect(await stranger.inbox()).toEqual([])
    await expect(stranger.do(warning, one!.id, 'dismiss', { reason: '试一试' })).rejects.toThrow()
    for (const who of [officer, keeper]) {
      await expect(who.update(warning, one!.id, { level: 'blue' })).rejects.toThrow(/没有|权限/)
      await expect(who.create(warning, { title: '假预警', level: 'red' })).rejects.toThrow(/没有新建/)
    }
    await close()
  })

  it('asks those who keep the data to mend a watch that is wrong too often', async () => {
    const { story, burst, keeper, platform, officer, close } = await city()
    for (let at_ = 0; at_ < 5; at_ += 1) {
      for (const what of ['一', '二', '三']) await burst(what, `${at_}号路`)
      await story.pass(hours(1))
    }
    const rows = await officer.find(warning, all(refs(warning).watch.is('test-pipes.street'), refs(warning).ended.is(false)))
    expect(rows).toHaveLength(5)
    for (const [at_, one] of rows.entries()) {
      if (at_ < 2) await keeper.do(warning, one.id, 'confirm', { values: { finding: '属实' } })
      else await keeper.do(warning, one.id, 'dismiss', { reason: '不属实' })
    }
    await platform.brain.round()
    const steward = story.as('data-steward', { organ: bigdata })
    const mine = (await steward.inbox()).filter(waiting => waiting.title.includes('命中率偏低'))
    expect(mine).toHaveLength(1)
    expect(await steward.get(warning, mine[0]!.id)).toMatchObject({
      value: 40,
      says: expect.stringContaining('“同一路段漏损频发”的命中率为40%'),
    })
    await close()
  })
})
