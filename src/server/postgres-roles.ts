// Three roles: the superuser stays inside; `shuzhi_owner` owns the tables and migrates; `shuzhi_app` serves requests, owns nothing
// and cannot bypass row-level security, which is therefore a real second wall.
import type { Client } from 'pg'

export type Passwords = { readonly admin: string; readonly owner: string; readonly app: string }

/** Extensions we use when they are there; each costs a few milliseconds once. */
const extensions = ['pg_trgm', 'btree_gist', 'btree_gin', 'pgcrypto', 'cube', 'earthdistance'] as const

/** Idempotent. Roles belong to the whole server; `client` must be a superuser or hold CREATEROLE. */
export async function prepareRoles(client: Client, passwords: Passwords): Promise<void> {
  for (const [role, password] of [
    ['shuzhi_owner', passwords.owner],
    ['shuzhi_app', passwords.app],
  ] as const) {
    const exists = await client.query('select 1 from pg_roles where rolname = $1', [role])
    const verb = exists.rowCount ? 'alter' : 'create'
    await client.query(
      `${verb} role ${role} with login nosuperuser nobypassrls nocreaterole nocreatedb password ${client.escapeLiteral(password)}`,
    )
  }
}

/** Extensions are made in `template1`, so that every later database (tests too) has them. Idempotent; `client` must be a superuser. */
export async function prepareExtensions(client: Client): Promise<void> {
  for (const name of extensions) await client.query(`create extension if not exists ${name}`)
  for (const name of harmless) await client.query(`alter function pg_catalog.${name} leakproof`)
}

/**
 * Full-text match and array comparison: they raise no error that tells of a value. PostgreSQL uses an index behind row-level security
 * only for what is so marked; without it searches and lists of a person with few rows are ten to a hundred times slower.
 */
const harmless = ['ts_match_vq(tsvector, tsquery)', 'arraycontains(anyarray, anyarray)', 'arrayoverlap(anyarray, anyarray)'] as const

/** Creates a database owned by `shuzhi_owner` that `shuzhi_app` may connect to; `from` names another one to copy. */
export async function createDatabase(client: Client, name: string, from = 'template1'): Promise<void> {
  const database = client.escapeIdentifier(name)
  // Copying files is twice as fast as copying through the log, and PostgreSQL 15 has both.
  await client.query(`create database ${database} owner shuzhi_owner template ${client.escapeIdentifier(from)} strategy file_copy`)
  await client.query(`revoke all on database ${database} from public`)
  await client.query(`grant connect, temporary on database ${database} to shuzhi_app`)
}
