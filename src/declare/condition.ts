// A condition is data: one tree that becomes a SQL filter, a check on the server, a rule in the form, CEL text and a Chinese sentence.

export type Scalar = string | number | boolean | null

/** What a field is compared with: a plain value, another field, a dated parameter, or something of the person and day that ask. */
export type Operand =
  | Scalar
  | readonly Scalar[]
  | { readonly field: string }
  | { readonly parameter: string }
  | { readonly context: 'today' | 'now' | 'me' | 'my-organs' | 'my-regions' }

export type Comparison =
  | 'is'
  | 'is-not'
  | 'at-most'
  | 'at-least'
  | 'below'
  | 'above'
  | 'in'
  | 'not-in'
  | 'contains'
  | 'starts-with'
  | 'overlaps'
  | 'within'

/** `within` holds for a region code that lies in the subtree of the other; `overlaps` for lists with a common member. */
export type Condition =
  | { readonly op: Comparison; readonly field: string; readonly value: Operand }
  | { readonly op: 'empty' | 'present'; readonly field: string }
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  /** `involved`: the person, or a desk of theirs, has or had a task in the case. */
  | { readonly op: 'always' | 'never' | 'involved' }

export const all = (...of: readonly Condition[]): Condition => (of.length === 1 ? of[0]! : { op: 'all', of })
export const any = (...of: readonly Condition[]): Condition => (of.length === 1 ? of[0]! : { op: 'any', of })
export const not = (of: Condition): Condition => ({ op: 'not', of })
export const always: Condition = { op: 'always' }
export const never: Condition = { op: 'never' }
export const involved: Condition = { op: 'involved' }

/** What every reference can be asked. `T` is the field's value. */
export type Ref<T> = {
  readonly field: string
  is(value: T | Ref<T> | Parameter<T>): Condition
  isNot(value: T | Ref<T> | Parameter<T>): Condition
  in(values: readonly T[]): Condition
  notIn(values: readonly T[]): Condition
  isEmpty(): Condition
  isPresent(): Condition
}
export type OrderedRef<T> = Ref<T> & {
  atMost(value: T | Ref<T> | Parameter<T>): Condition
  atLeast(value: T | Ref<T> | Parameter<T>): Condition
  below(value: T | Ref<T> | Parameter<T>): Condition
  above(value: T | Ref<T> | Parameter<T>): Condition
}
export type TextRef = Ref<string> & { contains(text: string): Condition; startsWith(text: string): Condition }
export type DateRef = OrderedRef<string> & { beforeToday(): Condition; fromToday(): Condition }
export type ListRef<T> = {
  readonly field: string
  contains(value: T): Condition
  overlaps(values: readonly T[]): Condition
  isEmpty(): Condition
  isPresent(): Condition
}
export type RegionRef = Ref<string> & { within(code: string): Condition }

/** A figure the law may change: its value depends on the day. `basis` is the law or document. */
export type Parameter<T = unknown> = {
  readonly parameter: string
  readonly label: string
  readonly unit: string
  readonly basis: string
  /** From this day on: { '2021-07-15': 90 }. */
  readonly from: Readonly<Record<string, T>>
}

export const parameter = <T extends number | string | boolean>(
  name: string,
  of: { label: string; unit?: string; basis: string; from: Record<string, T> },
): Parameter<T> => ({
  parameter: name,
  label: of.label,
  unit: of.unit ?? '',
  basis: of.basis,
  from: of.from,
})

/** The value of a parameter in force on a civil date; throws RangeError before the first date. */
export function valueOn<T>(of: Parameter<T>, date: string): T {
  const day = Object.keys(of.from)
    .filter(from => from <= date)
    .sort()
    .at(-1)
  if (day === undefined) throw new RangeError(`${of.label} has no value on ${date}`)
  return of.from[day]!
}

/** A reference to a field by name; every comparison is there, the types decide which of them an author may call. */
export function makeRef(field: string): OrderedRef<never> & TextRef & DateRef & ListRef<never> & RegionRef {
  const compare = (op: Comparison) => (value: unknown) => ({ op, field, value: operand(value) }) as Condition
  return {
    field,
    is: compare('is'),
    isNot: compare('is-not'),
    in: compare('in'),
    notIn: compare('not-in'),
    isEmpty: () => ({ op: 'empty', field }),
    isPresent: () => ({ op: 'present', field }),
    atMost: compare('at-most'),
    atLeast: compare('at-least'),
    below: compare('below'),
    above: compare('above'),
    contains: compare('contains'),
    overlaps: compare('overlaps'),
    startsWith: compare('starts-with'),
    within: compare('within'),
    beforeToday: () => ({ op: 'below', field, value: { context: 'today' } }),
    fromToday: () => ({ op: 'at-least', field, value: { context: 'today' } }),
  } as unknown as OrderedRef<never> & TextRef & DateRef & ListRef<never> & RegionRef
}

function operand(value: unknown): Operand {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    if ('parameter' in value) return { parameter: (value as Parameter).parameter }
    if ('field' in value) return { field: (value as Ref<unknown>).field }
  }
  return value as Operand
}
