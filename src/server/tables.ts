// Every table of the database: those of the capabilities and those that the records ask for.
import type { Model, Table } from '#declare'
import { brainTables } from '../capabilities/brain/tables.ts'
import { fileTables } from '../capabilities/files/tables.ts'
import { flowTables } from '../capabilities/flow/tables.ts'
import { identityTables } from '../capabilities/identity/tables.ts'
import { ledgerTables } from '../capabilities/ledger/tables.ts'
import { paperTables } from '../capabilities/papers/tables.ts'
import { serviceTables } from '../capabilities/service/tables.ts'
import { smsTables } from '../capabilities/sms/tables.ts'
import { recordTables } from '../capabilities/store/shape.ts'
import { storeTables } from '../capabilities/store/tables.ts'

/** What was done once and for all: a story told, a migration of data. */
const markTable: Table = {
  name: 'platform_mark',
  label: '平台标记',
  key: ['name'],
  spread: 'local',
  columns: { name: { type: 'text', label: '名称' }, at: { type: 'timestamptz', label: '时间' } },
}

export const platformTables: readonly Table[] = [
  markTable,
  ...identityTables,
  ...storeTables,
  ...fileTables,
  ...flowTables,
  ...ledgerTables,
  ...paperTables,
  ...smsTables,
  ...serviceTables,
  ...brainTables,
]

export const allTables = (model: Model): Table[] => [...platformTables, ...recordTables(model)]
