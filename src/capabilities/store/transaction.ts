// A transaction that knows who asks. BEGIN and everything row-level security reads go out in one round trip, as `set local`, which a
// Citus cluster passes on to its nodes (a call of set_config would stay on the first one).
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { regionPrefix } from '../../methods/condition/operand.ts'
import type { Subject } from '../identity/port.ts'
import { literal } from './ddl.ts'
import type { Tx } from './port.ts'

export const beginAs = (subject: Subject): string =>
  subject.kind === 'system'
    ? beginAsSystem
    : `begin; set local shuzhi.person = ${literal(subject.person)}; set local shuzhi.desks = ${literal(arrayText(subject.desks))}; set local shuzhi.posts = ${literal(JSON.stringify(subject.posts.map(post => [post.role, regionPrefix(post.region) ?? post.region, post.organ])))}`

export const beginAsSystem = `begin; set local shuzhi.system = 'on'`

/** Runs `work` and commits, or rolls back when it throws. The connection goes back to the pool clean, or not at all. */
export async function transact<T>(pool: Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let lost: Error | undefined
  const onError = (error: Error) => {
    lost = error
  }
  client.on('error', onError)
  try {
    await client.query(begin)
    const tx = bindTo(client)
    const result = await work(tx)
    await client.query('commit')
    for (const told of afterwards.get(tx) ?? []) told()
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      lost ??= cause
    })
    throw error
  } finally {
    client.off('error', onError)
    client.release(lost)
  }
}

const afterwards = new WeakMap<Tx, (() => void)[]>()

/** Runs once the transaction has committed, and not at all if it does not; must not throw. */
export function afterCommit(tx: Tx, told: () => void): void {
  const waiting = afterwards.get(tx)
  if (waiting) waiting.push(told)
  else afterwards.set(tx, [told])
}

const names = new Map<string, string>()
const mostNames = 500

/** A named statement is planned once for a connection: behind row-level security planning costs several times the running. */
function nameOf({ sql, parameters }: CompiledQuery): { name?: string } {
  if (parameters.length === 0) return {}
  const known = names.get(sql)
  if (known !== undefined) return { name: known }
  if (names.size >= mostNames) return {}
  const name = `s${names.size}`
  names.set(sql, name)
  return { name }
}

/** A Kysely that runs everything on this one connection. */
export function bindTo(client: PoolClient): Tx {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, rowCount, command } = await client.query<R & Record<string, unknown>>({ text: query.sql, values: [...query.parameters], ...nameOf(query) })
      return { rows, ...(command !== 'SELECT' && rowCount !== null ? { numAffectedRows: BigInt(rowCount) } : {}) }
    },
    streamQuery() {
      throw new Error('Rows are streamed by a cursor of the store')
    },
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {},
  }
  return new Kysely({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: db => new PostgresIntrospector(db),
    },
  })
}

async function refuse(): Promise<void> {
  throw new Error('A transaction of the store has no transactions of its own')
}

/** The text of a PostgreSQL array. */
export const arrayText = (items: readonly string[]): string =>
  `{${items.map(item => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
