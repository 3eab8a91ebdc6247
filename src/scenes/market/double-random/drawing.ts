// The draw of a batch: first the plan and the hash of the secret are fixed, later the ledger has grown and a witness has spoken, then it is drawn.
import { hash } from 'node:crypto'
import { all, type CityPort, Problem, refs, type StoredRow, valueOn, workdays } from '#declare'
import { canonicalJson } from '../../../methods/canonical-json/canonical-json.ts'
import { commitmentOf, DrawError, draw, planHashOf } from '../../../methods/draw/draw.ts'
import type { DrawInspector, DrawPlan } from '../../../methods/draw/package.ts'
import { drawRates, yearlyVisits } from './parameters.ts'
import { batch, firm, officer, visit } from './records.ts'
import { checklistOf } from './visiting.ts'

export const sha256 = (value: string): string => hash('sha256', value, 'hex')
/** Entries that must come between the commitment and the draw: nobody can know yet what they will be. */
const ahead = 5
const crewOf = (organs: readonly string[]) => Math.max(2, organs.length)
const secretName = (row: StoredRow, attempt: number) => `inspection-batch ${row.id} ${attempt}`

/** Part of the approval: commits to the draw of every batch of the plan. */
export async function commitAll(city: CityPort, plan: StoredRow): Promise<void> {
  for (const row of await city.find(batch, refs(batch).parent.is(plan.id), 1000)) await commit(city, row, 1)
}

/** Writes down who may be drawn and who may inspect, and the hash of the secret; nothing of it can change afterwards. */
async function commit(city: CityPort, row: StoredRow, attempt: number): Promise<void> {
  const organs = row['organs'] as string[]
  const objects = await candidates(city, row)
  const take = Number(row['take'])
  if (objects.length < take)
    throw new Problem('conflict', `“${row['title']}”要抽${take}户，年内还可以入企检查的只有${objects.length}户，请减少户数或改期`)
  const plan: DrawPlan = {
    name: `${row['title']}（第${attempt}次抽取，${row.id}）`,
    take,
    crew: crewOf(organs),
    headSize: ((await city.head())?.size ?? 0) + ahead,
    commitment: commitmentOf(sha256, city.secret(secretName(row, attempt))),
    objects: objects.map(one => ({
      id: one.id,
      name: String(one['name']),
      weight: valueOn(drawRates[one['creditClass'] as keyof typeof drawRates], city.today),
      organs,
    })),
    inspectors: await inspectors(city, row, objects),
  }
  const file = await city.attach(`抽取方案-${attempt}.json`, 'application/json', new TextEncoder().encode(canonicalJson(plan)))
  await city.update(batch, row.id, {
    attempt,
    population: objects.length,
    commitment: plan.commitment,
    headSize: plan.headSize,
    planHash: planHashOf(sha256, plan),
    planFile: [file],
  })
}

/** Firms in business of the industry that may still be visited in the year of the batch. */
export async function candidates(city: CityPort, row: StoredRow): Promise<StoredRow[]> {
  const industry = String(row['industry']) as 'catering'
  const of = refs(firm)
  const firms = await city.find(firm, all(of.industry.is(industry), of.status.is('open')), 100_000)
  const year = String(row['to']).slice(0, 4)
  const v = refs(visit)
  const planned = await city.find(
    visit,
    all(
      v.industry.is(industry),
      v.cause.is('planned'),
      v.voided.is(false),
      v.plannedOn.atLeast(`${year}-01-01`),
      v.plannedOn.atMost(`${year}-12-31`),
    ),
    100_000,
  )
  const used = Map.groupBy(planned, one => String(one['firm']))
  return firms.filter(one => {
    const most = yearlyVisits[one['creditClass'] as keyof typeof yearlyVisits]
    return most === undefined || (used.get(one.id)?.length ?? 0) < valueOn(most, String(row['to']))
  })
}

/** Officers of the organs whose certificate outlives the batch and who know the trade, with what they must keep away from. */
async function inspectors(city: CityPort, row: StoredRow, objects: readonly StoredRow[]): Promise<DrawInspector[]> {
  const of = refs(officer)
  const officers = await city.find(
    officer,
    all(
      of.under.in(row['organs'] as string[]),
      of.industries.contains(String(row['industry']) as 'catering'),
      of.expiresOn.atLeast(String(row['to'])),
    ),
    10_000,
  )
  const open = await city.find(visit, refs(visit).ended.is(false), 100_000)
  const load = Map.groupBy(
    open.flatMap(one => one['crew'] as string[]),
    one => one,
  )
  return officers.map(one => {
    const person = String(one['person'])
    const declared = ((one['avoids'] ?? []) as { firm: string; because: string }[])
      .filter(avoid => objects.some(object => object.id === avoid.firm))
      .map(avoid => ({ object: avoid.firm, because: '申报回避' }))
    const home =
      one['avoidsRegion'] === 'yes'
        ? objects.filter(object => object.region === one.region && !declared.some(avoid => avoid.object === object.id))
        : []
    return {
      // The package is public: a certificate, no name, and not why somebody keeps away.
      id: one.id,
      name: String(one['certificate']),
      organ: String(one['under']),
      load: load.get(person)?.length ?? 0,
      avoids: [...declared, ...home.map(object => ({ object: object.id, because: '户籍地回避' }))],
    }
  })
}

