// A condition that comes from people (a saved filter, CEL text, a scene at load) against a record: every fault at once.
import { type Comparison, type Condition, type Field, type FieldFault, type Operand, Problem, type Scalar } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import { type ConditionFields, sortOf } from './fields.ts'
import { isList, literalFault, regionPrefix } from './operand.ts'

const most = { depth: 30, nodes: 1000, list: 1000 }

/** `at` is the path in the tree: `of.1.value`. `parameters` are the names that exist; without them any is accepted. */
export function checkCondition(condition: Condition, fields: ConditionFields, parameters?: ReadonlySet<string>): FieldFault[] {
  const faults: FieldFault[] = []
  const visit = (part: Condition, at: string): void => {
    const under = (rest: string) => (at ? `${at}.${rest}` : rest)
    if (part.op === 'not') visit(part.of, under('of'))
    else if ('of' in part) for (const [i, one] of part.of.entries()) visit(one, under(`of.${i}`))
    else if ('field' in part)
      faults.push(...leafFaults(part, fields, parameters).map(({ at: place, message }) => ({ at: under(place), message })))
  }
  visit(condition, '')
  return faults
}

function leafFaults(leaf: Extract<Condition, { field: string }>, fields: ConditionFields, parameters?: ReadonlySet<string>): FieldFault[] {
  const field = fields.get(leaf.field)
  if (!field) return [{ at: 'field', message: `没有名为“${leaf.field}”的字段` }]
  if (!('value' in leaf)) return []
  const fault = compareFault(leaf, field)
  if (fault) return [{ at: 'op', message: fault }]
  return operandFaults(leaf.op, leaf.value, field, fields, parameters).map(message => ({ at: 'value', message }))
}

const words: Readonly<Record<Comparison, string>> = {
  is: '等于',
  'is-not': '不等于',
  'at-most': '不超过',
  'at-least': '不少于',
  below: '小于',
  above: '大于',
  in: '属于',
  'not-in': '不属于',
  contains: '包含',
  'starts-with': '开头是',
  overlaps: '与…有相同',
  within: '在…范围内',
}

function compareFault({ op, value }: { op: Comparison; value: Operand }, field: Field): string | undefined {
  if ((op === 'is' || op === 'is-not') && value === null) return undefined
  const { filters } = kindOf(field.kind)
  if (filters.includes(op)) return undefined
  if (filters.length === 0) return `“${field.label}”只能判断是否填写`
  return `“${field.label}”不能用“${words[op]}”比较，可以用：${filters.map(filter => words[filter]).join('、')}`
}

function operandFaults(op: Comparison, value: Operand, field: Field, fields: ConditionFields, parameters?: ReadonlySet<string>): string[] {
  const wantsList = op === 'in' || op === 'not-in' || op === 'overlaps'
  if (value === null) return op === 'is' || op === 'is-not' ? [] : [`“${field.label}”不能与空值作这种比较`]
  if (isList(value)) {
    if (!wantsList && op !== 'within') return [`“${field.label}”应与一个值比较，不能是列表`]
    if (value.length > most.list) return [`列表不能超过${most.list}项`]
    return value.flatMap(one => (one === null ? ['列表中不能有空值'] : scalarFaults(op, one, field)))
  }
  if (typeof value !== 'object') return wantsList ? [`“${field.label}”应与列表比较`] : scalarFaults(op, value, field)
  if ('parameter' in value) return parameters && !parameters.has(value.parameter) ? [`没有名为“${value.parameter}”的参数`] : []
  if ('field' in value) return otherFieldFaults(op, field, value.field, fields)
  return contextFaults(op, value.context, field)
}

function scalarFaults(op: Comparison, value: Scalar, field: Field): string[] {
  const fault = literalFault(value, field)
  if (fault) return [fault]
  if (op === 'within' && (typeof value !== 'string' || regionPrefix(value) === undefined))
    return [`“${field.label}”应与6、9或12位的行政区划代码比较`]
  const whole = op === 'is' || op === 'is-not' || op === 'in' || op === 'not-in' || sortOf(field) === 'list'
  if (field.of && whole && typeof value === 'string' && !Object.hasOwn(field.of, value)) return [`“${field.label}”没有选项“${value}”`]
  return []
}

