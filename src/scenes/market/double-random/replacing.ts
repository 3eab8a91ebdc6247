// After the draw a firm has closed or an inspector is away: the next of the drawn reserve steps in, in draw order, with a reason that everybody can read.
import { type Also, type CityPort, choice, type FileRef, Problem, person, refs, type StoredRow } from '#declare'
import { canonicalJson } from '../../../methods/canonical-json/canonical-json.ts'
import { replaceInspector, replaceObject } from '../../../methods/draw/change.ts'
import { DrawError } from '../../../methods/draw/draw.ts'
import type { DrawPackage } from '../../../methods/draw/package.ts'
import { candidates, planVisit, sha256 } from './drawing.ts'
import { batch, officer, visit } from './records.ts'

const firmReasons = {
  closed: '企业已注销或被吊销',
  moved: '企业已迁出本市',
  stopped: '企业停业，检查期内无法检查',
  merged: '企业已并入其他企业',
} as const
const crewReasons = { away: '因公外出', leave: '病假、休假', avoid: '应当回避', left: '已调离执法岗位' } as const

export const replaceFirmForm = { why: choice({ label: '原因', of: firmReasons, required: true }) }
export const replaceInspectorForm = {
  who: person({ label: '不能到场的检查人员', required: true }),
  why: choice({ label: '原因', of: crewReasons, required: true }),
}

/** Part of the act: this visit falls away, the next of the reserve is visited instead. What the package says of why is a code's words, not the reason typed. */
export const replaceFirm: Also = async (city, row, _made, given) => {
  const whole = await drawnBatch(city, row)
  const pack = await readPackage(city, whole)
  const open = new Set((await candidates(city, whole)).map(one => one.id))
  const next = await byRule(() =>
    replaceObject(sha256, pack, {
      out: String(row['firm']),
      because: firmReasons[given['why'] as keyof typeof firmReasons],
      on: city.today,
      passes: async object => (open.has(object) ? undefined : '已不在检查对象名录，或年内检查次数已满'),
    }),
  )
  const change = next.changes!.at(-1)!
  if (change.kind !== 'object') return
  const name = (id: string) => pack.plan.objects.find(one => one.id === id)!.name
  await keepPackage(city, whole, next, { out: name(change.out), in: name(change.in), because: change.because })
  await city.start(visit, await planVisit(city, whole, change.in, change.crew))
}

/** Part of the act: another inspector of the same organ, by the rule of the draw. */
export const replaceCrew: Also = async (city, row, _made, given) => {
  const crew = row['crew'] as string[]
  const gone = String(given['who'])
  if (!crew.includes(gone))
    throw new Problem('invalid', `${city.name(gone)}不是本次检查的检查人员，请选择${crew.map(id => city.name(id)).join('、')}之一`, [
      { at: 'who', message: '不是本次检查的检查人员' },
    ])
  const whole = await drawnBatch(city, row)
  const pack = await readPackage(city, whole)
  const cards = await city.find(officer, refs(officer).id.in(pack.plan.inspectors.map(one => one.id)), 10_000)
  const card = cards.find(one => one['person'] === gone)
  if (!card) throw new Problem('conflict', `${city.name(gone)}不是随机选派的，请由督查部门重办`)
  const next = await byRule(() =>
    replaceInspector(sha256, pack, {
      object: String(row['firm']),
      out: card.id,
      because: crewReasons[given['why'] as keyof typeof crewReasons],
      on: city.today,
    }),
  )
  const change = next.changes!.at(-1)!
  const into = cards.find(one => one.id === change.in)!
  const person = String(into['person'])
  const swap = (id: unknown) => (id === gone ? person : id)
  await keepPackage(city, whole, next, { out: String(card['certificate']), in: String(into['certificate']), because: change.because })
  await city.update(visit, row.id, { crew: crew.map(swap), first: swap(row['first']), second: swap(row['second']) })
  await city.reassign(visit, row.id)
}

async function drawnBatch(city: CityPort, row: StoredRow): Promise<StoredRow> {
  if (row['cause'] !== 'planned') throw new Problem('conflict', '专项检查不是抽取的，没有替补；请重新加派')
  await city.alone(`inspection-package ${row['parent']}`)
  const [whole] = await city.find(batch, refs(batch).id.is(String(row['parent'])), 1)
  if (!whole) throw new Problem('broken', '没有找到本次检查所属的抽查任务')
  return whole
}

async function readPackage(city: CityPort, whole: StoredRow): Promise<DrawPackage> {
  const [file] = whole['package'] as FileRef[]
  return JSON.parse(new TextDecoder().decode(await city.read(file!))) as DrawPackage
}

/** The package with one change more takes the place of the one before: it holds everything that stood there. */
async function keepPackage(
  city: CityPort,
  whole: StoredRow,
  of: DrawPackage,
  words: { out: string; in: string; because: string },
): Promise<void> {
  const name = `抽取包-${whole['attempt']}-更换${of.changes!.length}.json`
  const file = await city.attach(name, 'application/json', new TextEncoder().encode(canonicalJson(of)))
  const changes = [...((whole['changes'] ?? []) as object[]), { on: city.today, ...words }]
  await city.update(batch, whole.id, { package: [file], changes })
}

async function byRule(work: () => DrawPackage | Promise<DrawPackage>): Promise<DrawPackage> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DrawError)) throw error
    const what = error.shortages.length > 0 ? '抽取时的名录中，同一部门没有其他可以选派的检查人员' : '抽取时的替补企业已用完'
    throw new Problem('conflict', `${what}，不能再更换。可以由督查部门延期、中止，确实不能检查的作废本次检查`)
  }
}
