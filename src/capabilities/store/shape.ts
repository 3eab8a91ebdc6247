// From the model to tables: what every record's table looks like. The only place that decides it; migrations are the difference.
import type { AnyRecord, Column, Field, Index, Model, Table } from '#declare'
import { fieldColumns, hasBlindIndex, isSealed } from './codec.ts'
import { blindColumnName, caseColumnNames, columnName, parentOf, systemColumns, tableName } from './names.ts'
import { recordSecurity } from './policy.ts'

/** A table for every record of the model, wholes before their parts. */
export function recordTables(model: Model): Table[] {
  const depth = (record: AnyRecord): number => {
    const parent = parentOf(record)
    return parent ? depth(parent) + 1 : 0
  }
  return [...model.records.values()].sort((a, b) => depth(a) - depth(b)).map(record => recordTable(model, record))
}

export function recordTable(model: Model, record: AnyRecord): Table {
  const parent = parentOf(record)
  const hasFlow = model.flows.has(record.name)
  const fields = Object.entries(record.fields)
  refuseClashes(record, hasFlow)
  return {
    name: tableName(record),
    label: record.label,
    columns: {
      ...rowColumns(record),
      ...Object.assign({}, ...fields.map(([name, field]) => fieldColumns(name, field))),
      ...(hasFlow ? caseColumns : {}),
    },
    // The id in front: rows are asked for by id far more often than by root.
    key: ['id', 'root'],
    spread: { by: 'root' },
    // Every act changes the row of its case.
    ...(hasFlow && { fillfactor: 80 }),
    indexes: uniqueIndexes([
      ...rowIndexes(record),
      ...fields.flatMap(([name, field]) => fieldIndexes(name, field)),
      ...(hasFlow ? caseIndexes : []),
      ...watchIndexes(model, record),
    ]),
    ...(parent && { foreignKeys: [{ on: ['parent', 'root'], to: tableName(parent), columns: ['id', 'root'] }] }),
    security: recordSecurity(model, record),
  }
}

/** A list may be sorted by these; each has an index for it. */
const sortable: readonly string[] = ['number', 'money', 'choice', 'date', 'instant']
const longestSortableText = 300
export const isSortable = (field: Field): boolean =>
  !isSealed(field) &&
  field.list === true &&
  (sortable.includes(field.kind) ||
    (field.kind === 'text' && !field.long && (field.max ?? Number.POSITIVE_INFINITY) <= longestSortableText))

function rowColumns(record: AnyRecord): Record<string, Column> {
  return {
    root: { type: 'uuid', label: '顶层数据标识' },
    id: { type: 'uuid', label: '标识' },
    number: { type: 'text', label: '编号', optional: true },
    parent: { type: 'uuid', label: '上级数据标识', ...(parentOf(record) ? {} : { optional: true }) },
    region: { type: 'text', label: '所属区划' },
    organ: { type: 'text', label: '所属单位', optional: true },
    author: { type: 'text', label: '创建人' },
    created_at: { type: 'timestamptz', label: '创建时间' },
    updated_at: { type: 'timestamptz', label: '更新时间' },
    version: { type: 'integer', label: '版本', default: '1' },
    deleted_at: { type: 'timestamptz', label: '删除时间', optional: true },
    search: { type: 'tsvector', label: '检索词', optional: true },
  }
}

const count = (label: string): Column => ({ type: 'integer', label, default: '0' })
const caseColumns: Record<(typeof caseColumnNames)[number], Column> = {
  state: { type: 'text', label: '办理环节', optional: true },
  opened_at: { type: 'timestamptz', label: '启动时间', optional: true },
  ended_at: { type: 'timestamptz', label: '办结时间', optional: true },
  due_at: { type: 'timestamptz', label: '办理时限', optional: true },
  voided: { type: 'boolean', label: '已作废', default: 'false' },
  suspended_at: { type: 'timestamptz', label: '中止时间', optional: true },
  urged: count('催办次数'),
  supervised: count('督办次数'),
  returned: count('退回次数'),
  extended: count('延期次数'),
  involved: { type: 'text[]', label: '参与岗位', default: "'{}'" },
  fold: { type: 'jsonb', label: '办理状态', optional: true },
  case_version: count('办理版本'),
}

function rowIndexes(record: AnyRecord): Index[] {
  return [
    { on: ['created_at', 'id'] },
    { on: ['region', 'created_at', 'id'] },
    { on: ['organ', 'created_at', 'id'] },
    { on: ['author', 'created_at', 'id'] },
    { on: ['search'], using: 'gin' },
    ...(parentOf(record) ? [{ on: ['parent', 'created_at', 'id'] }] : []),
    ...(record.number ? [{ on: ['root', 'number'], unique: true }, { on: ['number', 'id'] }] : []),
  ]
}

const caseIndexes: Index[] = [
  { on: ['state', 'due_at', 'id'], where: 'ended_at is null and deleted_at is null' },
  { on: ['state', 'created_at', 'id'] },
  { on: ['due_at', 'id'] },
  { on: ['opened_at', 'id'] },
  { on: ['ended_at', 'id'] },
  { on: ['involved'], using: 'gin' },
]

function fieldIndexes(name: string, field: Field): Index[] {
  if (hasBlindIndex(field)) return [{ on: [blindColumnName(name)] }]
  if (isSealed(field)) return []
  const column = columnName(name)
  if (field.kind === 'ref') return [{ on: [column] }]
  if (field.kind === 'organs' || field.kind === 'persons' || field.kind === 'choices') return [{ on: [column], using: 'gin' }]
  if (['organ', 'person', 'account', 'region'].includes(field.kind)) return [{ on: [column, 'created_at', 'id'] }]
  if (field.kind === 'point') return [{ on: [column], using: 'gist' }]
  return isSortable(field) ? [{ on: [column, 'id'] }] : []
}

/** What a watch groups rows by, with the moment that its window slides over. */
function watchIndexes(model: Model, record: AnyRecord): Index[] {
  return [...model.watches.values()].flatMap(({ over }): Index[] => {
    if (over.kind !== 'rows' || over.record.name !== record.name || over.same.length === 0) return []
    const keys = over.same.map(name => {
      const field = record.fields[name]
      return field && hasBlindIndex(field) ? blindColumnName(name) : columnName(name)
    })
    return [{ on: [...keys, columnName(over.on), 'id'], where: 'deleted_at is null' }]
  })
}

function uniqueIndexes(indexes: readonly Index[]): Index[] {
  return [...new Map(indexes.map(index => [JSON.stringify(index), index])).values()]
}

function refuseClashes(record: AnyRecord, hasFlow: boolean): void {
  const taken = new Set<string>([...systemColumns, ...(hasFlow ? caseColumnNames : [])])
  for (const name of Object.keys(record.fields)) {
    for (const column of [columnName(name), ...(hasBlindIndex(record.fields[name]!) ? [blindColumnName(name)] : [])]) {
      if (taken.has(column)) throw new Error(`Record ${record.name}: the column of field ${name} is taken; choose another name`)
      taken.add(column)
    }
  }
}
