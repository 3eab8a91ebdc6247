// The list of what the security standard demands stays whole: every number once, counts that are true, and files that are there.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
/** Without the blanks that align the tables. */
const text = readFileSync(join(root, 'docs/security/asvs.md'), 'utf8').replace(/ {2,}/g, ' ')
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (\S+) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, number, level, demand, verdict, where, tests]) => ({
    number: number!,
    level,
    demand,
    verdict: verdict!.replaceAll('*', ''),
    where: where!,
    tests: tests!,
  }),
)

/** Section and how far its demands of level 1 and 2 are numbered: in version 5.0.0 those of level 3 come last in each section. */
const sections =
  '1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2'

test('has every number of levels 1 and 2 once', () => {
  const wanted = sections.split(' ').flatMap(one => {
    const [section, last] = one.split(':')
    return Array.from({ length: Number(last) }, (_, n) => `${section}.${n + 1}`)
  })
  expect(wanted).toHaveLength(253)
  expect(rows.map(row => row.number)).toEqual(wanted)
  expect(rows.filter(row => row.level === '1')).toHaveLength(70)
})

test('counts what it says', () => {
  const told = [...text.matchAll(/^\| (满足|满足★|不适用|未满足)(?:（.*?）)? \| (\d+) \|$/gm)].map(
    ([, verdict, count]) => [verdict, Number(count)] as const,
  )
  expect(told).toEqual(['满足', '满足★', '不适用', '未满足'].map(verdict => [verdict, rows.filter(row => row.verdict === verdict).length]))
  for (const row of rows.filter(one => one.verdict === '未满足')) expect(text).toContain(`- ${row.number} ${row.demand}：`)
})

test('names files that are there, and tests that have a letter', () => {
  const named = [...text.matchAll(/`((?:src|docs|cities|bin)\/[^`\s]+|[A-Z]+\.md|package-lock\.json)`/g)].map(match => match[1]!)
  expect(named.length).toBeGreaterThan(80)
  expect(named.filter(path => !existsSync(join(root, path)))).toEqual([])
  const letters = new Set([...text.matchAll(/^- ([A-Z]+)：`/gm)].map(match => match[1]))
  expect(rows.flatMap(row => row.tests.split(' ')).filter(one => one !== '—' && !letters.has(one))).toEqual([])
})
