// Who is the same in two disputes: by telephone number (the account that stands for it) or by identity card number (compared blind in the store).
// A key stands for each person; no number is opened, and none leaves.
import { all, type CityPort, refs, type StoredRow } from '#declare'
import { party } from './parties.ts'
import { dispute } from './records.ts'

const sides = ['applicant', 'respondent'] as const
const places = [
  { of: dispute, field: 'applicantIdcard' },
  { of: dispute, field: 'respondentIdcard' },
  { of: party, field: 'idcard' },
]

type Person = { readonly key: string; readonly account: string | undefined }

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
/** A side of a dispute, or a further party, as one place where a person may stand. */
const keyOf = (row: string, field: string): string => (field === 'idcard' ? row : `${row}:${field.replace('Idcard', '')}`)

function peopleOf(row: StoredRow, parties: readonly StoredRow[]): Person[] {
  const named = sides.filter(side => row[side] || row[`${side}Name`])
  return [
    ...named.map(side => ({ key: keyOf(row.id, side), account: text(row[side]) })),
    ...parties.map(one => ({ key: one.id, account: text(one['account']) })),
  ]
}

/** The people of this dispute, and which of them are in another. */
export async function samePeople(city: CityPort, row: StoredRow) {
  const p = refs(party)
  const parties = Map.groupBy(await city.find(party, all(p.region.within(row.region.slice(0, 6))), 10_000), one => String(one['parent']))
  const mine = peopleOf(row, parties.get(row.id) ?? [])
  const byAccount = new Map(mine.flatMap(one => (one.account ? [[one.account, one.key] as const] : [])))
  const byCard = new Map(
    (await city.shared(dispute, row.id, places)).map(one => [keyOf(one.row, one.field), keyOf(one.mine.row, one.mine.field)]),
  )
  const theirs = (of: StoredRow) => peopleOf(of, parties.get(of.id) ?? [])
  const sameAs = (one: Person): string | undefined => byCard.get(one.key) ?? (one.account && byAccount.get(one.account))
  return {
    own: mine.map(one => one.key),
    of: (other: StoredRow): string[] => theirs(other).map(one => sameAs(one) ?? one.key),
    /** By what they were known to be the same, in words. */
    how: (other: StoredRow): string => {
      const people = theirs(other)
      const phone = people.some(one => one.account && byAccount.has(one.account))
      const card = people.some(one => byCard.has(one.key))
      return `${[phone && '手机号', card && '身份证号'].filter(Boolean).join('、')}一致`
    },
  }
}
