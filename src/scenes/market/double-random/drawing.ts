// The draw of a batch: first the plan and the hash of the secret are fixed, later the ledger has grown and a witness has spoken, then it is drawn.
import { hash } from 'node:crypto'
import { type Also, all, type CityPort, mostOf, number, Problem, refs, type StoredRow, text, valueOn, workdays } from '#declare'
import { canonicalJson } from '../../../methods/canonical-json/canonical-json.ts'
import { commitmentOf, DrawError, draw, planHashOf } from '../../../methods/draw/draw.ts'
import type { DrawFull, DrawInspector, DrawPlan } from '../../../methods/draw/package.ts'
import { drawRates } from './parameters.ts'
import { draws as publishedDraws } from './publications.ts'
import { yearly } from './quota.ts'
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

/** Firms in business of the industry that may still be visited in the year of the batch, whichever organs have visited them. */
export async function candidates(city: CityPort, row: StoredRow): Promise<StoredRow[]> {
  const of = refs(firm)
  const firms = await city.find(firm, all(of.industry.is(String(row['industry']) as 'catering'), of.status.is('open')), 100_000)
  const taken = await takenBy(city, row)
  return firms.filter(one => {
    const most = mostFor(city, row, one)
    return most === undefined || (taken.get(one.id)?.length ?? 0) < most
  })
}

/** The day by which the visits of a batch are due. Who steps in late has ten working days. */
const dueDay = (city: CityPort, row: StoredRow): string => (String(row['to']) < city.today ? city.lastDay(workdays(10)) : String(row['to']))

const mostFor = (city: CityPort, row: StoredRow, of: StoredRow) =>
  mostOf(yearly, { creditClass: of['creditClass'], plannedOn: dueDay(city, row) })

/** By firm, the batches that have taken its visits of the year. */
async function takenBy(city: CityPort, row: StoredRow): Promise<Map<string, string[]>> {
  const taken = await city.taken(yearly, dueDay(city, row).slice(0, 4))
  const byFirm = new Map<string, string[]>()
  for (const { subject, parent } of taken) byFirm.set(subject[0]!, [...(byFirm.get(subject[0]!) ?? []), parent!])
  return byFirm
}

/** Of the firms of a plan all those that other draws have used up since it was committed to, with these draws. Known before the seed is. */
async function fullOf(city: CityPort, row: StoredRow, plan: DrawPlan): Promise<DrawFull[]> {
  const taken = await takenBy(city, row)
  const touched = plan.objects.map(object => object.id).filter(id => taken.has(id))
  const full: { object: string; most: number; by: readonly string[] }[] = []
  for (const one of await city.find(firm, refs(firm).id.in(touched), 100_000)) {
    const [most, by] = [mostFor(city, row, one), taken.get(one.id)!]
    if (most !== undefined && by.length >= most) full.push({ object: one.id, most, by: by.toSorted() })
  }
  const draws = await city.published(publishedDraws, refs(batch).id.in([...new Set(full.flatMap(one => one.by))]), 10_000)
  const seeds = new Map(draws.map(one => [one.id, String(one['seed'])]))
  return full
    .map(one => ({ ...one, by: one.by.map(draw => ({ draw, seed: seeds.get(draw)! })) }))
    .sort((a, b) => (a.object < b.object ? -1 : 1))
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

const anew = '由牵头部门负责人“重新承诺”'

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
  // Two draws at once would each choose the firm of which one visit is left.
  await city.alone('inspection-draw')
  const full = await fullOf(city, row, plan)
  const left = plan.objects.length - full.length
  if (left < plan.take)
    throw new Problem(
      'conflict',
      `承诺之后已有${full.length}户的年内检查次数被其他抽取用完，只剩${left}户，要抽${plan.take}户。${anew}，可同时减少户数`,
    )
  const words = [{ from: city.name(String(row['witness'])), value: String(row['word']).trim() }]
  try {
    const drawn = draw(sha256, { plan, secret: city.secret(secretName(row, attempt)), head, words, full })
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
    throw new Problem('conflict', `不能抽取：${lacking.join('；') || error.message}。请补充检查人员名录，${anew}后再抽取`)
  }
}

/** A visit by the plan, not yet begun; answers with its id. */
export async function planVisit(city: CityPort, row: StoredRow, object: string, crew: readonly string[]): Promise<string> {
  const [of] = await city.find(firm, refs(firm).id.is(object), 1)
  if (!of) throw new Problem('conflict', `抽中的企业已不在检查对象名录中，请${anew}后再抽取`)
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
    plannedOn: dueDay(city, row),
    ...(answers.length > 0 && { answers }),
  })
}

/** Part of drawing again: the visits that were drawn fall away. */
export async function drawAgain(city: CityPort, row: StoredRow): Promise<void> {
  for (const one of await city.find(visit, refs(visit).parent.is(row.id), 10_000)) await city.remove(visit, one.id)
  await startOver(city, row, row['redrawReason'])
}

export const recommitForm = {
  because: text({ label: '重新承诺的原因', required: true, max: 300, help: '向社会公开' }),
  take: number({ label: '抽查户数', decimals: 0, min: 1, unit: '户', help: '可以抽取的企业不足时减少；不填则不变' }),
}

/** Part of the act: what was committed to and not yet drawn is given up for registers as they are now. */
export const recommit: Also = async (city, row, _made, given) => {
  const take = Number(given['take'] ?? row['take'])
  if (take > Number(row['take']))
    throw new Problem('invalid', `抽查户数只能减少，计划为${row['take']}户`, [{ at: 'take', message: `不能超过${row['take']}户` }])
  await city.update(batch, row.id, { take })
  await startOver(city, { ...row, take }, given['because'])
}

/** What there was stays on the public record, with the reason; a new secret is committed to, over the registers of today. */
async function startOver(city: CityPort, row: StoredRow, because: unknown): Promise<void> {
  const { attempt, commitment, seed, package: pack, planFile } = row
  const given = { attempt, on: city.today, because, commitment, planFile, seed, package: pack }
  const history = [...((row['history'] ?? []) as object[]), given]
  await city.update(batch, row.id, { history, seed: null, package: null, changes: null, word: null, witness: null, redrawReason: null })
  await commit(city, row, Number(attempt) + 1)
}
