// Between the values of a row and the columns of its table: kinds say how a plain value is stored, protected ones are sealed.
import type { AnyRecord, Column, Field, RowValues } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import type { KeyRing } from './key-ring.ts'
import { blindColumnName, columnName, tableName } from './names.ts'
import { blindIndex, seal, unseal } from './seal.ts'

/** Kept under encryption: the value's own type is gone, nothing of it can be sorted or searched but by its blind index. */
export const isSealed = (field: Field): boolean => field.protect !== undefined

/** Kinds whose whole value people look up: a blind index is worth its place. */
const lookedUp: readonly string[] = ['idcard', 'credit-code', 'phone']
export const hasBlindIndex = (field: Field): boolean => isSealed(field) && lookedUp.includes(field.kind)

/** Required fields are columns that may be null all the same: drafts, and fields hidden by a condition, have no value. */
export function fieldColumns(name: string, field: Field): Record<string, Column> {
  const { label } = field
  if (!isSealed(field)) return { [columnName(name)]: { ...kindOf(field.kind).column(field, columnName(name)), label, optional: true } }
  return {
    [columnName(name)]: { type: 'bytea', label: `${label}（加密）`, optional: true },
    ...(hasBlindIndex(field) ? { [blindColumnName(name)]: { type: 'bytea', label: `${label}（比对码）`, optional: true } } : {}),
  }
}

/** Columns and what the driver takes for them. Only the fields that `values` names. */
export function encode(ring: KeyRing, record: AnyRecord, id: string, values: RowValues): Record<string, unknown> {
  const columns: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    const field = record.fields[name]!
    const empty = value === null || value === undefined
    if (!isSealed(field)) {
      columns[columnName(name)] = empty ? null : kindOf(field.kind).toSql(value)
      continue
    }
    columns[columnName(name)] = empty ? null : seal(ring, placeOf(record, name, id), JSON.stringify(value))
    if (hasBlindIndex(field)) columns[blindColumnName(name)] = empty ? null : blindOf(ring, record, name, String(value))
  }
  return columns
}

export const blindOf = (ring: KeyRing, record: AnyRecord, field: string, value: string): Buffer =>
  blindIndex(ring, `${tableName(record)}.${columnName(field)}`, value)

/** The plain value, or undefined for null. */
export function decode(ring: KeyRing, record: AnyRecord, name: string, row: { readonly id: string; readonly raw: unknown }): unknown {
  if (row.raw === null || row.raw === undefined) return undefined
  const field = record.fields[name]!
  if (isSealed(field)) return JSON.parse(unseal(ring, placeOf(record, name, row.id), row.raw as Uint8Array))
  return kindOf(field.kind).fromSql(row.raw)
}

export const maskOf = (field: Field, value: unknown): unknown => (field.protect === 'secret' ? '***' : kindOf(field.kind).mask(value))

const placeOf = (record: AnyRecord, field: string, id: string) => `${tableName(record)}.${columnName(field)}:${id}`
