// Account fields are never handed in: they follow the telephone number beside them, in the same transaction as the row.
import type { AnyRecord, RowValues } from '#declare'
import type { As } from './rows.ts'

const accountFields = (record: AnyRecord) => Object.entries(record.fields).filter(([, field]) => field.kind === 'account')

export const withoutAccounts = (record: AnyRecord, values: RowValues): RowValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => record.fields[name]?.kind !== 'account'))

/** Every account a row names. */
export const accountsIn = (record: AnyRecord, read: (name: string) => unknown): string[] =>
  accountFields(record).flatMap(([name]) => {
    const value = read(name)
    return typeof value === 'string' ? [value] : []
  })

/** `given`: what the platform says itself; the others follow their numbers. */
export async function accountsOfNew(
  as: As,
  record: AnyRecord,
  values: RowValues,
  given: Readonly<Record<string, string | null>> = {},
): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {}
  for (const [name, field] of accountFields(record))
    found[name] = Object.hasOwn(given, name) ? given[name]! : await accountOf(as, values[field.phone ?? ''])
  return found
}

/**
 * A number that was mended takes the row to the account of the right person, and away from that of the wrong one. What somebody applied for
 * themselves stays theirs, whatever number they are to be called at.
 */
export async function accountsOfChange(
  as: As,
  record: AnyRecord,
  { changed, before, author }: { changed: RowValues; before: RowValues; author: string },
): Promise<Record<string, string | null>> {
  const found: Record<string, string | null> = {}
  for (const [name, field] of accountFields(record)) {
    const phone = field.phone ?? ''
    const now = before[name] ?? null
    if (!Object.hasOwn(changed, phone) || (now !== null && now === author)) continue
    const next = await accountOf(as, changed[phone])
    if (next !== now) found[name] = next
  }
  return found
}

const accountOf = async ({ world, tx }: As, phone: unknown): Promise<string | null> =>
  typeof phone === 'string' && world.accountOf ? world.accountOf(tx, phone) : null
