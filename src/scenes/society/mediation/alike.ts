// Disputes that may be the same as this one, and closed ones that went alike: found among what the asking person may see, each with its grounds.
import { all, any, type CityPort, operation, Problem, type RowValues, ref, refs, type StoredRow } from '#declare'
import { addDays } from '../../../fields/date/civil-date.ts'
import { candidates, dice, type Matter } from '../../../methods/same-matter/same-matter.ts'
import { samePeople } from './people.ts'
import { dispute, type kinds } from './records.ts'

const d = refs(dispute)
const input = { dispute: ref(() => dispute, { label: '纠纷', required: true }) }
const roles = ['mediator', 'mediation-head'] as const

/** `people`: keys of everybody in it (people.ts). */
export const matterOf = (row: StoredRow, people: readonly string[]): Matter & { readonly row: StoredRow } => ({
  row,
  people,
  region: row.region,
  spot: String(row['spot'] ?? ''),
  ...(row['place'] ? { at: row['place'] as { lng: number; lat: number } } : {}),
  kind: String(row['kind'] ?? ''),
  words: `${row['topic'] ?? ''}${row['story'] ?? ''}`,
  on: row.createdAt.slice(0, 10),
})

async function rowOf(city: CityPort, given: RowValues): Promise<StoredRow> {
  const [row] = await city.find(dispute, d.id.is(String(given['dispute'])), 1)
  if (!row) throw new Problem('not-found', '没有找到这件纠纷，它可能已被删除，或您无权查看')
  return row
}

const shown = (row: StoredRow) => ({
  id: row.id,
  number: row['number'] ?? null,
  topic: row['topic'],
  kind: row['kind'],
  state: row['state'],
  on: row.createdAt.slice(0, 10),
})

/** 并案线索: open disputes of the same county within a year, that are perhaps the same. */
export const findSame = operation(dispute, {
  name: 'find-same',
  label: '查找同一纠纷',
  roles,
  input,
  run: async (city, given) => {
    const row = await rowOf(city, given)
    const others = await city.find(
      dispute,
      all(
        d.region.within(row.region.slice(0, 6)),
        d.id.isNot(row.id),
        d.ended.is(false),
        d.mergedInto.isEmpty(),
        d.createdAt.atLeast(addDays(city.today, -365)),
      ),
      2000,
    )
    const people = await samePeople(city, row)
    const matters = others.map(one => matterOf(one, people.of(one)))
    return {
      found: candidates(matterOf(row, people.own), matters).map(({ matter, sameness }) => ({
        ...shown(matter.row),
        score: sameness.score,
        grounds: sameness.grounds.map(ground =>
          ground.ground === 'person' ? { ...ground, says: `${ground.says}（${people.how(matter.row)}）` } : ground,
        ),
      })),
    }
  },
})

/** 类案参考: the five closed disputes of the same kind whose words are nearest, with what came of them. */
export const findAlike = operation(dispute, {
  name: 'find-alike',
  label: '查找类似案例',
  roles,
  input,
  run: async (city, given) => {
    const row = await rowOf(city, given)
    const closed = await city.find(
      dispute,
      all(
        d.kind.is(row['kind'] as keyof typeof kinds),
        d.id.isNot(row.id),
        d.voided.is(false),
        any(d.state.is('closed'), d.state.is('failed')),
      ),
      2000,
    )
    const words = (of: StoredRow) => `${of['topic']}${of['story']}`
    return {
      found: closed
        .map(one => ({ one, score: dice(words(row), words(one)) }))
        .sort((a, b) => b.score - a.score || b.one.createdAt.localeCompare(a.one.createdAt))
        .slice(0, 5)
        .map(({ one, score }) => ({
          ...shown(one),
          score: Math.round(score * 100) / 100,
          level: one['level'] ?? null,
          facts: one['facts'] ?? null,
          terms: ((one['terms'] ?? []) as { what: string }[]).map(term => term.what),
          outcome: one['state'] === 'failed' ? String(one['guidanceWhy'] ?? '') : String(one['performance'] ?? ''),
          days: Math.max(
            0,
            Math.round((Date.parse(String(one['solvedOn'] ?? one['endedAt'])) - Date.parse(one.createdAt.slice(0, 10))) / 86_400_000),
          ),
        })),
    }
  },
})
