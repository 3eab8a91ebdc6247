// The supervision report of one plan as an official document: what is done, what is late and why, goals, and the units' scores.
import { all, type DocumentBlock, operation, ref, refs, type StoredRow } from '#declare'
import { writeDocx } from '../../../methods/official-document/write-docx.ts'
import { isAttained } from './figures.ts'
import { goal, plan, report, task } from './records.ts'

const media = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export const reportOperation = operation(plan, {
  name: 'report',
  label: '生成督查报告',
  roles: ['supervisor', 'supervision-head', 'leader'],
  input: { plan: ref(() => plan, { label: '文件', required: true }) },
  run: async (city, input) => {
    const id = input['plan'] as string
    const [of] = await city.find(plan, refs(plan).id.is(id), 1)
    if (!of) return {}
    const tasks = (
      await city.find(task, all(refs(task).parent.is(id), refs(task).openedAt.isPresent(), refs(task).voided.is(false)), 1000)
    ).sort((a, b) => String(a['ordinal']).localeCompare(String(b['ordinal']), 'zh', { numeric: true }))
    const goals = await city.find(goal, refs(goal).parent.is(id), 2000)
    const late = tasks.filter(one => one['late'] === true && one['ended'] !== true)
    const difficulties = await Promise.all(late.map(async one => ({ one, said: await lastDifficulty(one.id, city.find) })))
    const bytes = await writeDocx({
      title: `关于《${of['title']}》落实情况的督查报告`,
      issuer: city.name(city.organ ?? '') || city.name(city.region),
      date: city.today,
      blocks: [...overall(tasks, goals), ...lateness(difficulties, city.name), ...goalTable(goals), ...taskTable(tasks, city.name)],
    })
    return { file: await city.attach(`督查报告-${city.today}.docx`, media, bytes) }
  },
})

async function lastDifficulty(
  taskId: string,
  find: (of: { name: string }, when: ReturnType<typeof all>, most?: number) => Promise<StoredRow[]>,
): Promise<string> {
  const reports = await find(report, refs(report).parent.is(taskId), 200)
  return String(reports.sort((a, b) => b.createdAt.localeCompare(a.createdAt)).find(one => one['difficulties'])?.['difficulties'] ?? '')
}

function overall(tasks: readonly StoredRow[], goals: readonly StoredRow[]): DocumentBlock[] {
  const closed = tasks.filter(one => one['ended'] === true).length
  const late = tasks.filter(one => one['late'] === true && one['ended'] !== true).length
  const met = goals.filter(one => isAttained(one as never) === true).length
  const measured = goals.filter(one => isAttained(one as never) !== null).length
  return [
    { kind: 'heading', level: 1, text: '一、总体情况' },
    {
      kind: 'paragraph',
      text: `共交办任务${tasks.length}项，已办结${closed}项，办结率${percent(closed, tasks.length)}；正在办理${tasks.length - closed}项，其中逾期${late}项。量化目标${goals.length}个，已有数据${measured}个，其中达到要求${met}个。`,
    },
  ]
}

function lateness(of: readonly { one: StoredRow; said: string }[], name: (id: string) => string): DocumentBlock[] {
  const heading: DocumentBlock = { kind: 'heading', level: 1, text: '二、逾期任务' }
  if (of.length === 0) return [heading, { kind: 'paragraph', text: '没有逾期任务。' }]
  return [
    heading,
    ...of.map(
      ({ one, said }): DocumentBlock => ({
        kind: 'paragraph',
        text: `${one['ordinal']}${one['title']}（牵头单位：${name(String(one['lead']))}；时限：${one['dueOn']}；进度${one['progress'] ?? 0}%）。${said ? `主要问题：${said}` : '牵头单位没有填报存在的问题。'}`,
      }),
    ),
  ]
}

function goalTable(goals: readonly StoredRow[]): DocumentBlock[] {
  const rows = goals.map(one => {
    const met = isAttained(one as never)
    return [
      String(one['indicator']),
      `${one['comparator']}${one['value']}${one['unit'] ?? ''}`,
      one['current'] === undefined || one['current'] === null ? null : Number(one['current']),
      String(one['term'] ?? '—'),
      met === null ? '尚无数据' : met ? '达到' : '未达到',
    ]
  })
  return [
    { kind: 'heading', level: 1, text: '三、量化目标' },
    { kind: 'table', head: ['指标', '要求', '当前值', '期限', '情况'], widths: [40, 18, 14, 16, 12], rows },
  ]
}

function taskTable(tasks: readonly StoredRow[], name: (id: string) => string): DocumentBlock[] {
  const rows = tasks.map(one => [
    String(one['ordinal'] ?? ''),
    String(one['title']),
    name(String(one['lead'] ?? '')),
    String(one['dueOn'] ?? '—'),
    Number(one['progress'] ?? 0),
    one['ended'] === true ? '已办结' : one['late'] === true ? '逾期' : '办理中',
  ])
  return [
    { kind: 'heading', level: 1, text: '四、任务清单' },
    { kind: 'table', head: ['序号', '任务', '牵头单位', '时限', '进度%', '状态'], widths: [9, 41, 18, 14, 8, 10], rows },
  ]
}

const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)}%`)
