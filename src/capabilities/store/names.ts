// From the words of a declaration to those of the database: `supervision-task.dueOn` → `supervision_task.due_on`.
import type { AnyRecord } from '#declare'

export const tableName = (record: { readonly name: string }): string => record.name.replaceAll('-', '_')
export const columnName = (field: string): string => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
/** Beside a protected column: answers "is equal" without opening it. */
export const blindColumnName = (field: string): string => `${columnName(field)}_blind`

/** Columns that every record has, beside its fields. */
export const systemColumns = [
  'root',
  'id',
  'number',
  'parent',
  'region',
  'organ',
  'author',
  'created_at',
  'updated_at',
  'version',
  'deleted_at',
  'search',
] as const
/** Columns of a record that has a flow. */
export const caseColumnNames = [
  'state',
  'opened_at',
  'ended_at',
  'due_at',
  'voided',
  'suspended_at',
  'urged',
  'supervised',
  'returned',
  'extended',
  'involved',
  'fold',
  'case_version',
] as const

/** The record this one is a part of, if it is one. */
export const parentOf = (record: AnyRecord): AnyRecord | undefined => record.part?.()
