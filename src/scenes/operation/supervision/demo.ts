// The demo city's year of supervision, told through the same acts that people use: nothing here is written into a table by hand.
import { type Actor, all, refs, type StoredRow, type Story, type Waiting, workdays } from '#declare'
import { demoPlanName, demoPlanOf } from './demo-plan.ts'
import { answerWarnings } from './demo-warnings.ts'
import { fillDueOperation, readOperation, settleOperation } from './reading.ts'
import { goal, plan, subtask, task } from './records.ts'

type Pace = 'swift' | 'steady' | 'slow'
type Cast = { readonly pace: ReadonlyMap<string, Pace>; readonly goals: ReadonlyMap<string, readonly StoredRow[]> }

export async function demo(story: Story): Promise<void> {
  const year = new Date(new Date(story.ends).getTime() - 90 * 86_400_000).getUTCFullYear()
  const officer = story.as('supervisor', { line: 'supervision' })
  await story.until(`${year}-02-25`)
  const id = await register(story, officer, year)
  await story.pass(workdays(1))
  await officer.do(plan, id, 'handOver')
  const cast = await castOf(officer, id, story)
  while (story.today() < story.ends) {
    await liveOneWeek(story, officer, id, cast)
    const before = story.today()
    await story.pass(workdays(1))
    await answerWarnings(story, officer)
    await story.pass(workdays(4))
    if (story.today() === before) break
  }
}

async function register(story: Story, officer: Actor, year: number): Promise<string> {
  const source = await officer.attach(demoPlanName, demoPlanOf(year))
  const { plan: id } = (await officer.run(readOperation, { source: [source] })) as { plan: string }
  const tasks = await officer.find(task, refs(task).parent.is(id), 200)
  type Unit = { written: string; organ?: string; collective?: boolean }
  const open = new Set(
    tasks.flatMap(one => ((one['units'] ?? []) as Unit[]).filter(unit => !unit.organ && !unit.collective).map(unit => unit.written)),
  )
  // What the directory could not match is settled by a person, here with the government office, which every city has.
  const { organ } = story.as('liaison', { line: 'gov-office' })
  for (const written of open) await officer.run(settleOperation, { plan: id, written, organs: [organ] })
  await officer.run(fillDueOperation, { plan: id, dueOn: `${year}-12-31` })
  return id
}

async function castOf(officer: Actor, id: string, story: Story): Promise<Cast> {
  const tasks = await officer.find(task, refs(task).parent.is(id), 200)
  const goals = await officer.find(goal, refs(goal).parent.is(id), 500)
  const paces: readonly Pace[] = ['swift', 'steady', 'steady', 'slow']
  return {
    pace: new Map(tasks.map(one => [one.id, paces[Math.floor(story.chance() * paces.length)]!])),
    goals: new Map(tasks.map(one => [one.id, goals.filter(of => of['task'] === one.id)])),
  }
}

async function liveOneWeek(story: Story, officer: Actor, id: string, cast: Cast): Promise<void> {
  const tasks = await officer.find(task, all(refs(task).parent.is(id), refs(task).ended.is(false)), 200)
  const byId = new Map(tasks.map(one => [one.id, one]))
  const organs = new Set(tasks.flatMap(one => [one['lead'] as string, ...((one['joint'] ?? []) as string[])]))
  for (const organ of organs) {
    const liaison = story.as('liaison', { organ })
    for (const waiting of await liaison.inbox()) {
      const one = byId.get(waiting.id)
      if (one && waiting.organ === organ && waiting.kind === 'step') await attend(story, liaison, one, waiting, cast)
    }
  }
  await finishSubtasks(story, officer, tasks)
  await oversee(story, officer, id)
}

