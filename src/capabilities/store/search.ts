// One search over everything the person may read: rows of all records, people, organs.

import type { z } from '@hono/zod-openapi'
import { type RawBuilder, sql } from 'kysely'
import type { AnyRecord } from '#declare'
import type { SearchHit } from '../../wire/rows.ts'
import { isSealed } from './codec.ts'
import { wordsSql } from './list.ts'
import { noteLookups, numbersTyped } from './lookups.ts'
import { columnName } from './names.ts'
import { type As, alias, from, live } from './rows.ts'
import { scopeSql } from './scope.ts'
import { searchedFields } from './search-words.ts'
import { allOf, column, no } from './where.ts'

export type Hit = z.infer<typeof SearchHit>

const perRecord = 10
const perQuery = 20
const excerptLength = 80

export async function searchRows(as: As, words: string, most = 50): Promise<Hit[]> {
  const { model } = as.world
  const asked = [...model.records.values()].flatMap(record => {
    const query = searchQueryOf(as, record, words)
    return query ? [{ record, query, fields: numbersTyped(as.world, record, words).map(([name]) => name) }] : []
  })
  await noteLookups(as, asked)
  const queries = asked.map(one => one.query)
  const hits: Hit[] = []
  // A few records at a time: one statement for hundreds of tables would cost more to plan than to run.
  for (let start = 0; start < queries.length; start += perQuery) {
    const { rows } = await sql<RawHit>`${sql.join(
      queries.slice(start, start + perQuery).map(one => sql`(${one})`),
      sql` union all `,
    )}`.execute(as.tx)
    hits.push(...rows.map(row => toHit(as, row, words)))
  }
  const inTitle = (hit: Hit) => (hit.title.includes(words) || hit.number === words ? 0 : 1)
  return hits.sort((a, b) => inTitle(a) - inTitle(b)).slice(0, most)
}

type RawHit = {
  readonly record: string
  readonly id: string
  readonly title: string | null
  readonly number: string | null
  readonly state: string | null
  readonly body: string | null
}

function searchQueryOf(as: As, record: AnyRecord, words: string): RawBuilder<unknown> | undefined {
  const { world, subject } = as
  const where = allOf([scopeSql({ world, subject, record, alias }, 'read'), live, wordsSql(as, record, words)])
  if (where === no) return undefined
  const title = record.fields[record.title]
  const others = searchedFields(record).filter(name => name !== record.title)
  const body =
    others.length === 0
      ? sql`null::text`
      : sql`left(concat_ws(' ', ${sql.join(others.map(name => column(alias, columnName(name))))}), 20000)`
  return sql`select ${record.name}::text as record, ${column(alias, 'id')} as id, ${title && !isSealed(title) ? sql`${column(alias, columnName(record.title))}::text` : sql`null::text`} as title, ${column(alias, 'number')} as number,
    ${world.model.flows.has(record.name) ? column(alias, 'state') : sql`null::text`} as state, ${body} as body
    from ${from(record)} where ${where} order by ${column(alias, 'created_at')} desc limit ${perRecord}`
}

function toHit({ world }: As, row: RawHit, words: string): Hit {
  const record = world.model.records.get(row.record)!
  const state = row.state === null ? null : (world.model.flows.get(row.record)?.states[row.state]?.label ?? row.state)
  return {
    record: row.record,
    recordLabel: record.label,
    id: row.id,
    title: row.title ?? row.number ?? record.label,
    number: row.number,
    excerpt: excerptOf(row.body ?? '', words),
    stateLabel: state,
  }
}

/** The surroundings of the first word found. */
function excerptOf(text: string, words: string): string {
  const plain = text.replace(/\s+/g, ' ')
  const at = Math.max(
    0,
    ...words
      .split(/\s+/)
      .filter(Boolean)
      .map(word => plain.indexOf(word))
      .filter(found => found >= 0)
      .slice(0, 1),
  )
  const start = Math.max(0, at - 20)
  const piece = plain.slice(start, start + excerptLength)
  return `${start > 0 ? '…' : ''}${piece}${start + excerptLength < plain.length ? '…' : ''}`
}
