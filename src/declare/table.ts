// The shape of a table: what records, flows and capabilities ask the store for. Everything in the database is one of these.

export type SqlType =
  | 'text'
  | 'integer'
  | 'bigint'
  | 'smallint'
  | 'boolean'
  | 'date'
  | 'timestamptz'
  | 'uuid'
  | 'jsonb'
  | 'bytea'
  | 'point'
  | 'tsvector'
  | 'text[]'
  | 'double precision'
  | `numeric(${number},${number})`
  | 'numeric'

export type Column = {
  readonly type: SqlType
  /** Chinese name, shown in the data dictionary. */
  readonly label: string
  /** May be null; columns are `not null` unless they say so. */
  readonly optional?: boolean
  /** A SQL expression: `now()`, `0`, `'{}'`. */
  readonly default?: string
  /** A SQL check over this column, e.g. `length("code") = 18`. */
  readonly check?: string
}

export type Index = {
  readonly on: readonly string[]
  readonly unique?: boolean
  readonly using?: 'btree' | 'gin' | 'gist'
  readonly where?: string
  readonly include?: readonly string[]
}

export type ForeignKey = { readonly on: readonly string[]; readonly to: string; readonly columns: readonly string[] }

/**
 * How a table grows on a cluster (Citus): by a column that every key contains, as a small table copied to every node, or kept on
 * one node only. Serial sequences and cross-shard triggers are not used.
 */
export type Spread = { readonly by: string } | 'reference' | 'local'

export type Table = {
  readonly name: string
  readonly label: string
  readonly columns: Readonly<Record<string, Column>>
  readonly key: readonly string[]
  readonly spread: Spread
  readonly indexes?: readonly Index[]
  readonly foreignKeys?: readonly ForeignKey[]
  /**
   * Row-level security: SQL conditions for reading and writing, over the columns and `current_setting('shuzhi.…')`. `writersRead`: whatever
   * fulfils `write` fulfils `read`, which then need not be asked again for a change.
   */
  readonly security?: { readonly read: string; readonly write: string; readonly writersRead?: true }
  /** Percent of a page that new rows fill: what is left lets a row change in place, without touching its indexes. By default all of it. */
  readonly fillfactor?: number
  /** No update, no delete: enforced by the store. */
  readonly appendOnly?: boolean
}
