import { describe, expect, it } from 'vitest'
import { type Actor, all, days, refs, type StoredRow, type Story } from '#declare'
import { type Box, openBox, storyOf } from '../../../testing/city.ts'
import { demo } from './demo.ts'
import { isAttained } from './figures.ts'
import { fillDueOperation, readOperation, settleOperation } from './reading.ts'
import { goal, plan, report, subtask, task } from './records.ts'
import { reportOperation } from './report-document.ts'

const text = `绍兴市人民政府关于印发数据治理工作方案的通知
绍政测〔2026〕7号
各区、县（市）人民政府，市政府各部门、各单位：
一、重点任务
1. 归集公共数据。归集率达到95%以上。2026年4月底前完成。
责任单位：市大数据局、市公安局、市宇航局，各区、县（市）政府（列第一为牵头单位；以下各区、县（市）政府均为责任单位，不再列出）
2. 清理闲置接口。闲置接口数量控制在20个以内。
责任单位：市发改委、市大数据局
绍兴市人民政府
2026年3月2日
`
const counties = ['330602-gov', '330603-gov', '330604-gov', '330624-gov', '330681-gov', '330683-gov']

describe('supervision: from a plan to tasks', () => {
  it('reads the plan into rows that point at their words, and hands over only what is settled and has a term', async () => {
    const story = await storyOf()
    const officer = supervisorOf(story)
    const { plan: id } = (await officer.run(readOperation, { pasted: text })) as { plan: string }
    const [first, second] = await tasksOf(officer, id)
    expect(first).toMatchObject({
      ordinal: '1',
      title: '归集公共数据',
      lead: '330600-bigdata',
      joint: ['330600-police', ...counties],
      dueOn: '2026-04-30',
    })
    expect(second).toMatchObject({ lead: '330600-dev-reform', joint: ['330600-bigdata', ...counties] })
    const body = String((await officer.get(plan, id))['body'])
    expect(body.slice(Number(first!['from']), Number(first!['to']))).toContain('归集率达到95%以上')
    const goals = await officer.find(goal, refs(goal).parent.is(id))
    expect(goals.map(one => [one['indicator'], one['comparator'], one['value'], one['unit']])).toEqual(
      expect.arrayContaining([
        ['归集率', '>=', 95, '%'],
        ['闲置接口数量', '<=', 20, '个'],
      ]),
    )

    const unknown = (first!['units'] as { written: string; organ?: string }[]).filter(unit => !unit.organ)
    expect(unknown.map(unit => unit.written)).toEqual(['市宇航局'])
    await expect(officer.do(plan, id, 'handOver')).rejects.toThrow(/必填/)
    await officer.run(settleOperation, { plan: id, written: '市宇航局', organs: ['330600-science'] })
    await officer.run(fillDueOperation, { plan: id, dueOn: '2026-06-30' })
    await officer.do(plan, id, 'handOver')
    expect((await tasksOf(officer, id)).map(one => [one['state'], one['joint']])).toEqual([
      ['handling', ['330600-police', '330600-science', ...counties]],
      ['handling', ['330600-bigdata', ...counties]],
    ])
  })

  it('settles a collective name to several organs at once, keeps its words, and takes it back', async () => {
    const story = await storyOf()
    const officer = supervisorOf(story)
    const { plan: id } = (await officer.run(readOperation, { pasted: text.replace('市宇航局', '市政府有关部门') })) as { plan: string }
    const named = async () => {
      const [first] = await tasksOf(officer, id)
      const units = (first!['units'] as { written: string; organ?: string }[]).filter(unit => unit.written === '市政府有关部门')
      return { joint: first!['joint'], lead: first!['lead'], organs: units.map(unit => unit.organ ?? null) }
    }
    const joint = ['330600-police', ...counties]
    expect(await named()).toEqual({ lead: '330600-bigdata', joint, organs: [null] })
    const settle = (organs: string[]) => officer.run(settleOperation, { plan: id, written: '市政府有关部门', organs })
    // 市公安局 stands in the list already, 市大数据局 leads: neither is named twice.
    expect(await settle(['330600-science', '330600-justice', '330600-police', '330600-bigdata'])).toEqual({ settled: 1 })
    const expanded = {
      lead: '330600-bigdata',
      joint: ['330600-police', '330600-science', '330600-justice', ...counties],
      organs: ['330600-science', '330600-justice', '330600-police', '330600-bigdata'],
    }
    expect(await named()).toEqual(expanded)
    await settle(['330600-science', '330600-justice', '330600-police', '330600-bigdata'])
    expect(await named()).toEqual(expanded)
    await settle(['330600-justice'])
    expect(await named()).toMatchObject({ joint: ['330600-police', '330600-justice', ...counties], organs: ['330600-justice'] })
    await settle([])
    expect(await named()).toEqual({ lead: '330600-bigdata', joint, organs: [null] })
    await settle(['330600-science', '330600-justice'])
    await officer.run(fillDueOperation, { plan: id, dueOn: '2026-06-30' })
    await officer.do(plan, id, 'handOver')
    const [first] = await tasksOf(officer, id)
    expect((await story.as('liaison', { line: 'science' }).inbox()).map(waiting => waiting.id)).toEqual([first!.id])
    await expect(settle([])).rejects.toThrow(/已经交办/)
  })

  it('refuses what is no plan, in words, and leaves nothing behind', async () => {
    const story = await storyOf()
    const officer = supervisorOf(story)
    await expect(officer.run(readOperation, { pasted: '今天天气很好。' })).rejects.toThrow(/没有从文件中识别出任务/)
    await expect(officer.run(readOperation, {})).rejects.toThrow(/请选择一个文件，或粘贴文件全文/)
    expect(await officer.find(plan, refs(plan).id.isPresent())).toEqual([])
    await expect(story.as('liaison', { line: 'bigdata' }).run(readOperation, { pasted: text })).rejects.toThrow(/您没有这项权限/)
  })

  it('puts the task on the desk of every unit at once, and on nobody else’s', async () => {
    const { story, id } = await handedOver()
    for (const organ of ['330600-bigdata', '330600-police', ...counties])
      expect((await story.as('liaison', { organ }).inbox()).map(waiting => [waiting.id, waiting.state])).toContainEqual([id, 'signing'])
    const stranger = story.as('liaison', { line: 'education' })
    expect(await stranger.inbox()).toEqual([])
    await expect(stranger.get(task, id)).rejects.toThrow(/没有|找不到|不存在/)
    expect(await stranger.find(task, refs(task).id.is(id))).toEqual([])
  })
})

