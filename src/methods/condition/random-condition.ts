// Random conditions and rows for the tests of this folder: few values, many edges, so that comparisons often meet.

import fc from 'fast-check'
import {
  type Condition,
  choice,
  choices,
  date,
  type Field,
  instant,
  money,
  number,
  organ,
  organs,
  person,
  persons,
  ref,
  region,
  type Scalar,
  text,
  yesno,
} from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import type { ConditionRow } from './evaluate.ts'
import { conditionFields, sortOf } from './fields.ts'
import type { ConditionContext } from './operand.ts'

export const tableFields: Readonly<Record<string, Field>> = {
  title: text({ label: '标题' }),
  note: text({ label: '备注' }),
  area: number({ label: '面积', unit: '平方米' }),
  count: number({ label: '件数', decimals: 0 }),
  ratio: number({ label: '比例', decimals: 2 }),
  cost: money({ label: '费用' }),
  budget: money({ label: '预算' }),
  urgent: yesno({ label: '是否紧急' }),
  open: yesno({ label: '是否公开' }),
  kind: choice({ label: '类型', of: { rush: '抢修', plan: '计划', 'a"b': '其他' } }),
  means: choices({ label: '手段', of: { rush: '抢修', talk: '谈话', visit: '走访' } }),
  package: choices({ label: '套餐', of: { rush: '抢修', talk: '谈话', visit: '走访' } }),
  dueOn: date({ label: '时限' }),
  doneOn: date({ label: '完成日' }),
  seenAt: instant({ label: '发现时间' }),
  doneAt: instant({ label: '完成时间' }),
  site: region({ label: '地点' }),
  town: region({ label: '属地' }),
  lead: organ({ label: '牵头单位' }),
  joint: organs({ label: '配合单位' }),
  handler: person({ label: '承办人' }),
  team: persons({ label: '小组' }),
  of: ref(() => undefined as never, { label: '所属' }),
}

export const fields = conditionFields({ fields: tableFields })

export const context: ConditionContext = {
  fields,
  now: new Date('2026-03-01T17:30:00Z'),
  zone: 'Asia/Shanghai',
  me: 'p-1',
  organs: ['police', 'health'],
  regions: ['330602', '330683001'],
  parameter: name => ({ limit: 500 })[name] ?? null,
}

const ids = ['0190f3c2-7b1a-7c3d-8e4f-5a6b7c8d9e0f', '0190f3c2-7b1a-7c3d-8e4f-5a6b7c8d9e10']
const regions = ['330600', '330602', '330602001', '330602001001', '330683', '330683001', '330702', '330000', '320100', '330602000000']
const texts = ['a', 'A', 'ab', '施工', '夜间施工', '100%', 'a_b', 'axb', '\\', '"', "'", '𠮷野', 'null', '\n', '\u0001', 'x\u2028y']

/** Stored values by kind. */
const values: Partial<Record<Field['kind'], readonly unknown[]>> = {
  text: texts,
  number: [0, -1, 1, 2, 499.99, 500, 500.01, 0.1, 1e15, 123.45],
  money: ['0.00', '-0.01', '0.10', '500.00', '499.99', '1234567890.12', '-500.00'],
  yesno: [true, false],
  choice: ['rush', 'plan', 'a"b'],
  choices: [['rush'], ['talk', 'visit'], ['rush', 'talk', 'visit']],
  date: ['2026-03-01', '2026-03-02', '2026-02-28', '2024-02-29', '1999-12-31'],
  instant: [
    '2026-03-01T15:59:59.999Z',
    '2026-03-01T16:00:00.000Z',
    '2026-03-01T17:30:00.000Z',
    '2026-03-02T16:00:00.000Z',
    '2026-02-28T00:00:00.000Z',
  ],
  region: regions,
  organ: ['police', 'health', 'water'],
  organs: [['police'], ['health', 'water'], ['water']],
  person: ['p-1', 'p-2'],
  persons: [['p-1', 'p-2'], ['p-2']],
  ref: ids,
}

