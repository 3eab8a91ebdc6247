// A public service: what a resident or a firm may ask for, with the form, the promise and the flow that it starts, in words they understand.
import type { Condition } from './condition.ts'
import type { Field, Fields } from './field.ts'
import type { Flow } from './flow.ts'
import { type AnyRecord, type Record_, type Refs, refs } from './record.ts'
import type { Level } from './roles.ts'
import type { Rule } from './rule.ts'
import type { Term } from './time.ts'

/** When in a life, or in the life of a firm, a service is needed: how people look for it who do not know its name. */
export const lifeEvents = {
  birth: '生育收养',
  school: '入学入园',
  work: '就业用工',
  marriage: '婚姻家庭',
  home: '住房安居',
  health: '看病就医',
  retirement: '退休养老',
  farewell: '身后事',
  everyday: '日常生活',
  rights: '维权求助',
  open: '企业开办',
  licence: '经营许可',
  staff: '招工用人',
  growth: '经营发展',
  closing: '注销退出',
} as const
export type LifeEvent = keyof typeof lifeEvents
export type Audience = 'person' | 'business'

/** What must be brought: kept in a file field of the form (`field`), or to be shown on the spot. */
export type Material = { readonly label: string; readonly note?: string; readonly field?: string }

/**
 * What is asked, in cases of their own, of people who did not apply: the signature of each further party. Those cases are of a part-record of
 * the service's record; whoever its account field names finds them in the portal.
 */
export type Asking = {
  readonly record: AnyRecord
  readonly title: string
  /** The account field that names who is asked. */
  readonly of: string
  /** What they are shown. */
  readonly shows: readonly string[]
  /** When what they read before they acted is theirs to keep, once it is issued: not from a draft that was given up. */
  readonly keeps: Condition
}
export const asking = <const F extends Fields>(
  record: Record_<F>,
  is: { title: string; of: Of<F, 'account'>; shows?: readonly (keyof F & string)[]; keeps: (d: Refs<F>) => Condition },
): Asking => ({ ...is, shows: is.shows ?? [], keeps: is.keeps(refs(record)), record: record as unknown as AnyRecord })

export type Service = {
  /** Unique in the city: it stands in addresses and on posters. */
  readonly name: string
  readonly title: string
  /** One sentence: what one gets. */
  readonly says: string
  /** What people call it who do not know the title; found by the search. */
  readonly words: readonly string[]
  readonly record: AnyRecord
  readonly for: readonly Audience[]
  readonly events: readonly LifeEvent[]
  /** The fields that are asked for, in this order. Empty for an entry by QR code at a place. */
  readonly form: readonly string[]
  /** The account field that holds who applies. */
  readonly applicant: string
  /** The field that takes the name of who applies, filled from what is known. */
  readonly called?: string
  /** The credit-code field that holds the firm, where firms may apply. */
  readonly firm?: string
  /** The region or address field that says where. Without it the place comes from the QR code, or is asked for. */
  readonly place?: string
  /** The place must be known down to this level. */
  readonly level: Level
  /** What the applicant is shown of the case beside their own form: the answer, the decision, the certificate. */
  readonly shows: readonly string[]
  readonly starts: Flow
  readonly rules: readonly Rule[]
  readonly promise: Term
  readonly basis: string
  readonly materials: readonly Material[]
  readonly asks: readonly Asking[]
}

type Of<F extends Fields, K extends Field['kind']> = { [P in keyof F & string]: F[P] extends { kind: K } ? P : never }[keyof F & string]

type Options<F extends Fields> = {
  name: string
  title: string
  says: string
  words?: readonly string[]
  for: readonly Audience[]
  events: readonly LifeEvent[]
  form: readonly (keyof F & string)[]
  applicant: Of<F, 'account'>
  called?: Of<F, 'text'>
  firm?: Of<F, 'credit-code'>
  place?: Of<F, 'region' | 'address'>
  level?: Level
  shows?: readonly (keyof F & string)[]
  starts: Flow
  rules?: readonly Rule[]
  promise: Term
  basis: string
  materials?: readonly { label: string; note?: string; field?: Of<F, 'file'> }[]
  asks?: readonly Asking[]
}

export const service = <const F extends Fields>(of: Record_<F>, service: Options<F>): Service => ({
  ...service,
  words: service.words ?? [],
  rules: service.rules ?? [],
  shows: service.shows ?? [],
  materials: service.materials ?? [],
  asks: service.asks ?? [],
  level: service.level ?? 'county',
  record: of as unknown as AnyRecord,
})
