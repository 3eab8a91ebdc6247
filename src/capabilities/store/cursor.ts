// Where a page ended: the sort value and the id of its last row, so that the next page starts there whatever happens in between.
import { Problem } from '#declare'
import { isId } from './rows.ts'

export type Cursor = {
  readonly sort: string
  /** Null once the rows that have no sort value are reached; they come last in either direction. */
  readonly value: string | null
  readonly id: string
}

export const writeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.sort, cursor.value, cursor.id])).toString('base64url')

/** Throws Problem `invalid` for anything that is not a cursor of this very order. */
export function readCursor(text: string, sort: string): Cursor {
  const wrong = new Problem('invalid', '分页位置已失效，请从第一页重新查看')
  if (text.length > 4000) throw wrong
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw wrong
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) throw wrong
  const [ofSort, value, id] = parsed as unknown[]
  if (ofSort !== sort || (value !== null && typeof value !== 'string') || typeof id !== 'string' || !isId(id)) throw wrong
  return { sort, value, id }
}
