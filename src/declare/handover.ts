// A hand-over: what one scene gives to another without knowing it. The contract stands here, between them; each side maps its own fields to it.
import { creditCode, date, type Field, type Fields, file, text } from './field.ts'
import type { AnyRecord, Record_ } from './record.ts'

export type Handover<F extends Fields = Fields> = {
  readonly name: string
  readonly label: string
  readonly basis: string
  readonly fields: F
  /** What the taker says back as its case goes on; text fields. */
  readonly answers: Fields
}
/** What an act gives: for each field of the contract the field of its own record. */
export type Give = {
  readonly over: Handover
  readonly record: AnyRecord
  readonly from: Readonly<Record<string, string>>
  /** For each answer of the contract the text field of its own record that keeps it; `taken`: where the taker's row is named. */
  readonly answers: Readonly<Record<string, string>>
  readonly taken: string | null
}
/** What a scene takes: a row of this record is made, its flow begun; for each field of its own the field of the contract. */
export type Take = { readonly over: Handover; readonly record: AnyRecord; readonly into: Readonly<Record<string, string>> }

export const handover = <const F extends Fields>(of: Handover<F>): Handover<F> => of

/** Fields of `F` that hold the same kind of value as `V`. */
type Alike<F extends Fields, V> = {
  [K in keyof F & string]: F[K] extends Field<infer T> ? (V extends Field<T> ? K : never) : never
}[keyof F & string]

/** Fields of `F` that hold text. */
type Texts<F extends Fields> = { [K in keyof F & string]: F[K] extends Field<string, 'text'> ? K : never }[keyof F & string]

/**
 * For the `hands` of an act: `give(suspectedOffence, visit, { party: 'firmName', … }, { taken: 'handedTo', answers: { stage: 'offence' } })`. `source`
 * and `origin` are filled by the platform; what the taker answers (`city.answer`) comes back into the fields of `answers`.
 */
export const give = <const C extends Fields, const F extends Fields>(
  over: Handover<C>,
  record: Record_<F>,
  from: { readonly [K in Exclude<keyof C & string, 'source' | 'origin'>]?: Alike<F, C[K]> },
  back: { readonly taken?: Texts<F>; readonly answers?: Readonly<Record<string, Texts<F>>> } = {},
): Give => ({
  over,
  record: record as unknown as AnyRecord,
  from: from as Readonly<Record<string, string>>,
  answers: back.answers ?? {},
  taken: back.taken ?? null,
})

/** For the `takes` of a scene: `take(suspectedOffence, lead, { subject: 'party', … })`. */
export const take = <const C extends Fields, const F extends Fields>(
  over: Handover<C>,
  record: Record_<F>,
  into: { readonly [K in keyof F & string]?: Alike<C, F[K]> },
): Take => ({ over, record: record as unknown as AnyRecord, into: into as Readonly<Record<string, string>> })

/** Something found elsewhere that may have to be punished: 线索 to whoever handles penalties. */
export const suspectedOffence = handover({
  name: 'suspected-offence',
  label: '涉嫌违法线索移送',
  basis: '《行政处罚法》第五十四条：发现有依法应当给予行政处罚的行为的，必须全面、客观、公正地调查；符合立案标准的，及时立案',
  fields: {
    party: text({ label: '当事人', required: true }),
    creditCode: creditCode({ label: '统一社会信用代码' }),
    what: text({ label: '涉嫌违法的事实', required: true, long: true }),
    foundOn: date({ label: '发现日期', required: true }),
    evidence: file({ label: '证据材料' }),
    /** Where it comes from: scene, number. Filled by the platform. */
    source: text({ label: '来源', required: true }),
    /** `record/id` of the row it was given from. Filled by the platform; whoever keeps it can answer. */
    origin: text({ label: '来源标识' }),
  },
  answers: {
    stage: text({ label: '办理情况' }),
    number: text({ label: '案号' }),
    outcome: text({ label: '处理结果' }),
  },
})
