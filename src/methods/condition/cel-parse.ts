// CEL text → condition. The grammar is cel-js's; what a condition cannot say is refused with its place in the text.

import type { ASTNode } from '@marcbachmann/cel-js'
import { type Comparison, type Condition, type Operand, Problem, type Scalar } from '#declare'
import { type ContextName, contextNames } from './cel-names.ts'
import { type ConditionFields, sortOf } from './fields.ts'
import { normalForm } from './normal-form.ts'

/** Whether a name is a field; field names come from the record. */
export function conditionOf(ast: ASTNode, fields: ConditionFields): Condition {
  return normalForm(read(ast, fields), fields)
}

const flipped = { '==': '==', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const
const comparisons: Readonly<Record<keyof typeof flipped, Comparison>> = {
  '==': 'is',
  '!=': 'is-not',
  '<': 'below',
  '<=': 'at-most',
  '>': 'above',
  '>=': 'at-least',
}

function read(node: ASTNode, fields: ConditionFields): Condition {
  switch (node.op) {
    case '||':
      return { op: 'any', of: node.args.map(part => read(part, fields)) }
    case '&&':
      return { op: 'all', of: node.args.map(part => read(part, fields)) }
    case '!_':
      return { op: 'not', of: read(node.args, fields) }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return readComparison(node, node.op, node.args, fields)
    case 'in':
      return readMembership(node, fields)
    case 'rcall':
      return readMethod(node, fields)
    case 'call':
      if (node.args[0] === 'has' && node.args[1].length === 1) return { op: 'present', field: getField(node.args[1][0]!, fields) }
      return refuse(node, `条件中不能使用函数“${node.args[0]}”`)
    case 'value':
      return typeof node.args === 'boolean' ? { op: node.args ? 'always' : 'never' } : refuse(node, '这里应是一个条件，例如 area <= 500')
    case 'id':
      if (node.args === 'involved' && !fields.has('involved')) return { op: 'involved' }
      break
    case '.':
    case '[]':
      break
    case '?:':
      return refuse(node, '条件中不能使用“? :”，请用 && 和 ||')
    default:
      return refuse(node, `条件中不能使用“${node.op.replace('_', '')}”运算`)
  }
  const name = getField(node, fields)
  return sortOf(fields.get(name)!) === 'boolean'
    ? { op: 'is', field: name, value: true }
    : refuse(node, `“${name}”不是“是/否”字段，请写明比较，例如 ${name} == "…"`)
}

function readComparison(
  node: ASTNode,
  op: keyof typeof flipped,
  [left, right]: readonly [ASTNode, ASTNode],
  fields: ConditionFields,
): Condition {
  const turned = findField(left, fields) === undefined && findField(right, fields) !== undefined
  const [subject, other] = turned ? [right, left] : [left, right]
  const field = getField(subject, fields)
  const compare = comparisons[turned ? flipped[op] : op]
  if (other.op === 'value' && other.args === null && op !== '==' && op !== '!=') return refuse(node, '空值只能用 == 或 != 比较')
  return { op: compare, field, value: readOperand(other, field, fields) }
}

/** `kind in ["a", "b"]`, `lead in myOrgans`, `"a" in joint`, `me in joint`, `lead in joint`. */
function readMembership(node: Extract<ASTNode, { op: 'in' }>, fields: ConditionFields): Condition {
  const [left, right] = node.args
  const list = findField(right, fields)
  if (list !== undefined) {
    if (sortOf(fields.get(list)!) !== 'list') return refuse(right, `“${list}”不是多选字段，in 的右边应是列表`)
    return { op: 'contains', field: list, value: readOperand(left, list, fields) }
  }
  const field = getField(left, fields)
  return { op: 'in', field, value: readOperand(right, field, fields) }
}

const methods: Readonly<Record<string, Comparison>> = {
  contains: 'contains',
  startsWith: 'starts-with',
  overlaps: 'overlaps',
  within: 'within',
}

function readMethod(node: Extract<ASTNode, { op: 'rcall' }>, fields: ConditionFields): Condition {
  const [name, receiver, args] = node.args
  const op = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!op) return refuse(node, `条件中不能使用“.${name}()”，可以使用：${Object.keys(methods).join('、')}`)
  const field = getField(receiver, fields)
  if (args.length !== 1) return refuse(node, `“.${name}()”应有一个参数`)
  if (op === 'contains' && sortOf(fields.get(field)!) === 'list') return refuse(node, `多选字段请写成：值 in ${field}`)
  return { op, field, value: readOperand(args[0]!, field, fields) }
}

