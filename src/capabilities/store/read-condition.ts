// A filter as it comes over the wire: JSON of the condition tree, or CEL text. Nothing of it is trusted before it is checked.
import { type AnyRecord, type Condition, Problem } from '#declare'
import { parseCel } from '../../methods/condition/cel.ts'
import { checkCondition } from '../../methods/condition/check.ts'
import { demandOneLookup } from './lookups.ts'
import { filterFields } from './where.ts'
import type { World } from './world.ts'

const deepest = 30
const mostNodes = 1000

/** Throws Problem `invalid` with the place of every fault. */
export function readCondition(world: Pick<World, 'model'>, record: AnyRecord, text: string): Condition {
  const fields = filterFields(world, record)
  if (!text.trimStart().startsWith('{')) return checked(record, parseCel(text, fields))
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new Problem('invalid', '筛选条件的格式不对，请重新设置筛选')
  }
  const condition = shaped(parsed, 0, { left: mostNodes })
  const faults = checkCondition(condition, fields)
  if (faults.length > 0) throw new Problem('invalid', `筛选条件有误：${faults[0]!.message}`, faults)
  return checked(record, condition)
}

function checked(record: AnyRecord, condition: Condition): Condition {
  demandOneLookup(record, condition)
  return condition
}

/** The tree has the shape of a condition, and no more nodes than a person could mean. */
function shaped(value: unknown, depth: number, nodes: { left: number }): Condition {
  if (depth > deepest || nodes.left-- <= 0) throw new Problem('invalid', '筛选条件太复杂，请减少条件')
  const wrong = new Problem('invalid', '筛选条件的格式不对，请重新设置筛选')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong
  const { op, of, field, value: operand } = value as Record<string, unknown>
  if (op === 'all' || op === 'any') {
    if (!Array.isArray(of)) throw wrong
    return { op, of: of.map(one => shaped(one, depth + 1, nodes)) }
  }
  if (op === 'not') return { op, of: shaped(of, depth + 1, nodes) }
  if (op === 'always' || op === 'never' || op === 'involved') return { op }
  if (typeof field !== 'string') throw wrong
  if (op === 'empty' || op === 'present') return { op, field }
  if (typeof op !== 'string' || !comparisons.has(op) || !isOperand(operand)) throw wrong
  return { op, field, value: operand } as Condition
}

const comparisons = new Set([
  'is',
  'is-not',
  'at-most',
  'at-least',
  'below',
  'above',
  'in',
  'not-in',
  'contains',
  'starts-with',
  'overlaps',
  'within',
])
const contexts = new Set(['today', 'now', 'me', 'my-organs', 'my-regions'])

function isOperand(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true
  if (Array.isArray(value))
    return value.length <= 1000 && value.every(one => one === null || ['string', 'number', 'boolean'].includes(typeof one))
  if (typeof value !== 'object') return false
  const [entry, ...rest] = Object.entries(value)
  if (!entry || rest.length > 0 || typeof entry[1] !== 'string') return false
  return entry[0] === 'field' || entry[0] === 'parameter' || (entry[0] === 'context' && contexts.has(entry[1]))
}