/** Literals by kind, beyond what is stored: other spellings, days for instants. */
const literals: Partial<Record<Field['kind'], readonly Scalar[]>> = {
  number: [0, -1, 500, 499.99, 0.1, 1e15, 1e-7, 123.45],
  money: [500, '0.1', '500.0', '499.99', -0.01, '1234567890.12', '-500', '0.005'],
  choices: ['rush', 'talk', 'visit'],
  organs: ['police', 'health'],
  persons: ['p-1', 'p-2'],
  text: [...texts, ''],
  date: ['2026-03-01', '2026-03-02', '2026-03-01T16:00:00Z', '2024-02-29'],
  instant: ['2026-03-01T16:00:00Z', '2026-03-02T01:30:00+08:00', '2026-03-01', '2026-03-02', '2026-02-28'],
}
const literalsOf = (field: Field): readonly Scalar[] => literals[field.kind] ?? (values[field.kind] as readonly Scalar[])

const stored = (field: Field) => {
  const some =
    field.decimals === undefined
      ? values[field.kind]!
      : values[field.kind]!.filter(value => Number((value as number).toFixed(field.decimals)) === value)
  return fc.option(fc.constantFrom(...some), { freq: 3, nil: null })
}

export const rows: fc.Arbitrary<ConditionRow> = fc.record({
  ...Object.fromEntries(Object.entries(tableFields).map(([name, field]) => [name, stored(field)])),
  involved: fc.boolean(),
})

/** `nulls`: also null operands and lists with null in them, which `checkCondition` refuses. */
export type Quirks = { readonly nulls: boolean }

export function anyCondition(quirks: Quirks): fc.Arbitrary<Condition> {
  const leaf = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...Object.keys(tableFields)).chain(name => comparison(name, quirks)) },
    { weight: 1, arbitrary: fc.constantFrom<Condition>({ op: 'always' }, { op: 'never' }, { op: 'involved' }) },
  )
  return fc.letrec<{ tree: Condition }>(tie => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.record({ op: fc.constantFrom<'all' | 'any'>('all', 'any'), of: fc.array(tie('tree'), { maxLength: 4 }) }),
      fc.record({ op: fc.constant('not' as const), of: tie('tree') }),
    ),
  })).tree
}

function comparison(name: string, { nulls }: Quirks): fc.Arbitrary<Condition> {
  const field = tableFields[name]!
  const one = nulls ? fc.option(fc.constantFrom(...literalsOf(field)), { freq: 8, nil: null }) : fc.constantFrom(...literalsOf(field))
  const others = Object.keys(tableFields).filter(
    other =>
      tableFields[other]!.kind === field.kind ||
      (sortOf(tableFields[other]!) === sortOf(field) && ['decimal', 'time'].includes(sortOf(field))),
  )
  const other = fc.constantFrom(...others).map(of => ({ field: of }))
  const built: fc.Arbitrary<Condition>[] = kindOf(field.kind).filters.map(op => {
    const lists: fc.Arbitrary<unknown>[] = [fc.array(one, { maxLength: 4 })]
    if (field.kind === 'organ' || field.kind === 'organs') lists.push(fc.constant({ context: 'my-organs' }))
    if (field.kind === 'organ' && op !== 'overlaps') lists.push(fc.constant({ field: 'joint' }))
    if (field.kind === 'person') lists.push(fc.constant({ field: 'team' }))
    if (field.kind === 'region') lists.push(fc.constant({ context: 'my-regions' }))
    if (op === 'overlaps') lists.push(other)
    const singles: fc.Arbitrary<unknown>[] = [
      one,
      one,
      op === 'contains' && sortOf(field) === 'list'
        ? fc.constant({ field: { choices: 'kind', organs: 'lead', persons: 'handler' }[field.kind as 'choices'] })
        : other,
    ]
    if (sortOf(field) === 'time') singles.push(fc.constantFrom({ context: 'today' }, { context: 'now' }))
    if (field.kind === 'person' || field.kind === 'persons') singles.push(fc.constant({ context: 'me' }))
    if (sortOf(field) === 'decimal') singles.push(fc.constant({ parameter: 'limit' }))
    const operand =
      op === 'in' || op === 'not-in' || op === 'overlaps'
        ? fc.oneof(...lists)
        : op === 'within'
          ? fc.oneof(...singles, ...lists)
          : fc.oneof(...singles)
    return operand.map(value => ({ op, field: name, value }) as Condition)
  })
  return fc.oneof(
    ...built,
    fc.constantFrom('empty' as const, 'present' as const).map(op => ({ op, field: name })),
  )
}
