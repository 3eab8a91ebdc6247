// What the addresses of the store have in common: what they need, how they describe themselves, how they open a transaction.
import { z } from '@hono/zod-openapi'
import { type AnyRecord, Problem } from '#declare'
import { ProblemBody } from '../../wire/problem.ts'
import type { Subject } from '../identity/port.ts'
import type { Store, Tx } from './port.ts'
import type { As } from './rows.ts'
import type { World } from './world.ts'

export type RowChange = {
  readonly kind: 'create' | 'update' | 'delete' | 'export'
  readonly subject: Subject
  readonly record: AnyRecord
  readonly row: string | null
  readonly content: unknown
}

export type StoreRoutesOptions = {
  readonly world: World
  readonly store: Store
  /** Starts the flow of a new row, in the same transaction. */
  readonly startFlow: (tx: Tx, subject: Subject, record: AnyRecord, id: string) => Promise<unknown>
  /** A change made by hand leaves its trace, in the same transaction. */
  readonly onChange: (tx: Tx, change: RowChange) => Promise<void>
}

export const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } })
export const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })
export const problem = { description: 'Problem', content: { 'application/problem+json': { schema: ProblemBody } } }
export const ofRecord = z.object({ record: z.string().max(100) })

export const run = <T>(
  { world, store }: Pick<StoreRoutesOptions, 'world' | 'store'>,
  subject: Subject,
  work: (as: As) => Promise<T>,
): Promise<T> => store.as(subject, tx => work({ world, tx, subject }))

/** Throws Problem `invalid` for fields that the platform and the scenes keep: nobody enters them. */
export function demandEnterable(record: AnyRecord, values: Readonly<Record<string, unknown>>): void {
  const faults = Object.keys(values).flatMap(name => {
    const field = Object.hasOwn(record.fields, name) ? record.fields[name] : undefined
    return field?.hidden ? [{ at: name, message: `“${field.label}”由系统填写，不能录入或者修改` }] : []
  })
  if (faults.length > 0) throw new Problem('invalid', '提交的内容中有不由您填写的项目', faults)
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }
/** Without the fields that were left out. */
export const defined = <T extends object>(of: T): Defined<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Defined<T>
