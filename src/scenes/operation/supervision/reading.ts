// Reads an uploaded or pasted plan and lays down what was found as rows for a person to check: nothing is handed over by itself.
import { all, type CityPort, date, file, operation, organs, Problem, type RowValues, ref, refs, text } from '#declare'
import type { Plan, PlanTask } from '../../../methods/official-plan/plan-shape.ts'
import { readDocument } from '../../../methods/official-plan/read-document.ts'
import { goal, plan, task } from './records.ts'

type Source = { source?: { hash: string; name: string; type: string; size: number }[]; pasted?: string }
type Unit = { written: string; role: 'lead' | 'joint'; organ?: string; collective?: boolean; from?: number; to?: number }

export const readOperation = operation(plan, {
  name: 'read',
  label: '导入文件',
  roles: ['supervisor', 'supervision-head'],
  input: {
    source: file({ label: '文件', max: 1, help: '.docx、.pdf、.txt 或 .md' }),
    pasted: text({ label: '或粘贴全文', long: true, max: 1_000_000 }),
  },
  run: async (city, input) => {
    const { text: body, plan: read } = await readSource(city, input as Source)
    if (read.tasks.length === 0)
      throw new Problem('invalid', '没有从文件中识别出任务。请确认这是带有任务条目的工作文件（如“责任单位：……”），或改为手工立项')
    const id = await city.create(plan, planValues(read, body, input as Source))
    for (const one of read.tasks) await createTask(city, id, one)
    for (const one of read.goals) await city.create(goal, { parent: id, ...goalValues(one) })
    return {
      plan: id,
      tasks: read.tasks.length,
      goals: read.goals.length + read.tasks.reduce((sum, one) => sum + one.goals.length, 0),
      remarks: read.notes.length,
    }
  },
})

/**
 * A unit's name that the directory did not know is settled once for the whole plan; a collective name (市政府有关部门) to as many
 * organs as it means. Settling again replaces what was settled; without any organ the name is open again. The written words stay.
 */
export const settleOperation = operation(plan, {
  name: 'settle',
  label: '确认单位',
  roles: ['supervisor', 'supervision-head'],
  input: {
    plan: ref(() => plan, { label: '文件', required: true }),
    written: text({ label: '原文', required: true }),
    organs: organs({ label: '对应单位', max: 100 }),
  },
  run: async (city, input) => {
    const chosen = [...new Set((input['organs'] ?? []) as string[])]
    const tasks = await city.find(task, refs(task).parent.is(input['plan'] as string), 1000)
    const named = tasks.filter(one => ((one['units'] ?? []) as Unit[]).some(unit => unit.written === input['written']))
    if (named.some(one => one['state']))
      throw new Problem('conflict', '这份文件已经交办，责任单位不能再整体确认；请在任务中转办或由督查员补充配合单位')
    for (const one of named) {
      const next = settleUnits((one['units'] ?? []) as Unit[], input['written'] as string, chosen)
      await city.update(task, one.id, { units: next, lead: null, ...responsible(next) })
    }
    return { settled: named.length }
  },
})

// The name keeps its role for the first organ; what else a lead's name stands for works with it.
function settleUnits(units: readonly Unit[], written: string, chosen: readonly string[]): Unit[] {
  const at = units.findIndex(unit => unit.written === written)
  return units.flatMap((unit, index) => {
    if (unit.written !== written) return [unit]
    if (index !== at) return []
    const { organ: _, ...bare } = unit
    return chosen.length === 0 ? [bare] : chosen.map((organ, place): Unit => ({ ...bare, organ, role: place === 0 ? unit.role : 'joint' }))
  })
}

/** A task without a term in its text gets one before it is handed over: the same for all that still have none. */
export const fillDueOperation = operation(plan, {
  name: 'fill-due',
  label: '补齐时限',
  roles: ['supervisor', 'supervision-head'],
  input: { plan: ref(() => plan, { label: '文件', required: true }), dueOn: date({ label: '完成时限', required: true }) },
  run: async (city, input) => {
    if ((input['dueOn'] as string) < city.today)
      throw new Problem('invalid', '完成时限不能早于今天', [{ at: 'dueOn', message: '不能早于今天' }])
    const open = await city.find(task, all(refs(task).parent.is(input['plan'] as string), refs(task).dueOn.isEmpty()), 1000)
    for (const one of open) await city.update(task, one.id, { dueOn: input['dueOn'] })
    return { filled: open.length }
  },
})

