import { describe, expect, test } from 'vitest'
import type { City, Organ, Person, Region } from '#declare'
import { lanting } from '../../cities/lanting/city.ts'
import { checkCity } from './check-city.ts'

const messages = (change: Partial<City>) => checkCity({ ...lanting, ...change }).map(({ message }) => message)
const withRegion = (region: Region) => messages({ regions: [...lanting.regions, region] })
const organ = lanting.organs.find(({ id }) => id === '990100-bigdata')!
const withOrgan = (change: Partial<Organ>) =>
  messages({
    organs: [...lanting.organs, { ...organ, id: '990100-new', name: '市新局', fullName: '云溪市新局', aliases: [], former: [], ...change }],
  })
const person = lanting.people[0]!
const withPerson = (change: Partial<Person>) =>
  messages({ people: [...lanting.people, { ...person, id: 'p-new', account: 'yx-new', name: '某人', ...change }] })

test('a good city has no fault', () => {
  expect(checkCity(lanting)).toEqual([])
})

describe('regions', () => {
  test('codes are unique, of the right length and begin as their parent’s', () => {
    expect(withRegion({ code: '990102', name: '又一区', level: 'county', parent: '990100' })).toContain(
      '区划代码 990102 重复：兰渚区、又一区',
    )
    expect(withRegion({ code: '99010', name: '短码县', level: 'county', parent: '990100' })).toContain('短码县的代码 99010 应为6位数字')
    expect(withRegion({ code: '980103', name: '远县', level: 'county', parent: '990100' })).toEqual([
      '远县的代码 980103 与上级 990100 的前缀不一致',
    ])
    expect(withRegion({ code: '990181300', name: '错镇', level: 'town', parent: '990102' })).toEqual([
      '错镇的代码 990181300 与上级 990102 的前缀不一致',
    ])
  })

  test('parents exist one level up', () => {
    expect(withRegion({ code: '990103001', name: '孤街道', level: 'town', parent: '990103' })).toEqual(['孤街道的上级 990103 不在区划表中'])
    expect(withRegion({ code: '990100001', name: '直街道', level: 'town', parent: '990100' })).toEqual([
      '直街道的上级云溪市应是县（市、区）级，实为市级',
    ])
    expect(withRegion({ code: '990200', name: '二市', level: 'city', parent: null })).toEqual(['应有且只有一个市，现有2个'])
  })
})

describe('organs', () => {
  test('ids, regions, levels and parents fit', () => {
    expect(withOrgan({ id: '990100-bigdata' })).toContain('机构标识 990100-bigdata 重复')
    expect(withOrgan({ region: '990199', id: '990199-new' })).toEqual(['市新局所在区划 990199 不在区划表中'])
    expect(withOrgan({ level: 'county' })).toEqual(['市新局标为县（市、区）级，但云溪市是市级'])
    expect(withOrgan({ parent: '990100-none' })).toEqual(['市新局的上级机构 990100-none 不存在'])
    expect(withOrgan({ parent: '990100-new' })).toEqual(['市新局的上级机构绕成了环'])
    expect(withOrgan({ former: [{ name: '市旧局', until: '2024-02-30' }] })).toEqual([
      '市新局的曾用名“市旧局”失效日期“2024-02-30”不是有效日期',
    ])
  })

  test('no two organs of a region share a name', () => {
    expect(withOrgan({ aliases: ['市大数据局'] })).toEqual(['名称“市大数据局”同时指市数据局（990100-bigdata）和市新局（990100-new）'])
  })
})

describe('people', () => {
  test('posts refer to organs and to roles of their level', () => {
    const post = { role: 'inspector', organ: '990102001-gov', from: '2022-01-01' } as const
    expect(withPerson({ posts: [post] })).toEqual(['某人：镇（街道）级机构流觞街道办事处没有执法人员（inspector）岗位'])
    expect(withPerson({ posts: [{ ...post, organ: '990100-none' }] })).toEqual(['某人任职的机构 990100-none 不存在'])
    expect(withPerson({ posts: [{ ...post, role: 'wizard' as 'head' }] })).toEqual(['某人：岗位“wizard”不存在'])
    expect(withPerson({ posts: [] })).toEqual(['某人没有任职'])
  })

  test('accounts are unique and posts end after they begin', () => {
    expect(withPerson({ account: person.account })).toEqual([`账号 ${person.account} 重复`])
    const post = { role: 'head', organ: '990100-gov', from: '2022-01-01', to: '2021-12-31' } as const
    expect(withPerson({ posts: [post] })).toEqual(['某人的离任日期“2021-12-31”无效或早于任职日期 2022-01-01'])
  })
})

test('head and calendar', () => {
  expect(messages({ zone: 'Asia/Nowhere' })).toEqual(['时区“Asia/Nowhere”不存在，应写成 Asia/Shanghai'])
  expect(messages({ code: '990200' })).toEqual(['区划表中没有代码为 990200 的市'])
  const [year] = lanting.calendar
  expect(messages({ calendar: [year!, year!] })).toEqual(['2026年的日历重复'])
  expect(messages({ calendar: [{ ...year!, work: ['2026-11-23'] }] })).toEqual(['2026-11-23 不是周六或周日，不能作为调休上班日'])
})