describe('supervision: handling', () => {
  it('goes from signing to closing: parallel reports, sub-tasks, evidence, acceptance', async () => {
    const { story, officer, id } = await handedOver()
    const lead = story.as('liaison', { line: 'bigdata' })
    const police = story.as('liaison', { line: 'police' })
    const handler = story.as('handler', { line: 'bigdata' })
    await lead.do(task, id, 'sign')
    await police.do(task, id, 'sign')
    const part = await lead.do(task, id, 'breakDown', { values: { title: '梳理数据目录', handler: handler.person, dueOn: '2026-03-20' } })
    expect((await handler.inbox()).map(waiting => waiting.id)).toEqual([part])
    await lead.do(task, id, 'report', { values: { progressText: '已归集七成', progress: 70 } })
    await police.do(task, id, 'report', { values: { progressText: '已报送本局目录', progress: 100 } })
    expect(await officer.get(task, id)).toMatchObject({ progress: 70 })
    expect(await officer.find(report, refs(report).parent.is(id))).toHaveLength(2)
    await expect(conclude(lead, id)).rejects.toThrow(/还有1项“分解任务”未办结/)
    await handler.do(subtask, part!, 'finish', { values: { result: '目录已编制完成' } })
    await lead.do(subtask, part!, 'approve')
    await expect(conclude(lead, id)).rejects.toThrow(/完成进度达到100%后才能报结/)
    await lead.do(task, id, 'report', { values: { progressText: '全部归集', progress: 100 } })
    await expect(lead.do(task, id, 'conclude', { values: { summary: '完成' } })).rejects.toThrow(/佐证材料/)
    await conclude(lead, id)
    expect(await officer.get(task, id)).toMatchObject({ state: 'accepting' })
    expect(await police.inbox()).toEqual([])

    await officer.do(task, id, 'sendBack', { reason: '缺少县级数据' })
    expect((await lead.inbox()).filter(waiting => waiting.id === id).map(waiting => waiting.state)).toEqual(['working'])
    await conclude(lead, id)
    await officer.do(task, id, 'accept', { values: { opinion: '同意办结' } })
    expect(await officer.get(task, id)).toMatchObject({ state: 'closed', ended: true, returned: 1 })
    expect((await lead.inbox()).filter(waiting => waiting.id === id)).toEqual([])
  })

  it('carries figures of a report to the goals, keeps the newest, refuses foreign and future ones', async () => {
    const { story, officer, id, planId } = await handedOver()
    const lead = story.as('liaison', { line: 'bigdata' })
    await lead.do(task, id, 'sign')
    const goals = await officer.find(goal, refs(goal).parent.is(planId))
    const mine = goals.find(one => one['task'] === id)!
    const other = goals.find(one => one['task'] !== id)!
    const figure = (of: StoredRow, value: number, measuredOn: string) => ({
      progressText: '进展',
      progress: 50,
      figures: [{ goal: of.id, value, measuredOn }],
    })
    await lead.do(task, id, 'report', { values: figure(mine, 88.5, '2026-03-02') })
    await lead.do(task, id, 'report', { values: figure(mine, 60, '2026-02-01') })
    expect((await officer.get(goal, mine.id))['current']).toBe(88.5)
    await expect(lead.do(task, id, 'report', { values: figure(other, 1, '2026-03-02') })).rejects.toThrow(/不属于这项任务/)
    await expect(lead.do(task, id, 'report', { values: figure(mine, 99, '2026-12-01') })).rejects.toThrow(/晚于今天/)
    expect((await officer.get(goal, mine.id))['current']).toBe(88.5)
    expect(await officer.find(report, refs(report).parent.is(id))).toHaveLength(2)
  })
})

