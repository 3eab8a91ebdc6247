// What somebody was typing when they were called away: one draft for each person, record and form, sealed like any personal value.
import { sql } from 'kysely'
import { Problem } from '#declare'
import type { As } from './rows.ts'
import { seal, unseal } from './seal.ts'

export type FormDraft = {
  readonly record: string
  readonly key: string
  readonly values: Record<string, unknown>
  readonly savedAt: string
}

const largest = 1_000_000

export async function findDraft({ world, tx, subject }: As, record: string, key: string): Promise<FormDraft | null> {
  const { rows } = await sql<{
    values: Buffer
    saved_at: Date
  }>`select "values", saved_at from form_draft where person = ${subject.person} and record = ${record} and key = ${key}`.execute(tx)
  const found = rows[0]
  return found
    ? {
        record,
        key,
        values: JSON.parse(unseal(world.keyRing, placeOf(subject.person, record, key), found.values)) as Record<string, unknown>,
        savedAt: found.saved_at.toISOString(),
      }
    : null
}

export async function saveDraft(
  { world, tx, subject }: As,
  record: string,
  key: string,
  values: Record<string, unknown>,
): Promise<FormDraft> {
  const text = JSON.stringify(values)
  if (text.length > largest) throw new Problem('too-large', '草稿太大，无法自动保存。请先提交，或减少内容')
  const savedAt = world.clock.now()
  await sql`insert into form_draft (person, record, key, "values", saved_at) values (${subject.person}, ${record}, ${key}, ${seal(world.keyRing, placeOf(subject.person, record, key), text)}, ${savedAt})
    on conflict (person, record, key) do update set "values" = excluded."values", saved_at = excluded.saved_at`.execute(tx)
  return { record, key, values, savedAt: savedAt.toISOString() }
}

export async function removeDraft({ tx, subject }: As, record: string, key: string): Promise<void> {
  await sql`delete from form_draft where person = ${subject.person} and record = ${record} and key = ${key}`.execute(tx)
}

const placeOf = (person: string, record: string, key: string) => `form_draft:${person}:${record}:${key}`
