// Draws replayed with other weights: the same registers, the same seeds, the same tickets; only how much a credit class weighs is another.
import { type FileRef, type Past, Problem, type ReplayTold, refs, replay, type StoredRow, type ValueOn, valueOn } from '#declare'
import { assignCrews } from '../../../methods/draw/assign-crews.ts'
import { openObjects } from '../../../methods/draw/draw.ts'
import { expectedDraws } from '../../../methods/draw/expected-draws.ts'
import type { DrawPackage } from '../../../methods/draw/package.ts'
import { weightedOrder } from '../../../methods/draw/weighted-order.ts'
import { creditClasses } from './choices.ts'
import { sha256 } from './drawing.ts'
import { drawRates, yearlyVisits } from './parameters.ts'
import { batch, firm } from './records.ts'

type ClassId = keyof typeof creditClasses
const classIds = Object.keys(creditClasses) as ClassId[]

export const weights = replay(batch, {
  name: 'weights',
  label: '抽取权重',
  parameters: [...Object.values(drawRates), ...Object.values(yearlyVisits)],
  says: '候选企业、随机种子和每户的号牌都用当时公布的抽取包，只换各信用等级的权重，重抽一遍。候选名录是当时定的：拟改后年内已抽过的企业仍在后一批的候选里，由此多出的入企次数列为“超出年度次数”。抽中不同的企业会查出什么，过去的记录里没有，不作推测。',
  run: tell,
})

type Drawn = { readonly package: DrawPackage; readonly year: string; readonly day: string }
type Count = { size: number; drawn: number; expected: number }

async function tell(past: Past, rows: readonly StoredRow[], value: ValueOn): Promise<ReplayTold> {
  const draws = await readDraws(past, rows)
  const classes = await classesOf(past, draws)
  const counts = new Map(classIds.map((id): [ClassId, Count] => [id, { size: 0, drawn: 0, expected: 0 }]))
  const visits = new Map<string, { name: string; of: ClassId | undefined; year: string; day: string; times: number }>()
  let unlike = 0
  let short = 0
  for (const [index, { package: drawn, year, day }] of draws.entries()) {
    await past.step(index, draws.length)
    const { seed } = drawn
    const plan = { ...drawn.plan, objects: openObjects(drawn.plan, drawn.full) }
    const classOf = new Map<string, ClassId | undefined>(
      plan.objects.map(object => [object.id, classThen(object.weight, classes.get(object.id), day)]),
    )
    unlike += plan.objects.filter(object => classOf.get(object.id) === undefined).length
    const weightOf = (id: ClassId) => demandWeight(value(drawRates[id], day), creditClasses[id])
    const objects = plan.objects.map(object => {
      const of = classOf.get(object.id)
      return { ...object, weight: of === undefined ? object.weight : weightOf(of) }
    })
    const order = weightedOrder(sha256, seed, objects)
    const chosen = order.slice(0, plan.take)
    const groups = [...Map.groupBy(objects, one => `${classOf.get(one.id) ?? '?'} ${one.weight}`).values()]
    const expected = expectedDraws(
      groups.map(group => ({ weight: group[0]!.weight, size: group.length })),
      plan.take,
    )
    for (const [at, group] of groups.entries()) {
      const of = classOf.get(group[0]!.id)
      if (of === undefined) continue
      counts.get(of)!.size += group.length
      counts.get(of)!.expected += expected[at]!
    }
    const names = new Map(plan.objects.map(object => [object.id, object]))
    short += assignCrews({
      sha256,
      seed,
      crew: plan.crew,
      inspectors: plan.inspectors,
      objects: chosen.map(({ id }) => ({ id, organs: names.get(id)!.organs })),
    }).shortages.length
    for (const { id } of chosen) {
      const of = classOf.get(id)
      if (of !== undefined) counts.get(of)!.drawn += 1
      const key = `${year} ${id}`
      const known = visits.get(key)
      visits.set(key, { name: names.get(id)!.name, of, year, day, times: (known?.times ?? 0) + 1 })
    }
  }
  const conflicts = [...visits].filter(([, { of, times, year }]) => {
    const most = of === undefined ? undefined : yearlyVisits[of as keyof typeof yearlyVisits]
    return most !== undefined && times > value(most, `${year}-12-31`)
  })
  const total = [...counts.values()].reduce((sum, one) => sum + one.drawn, 0)
  const risky = counts.get('C')!.drawn + counts.get('D')!.drawn
  const points = (of: (count: Count) => number) => classIds.map(id => ({ name: creditClasses[id], value: round(of(counts.get(id)!)) }))
  return {
    figures: [
      { name: 'draws', label: '重抽的任务', unit: '次', value: draws.length },
      { name: 'drawn', label: '抽中', unit: '户次', value: [...visits.values()].reduce((sum, one) => sum + one.times, 0) },
      { name: 'risky', label: '较高和高风险（C、D）占抽中', unit: '%', value: total === 0 ? null : round((risky / total) * 100) },
      { name: 'conflicts', label: '超出年度次数', unit: '户', better: 'down', value: conflicts.length },
      { name: 'short', label: '派不出检查人员', unit: '户', better: 'down', value: short },
    ],
    series: [
      { name: 'drawn', label: '各信用等级抽中', unit: '户', points: points(one => one.drawn) },
      { name: 'expected', label: '各信用等级期望抽中', unit: '户', points: points(one => one.expected) },
      { name: 'rate', label: '各信用等级抽中比例', unit: '%', points: points(one => (one.size === 0 ? 0 : (one.drawn / one.size) * 100)) },
      {
        name: 'visits',
        label: '每户一年入企次数',
        unit: '户',
        points: ['1次', '2次', '3次及以上'].map((name, index) => ({
          name,
          value: [...visits.values()].filter(one => (index === 2 ? one.times > 2 : one.times === index + 1)).length,
        })),
      },
    ],
    outcomes: [...visits].map(([key, { name, of, times }]) => ({
      record: firm.name,
      id: key.slice(5),
      title: of === undefined ? name : `${name}（${creditClasses[of]}）`,
      came: times === 1 ? '抽中' : `抽中${times}次`,
    })),
    says:
      unlike > 0
        ? [`有${unlike}户次的信用等级在抽取之后变过，从当时的权重也分不清是哪一级：这些企业按当时的权重参加，不计入各等级的数。`]
        : [],
  }
}

