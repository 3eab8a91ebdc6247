// What each kind's `fixtures.ts` holds, and the little made-up city against which it is checked by `testing/every-field.test.ts`.
import type { Comparison, Field, Operand } from '#declare'
import type { KindContext } from './kind.ts'

export type Fixture = {
  readonly field: Field
  readonly good: readonly { readonly input: unknown; readonly stored: unknown; readonly shown: string }[]
  /** `says` is a part of the sentence; `at` the paths of the faults inside the value, if it has parts. */
  readonly bad: readonly { readonly input: unknown; readonly says: string; readonly at?: readonly string[] }[]
  readonly masked?: readonly { readonly stored: unknown; readonly seen: unknown }[]
  /** A comparison with stored values for which it holds and for which it fails. At least one for each of the kind's filters. */
  readonly filterCases: readonly {
    readonly op: Comparison
    readonly value: Operand
    readonly holds: readonly unknown[]
    readonly fails: readonly unknown[]
  }[]
}

const organs = [
  { id: 'big-data', name: '市大数据局', level: 'city' },
  { id: 'police', name: '市公安局', level: 'city' },
  { id: 'yuecheng-police', name: '越城区公安分局', level: 'county' },
]
const people = [
  { id: 'p-wang', name: '王一' },
  { id: 'p-li', name: '李二' },
]
const regions = [
  { code: '330600', name: '绍兴市', level: 'city' },
  { code: '330602', name: '越城区', level: 'county' },
  { code: '330602001', name: '塔山街道', level: 'town' },
  { code: '330602001001', name: '某社区', level: 'village' },
]
export const fixtureHash = 'ab'.repeat(32)
export const fixtureRow = '0190f3c2-7b1a-7c3d-8e4f-5a6b7c8d9e0f'

export const fixtureContext: KindContext = {
  today: '2026-03-02',
  zone: 'Asia/Shanghai',
  organ: wanted => organs.find(organ => organ.id === wanted || organ.name === wanted),
  person: wanted => people.find(person => person.id === wanted || person.name === wanted),
  region: wanted => regions.find(region => region.code === wanted || region.name === wanted),
  row: (_record, id) => id === fixtureRow,
  upload: hash => hash === fixtureHash,
}

const names = new Map([
  ...organs.map(o => [o.id, o.name]),
  ...people.map(p => [p.id, p.name]),
  ...regions.map(r => [r.code, r.name]),
  [fixtureRow, '督查计划一'],
] as [string, string][])
export const fixtureNames = (id: string): string | undefined => names.get(id)
