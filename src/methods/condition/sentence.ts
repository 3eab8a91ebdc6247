// A condition as a Chinese sentence: 面积不超过500平方米，或者类型为“抢修”.
import type { Comparison, Condition, Field, Operand, Scalar } from '#declare'
import { isCivilDate } from '../../fields/date/civil-date.ts'
import { wallClock } from '../../fields/instant/zone.ts'
import { chinaZone, type Names } from '../../fields/kind.ts'
import { type ConditionFields, sortOf } from './fields.ts'
import { isList } from './operand.ts'

export type SentenceOptions = {
  readonly fields: ConditionFields
  /** Names of organs, people, regions and referenced rows. */
  readonly names?: Names
  /** How a parameter is called, perhaps with its value: 面积上限（500平方米）. */
  readonly parameter?: (name: string) => string
}

/** Without a full stop, so that it fits into a longer sentence. */
export const conditionSentence = (condition: Condition, options: SentenceOptions): string => say(condition, options, 0)

/** `tight`: 0 stands alone, 1 inside 或者, 2 inside 并且. */
function say(condition: Condition, options: SentenceOptions, tight: number): string {
  switch (condition.op) {
    case 'always':
      return '任何情况下都成立'
    case 'never':
      return '任何情况下都不成立'
    case 'involved':
      return '本人参与办理'
    case 'all':
    case 'any':
      return sayGroup(condition, options, tight)
    case 'not':
      return sayNot(condition.of, options)
    case 'empty':
      return `${label(condition.field, options)}未填写`
    case 'present':
      return `${label(condition.field, options)}已填写`
    default:
      return sayComparison(condition, options)
  }
}

function sayGroup(group: Extract<Condition, { op: 'all' | 'any' }>, options: SentenceOptions, tight: number): string {
  if (group.of.length === 0) return say({ op: group.op === 'all' ? 'always' : 'never' }, options, tight)
  if (group.of.length === 1) return say(group.of[0]!, options, tight)
  const own = group.op === 'all' ? 2 : 1
  const text = group.of.map(part => say(part, options, own)).join(group.op === 'all' ? '，并且' : '，或者')
  return tight === 0 || tight === own ? text : `（${text}）`
}

const opposite: Partial<Record<Condition['op'], Condition['op']>> = {
  is: 'is-not',
  'is-not': 'is',
  in: 'not-in',
  'not-in': 'in',
  'at-most': 'above',
  above: 'at-most',
  'at-least': 'below',
  below: 'at-least',
  empty: 'present',
  present: 'empty',
  always: 'never',
  never: 'always',
}

/** In three truth values, too, not (a ≤ b) is a > b. What has no opposite word gets 不 or 并非. */
function sayNot(inner: Condition, options: SentenceOptions): string {
  const turned = opposite[inner.op]
  if (turned) return say({ ...inner, op: turned } as Condition, options, 0)
  if (inner.op === 'not') return say(inner.of, options, 2)
  if (inner.op === 'involved') return '本人未参与办理'
  if (inner.op === 'all' || inner.op === 'any')
    return inner.of.length === 1 ? sayNot(inner.of[0]!, options) : `并非（${say(inner, options, 0)}）`
  return sayComparison(inner as Extract<Condition, { value: Operand }>, options, true)
}

function sayComparison(condition: Extract<Condition, { value: Operand }>, options: SentenceOptions, negated = false): string {
  const { op, value } = condition
  const field = options.fields.get(condition.field)
  const name = label(condition.field, options)
  if (!field) return `${name}符合条件`
  if (value === null) return `${name}${op === 'is' ? '未填写' : op === 'is-not' ? '已填写' : '符合条件'}`
  const members = isList(value) ? value : undefined
  const other = sayOperand(value, field, options)
  switch (op) {
    case 'in':
      return members?.length === 1 ? `${name}为${other}` : `${name}为${other}之一`
    case 'not-in':
      return members?.length === 1 ? `${name}不为${other}` : `${name}不在${other}之列`
    case 'contains':
      return `${name}${negated ? '不' : ''}${sortOf(field) === 'list' ? '包括' : '包含'}${other}`
    case 'starts-with':
      return `${name}${negated ? '不' : ''}以${other}开头`
    case 'overlaps':
      return members?.length === 1
        ? `${name}${negated ? '不' : ''}包括${other}`
        : `${name}${negated ? '不包括' : '包括'}${other}中的任何一个`
    case 'within':
      return `${name}${negated ? '不' : ''}在${other}范围内`
    default:
      return `${name}${orderWord(op, field)}${other}`
  }
}

function orderWord(op: Exclude<Comparison, 'in' | 'not-in' | 'contains' | 'starts-with' | 'overlaps' | 'within'>, field: Field): string {
  const time = sortOf(field) === 'time'
  return {
    is: '为',
    'is-not': '不为',
    'at-most': time ? '不晚于' : '不超过',
    'at-least': time ? '不早于' : '不少于',
    below: time ? '早于' : '少于',
    above: time ? '晚于' : '超过',
  }[op]
}

const contexts = { today: '今天', now: '现在', me: '本人', 'my-organs': '本单位', 'my-regions': '本人所在地区' } as const

function sayOperand(value: Operand, field: Field, options: SentenceOptions): string {
  if (value === null || typeof value !== 'object') return sayScalar(value, field, options)
  if (isList(value)) return value.map(one => sayScalar(one, field, options)).join('、')
  if ('field' in value) return label(value.field, options)
  if ('parameter' in value) return options.parameter?.(value.parameter) ?? `参数“${value.parameter}”`
  return contexts[value.context]
}

function sayScalar(value: Scalar, field: Field, options: SentenceOptions): string {
  if (value === null) return '空'
  switch (sortOf(field)) {
    case 'decimal':
      return `${value}${field.kind === 'money' ? '元' : (field.unit ?? '')}`
    case 'time':
      return sayTime(String(value))
    case 'boolean':
      return value === true ? '“是”' : '“否”'
    default: {
      const key = String(value)
      if (field.of) return `“${field.of[key] ?? key}”`
      const known = ['region', 'organ', 'organs', 'person', 'persons', 'ref'].includes(field.kind) ? options.names?.(key) : undefined
      return known ?? `“${key}”`
    }
  }
}

function sayTime(text: string): string {
  const { date, time } = isCivilDate(text) ? { date: text, time: '' } : wallClock(new Date(text), chinaZone)
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日${time ? `${Number(time.slice(0, 2))}时${time.slice(3, 5)}分` : ''}`
}

const label = (name: string, options: SentenceOptions): string => options.fields.get(name)?.label ?? name
