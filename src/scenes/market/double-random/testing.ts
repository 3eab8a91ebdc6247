// The beginnings of the stories that this scene's tests tell: registers, a plan that is committed, a draw.
import { type Actor, type FileRef, refs, type StoredRow, type Story } from '#declare'
import type { DrawPackage } from '../../../methods/draw/package.ts'
import type { Box } from '../../../testing/city.ts'
import { batch, plan } from './records.ts'
import { makeFirms, makeMatters, makeOfficers } from './registers.ts'

export type World = {
  readonly box: Box
  readonly story: Story
  readonly lead: Actor
  readonly head: Actor
  readonly firms: readonly string[]
  readonly matters: ReadonlyMap<string, string>
}
export const organs = ['330600-market', '330600-enforcement']

/** Registers of `count` firms and all officers. */
export async function furnish(box: Box, count = 60): Promise<World> {
  const { story } = box
  const matters = await makeMatters(story)
  const firms = await makeFirms(story, count)
  await makeOfficers(story, firms)
  return { box, story, lead: story.as('liaison', { line: 'market' }), head: story.as('head', { line: 'market' }), firms, matters }
}

const stroke = (top: number) => Array.from({ length: 40 }, (_, n) => [10 + n * 6, top + Math.round(20 * Math.sin(n / 3)), n * 16])
export const signature = { width: 300, height: 120, strokes: [stroke(30), stroke(70)] }

type Item = readonly [line: string, take: number, from: string, to: string]

/** A plan over catering, filled in by the organs of its items, to be merged by its lead; answers with its id. */
export async function filled(
  { story, matters }: World,
  items: readonly Item[],
  { line = 'market', endsOn = '2026-12-20' } = {},
): Promise<string> {
  const lead = story.as('liaison', { line })
  const joint = [...new Set(items.map(([line]) => story.as('liaison', { line }).organ))]
  const id = await lead.create(plan, { title: '2026年度抽查计划', lead: lead.organ, joint, endsOn })
  for (const line of new Set(items.map(([line]) => line))) {
    const liaison = story.as('liaison', { line })
    const filling = async () => (await liaison.inbox()).find(one => one.id === id && one.state === 'filling')!.task
    for (const [, take, from, to] of items.filter(one => one[0] === line))
      await liaison.do(plan, id, 'add', {
        task: await filling(),
        values: { what: '餐饮服务单位', matter: matters.get(`${line} catering`), take, from, to },
      })
    await liaison.do(plan, id, 'submit', { task: await filling() })
  }
  return id
}

/** The same, merged and approved: its batches are committed, not yet drawn, in order of time. */
export async function approved(of: World, items: readonly Item[], by: { line?: string; endsOn?: string } = {}): Promise<StoredRow[]> {
  const { story } = of
  const [line, id] = [by.line ?? 'market', await filled(of, items, by)]
  await story.as('liaison', { line }).do(plan, id, 'merge')
  await story.as('head', { line }).do(plan, id, 'approve')
  return batchesOf(of, id)
}

export const batchesOf = async ({ story }: World, id: string): Promise<StoredRow[]> =>
  (await story.as('leader', { line: 'gov' }).find(batch, refs(batch).parent.is(id))).toSorted((a, b) =>
    String(a['from']) < String(b['from']) ? -1 : 1,
  )

/** A plan of market and enforcement over catering; committed, not yet drawn. */
export async function committed(
  of: World,
  take = 4,
  [from, to, endsOn]: readonly [string, string, string] = ['2026-04-01', '2026-04-30', '2026-12-20'],
): Promise<StoredRow> {
  const items = [['market', take, from, to] as const, ['enforcement', take - 1, from, to] as const]
  const [one] = await approved(of, items, { endsOn })
  return one!
}

/** Other things happen in the city; the ledger grows past what was agreed. */
export async function grow({ story, lead }: World, row: StoredRow): Promise<void> {
  for (let n = 0; n < 10; n++) await lead.do(batch, row.id, 'comment', { reason: `准备情况${n}` })
  await story.react()
}

export const drawIt = async (of: World, id: string, by = of.lead) =>
  by.do(batch, id, 'draw', { values: { witness: of.story.as('auditor', { line: 'audit' }).person, word: '鉴湖春水' } })

export const readPackage = async ({ box }: World, row: StoredRow): Promise<DrawPackage> => {
  const [file] = row['package'] as FileRef[]
  return JSON.parse(new TextDecoder().decode(await box.platform.files.get(file!.hash))) as DrawPackage
}