/** Part of the drawing act: draws, and plans the visits. Refuses before the ledger has grown as agreed. */
export async function drawNow(city: CityPort, row: StoredRow): Promise<void> {
  if (!row['witness'] || !String(row['word'] ?? '').trim()) throw new Problem('invalid', '请选择见证人，并由其当场说出一句话填入见证词')
  const [planFile] = row['planFile'] as { hash: string; name: string; type: string; size: number }[]
  const plan = JSON.parse(new TextDecoder().decode(await city.read(planFile!))) as DrawPlan
  const head = await city.head(plan.headSize)
  if (!head) {
    const now = (await city.head())?.size ?? 0
    throw new Problem('conflict', `账本现有${now}条，约定达到${plan.headSize}条后才能抽取，请稍后再试`)
  }
  const attempt = Number(row['attempt'])
  const words = [{ from: city.name(String(row['witness'])), value: String(row['word']).trim() }]
  try {
    const drawn = draw(sha256, { plan, secret: city.secret(secretName(row, attempt)), head, words })
    const file = await city.attach(`抽取包-${attempt}.json`, 'application/json', new TextEncoder().encode(canonicalJson(drawn)))
    await city.update(batch, row.id, { seed: drawn.seed, package: [file] })
    // In one order of ids, so that two draws that want the same firm wait for each other and do not lock.
    for (const one of drawn.drawn.toSorted((a, b) => (a.object < b.object ? -1 : 1))) await planVisit(city, row, one.object, one.crew)
  } catch (error) {
    if (!(error instanceof DrawError)) throw error
    const names = new Map(plan.objects.map(object => [object.id, object.name]))
    const lacking = error.shortages
      .slice(0, 5)
      .map(one => `${names.get(one.object)}${one.organ ? `缺${city.name(one.organ)}的检查人员` : '不足2名检查人员'}`)
    throw new Problem('conflict', `不能抽取：${lacking.join('；') || error.message}。请补充检查人员名录后重新抽取`)
  }
}

/** A visit by the plan, not yet begun; answers with its id. */
export async function planVisit(city: CityPort, row: StoredRow, object: string, crew: readonly string[]): Promise<string> {
  const [of] = await city.find(firm, refs(firm).id.is(object), 1)
  if (!of) throw new Problem('conflict', '抽中的企业已不在检查对象名录中，请写明原因后重新抽取')
  const organs = row['organs'] as string[]
  const answers = await checklistOf(city, row)
  const cards = await city.find(officer, refs(officer).id.in(crew), 100)
  const people = crew.map(id => String(cards.find(card => card.id === id)!['person']))
  return city.create(visit, {
    parent: row.id,
    region: of.region,
    organ: row.organ ?? '',
    firm: of.id,
    firmName: of['name'],
    creditCode: of['creditCode'],
    creditClass: of['creditClass'],
    industry: of['industry'],
    cause: 'planned',
    organs,
    joint: organs.length > 1 ? 'joint' : 'single',
    crew: people,
    first: people[0],
    second: people[1],
    // Who steps in late has ten working days.
    plannedOn: String(row['to']) < city.today ? city.lastDay(workdays(10)) : row['to'],
    ...(answers.length > 0 && { answers }),
  })
}

/** Part of drawing again: what was drawn stays on the public record with the reason; a new secret is committed to. */
export async function drawAgain(city: CityPort, row: StoredRow): Promise<void> {
  const attempt = Number(row['attempt'])
  for (const one of await city.find(visit, refs(visit).parent.is(row.id), 10_000)) await city.remove(visit, one.id)
  const history = [
    ...((row['history'] ?? []) as object[]),
    { attempt, seed: row['seed'], because: row['redrawReason'], package: row['package'] },
  ]
  await city.update(batch, row.id, { history, seed: null, package: null, changes: null, word: null, witness: null, redrawReason: null })
  await commit(city, row, attempt + 1)
}
