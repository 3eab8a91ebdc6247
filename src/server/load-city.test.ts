import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { Problem } from '#declare'
import { listCities, loadCity } from './load-city.ts'

const folder = mkdtempSync(join(tmpdir(), 'cities-'))
const cities = pathToFileURL(`${folder}/`)
const write = (id: string, text: string) => {
  mkdirSync(join(folder, id), { recursive: true })
  writeFileSync(join(folder, id, 'city.ts'), text)
}
afterAll(() => rmSync(folder, { recursive: true }))

const problemOf = async (id: string, from = cities): Promise<Problem> => {
  try {
    await loadCity(id, from)
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('No problem')
}

test('every city of the repository loads', async () => {
  expect(listCities()).toEqual(['lanting', 'shaoxing'])
  for (const id of listCities()) expect((await loadCity(id)).id).toBe(id)
})

describe('a problem of the setting', () => {
  test('an unknown city names the known ones', async () => {
    const problem = await problemOf('atlantis', new URL('../../cities/', import.meta.url))
    expect(problem.code).toBe('setting')
    expect(problem.message).toBe('没有名为“atlantis”的城市，可选：lanting、shaoxing')
  })

  test('a path is not a city', async () => {
    expect((await problemOf('../src')).code).toBe('setting')
  })

  test('a city under another name', async () => {
    write('old-town', 'export const elsewhere = {}')
    expect((await problemOf('old-town')).message).toBe('cities/old-town/city.ts 应导出名为 oldTown 的城市')
    write('new-town', "export const newTown = { id: 'other', regions: [] }")
    expect((await problemOf('new-town')).message).toContain('应与文件夹同名')
  })

  test('files that cannot be read', async () => {
    write('torn', "throw new Error('regions.csv:7: 有3列，应为4列')")
    expect((await problemOf('torn')).message).toBe('城市“torn”的资料读不出来：regions.csv:7: 有3列，应为4列')
  })

  test('all faults at once', async () => {
    const city = {
      id: 'broken',
      code: '990300',
      name: '错市',
      zone: 'Asia/Shanghai',
      brand: { title: '错', short: '错', primaryColor: 'red', synthetic: true },
      regions: [
        { code: '990300', name: '错市', level: 'city', parent: null },
        { code: '990401', name: '错县', level: 'county', parent: '990300' },
      ],
      organs: [
        {
          id: '990300-gov',
          name: '市政府',
          fullName: '错市人民政府',
          aliases: [],
          line: 'gov',
          level: 'city',
          region: '990300',
          parent: 'none',
        },
      ],
      people: [
        { id: 'p', name: '甲', account: 'a', phone: '', title: '', posts: [{ role: 'liaison', organ: '990399-gov', from: '2022-01-01' }] },
      ],
      calendar: [{ year: 2026, source: null, status: 'official', holidays: [], work: [] }],
    }
    write('broken', `export const broken = ${JSON.stringify(city)}`)
    const problem = await problemOf('broken')
    expect(problem.faults.map(({ at }) => at)).toEqual([
      'brand.primaryColor',
      'regions.990401',
      'organs.990300-gov',
      'people.p',
      'calendar.2026.source',
    ])
    expect(problem.message).toContain('城市“broken”的资料有5处错误：主色')
  })
})