describe('supervision: goals follow their task', () => {
  const figure = (of: StoredRow, value: number) => ({
    progressText: '进展',
    progress: 50,
    figures: [{ goal: of.id, value, measuredOn: '2026-03-02' }],
  })
  const goalsSeenBy = async (actor: Actor, id: string) => (await actor.find(goal, refs(goal).task.is(id))).map(one => one['indicator'])

  it('a transferred task: the new organ sees and reports, the old one neither', async () => {
    const { story, officer, id } = await handedOver()
    const old = story.as('liaison', { line: 'bigdata' })
    const next = story.as('liaison', { line: 'justice' })
    const [mine] = await officer.find(goal, refs(goal).task.is(id))
    await old.do(task, id, 'sign')
    await old.do(task, id, 'report', { values: figure(mine!, 60) })
    expect([await goalsSeenBy(old, id), await goalsSeenBy(next, id)]).toEqual([['归集率'], []])
    const step = (await old.inbox()).find(waiting => waiting.id === id)!
    await officer.do(task, id, 'transfer', { task: step.task, to: '330600-justice', reason: '职责调整' })
    expect([await goalsSeenBy(old, id), await goalsSeenBy(next, id)]).toEqual([[], ['归集率']])
    await expect(old.do(task, id, 'report', { values: figure(mine!, 99) })).rejects.toThrow()
    await expect(old.get(goal, mine!.id)).rejects.toThrow(/没有|找不到|不存在/)
    await next.do(task, id, 'sign')
    await next.do(task, id, 'report', { values: figure(mine!, 70) })
    expect((await officer.get(goal, mine!.id))['current']).toBe(70)
    expect((await officer.get(goal, mine!.id))['answeredBy']).toEqual(['330600-justice', '330600-police', ...counties])
  })

  it('a released branch no longer sees them; one that is kept does', async () => {
    const { story, officer, id } = await handedOver()
    const police = story.as('liaison', { line: 'police' })
    const refused = async () => (await officer.inbox()).find(waiting => waiting.id === id && waiting.state === 'refused')!.task
    await police.do(task, id, 'refuse', { reason: '不属本局职责' })
    await officer.do(task, id, 'insist', { task: await refused(), reason: '职责明确' })
    expect(await goalsSeenBy(police, id)).toEqual(['归集率'])
    await police.do(task, id, 'refuse', { reason: '确不属本局职责' })
    await officer.do(task, id, 'release', { task: await refused(), reason: '情况属实' })
    expect(await goalsSeenBy(police, id)).toEqual([])
    expect(await goalsSeenBy(story.as('liaison', { line: 'bigdata' }), id)).toEqual(['归集率'])
  })
})

