import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { Organ } from '#declare'
import { derivePeople } from './derive-people.ts'
import { townOrgan, villageOrgan } from './local-organs.ts'
import { readCsv } from './read-csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'assembly-'))
afterAll(() => rmSync(folder, { recursive: true }))
const csv = (text: string) => {
  const path = join(folder, `${Math.random()}.csv`)
  writeFileSync(path, text)
  return pathToFileURL(path)
}

describe('readCsv', () => {
  test('quotes, a byte order mark, other line ends, columns in any order', () => {
    expect(readCsv(csv('\uFEFFb,a\r\n"x, ""y""",1\r\n,2\r\n'), ['a', 'b'])).toEqual([
      { a: '1', b: 'x, "y"' },
      { a: '2', b: '' },
    ])
  })

  test('a missing column and a torn row are named', () => {
    expect(() => readCsv(csv('a\n1\n'), ['a', 'b'])).toThrow('缺少列 b')
    expect(() => readCsv(csv('a,b\n1,2\n1\n'), ['a', 'b'])).toThrow(':3: 有1列，应为2列')
  })
})

describe('organs by rule', () => {
  const city = { code: '330600', name: '绍兴市', level: 'city', parent: null } as const
  const district = { code: '330602', name: '越城区', level: 'county', parent: '330600' } as const
  const townCity = { code: '330681', name: '诸暨市', level: 'county', parent: '330600' } as const
  const street = { code: '330602001', name: '塔山街道', level: 'town', parent: '330602' } as const

  test('towns have governments, streets have offices', () => {
    expect(townOrgan(street, district, city)).toMatchObject({ name: '塔山街道办事处', fullName: '绍兴市越城区人民政府塔山街道办事处' })
    const town = { code: '330681109', name: '枫桥镇', level: 'town', parent: '330681' } as const
    expect(townOrgan(town, townCity, city)).toMatchObject({ id: '330681109-gov', name: '枫桥镇政府', fullName: '诸暨市枫桥镇人民政府' })
  })

  test.each([
    ['001', '花园社区', '花园社区居委会', '塔山街道花园社区居民委员会'],
    ['002', '春波社区居委会', '春波社区居委会', '塔山街道春波社区居民委员会'],
    ['003', '华山居民委员会', '华山居委会', '塔山街道华山居民委员会'],
    ['004', '石璜居委会', '石璜居委会', '塔山街道石璜居民委员会'],
    ['200', '雅璜村委会', '雅璜村委会', '塔山街道雅璜村村民委员会'],
    ['201', '百官一村', '百官一村委会', '塔山街道百官一村村民委员会'],
    ['500', '小将林场管理区', '小将林场管理区', '塔山街道小将林场管理区'],
  ])('%s %s', (digits, written, name, fullName) => {
    const village = { code: `330602001${digits}`, name: written, level: 'village', parent: street.code } as const
    expect(villageOrgan(village, street)).toMatchObject({ id: `330602001${digits}-committee`, name, fullName })
  })
})

describe('derivePeople', () => {
  const organ = (id: string): Organ => ({
    id,
    name: id,
    fullName: id,
    aliases: [],
    line: 'x',
    level: 'city',
    region: id.slice(0, 6),
    parent: null,
  })
  const derive = (ids: string[]) =>
    derivePeople({
      organs: ids.map(organ),
      seatsOf: () => [
        { role: 'head', title: '局长' },
        { role: 'handler', title: '承办人' },
      ],
      accounts: { '330600': 'sx' },
    })

  test('a new organ changes nobody else’s name, account or date', () => {
    const [, ...after] = derive(['330600-new', '330600-a', '330600-b']).map(({ phone, ...person }) => person)
    expect(after.slice(1)).toEqual(derive(['330600-a', '330600-b']).map(({ phone, ...person }) => person))
  })

  test('an account prefix or a person that is missing is said', () => {
    expect(() => derive(['440100-a'])).toThrow('区划 440100 没有账号前缀')
    const post = { role: 'head', organ: 'x', from: '2024-01-01' } as const
    expect(() => derivePeople({ organs: [], seatsOf: () => [], accounts: {}, extra: [{ person: 'p-x', post }] })).toThrow('没有名为“p-x”')
  })
})
