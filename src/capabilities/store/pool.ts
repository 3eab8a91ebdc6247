// Connections for serving requests. Dates stay the text they are (`2026-03-01`), exact numbers stay exact text.
import { Pool, type PoolConfig, types } from 'pg'

const asText = (value: string) => value
const textTypes = new Set<number>([types.builtins.DATE, types.builtins.NUMERIC])

/** `url` names the serving role, to which row-level security applies. */
export function createPool(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): Pool {
  const getTypeParser: typeof types.getTypeParser = (oid: number, format?: unknown) => {
    if (textTypes.has(oid)) return asText
    if (oid === types.builtins.INT8) return Number
    return types.getTypeParser(oid, format as 'text')
  }
  // `pipeline`: statements that do not wait for one another travel together.
  const config: PoolConfig = {
    connectionString: url,
    max: options.max ?? 20,
    types: { getTypeParser },
    application_name: 'shuzhi',
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    // A query that lost its way, and a transaction that was forgotten, give their connection back: the others must not wait for them.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 180_000,
  }
  const pool = new Pool(config)
  // A connection that dies while idle is replaced; the next request notices nothing.
  pool.on('error', options.onError ?? (() => {}))
  // One that dies while lent out fails its statement; without a listener of its own it would end the whole server.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}
