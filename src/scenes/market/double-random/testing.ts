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

/** A plan of market and enforcement over catering; committed, not yet drawn. */
export async function committed(
  { story, lead, head, matters }: World,
  take = 4,
  [from, to, endsOn]: readonly [string, string, string] = ['2026-04-01', '2026-04-30', '2026-12-20'],
): Promise<StoredRow> {
  const id = await lead.create(plan, { title: '2026年度抽查计划', lead: '330600-market', joint: organs, endsOn })
  const wanted = [
    ['market', take],
    ['enforcement', take - 1],
  ] as const
  for (const [line, take] of wanted) {
    const liaison = story.as('liaison', { line })
    const filling = async () => (await liaison.inbox()).find(one => one.id === id && one.state === 'filling')!.task
    await liaison.do(plan, id, 'add', {
      task: await filling(),
      values: { what: '餐饮服务单位', matter: matters.get(`${line} catering`), take, from, to },
    })
    await liaison.do(plan, id, 'submit', { task: await filling() })
  }
  await lead.do(plan, id, 'merge')
  await head.do(plan, id, 'approve')
  const [one] = await lead.find(batch, refs(batch).parent.is(id))
  return one!
}

/** Other things happen in the city; the ledger grows past what was agreed. */
export async function grow({ story, lead }: World, row: StoredRow): Promise<void> {
  for (let n = 0; n < 10; n++) await lead.do(batch, row.id, 'comment', { reason: `准备情况${n}` })
  await story.react()
}

export const drawIt = async (of: World, id: string) =>
  of.lead.do(batch, id, 'draw', { values: { witness: of.story.as('auditor', { line: 'audit' }).person, word: '鉴湖春水' } })

export const readPackage = async ({ box }: World, row: StoredRow): Promise<DrawPackage> => {
  const [file] = row['package'] as FileRef[]
  return JSON.parse(new TextDecoder().decode(await box.platform.files.get(file!.hash))) as DrawPackage
}
