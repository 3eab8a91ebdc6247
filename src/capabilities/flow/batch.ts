// Several writes of one transaction in one round trip: on a busy server the way to the database costs more than the writes.
import { randomBytes } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import type { Tx } from '../store/port.ts'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }

/**
 * Independent inserts. On one server they are one statement whose plan is kept. On a cluster (Citus), where a writing CTE cannot span
 * tables, they are the statements of one `do` block and each goes its way; `first` is set there, because a setting must reach every node.
 * With `defer` nobody waits for them: they leave with the next statement or the commit.
 */
export async function runTogether(
  tx: Tx,
  statements: readonly Statement[],
  { isCluster, first, defer }: { isCluster: boolean; first: string; defer?(tx: Tx, statement: Statement): void },
): Promise<void> {
  if (statements.length === 0) return
  if (isCluster) {
    await sql
      .raw(`do ${quote(`begin\n${first};\n${statements.map(({ text, values }) => `${inline(text, values)};`).join('\n')}\nend`)}`)
      .execute(tx)
    return
  }
  const values = statements.flatMap(statement => statement.values)
  const text = textOf(statements)
  if (defer) defer(tx, { text, values })
  else await tx.executeQuery(CompiledQuery.raw(text, values))
}

type Joined = { text?: string; readonly next: Map<string, Joined> }
const joined: Joined = { next: new Map() }

/** The texts are few and come again with every act: each way of joining them is worked out once. */
function textOf(statements: readonly Statement[]): string {
  let at = joined
  for (const { text } of statements) {
    const next = at.next.get(text) ?? { next: new Map() }
    at.next.set(text, next)
    at = next
  }
  at.text ??= joinTexts(statements)
  return at.text
}

function joinTexts(statements: readonly Statement[]): string {
  let before = 0
  const parts = statements.map(({ text, values }, index) => {
    const shifted = text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + before}`)
    before += values.length
    return `w${index} as (${shifted})`
  })
  return `with ${parts.join(', ')} select 1`
}

/** A quote that nothing inside can close: its name is not known to whoever wrote what is inside. */
function quote(body: string): string {
  const tag = `$q${randomBytes(12).toString('hex')}$`
  if (body.includes(tag)) return quote(body)
  return `${tag}${body}${tag}`
}

/** The statement with its values written in. Strings are only ever between quotes that are doubled inside. */
const inline = (text: string, values: readonly unknown[]): string =>
  text.replace(/\$(\d+)/g, (_, place: string) => literalOf(values[Number(place) - 1]))

function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  if (value instanceof Date) return textLiteral(value.toISOString())
  if (value instanceof Uint8Array) return textLiteral(`\\x${Buffer.from(value).toString('hex')}`)
  if (Array.isArray(value)) return value.length === 0 ? "'{}'" : `array[${value.map(literalOf).join(', ')}]`
  if (typeof value === 'string') return textLiteral(value)
  return textLiteral(JSON.stringify(value))
}

/** `E''` says itself how backslashes are read, whatever the server's settings. */
const textLiteral = (text: string): string => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