/** The draws of the batches, by the packages that were published; batches not yet drawn have none. */
async function readDraws(past: Past, rows: readonly StoredRow[]): Promise<Drawn[]> {
  const draws: Drawn[] = []
  for (const row of rows) {
    const [file] = (row['package'] ?? []) as FileRef[]
    if (!file) continue
    const drawn = JSON.parse(new TextDecoder().decode(await past.read(file))) as DrawPackage
    draws.push({ package: drawn, year: String(row['to']).slice(0, 4), day: committedOn(row) })
  }
  return draws.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.package.plan.name < b.package.plan.name ? -1 : 1))
}

/** Weights were fixed when the case was opened: the plan's approval commits to the draw. A later draw may have been committed to later. */
const committedOn = (row: StoredRow): string => String(row['openedAt'] ?? row.createdAt).slice(0, 10)

/** The credit classes of the firms as the register has them today. */
async function classesOf(past: Past, draws: readonly Drawn[]): Promise<Map<string, ClassId>> {
  const ids = [...new Set(draws.flatMap(one => one.package.plan.objects.map(object => object.id)))]
  const found = new Map<string, ClassId>()
  const chunk = 1000
  for (let at = 0; at < ids.length; at += chunk)
    for (const row of await past.find(firm, refs(firm).id.in(ids.slice(at, at + chunk)), chunk))
      found.set(row.id, row['creditClass'] as ClassId)
  return found
}

/** The class that weighed so much: today's where it fits, else the only one that does. */
function classThen(weight: number, today: ClassId | undefined, day: string): ClassId | undefined {
  const weighs = (id: ClassId) => valueOn(drawRates[id], day) === weight
  if (today !== undefined && weighs(today)) return today
  const fitting = classIds.filter(weighs)
  return fitting.length === 1 ? fitting[0] : undefined
}

function demandWeight(weight: number, label: string): number {
  if (Number.isInteger(weight) && weight >= 1 && weight <= 1000) return weight
  throw new Problem('invalid', `${label}的权重应为1到1000的整数，现为${weight}`)
}

const round = (value: number) => Math.round(value * 100) / 100
