// Rows of records: lists with filter, page and sort; a row with what the person may do with it; saved views; global search.
import { z } from '@hono/zod-openapi'

/** Names of organs, people, regions and referenced rows that occur in `values`, so that a page needs no second request. */
export const Names = z.record(z.string(), z.string()).describe('id or code → name')

export const RowBody = z
  .object({
    id: z.string(),
    version: z.number().int(),
    number: z.string().nullable(),
    title: z.string(),
    region: z.string(),
    organ: z.string().nullable(),
    author: z.string(),
    createdAt: z.string(),
    updatedAt: z.string(),
    parent: z.string().nullable(),
    /** Personal values come masked unless `unmask` was asked for and allowed. */
    values: z.record(z.string(), z.unknown()),
    case: z
      .object({
        state: z.string(),
        stateLabel: z.string(),
        openedAt: z.string(),
        endedAt: z.string().nullable(),
        dueAt: z.string().nullable(),
        light: z.enum(['green', 'remind', 'yellow', 'red', 'overdue', 'paused', 'ended', 'void', 'none']),
        workdaysLeft: z.number().nullable(),
      })
      .nullable(),
  })
  .openapi('Row')
export type RowBody = z.infer<typeof RowBody>

export const RowList = z
  .object({
    rows: z.array(RowBody),
    names: Names,
    next: z.string().nullable().describe('Cursor of the next page'),
    total: z.number().int().nullable().describe('Exact; null where there are more than 10 000 or counting would keep the page waiting'),
  })
  .openapi('RowList')
export const RowDetail = z
  .object({
    row: RowBody,
    names: Names,
    can: z.object({ write: z.boolean(), delete: z.boolean(), unmask: z.boolean() }),
    parts: z.array(z.object({ record: z.string(), label: z.string(), count: z.number().int(), canCreate: z.boolean() })),
    parent: z.object({ record: z.string(), id: z.string(), title: z.string() }).nullable(),
  })
  .openapi('RowDetail')
export type RowList = z.infer<typeof RowList>
export type RowDetail = z.infer<typeof RowDetail>

export const RowInput = z
  .object({
    values: z.record(z.string(), z.unknown()),
    region: z.string().optional(),
    organ: z.string().optional(),
    parent: z.string().optional(),
    start: z.boolean().optional().describe('Start the flow at once; default true for a record that is no part'),
  })
  .openapi('RowInput')

export const SavedView = z
  .object({
    id: z.string(),
    record: z.string(),
    name: z.string(),
    query: z.record(z.string(), z.unknown()),
    shared: z.boolean(),
    mine: z.boolean(),
  })
  .openapi('SavedView')
export type SavedView = z.infer<typeof SavedView>
export const Draft = z
  .object({ record: z.string(), key: z.string(), values: z.record(z.string(), z.unknown()), savedAt: z.string() })
  .openapi('Draft')

export const SearchHit = z
  .object({
    record: z.string(),
    recordLabel: z.string(),
    id: z.string(),
    title: z.string(),
    number: z.string().nullable(),
    excerpt: z.string(),
    stateLabel: z.string().nullable(),
  })
  .openapi('SearchHit')
export const SearchResult = z
  .object({
    hits: z.array(SearchHit),
    people: z.array(z.object({ id: z.string(), name: z.string(), title: z.string(), organName: z.string() })),
    organs: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .openapi('SearchResult')
export type SearchResult = z.infer<typeof SearchResult>
