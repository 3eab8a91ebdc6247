import { describe, expect, test } from 'vitest'
import type { Level } from '#declare'
import { lanting } from '../lanting/city.ts'
import { shaoxing } from './city.ts'
import { examples } from './people.ts'

const count = <T extends { level: Level }>(all: readonly T[]) =>
  Object.fromEntries(['city', 'county', 'town', 'village'].map(level => [level, all.filter(one => one.level === level).length]))
const organ = (id: string) => shaoxing.organs.find(one => one.id === id)
const person = (id: string) => shaoxing.people.find(one => one.id === id)!
const today = '2026-11-23'
const now = (id: string) => person(id).posts.filter(({ from, to }) => from <= today && (to === undefined || to >= today))

test('1 city, 6 counties, 103 towns, 2,168 villages', () => {
  expect(count(shaoxing.regions)).toEqual({ city: 1, county: 6, town: 103, village: 2168 })
  expect(shaoxing.regions.filter(({ level }) => level === 'county').map(({ name }) => name)).toEqual([
    '越城区',
    '柯桥区',
    '上虞区',
    '新昌县',
    '诸暨市',
    '嵊州市',
  ])
})

describe('organs', () => {
  test('every region has its government or committee', () => {
    expect(count(shaoxing.organs)).toEqual({ city: 74, county: 299, town: 103, village: 2168 })
    const governed = new Set(shaoxing.organs.filter(({ line }) => line === 'gov' || line === 'committee').map(({ region }) => region))
    expect(shaoxing.regions.filter(({ code }) => !governed.has(code))).toEqual([])
  })

  test('the county counterparts share the duty of the city’s', () => {
    const lines = new Set(shaoxing.organs.filter(({ level }) => level === 'city').map(({ line }) => line))
    expect(shaoxing.organs.filter(({ level, line }) => level === 'county' && !lines.has(line))).toEqual([])
  })

  test('county names follow what kind of county it is', () => {
    expect(organ('330602-gov')).toMatchObject({
      name: '越城区政府',
      fullName: '绍兴市越城区人民政府',
      aliases: ['越城区', '越城区人民政府'],
    })
    expect(organ('330681-gov')?.fullName).toBe('诸暨市人民政府')
    expect(organ('330602-police')).toMatchObject({ fullName: '绍兴市公安局越城区分局', parent: '330600-police' })
    expect(organ('330681-police')).toMatchObject({ name: '诸暨市公安局', parent: null })
    expect(organ('330624-ecology')?.fullName).toBe('绍兴市生态环境局新昌分局')
    expect(organ('330602-weather')).toBeUndefined()
    expect(organ('330683-supervision')?.parent).toBe('330683-gov-office')
  })
})

describe('people', () => {
  test('are synthetic by their numbers, and each has one of his own', () => {
    expect(shaoxing.people.filter(({ phone }) => !/^1990000\d{4}$/.test(phone))).toEqual([])
    expect(new Set(shaoxing.people.map(({ phone }) => phone)).size).toBe(shaoxing.people.length)
    expect(shaoxing.people.filter(({ name }) => !/^[\u4e00-\u9fff]{2,3}$/.test(name))).toEqual([])
  })

  test('every office has a head, a liaison and a handler; every village a head and a mediator', () => {
    const held = new Set(shaoxing.people.flatMap(({ posts }) => posts.filter(({ to }) => !to).map(({ role, organ }) => `${organ} ${role}`)))
    const missing = shaoxing.organs.flatMap(({ id, level }) =>
      (level === 'village' ? ['head', 'mediator', 'handler'] : ['head', 'liaison', 'handler']).filter(role => !held.has(`${id} ${role}`)),
    )
    expect(missing).toEqual([])
    expect(shaoxing.organs.filter(({ id, level }) => level === 'town' && !held.has(`${id} mediation-head`))).toEqual([])
  })

  test('the city’s data bureau, audit, supervision, leaders and inspectors are staffed', () => {
    const at = (role: string, organ: string) =>
      shaoxing.people.filter(({ posts }) => posts.some(post => post.role === role && post.organ === organ && !post.to)).length
    expect([at('data-steward', '330600-bigdata'), at('administrator', '330600-bigdata')]).toEqual([2, 1])
    expect([at('supervision-head', '330600-supervision'), at('supervisor', '330600-supervision')]).toEqual([1, 2])
    expect([at('leader', '330600-gov'), at('auditor', '330600-audit')]).toEqual([8, 2])
    for (const line of ['market', 'enforcement', 'ecology', 'emergency', 'transport']) {
      expect(at('inspector', `330600-${line}`)).toBe(2)
      expect(at('inspector', `330602-${line}`)).toBe(2)
    }
    expect(at('mediator', '330600-mediation')).toBe(4)
  })

  test('some hold two posts, some have left one', () => {
    expect(now('p-330600-bigdata-liaison').map(({ role }) => role)).toEqual(['liaison', 'data-steward'])
    expect(now('p-330600-economy-handler-2').map(({ organ }) => organ)).toEqual(['330600-bigdata'])
    expect(now('p-330600-supervision-supervisor-3').map(({ organ }) => organ)).toEqual(['330602-supervision'])
    expect(now('p-330600-gov-office-head').map(({ role }) => role)).toEqual(['head'])
  })

  test('the example accounts exist', () => {
    const accounts = new Set(shaoxing.people.map(({ account }) => account))
    expect(examples.filter(({ account }) => !accounts.has(account))).toEqual([])
  })

  test('nobody of the fictitious city shares an account with Shaoxing', () => {
    const accounts = new Set(shaoxing.people.map(({ account }) => account))
    expect(lanting.people.filter(({ account }) => accounts.has(account))).toEqual([])
  })
})

test('the fictitious city is small and says what it is', () => {
  expect(count(lanting.regions)).toEqual({ city: 1, county: 2, town: 4, village: 8 })
  expect(lanting.brand.synthetic).toBe(true)
  expect(lanting.name).toContain('虚构')
  expect(lanting.people.length).toBeLessThan(90)
})
