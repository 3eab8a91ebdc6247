// A public service: what a resident or a firm may ask for, with the form, the promise and the flow that it starts.
import type { Fields } from './field.ts'
import type { Flow } from './flow.ts'
import type { AnyRecord, Record_ } from './record.ts'
import type { Rule } from './rule.ts'
import type { Term } from './time.ts'

export type Service = {
  readonly name: string
  readonly title: string
  readonly record: AnyRecord
  readonly for: readonly ('person' | 'business')[]
  readonly form: readonly string[]
  readonly starts: Flow
  readonly rules: readonly Rule[]
  readonly promise: Term
}

export const service = <F extends Fields>(
  of: Record_<F>,
  service: {
    name: string
    title: string
    for: readonly ('person' | 'business')[]
    form: readonly (keyof F & string)[]
    starts: Flow
    rules?: readonly Rule[]
    promise: Term
  },
): Service => ({
  ...service,
  rules: service.rules ?? [],
  record: of as unknown as AnyRecord,
})