// In a thread of its own: a file made to do harm must not hold up everybody else.
async function readSource(city: CityPort, input: Source): Promise<{ text: string; plan: Plan }> {
  const counties = city.counties.map(county => county.name)
  const given = input.source?.[0]
  if (!given && !input.pasted?.trim())
    throw new Problem('invalid', '请选择一个文件，或粘贴文件全文', [{ at: 'source', message: '请选择文件' }])
  const read = given
    ? await readDocument({ name: given.name, bytes: await city.read(given), counties })
    : await readDocument({ name: '', text: input.pasted ?? '', counties })
  if (!read.ok) throw new Problem('invalid', read.message, [{ at: given ? 'source' : 'pasted', message: read.message }])
  return read
}

function planValues(read: Plan, body: string, input: Source): RowValues {
  const flat = (chapters: Plan['chapters'], depth: number): RowValues[] =>
    chapters.flatMap(one => [
      { number: one.number, title: one.title.slice(0, 300), depth, from: one.passage[0], to: one.passage[1] },
      ...flat(one.chapters, depth + 1),
    ])
  return {
    title: read.title.slice(0, 200) || '未识别标题的文件',
    issuer: read.issuer || '未识别发文机关',
    ...(read.number && { documentNumber: read.number }),
    ...(read.date && { issuedOn: read.date }),
    ...(input.source?.length && { source: input.source }),
    body,
    chapters: flat(read.chapters, 1).slice(0, 500),
    remarks: read.notes.slice(0, 500).map(note => ({ message: note.message, from: note.passage[0], to: note.passage[1], settled: false })),
  }
}

async function createTask(city: CityPort, planId: string, one: PlanTask): Promise<void> {
  const units = unitsOf(city, one)
  const due = [...one.due].sort()
  const id = await city.create(task, {
    parent: planId,
    title: one.title.slice(0, 200),
    body: one.body.slice(0, 20_000),
    chapter: one.path.join(' / ').slice(0, 300),
    ordinal: one.number.slice(0, 20),
    units,
    ...responsible(units),
    ...(due.length && { dueOn: due.at(-1) }),
    ...(due.length > 1 && { stages: due.map(day => ({ dueOn: day })) }),
    from: one.passage[0],
    to: one.passage[1],
    progress: 0,
  })
  for (const found of one.goals) await city.create(goal, { parent: planId, task: id, ...goalValues(found) })
}

const goalValues = (one: Plan['goals'][number]): RowValues => ({
  indicator: one.indicator.slice(0, 100),
  comparator: one.comparator,
  value: one.value,
  ...(one.unit && { unit: one.unit.slice(0, 30) }),
  ...(one.term && { term: one.term }),
  from: one.passage[0],
  to: one.passage[1],
})

function unitsOf(city: CityPort, one: PlanTask): Unit[] {
  const place = (name: string) => one.unitMentions.find(mention => mention.name === name)?.passage
  const unit = (written: string, role: 'lead' | 'joint'): Unit => {
    const match = city.matchOrgan(written)
    const passage = place(written)
    return {
      written,
      role,
      ...(match.kind === 'organ' && { organ: match.organ }),
      ...(match.kind === 'collective' && { collective: true }),
      ...(passage && { from: passage[0], to: passage[1] }),
    }
  }
  return [...(one.lead ? [unit(one.lead, 'lead')] : []), ...one.joint.map(name => unit(name, 'joint'))]
}

/** Lead and joint organs from the list of units; a unit not yet settled stands in neither. */
function responsible(units: readonly Unit[]): RowValues {
  const lead = units.find(unit => unit.role === 'lead' && unit.organ)?.organ
  const joint = [...new Set(units.filter(unit => unit.role === 'joint' && unit.organ && unit.organ !== lead).map(unit => unit.organ!))]
  return { ...(lead && { lead }), joint }
}
