// Saved views of a list: one's own, and those that others share.
import { sql } from 'kysely'
import { Problem } from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import type { SavedView } from '../../wire/rows.ts'
import { type As, isId } from './rows.ts'
import { mayReadNothing } from './scope.ts'

const mostViews = 200

export async function listViews({ world, tx, subject }: As, record?: string): Promise<SavedView[]> {
  const { rows } = await sql<{ id: string; person: string; record: string; name: string; query: Record<string, unknown>; shared: boolean }>`
    select id, person, record, name, query, shared from saved_view
    where (person = ${subject.person} or shared) and ${record === undefined ? sql`true` : sql`record = ${record}`} order by name, id limit ${mostViews}`.execute(
    tx,
  )
  const readable = rows.filter(row => {
    const known = world.model.records.get(row.record)
    return known !== undefined && !mayReadNothing(world, subject, known)
  })
  return readable.map(({ person, ...view }) => ({ ...view, mine: person === subject.person }))
}

export type ViewInput = {
  readonly record: string
  readonly name: string
  readonly query: Record<string, unknown>
  readonly shared: boolean
}

export async function createView({ world, tx, subject }: As, view: ViewInput): Promise<SavedView> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from saved_view where person = ${subject.person}`.execute(tx)
  if (rows[0]!.n >= mostViews) throw new Problem('too-many', `最多保存${mostViews}个视图，请先删除不用的视图`)
  const id = uuidV7()
  const now = world.clock.now()
  await sql`insert into saved_view (id, person, record, name, query, shared, created_at, updated_at) values (${id}, ${subject.person}, ${view.record}, ${view.name}, ${JSON.stringify(view.query)}, ${view.shared}, ${now}, ${now})`.execute(
    tx,
  )
  return { id, ...view, mine: true }
}

export async function updateView(
  { world, tx, subject }: As,
  id: string,
  change: Partial<Pick<ViewInput, 'name' | 'query' | 'shared'>>,
): Promise<SavedView> {
  if (!isId(id)) throw missing
  const { rows } = await sql<Omit<SavedView, 'mine'>>`
    update saved_view set name = coalesce(${change.name ?? null}, name), query = coalesce(${change.query === undefined ? null : JSON.stringify(change.query)}::jsonb, query),
      shared = coalesce(${change.shared ?? null}, shared), updated_at = ${world.clock.now()}
    where id = ${id} and person = ${subject.person} returning id, record, name, query, shared`.execute(tx)
  if (!rows[0]) throw missing
  return { ...rows[0], mine: true }
}

export async function removeView({ tx, subject }: As, id: string): Promise<void> {
  const done = isId(id) ? await sql`delete from saved_view where id = ${id} and person = ${subject.person}`.execute(tx) : undefined
  if (!done?.numAffectedRows) throw missing
}

const missing = new Problem('not-found', '没有找到这个视图，或它由他人保存、只能查看')