async function attend(story: Story, liaison: Actor, of: StoredRow, waiting: Waiting, cast: Cast): Promise<void> {
  const chance = story.chance()
  const task_ = { task: waiting.task }
  if (waiting.state === 'signing') {
    if (chance < 0.85) await liaison.do(task, of.id, 'sign', task_)
    else if (chance > 0.995) await liaison.do(task, of.id, 'refuse', { ...task_, reason: '本单位没有该项职责，建议由主管部门承担' })
    return
  }
  if (waiting.state !== 'working') return
  const share = expectedShare(story, of, cast.pace.get(of.id) ?? 'steady')
  if (waiting.branch?.startsWith('lead')) {
    if (chance < 0.12) await breakDown(story, liaison, of, waiting)
    if (chance < 0.3) await reportProgress(story, liaison, of, waiting, share, cast)
    if (share >= 100) await conclude(liaison, of, waiting)
    return
  }
  if (chance < 0.05)
    await liaison.do(task, of.id, 'report', {
      ...task_,
      values: { progressText: '按分工推进，已向牵头单位报送本单位数据和清单。', progress: Math.min(100, share) },
    })
  if (share >= 100 && chance < 0.7) {
    const evidence = [await liaison.attach('配合事项完成说明.txt', '配合事项已全部完成，相关数据已移交牵头单位。（演示材料）')]
    await liaison.do(task, of.id, 'submit', { ...task_, values: { evidence } })
  }
}

/** How far a task of this pace has come by now, in percent; a slow one passes its term. */
function expectedShare(story: Story, of: StoredRow, pace: Pace): number {
  const from = new Date(of.createdAt).getTime()
  const due = new Date(`${of['dueOn'] ?? `${story.today().slice(0, 4)}-12-31`}T23:59:59+08:00`).getTime()
  const factor = { swift: 1.15, steady: 1, slow: 0.8 }[pace]
  return Math.max(3, Math.min(100, Math.round(((story.now().getTime() - from) / (due - from)) * 100 * factor)))
}

const said = [
  '已完成方案制定和责任分解，正在按计划推进。',
  '系统开发完成过半，正在组织区县联调。',
  '数据对接已打通主要来源，正在清洗校核。',
  '试点单位运行平稳，正在总结经验准备推广。',
  '主体工作已完成，正在查漏补缺。',
]
const troubles = [
  '部分县级数据口径不一致，需要逐项校核。',
  '上级系统接口开放较晚，联调时间紧张。',
  '个别乡镇人手不足，培训还没有覆盖到位。',
  '采购流程比预期长，设备到货推迟。',
]

async function reportProgress(story: Story, liaison: Actor, of: StoredRow, waiting: Waiting, share: number, cast: Cast): Promise<void> {
  const figures = (cast.goals.get(of.id) ?? [])
    .filter(() => story.chance() < 0.6)
    .map(one => ({ goal: one.id, value: currentValue(one, share, story.chance()), measuredOn: story.today() }))
  const values = {
    progressText: said[Math.min(said.length - 1, Math.floor(share / 20))],
    progress: share,
    figures,
    ...(share < 90 && story.chance() < 0.4 && { difficulties: troubles[Math.floor(story.chance() * troubles.length)] }),
    next: '按月度计划继续推进，下月报送阶段成果。',
  }
  await liaison.do(task, of.id, 'report', { task: waiting.task, values })
}

/** A measured value on its way to the goal: rising goals from below, falling goals from above. */
function currentValue(of: StoredRow, share: number, noise: number): number {
  const value = Number(of['value'])
  const falls = of['comparator'] === '<=' || of['comparator'] === '<'
  const raw = falls
    ? value * (1 + (1 - share / 100) * 0.6 + (noise - 0.5) * 0.04)
    : value * (0.35 + (share / 100) * 0.66 + (noise - 0.5) * 0.04)
  if (value === 0) return 0
  if (of['unit'] === '%') return Math.min(100, Math.round(raw * 10) / 10)
  return value >= 20 ? Math.round(raw) : Math.round(raw * 10) / 10
}

