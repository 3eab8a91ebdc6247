// A transaction that knows who asks. BEGIN and everything row-level security reads go out in one round trip, as `set local`, which a
// Citus cluster passes on to its nodes (a call of set_config would stay on the first one).
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { Problem } from '#declare'
import { regionPrefix } from '../../methods/condition/operand.ts'
import type { Subject } from '../identity/port.ts'
import { literal } from './ddl.ts'
import type { Tx } from './port.ts'

export const beginAs = (subject: Subject): string =>
  subject.kind === 'system'
    ? beginAsSystem
    : subject.kind === 'public'
      ? `begin; set local shuzhi.person = ${literal(subject.person)}; set local shuzhi.desks = ${literal(arrayText(subject.desks))}; set local shuzhi.accounts = ${literal(arrayText([subject.person]))}`
      : `begin; set local shuzhi.person = ${literal(subject.person)}; set local shuzhi.desks = ${literal(arrayText(subject.desks))}; set local shuzhi.posts = ${literal(JSON.stringify(subject.posts.map(post => [post.role, regionPrefix(post.region) ?? post.region, post.organ])))}`

export const beginAsSystem = `begin; set local shuzhi.system = 'on'`

/** A commit that got no answer may have happened. A serialisation failure is an answer; a connection that broke is none. */
const inDoubt = (cause: Error & { code?: string }): Error =>
  cause.code === undefined || /^(57|08|E)/.test(cause.code)
    ? new Problem('unavailable', '数据库连接中断，操作是否已保存尚不确定。请刷新后查看；重新提交同一操作不会重复办理')
    : cause

type Corked = { readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } } }

/** What is sent until the next tick leaves in one piece: each write of its own costs as much as the statement. */
function together<T>(client: PoolClient, send: () => T): T {
  const stream = (client as unknown as Corked).connection?.stream
  stream?.cork?.()
  process.nextTick(() => stream?.uncork?.())
  return send()
}

/** Runs `work` and commits, or rolls back when it throws. The connection goes back to the pool clean, or not at all. */
export async function transact<T>(pool: Pool, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let lost: Error | undefined
  const onError = (error: Error) => {
    lost = error
  }
  client.on('error', onError)
  try {
    // Not waited for: it travels with the first statement of the work, which fails if this does.
    const begun = together(client, () => client.query(begin))
    begun.catch(() => {})
    const tx = bindTo(client)
    const result = await work(tx).catch(async (error: unknown) => {
      // What follows a failed statement fails because of it: that one is the reason.
      await sendDeferred(tx).sent
      throw error
    })
    const deferred = sendDeferred(tx).sent
    const committed = together(client, () => client.query('commit'))
    committed.catch(() => {})
    // All of it has left: where the connection breaks before an answer to the first, the last may have happened all the same.
    const { command } = await Promise.all([begun, deferred])
      .then(() => committed)
      .catch(cause => {
        throw inDoubt(cause)
      })
    // After a failed statement whose error the work swallowed, PostgreSQL answers a commit with a rollback and no error.
    if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back')
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

type Deferred = {
  readonly send: (query: CompiledQuery) => Promise<{ readonly rows: unknown[] }>
  waiting: CompiledQuery[]
  sent: Promise<unknown>
}
const deferrals = new WeakMap<Tx, Deferred>()

/** A write whose result nobody waits for: it leaves together with the next statement of the transaction, at the latest with its commit. */
export function defer(tx: Tx, query: CompiledQuery): void {
  deferrals.get(tx)!.waiting.push(query)
}

/** Sends what was deferred, in order, now; `sent` of the answer fails with the first of them that fails. */
function sendDeferred(tx: Tx): Pick<Deferred, 'sent' | 'send'> {
  const all = deferrals.get(tx)!
  const { waiting } = all
  all.waiting = []
  if (waiting.length > 0) {
    const answers = waiting.map(query => all.send(query))
    for (const answer of answers) answer.catch(() => {})
    const before = all.sent
    all.sent = before.then(() => Promise.all(answers))
    all.sent.catch(() => {})
  }
  return all
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
  const send = <R>(query: CompiledQuery) =>
    together(client, () => client.query<R & Record<string, unknown>>({ text: query.sql, values: [...query.parameters], ...nameOf(query) }))
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      sendDeferred(tx)
      const { rows, rowCount, command } = await send<R>(query)
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
  const tx: Tx = new Kysely({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: db => new PostgresIntrospector(db),
    },
  })
  deferrals.set(tx, { send, waiting: [], sent: Promise.resolve() })
  return tx
}

/** Sends all at once, to be run in this order: each sees what the ones before it did and waited for. One way to the database for all. */
export async function inOneFlight(tx: Tx, queries: readonly CompiledQuery[]): Promise<readonly QueryResult<unknown>[]> {
  const { send } = sendDeferred(tx)
  const answers = queries.map(query => send(query))
  // What follows a failed statement fails because of it: the first failure is the reason, the others are not unheard.
  for (const answer of answers) answer.catch(() => {})
  const results: QueryResult<unknown>[] = []
  for (const answer of answers) results.push({ rows: (await answer).rows })
  return results
}

/**
 * Questions that go by very many rows, answered without row-level security at each of them: only which rows and how many, by the access rules
 * alone. What is shown of the rows is read afterwards, by the person. One way to the database; the settings are back as they were.
 */
export async function beforeSecondWall(
  tx: Tx,
  queries: readonly CompiledQuery[],
  options: { readonly patienceMs?: number } = {},
): Promise<readonly QueryResult<unknown>[]> {
  const { patienceMs } = options
  const first = [
    'savepoint looking',
    "set local shuzhi.system = 'on'",
    // How rare a value is decides the way here: a plan made for all values would be the wrong one for most.
    'set local plan_cache_mode = force_custom_plan',
    ...(patienceMs === undefined ? [] : [`set local statement_timeout = ${patienceMs}`]),
  ]
  const last = 'rollback to savepoint looking; release savepoint looking'
  const results = await inOneFlight(tx, [CompiledQuery.raw(first.join('; ')), ...queries, CompiledQuery.raw(last)])
  return results.slice(1, -1)
}

async function refuse(): Promise<void> {
  throw new Error('A transaction of the store has no transactions of its own')
}

/** The text of a PostgreSQL array. */
export const arrayText = (items: readonly string[]): string =>
  `{${items.map(item => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