describe('supervision: clocks', () => {
  it('reminds, turns yellow, red and overdue by working days', async () => {
    const { story, id } = await handedOver()
    const lead = story.as('liaison', { line: 'bigdata' })
    await lead.do(task, id, 'sign')
    const light = async () => (await lead.inbox()).find(waiting => waiting.id === id)?.light
    // 30 April 2026 is due: ten working days before it is 16 April, five are 23 April, one is 29 April.
    const seen: Record<string, string | undefined> = {}
    for (const day of ['2026-04-15', '2026-04-16', '2026-04-22', '2026-04-23', '2026-04-28', '2026-04-29', '2026-04-30', '2026-05-01']) {
      await story.until(day)
      seen[day] = await light()
    }
    expect(seen).toEqual({
      '2026-04-15': 'green',
      '2026-04-16': 'remind',
      '2026-04-22': 'remind',
      '2026-04-23': 'yellow',
      '2026-04-28': 'yellow',
      '2026-04-29': 'red',
      '2026-04-30': 'red',
      '2026-05-01': 'overdue',
    })
  })

  it('urges, supervises with a written reply due, extends on request, at most twice', async () => {
    const { story, officer, id } = await handedOver()
    const lead = story.as('liaison', { line: 'bigdata' })
    const head = story.as('head', { line: 'bigdata' })
    await lead.do(task, id, 'sign')
    await story.until('2026-05-06')
    await officer.do(task, id, 'urge', { reason: '请抓紧' })
    await officer.do(task, id, 'supervise', { reason: '请书面说明' })
    // Three working days from Wednesday 6 May; Saturday 9 May is a make-up day.
    const [reply] = (await head.inbox()).filter(waiting => waiting.kind === 'reply' && waiting.id === id)
    expect(reply!.dueAt!.slice(0, 10)).toBe('2026-05-09')
    await expect(lead.do(task, id, 'reply', { task: reply!.task, reason: '说明' })).rejects.toThrow()
    await head.do(task, id, 'reply', { task: reply!.task, reason: '原因是数据口径不一，已整改' })
    expect(await officer.get(task, id)).toMatchObject({ urged: 1, supervised: 1 })

    for (const date of ['2026-05-29', '2026-06-12']) {
      await lead.do(task, id, 'ask-extension', { reason: '还需联调', date })
      const [ask] = (await officer.inbox()).filter(waiting => waiting.kind === 'extension')
      await officer.do(task, id, 'grant-extension', { task: ask!.task, reason: '情况属实' })
      expect((await lead.inbox()).find(waiting => waiting.id === id && waiting.kind === 'step')!.dueAt!.slice(0, 10)).toBe(date)
    }
    await expect(lead.do(task, id, 'ask-extension', { reason: '再延', date: '2026-07-31' })).rejects.toThrow(/2/)
    expect(await officer.get(task, id)).toMatchObject({ extended: 2, late: false })
  })

  it('stops while suspended: the term moves by the working days lost', async () => {
    const { story, officer, id } = await handedOver()
    const lead = story.as('liaison', { line: 'bigdata' })
    await lead.do(task, id, 'sign')
    await story.until('2026-03-09')
    await officer.do(task, id, 'suspend', { reason: '等待省级接口' })
    await expect(lead.do(task, id, 'report', { values: { progressText: '在办', progress: 10 } })).rejects.toThrow(/中止/)
    await story.until('2026-03-23')
    await officer.do(task, id, 'resume', { reason: '接口已开放' })
    // Ten working days were lost; 30 April moves past the May holiday (1–5 May off, 9 May a make-up day).
    const waiting = (await lead.inbox()).find(one => one.id === id)!
    expect(new Date(waiting.dueAt!).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' })).toBe('2026-05-18')
    expect(waiting.light).toBe('green')
  })

  it('returns, transfers, voids and re-opens, each with a reason and a place in the ledger', async () => {
    const box = await openBox()
    const { officer, id } = await handedOver(box.story)
    const police = box.story.as('liaison', { line: 'police' })
    await expect(police.do(task, id, 'refuse')).rejects.toThrow(/理由|原因/)
    await police.do(task, id, 'refuse', { reason: '不属本局职责' })
    const back = (await officer.inbox()).find(waiting => waiting.id === id && waiting.state === 'refused')!
    await officer.do(task, id, 'insist', { task: back.task, reason: '职责明确' })
    expect((await police.inbox()).map(waiting => waiting.state)).toEqual(['signing'])
    const signing = (await police.inbox())[0]!
    await officer.do(task, id, 'transfer', { task: signing.task, to: '330600-justice', reason: '职责调整' })
    expect(await police.inbox()).toEqual([])
    expect((await box.story.as('liaison', { line: 'justice' }).inbox()).map(waiting => waiting.id)).toEqual([id])
    expect((await officer.get(task, id))['joint']).toContain('330600-justice')
    await officer.do(task, id, 'void', { reason: '与其他任务重复' })
    expect(await officer.get(task, id)).toMatchObject({ ended: true, voided: true })
    await officer.do(task, id, 'reopen', { reason: '核实后仍需办理' })
    expect(await officer.get(task, id)).toMatchObject({ ended: false, state: 'handling' })

    while ((await box.platform.sequence()).count > 0);
    const { rows } = await box.platform.store.asSystemPastAccessRules(tx =>
      tx.executeQuery<{ act: string; placed: boolean }>({
        sql: 'select e.act, l.entry is not null placed from ledger_entry e left join ledger_leaf l on l.entry = e.id where e.case_id = $1',
        parameters: [id],
        query: { kind: 'RawNode' } as never,
        queryId: { queryId: 'x' },
      }),
    )
    expect(rows.map(row => row.act)).toEqual(expect.arrayContaining(['refuse', 'insist', 'transferred', 'voided', 'reopened']))
    expect(rows.every(row => row.placed)).toBe(true)
    await box.close()
  })

  it('lets a stand-in act during leave, and remembers for whom', async () => {
    const box = await openBox()
    const { story } = box
    const { id } = await handedOver(story)
    const lead = story.as('liaison', { line: 'bigdata' })
    const handler = story.as('handler', { line: 'bigdata' })
    await expect(handler.do(task, id, 'sign')).rejects.toThrow()
    const subject = (await box.platform.identity.findSubject(lead.person))!
    await box.platform.identity.delegations.create(subject, {
      to: handler.person,
      startsOn: story.today(),
      endsOn: '2026-03-13',
      reason: '出差',
    })
    await story.pass(days(1))
    await handler.do(task, id, 'sign')
    const { acts, timeline } = await box.platform.inbox.detail((await box.platform.identity.findSubject(handler.person))!, task.name, id)
    expect(acts.some(act => act.act === 'report' && act.allowed)).toBe(true)
    expect(timeline.find(entry => entry.act === 'sign')).toMatchObject({ onBehalfOf: expect.any(String) })
    await story.until('2026-03-16')
    expect((await handler.inbox()).filter(waiting => waiting.id === id)).toEqual([])
    await box.close()
  })
})

describe('supervision: figures', () => {
  it('knows when a goal is met', () => {
    const cases: [string, number, number | null, boolean | null][] = [
      ['>=', 95, 95, true],
      ['>=', 95, 94.9, false],
      ['>', 400, 400, false],
      ['<=', 20, 20, true],
      ['<', 5, 5, false],
      ['~', 100, 96, true],
      ['~', 100, 90, false],
      ['=', 10, 12, true],
      ['=', 10, 9, false],
      ['>=', 1, null, null],
    ]
    for (const [comparator, value, current, met] of cases) expect(isAttained({ comparator, value, current })).toBe(met)
  })

  it('tells its demo year without a stuck case, and writes the report', async () => {
    const box: Box = await openBox()
    await demo({ ...box.story, ends: '2026-07-10' })
    const officer = supervisorOf(box.story)
    const [of] = await officer.find(plan, refs(plan).state.is('running'))
    const rows = await officer.find(task, all(refs(task).parent.is(of!.id)))
    expect(rows).toHaveLength(21)
    expect(rows.filter(row => row['ended'] === true).length).toBeGreaterThan(0)
    const { file } = (await officer.run(reportOperation, { plan: of!.id })) as { file: { hash: string; name: string } }
    const bytes = await box.platform.files.get(file.hash)
    const { extractText } = await import('../../../methods/official-plan/extract-text.ts')
    const read = await extractText(bytes!, file.name)
    expect(read).toMatchObject({ ok: true, text: expect.stringContaining('共交办任务21项') })
    await box.close()
  }, 120_000)
})

function supervisorOf(story: Story): Actor {
  return story.as('supervisor', { line: 'supervision' })
}

const tasksOf = async (actor: Actor, planId: string) =>
  (await actor.find(task, refs(task).parent.is(planId))).sort((a, b) => String(a['ordinal']).localeCompare(String(b['ordinal'])))

async function handedOver(given?: Story): Promise<{ story: Story; officer: Actor; id: string; planId: string }> {
  const story = given ?? (await storyOf())
  const officer = supervisorOf(story)
  const { plan: planId } = (await officer.run(readOperation, { pasted: text.replace('、市宇航局', '') })) as { plan: string }
  await officer.run(fillDueOperation, { plan: planId, dueOn: '2026-06-30' })
  await officer.do(plan, planId, 'handOver')
  const [first] = await tasksOf(officer, planId)
  return { story, officer, id: first!.id, planId }
}

async function conclude(lead: Actor, id: string): Promise<void> {
  const evidence = [await lead.attach('佐证.txt', '归集清单')]
  await lead.do(task, id, 'conclude', { values: { evidence, summary: '全部完成' } })
}
