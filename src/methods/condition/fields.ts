// What a condition may speak of: the fields of a record, and what the platform knows of each row and its case, as fields too.
import type { AnyRecord, caseColumns, Field, FieldKind, Fields, rowColumns } from '#declare'

/** Field name → field, for one record. */
export type ConditionFields = ReadonlyMap<string, Field>

const built: Record<(typeof rowColumns)[number] | (typeof caseColumns)[number], Field> = {
  id: { kind: 'ref', label: '编号' },
  parent: { kind: 'ref', label: '所属记录' },
  region: { kind: 'region', label: '所属地区' },
  organ: { kind: 'organ', label: '所属单位' },
  author: { kind: 'person', label: '登记人' },
  createdAt: { kind: 'instant', label: '登记时间' },
  state: { kind: 'choice', label: '办理状态' },
  openedAt: { kind: 'instant', label: '开始时间' },
  endedAt: { kind: 'instant', label: '办结时间' },
  dueAt: { kind: 'instant', label: '截止时间' },
  late: { kind: 'yesno', label: '是否逾期' },
  ended: { kind: 'yesno', label: '是否办结' },
  voided: { kind: 'yesno', label: '是否作废' },
  urged: { kind: 'number', label: '催办次数', decimals: 0, unit: '次' },
  supervised: { kind: 'number', label: '督办次数', decimals: 0, unit: '次' },
  returned: { kind: 'number', label: '退回次数', decimals: 0, unit: '次' },
  extended: { kind: 'number', label: '延期次数', decimals: 0, unit: '次' },
}

/** `states` are the labels of the record's flow, if it has one; without them any state is accepted and shown by its name. */
export function conditionFields(
  record: { readonly fields: Fields } | AnyRecord,
  states?: Readonly<Record<string, string>>,
): ConditionFields {
  const state: Field = states ? { ...built.state, of: states } : built.state
  return new Map<string, Field>([...Object.entries({ ...built, state }), ...Object.entries(record.fields)])
}

/** What values of a kind are compared as. `opaque` ones can only be empty or present. */
export type Sort = 'decimal' | 'time' | 'boolean' | 'text' | 'list' | 'opaque'

const sorts: Record<FieldKind, Sort> = {
  text: 'text',
  number: 'decimal',
  money: 'decimal',
  yesno: 'boolean',
  choice: 'text',
  choices: 'list',
  date: 'time',
  instant: 'time',
  region: 'text',
  organ: 'text',
  organs: 'list',
  person: 'text',
  persons: 'list',
  idcard: 'text',
  'credit-code': 'text',
  phone: 'text',
  point: 'opaque',
  area: 'opaque',
  address: 'opaque',
  file: 'opaque',
  table: 'opaque',
  ref: 'text',
  account: 'text',
  signature: 'opaque',
}

export const sortOf = (field: Field): Sort => sorts[field.kind]
