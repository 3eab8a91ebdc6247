// A record: what the city keeps of one kind of thing. It becomes a table, a list, a form, a catalogue entry and an API.
import type { Grant } from './access.ts'
import { type DateRef, type ListRef, makeRef, type OrderedRef, type Ref, type RegionRef, type TextRef } from './condition.ts'
import type { Field, Fields, Values } from './field.ts'
import type { Owner } from './owner.ts'
import type { RoleId } from './roles.ts'

/** Sharing between organs: without condition, on request, or not at all with the reason in law. */
export type Sharing = 'open' | 'on-request' | { readonly refused: string }
/** Data security level, L1 public … L4 core. */
export type Secrecy = 'L1' | 'L2' | 'L3' | 'L4'

export type RecordOptions<F extends Fields> = {
  label: string
  /** The line (duty) of the organ that answers for this data. */
  owner: string
  share: Sharing
  level: Secrecy
  fields: F
  /** The field whose value names a row. */
  title: keyof F & string
  /** A row belongs to a row of this record: deleted, shown and shared with it. */
  part?: () => AnyRecord
  /** A template for the business number: `{yyyy}` and `{n:4}`, e.g. `督〔{yyyy}〕{n:4}号`. */
  number?: string
  /** Who may read and write, beside those who have a task in the case. Nobody, if empty. */
  access: readonly Grant<(keyof F & string) | 'organ'>[]
}

export type Record_<F extends Fields = Fields> = RecordOptions<F> & { readonly name: string }
export type AnyRecord = Omit<RecordOptions<Fields>, 'title' | 'access'> & {
  readonly access: readonly Grant[]
  readonly name: string
  readonly title: string
}

/** Declares a record. `name` is unique in the city: kebab-case, e.g. `plan-task`. */
export const record = <const F extends Fields>(name: string, of: RecordOptions<F>): Record_<F> => ({ name, ...of })

/** A row as a scene's code sees it. */
export type Row<R> = R extends { fields: infer F extends Fields }
  ? { readonly id: string; readonly region: string; readonly organ: string | null } & Readonly<Values<F>>
  : never

/** References to the fields of a record and to what the platform knows of each row and its case. */
export type Refs<F extends Fields> = { readonly [K in keyof F]: RefOf<F[K]> } & {
  readonly id: Ref<string>
  /** The row that this one is a part of. */
  readonly parent: Ref<string>
  readonly region: RegionRef
  readonly organ: OrganRef
  readonly author: PersonRef
  readonly createdAt: DateRef
  readonly state: Ref<string>
  readonly openedAt: DateRef
  readonly endedAt: DateRef
  readonly dueAt: DateRef
  /** The case is ended, or still open, and its term has passed. */
  readonly late: Ref<boolean>
  readonly ended: Ref<boolean>
  readonly voided: Ref<boolean>
  /** How often the case was urged, supervised, sent back and given more time. */
  readonly urged: OrderedRef<number>
  readonly supervised: OrderedRef<number>
  readonly returned: OrderedRef<number>
  readonly extended: OrderedRef<number>
}

export type OrganRef = Ref<string> & { /** The people who hold a role at that organ. */ holds(role: RoleId): Owner }
export type OrgansRef = ListRef<string> & { holds(role: RoleId): Owner }
export type PersonsRef = ListRef<string> & { self(): Owner }
export type PersonRef = Ref<string> & { self(): Owner }

type RefOf<F> =
  F extends Field<infer T, infer K>
    ? K extends 'organ'
      ? OrganRef
      : K extends 'organs'
        ? OrgansRef
        : K extends 'persons'
          ? PersonsRef
          : K extends 'person' | 'account'
            ? PersonRef
            : K extends 'region'
              ? RegionRef
              : K extends 'number' | 'money'
                ? OrderedRef<T>
                : K extends 'date' | 'instant'
                  ? DateRef
                  : K extends 'text' | 'phone' | 'idcard' | 'credit-code'
                    ? TextRef
                    : [T] extends [(infer E)[]]
                      ? ListRef<E>
                      : Ref<T>
    : never

/** What the platform knows of every row (first line) and of its case, if its record has a flow. */
export const rowColumns = ['id', 'parent', 'region', 'organ', 'author', 'createdAt'] as const
export const caseColumns = [
  'state',
  'openedAt',
  'endedAt',
  'dueAt',
  'late',
  'ended',
  'voided',
  'urged',
  'supervised',
  'returned',
  'extended',
] as const

/** The references handed to `d => …`. */
export function refs<F extends Fields>(of: { fields: F }): Refs<F> {
  const names = [...Object.keys(of.fields), ...rowColumns, ...caseColumns]
  return Object.fromEntries(names.map(name => [name, makeFieldRef(name)])) as unknown as Refs<F>
}

function makeFieldRef(name: string) {
  return {
    ...makeRef(name),
    holds: (role: RoleId): Owner => ({ kind: 'organ-in', field: name, role }),
    self: (): Owner => ({ kind: 'person-in', field: name }),
  }
}