/** Text kinds may be compared with each other only if they are of one kind: an organ is never a person. */
function otherFieldFaults(op: Comparison, field: Field, name: string, fields: ConditionFields): string[] {
  const other = fields.get(name)
  if (!other) return [`没有名为“${name}”的字段`]
  const mismatch = [`“${field.label}”不能与“${other.label}”比较`]
  const single: Readonly<Record<string, string>> = { choices: 'choice', organs: 'organ', persons: 'person' }
  if (op === 'overlaps') return other.kind === field.kind ? [] : mismatch
  if (op === 'in' || op === 'not-in') return single[other.kind] === field.kind ? [] : mismatch
  if (op === 'contains' && sortOf(field) === 'list') return single[field.kind] === other.kind ? [] : mismatch
  if (op === 'contains' || op === 'starts-with') return sortOf(other) === 'text' && other.kind !== 'ref' ? [] : mismatch
  if (sortOf(field) === 'decimal' || sortOf(field) === 'time') return sortOf(field) === sortOf(other) ? [] : mismatch
  return field.kind === other.kind ? [] : mismatch
}

function contextFaults(op: Comparison, context: 'today' | 'now' | 'me' | 'my-organs' | 'my-regions', field: Field): string[] {
  const single = ['is', 'is-not', 'at-most', 'at-least', 'below', 'above'].includes(op)
  const fits = {
    today: sortOf(field) === 'time' && single,
    now: sortOf(field) === 'time' && single,
    me: (field.kind === 'person' && single) || (field.kind === 'persons' && op === 'contains'),
    'my-organs': (field.kind === 'organ' && (op === 'in' || op === 'not-in')) || (field.kind === 'organs' && op === 'overlaps'),
    'my-regions': field.kind === 'region' && (op === 'in' || op === 'not-in' || op === 'within'),
  }
  const labels = { today: '今天', now: '现在', me: '本人', 'my-organs': '本单位', 'my-regions': '本人所在地区' }
  return fits[context] ? [] : [`“${field.label}”不能与“${labels[context]}”作这种比较`]
}

const comparisons: ReadonlySet<string> = new Set(Object.keys(words))

/** From JSON of unknown origin to a condition of the right shape; `checkCondition` comes after. Throws Problem('invalid'). */
export function readCondition(input: unknown): Condition {
  let nodes = 0
  const wrong = (): never => {
    throw new Problem('invalid', '筛选条件的格式不对')
  }
  const visit = (of: unknown, depth: number): Condition => {
    if (typeof of !== 'object' || of === null || depth > most.depth || ++nodes > most.nodes) return wrong()
    const { op, field, value, of: parts } = of as Partial<Record<'op' | 'field' | 'value' | 'of', unknown>>
    if (op === 'always' || op === 'never' || op === 'involved') return { op }
    if (op === 'not') return { op, of: visit(parts, depth + 1) }
    if (op === 'all' || op === 'any') return Array.isArray(parts) ? { op, of: parts.map(part => visit(part, depth + 1)) } : wrong()
    if (typeof field !== 'string' || typeof op !== 'string') return wrong()
    if (op === 'empty' || op === 'present') return { op, field }
    return comparisons.has(op) && isOperand(value) ? { op: op as Comparison, field, value } : wrong()
  }
  return visit(input, 0)
}

const isScalar = (of: unknown): of is Scalar =>
  of === null || typeof of === 'string' || typeof of === 'boolean' || (typeof of === 'number' && Number.isFinite(of))

function isOperand(of: unknown): of is Operand {
  if (isScalar(of)) return true
  if (Array.isArray(of)) return of.every(isScalar)
  if (typeof of !== 'object' || of === null) return false
  if ('field' in of) return typeof of.field === 'string'
  if ('parameter' in of) return typeof of.parameter === 'string'
  return 'context' in of && ['today', 'now', 'me', 'my-organs', 'my-regions'].includes(String(of.context))
}
