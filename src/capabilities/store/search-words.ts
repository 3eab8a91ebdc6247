// What can be found of a row, as a vector of its words: pairs of neighbouring Chinese characters, and whole words of other scripts.
import { type RawBuilder, sql } from 'kysely'
import type { AnyRecord, RowValues } from '#declare'
import { searchQuery, tokensOf } from '../../methods/chinese-search/search-tokens.ts'
import { isSealed } from './codec.ts'

/** The fields the search box looks into. Sealed ones are found by their blind index alone. */
export const searchedFields = (record: AnyRecord): string[] =>
  Object.entries(record.fields)
    .filter(([name, field]) => !isSealed(field) && field.kind === 'text' && (field.search || name === record.title))
    .map(([name]) => name)

const mostTokens = 20_000

export function searchVector(record: AnyRecord, values: RowValues, number: string | null): RawBuilder<unknown> {
  const texts = [number, ...searchedFields(record).map(name => values[name])].filter((one): one is string => typeof one === 'string')
  const tokens = [...new Set(texts.flatMap(tokensOf))].slice(0, mostTokens)
  return sql`array_to_tsvector(${tokens}::text[])`
}

/** Undefined when the words hold nothing to look for. */
export function searchCondition(column: RawBuilder<unknown>, words: string): RawBuilder<boolean> | undefined {
  const query = searchQuery(words)
  return query === '' ? undefined : sql<boolean>`${column} @@ ${query}::tsquery`
}
