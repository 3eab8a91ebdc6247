// Business numbers without a gap: the last number of a period is a row whose lock is held until the new number is committed or given
// back. It is therefore taken as the last thing before the row itself is written.
import { sql } from 'kysely'
import type { CivilDate } from '#declare'
import type { Tx } from './port.ts'

/** `督〔{yyyy}〕{n:4}号` → 督〔2026〕0007号. Counting starts anew with the smallest unit of time that the template names. */
export async function takeNumber(tx: Tx, record: string, template: string, today: CivilDate): Promise<string> {
  const period = periodOf(template, today)
  const { rows } = await sql<{ last: number }>`
    insert into number_sequence (record, period, last) values (${record}, ${period}, 1)
    on conflict (record, period) do update set last = number_sequence.last + 1 returning last`.execute(tx)
  return fillTemplate(template, today, rows[0]!.last)
}

export function periodOf(template: string, today: CivilDate): string {
  if (template.includes('{dd}')) return today
  if (template.includes('{mm}')) return today.slice(0, 7)
  return template.includes('{yyyy}') ? today.slice(0, 4) : 'ever'
}

export function fillTemplate(template: string, today: CivilDate, n: number): string {
  const [year, month, day] = today.split('-')
  return template
    .replaceAll('{yyyy}', year!)
    .replaceAll('{mm}', month!)
    .replaceAll('{dd}', day!)
    .replace(/\{n(?::(\d+))?\}/g, (_whole, width?: string) => String(n).padStart(Number(width ?? 0), '0'))
}