function readOperand(node: ASTNode, of: string, fields: ConditionFields): Operand {
  const field = findField(node, fields)
  if (field !== undefined) return { field }
  if (node.op === 'list') return node.args.map(one => readScalar(one, of, fields))
  if (node.op === 'id') {
    const context = (Object.keys(contextNames) as ContextName[]).find(key => contextNames[key] === node.args)
    if (context) return { context }
    return refuse(node, `没有名为“${node.args}”的字段`)
  }
  if (node.op === 'call' && node.args[0] === 'parameter') {
    const [name] = node.args[1]
    if (node.args[1].length !== 1 || name?.op !== 'value' || typeof name.args !== 'string')
      return refuse(node, '参数应写成 parameter("名称")')
    return { parameter: name.args }
  }
  return readScalar(node, of, fields)
}

function readScalar(node: ASTNode, of: string, fields: ConditionFields): Scalar {
  const decimal = sortOf(fields.get(of)!) === 'decimal'
  if (node.op === '-_' && node.args.op === 'value') {
    const value = readScalar(node.args, of, fields)
    if (typeof value === 'number') return value === 0 ? 0 : -value
    if (decimal && typeof value === 'string') return `-${value}`
  }
  if (node.op === 'call' && node.args[0] === 'timestamp' && node.args[1].length === 1) {
    const [text] = node.args[1]
    if (text?.op === 'value' && typeof text.args === 'string') return text.args
  }
  if (node.op === 'value') {
    const { args } = node
    if (args === null || typeof args === 'string' || typeof args === 'boolean') return args
    // The text itself, not the parsed number: money is exact.
    if (typeof args === 'number' || typeof args === 'bigint')
      return decimal && fields.get(of)!.kind === 'money' ? plain(node.input.slice(node.start, node.end), args) : Number(args)
  }
  return refuse(node, '比较的对面应是一个值、一个字段、parameter("…")，或 today、now、me、myOrgans、myRegions')
}

const plain = (text: string, value: number | bigint): string => (/^\d+(\.\d+)?$/.test(text) ? text : String(value))

/** The field a node names: `area`, `row.area` or `row["area"]`. */
function findField(node: ASTNode, fields: ConditionFields): string | undefined {
  if (node.op === 'id')
    return fields.has(node.args) && !(Object.values(contextNames) as string[]).includes(node.args) && node.args !== 'row'
      ? node.args
      : undefined
  if ((node.op !== '.' && node.op !== '[]') || node.args[0].op !== 'id' || node.args[0].args !== 'row') return undefined
  const name = node.op === '.' ? node.args[1] : node.args[1].op === 'value' ? node.args[1].args : undefined
  if (typeof name !== 'string') return undefined
  return fields.has(name) ? name : refuse(node, `没有名为“${name}”的字段`)
}

function getField(node: ASTNode, fields: ConditionFields): string {
  const name = findField(node, fields)
  if (name !== undefined) return name
  if (node.op === 'id') return refuse(node, `没有名为“${node.args}”的字段`)
  return refuse(node, '比较的一边应是字段')
}

function refuse(node: ASTNode, message: string): never {
  throw celProblem(message, node.input, node.start)
}

/** `at` in the fault is line:column, counted from one. */
export function celProblem(message: string, text: string, start: number): Problem {
  const before = text.slice(0, start).split('\n')
  const [line, column] = [before.length, [...before.at(-1)!].length + 1]
  return new Problem('invalid', `第${line}行第${column}个字：${message}`, [{ at: `${line}:${column}`, message }])
}