async function breakDown(story: Story, liaison: Actor, of: StoredRow, waiting: Waiting): Promise<void> {
  if ((await liaison.find(subtask, refs(subtask).parent.is(of.id), 5)).length >= 2 || !liaison.organ) return
  const handler = story.as('handler', { organ: liaison.organ })
  const dueOn = String(of['dueOn'] ?? '')
  const title = ['制定实施方案', '完成数据对接', '组织区县联调', '开展业务培训'][Math.floor(story.chance() * 4)]
  await liaison.do(task, of.id, 'breakDown', {
    task: waiting.task,
    values: { title, what: '按任务要求完成，按月更新进度。', handler: handler.person, dueOn: dueOn > story.today() ? dueOn : story.ends },
  })
}

async function finishSubtasks(story: Story, officer: Actor, tasks: readonly StoredRow[]): Promise<void> {
  for (const one of tasks) {
    for (const part of await officer.find(subtask, all(refs(subtask).parent.is(one.id), refs(subtask).ended.is(false)), 20)) {
      const handler = story.asPerson(part['handler'] as string)
      const state = (await handler.get(subtask, part.id)).state
      if (state === 'working' && story.chance() < 0.35)
        await handler.do(subtask, part.id, 'finish', { values: { result: '已按要求完成，材料报联络员审核。' } })
      else if (state === 'checking' && part.organ) await story.as('liaison', { organ: part.organ }).do(subtask, part.id, 'approve')
    }
  }
}

async function conclude(liaison: Actor, of: StoredRow, waiting: Waiting): Promise<void> {
  const open = await liaison.find(subtask, all(refs(subtask).parent.is(of.id), refs(subtask).ended.is(false)), 20)
  if (open.length) return
  await liaison.do(task, of.id, 'report', { task: waiting.task, values: { progressText: '任务要求的事项已全部完成。', progress: 100 } })
  const evidence = [await liaison.attach('办结佐证材料.txt', '各项指标和工作清单均已完成，详见台账。（演示材料）')]
  await liaison.do(task, of.id, 'conclude', {
    task: waiting.task,
    values: { evidence, summary: '各项要求均已落实，成果已投入使用，后续转入常态化运行。' },
  })
}

async function oversee(story: Story, officer: Actor, id: string): Promise<void> {
  const rows = await officer.find(task, all(refs(task).parent.is(id), refs(task).ended.is(false)), 200)
  for (const one of rows) {
    const { state } = await officer.get(task, one.id)
    const chance = story.chance()
    if (state === 'accepting') {
      if (chance < 0.12) await officer.do(task, one.id, 'sendBack', { reason: '佐证材料没有覆盖全部区县，请补充后再报' })
      else if (chance < 0.8) await officer.do(task, one.id, 'accept', { values: { opinion: '材料齐全，达到任务要求，同意办结。' } })
      continue
    }
    if (one['late'] !== true) continue
    if (Number(one['urged']) === 0) await officer.do(task, one.id, 'urge', { reason: '任务已过完成时限，请抓紧办理并说明原因' })
    else if (Number(one['supervised']) === 0 && chance < 0.5)
      await officer.do(task, one.id, 'supervise', { reason: '多次催办仍未完成，请书面说明原因、整改措施和完成时间' })
  }
  for (const waiting of await officer.inbox()) {
    if (waiting.record === task.name && waiting.state === 'refused')
      await officer.do(task, waiting.id, 'insist', { task: waiting.task, reason: '该事项在三定规定中明确由你单位承担' })
  }
  for (const one of rows.filter(row => Number(row['supervised']) > 0)) {
    const head = story.as('head', { organ: one['lead'] as string })
    for (const waiting of (await head.inbox()).filter(of => of.id === one.id && of.kind === 'reply')) {
      await head.do(task, one.id, 'reply', {
        task: waiting.task,
        reason: '延误原因是区县数据口径不一。已成立专班，按周调度，确保尽快完成。',
      })
    }
  }
}
