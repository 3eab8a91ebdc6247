import { describe, expect, test } from 'vitest'
import type { Organ } from '#declare'
import { lanting } from '../../../cities/lanting/city.ts'
import { shaoxing } from '../../../cities/shaoxing/city.ts'
import { createDirectory } from './create-directory.ts'
import { splitUnits } from './written-name.ts'
import { exactNames, type Labelled, likeNames, planNames, strangers } from './written-names.fixture.ts'

const directory = createDirectory(shaoxing.organs, shaoxing.regions)
const city = { region: '330600' }
const idOf = (label: string | null) => (label === null || /^\d/.test(label) ? label : `330600-${label}`)
const read = (written: string, region = '330600') => {
  const found = directory.match(written, { region })
  return found === null || found.how === 'collective' ? null : found
}
const misread = (names: readonly Labelled[]) =>
  names
    .map(([written, label]) => ({ written, meant: idOf(label), read: read(written)?.organ.id ?? null }))
    .filter(one => one.read !== one.meant)

describe('labelled names', () => {
  test('there are at least 120', () => {
    expect(planNames.length + exactNames.length + likeNames.length + strangers.length).toBeGreaterThanOrEqual(120)
  })

  test('every unit of the plan is found by its name', () => {
    expect(misread(planNames)).toEqual([])
    expect(new Set(planNames.map(([written]) => read(written)?.how))).toEqual(new Set(['name']))
  })

  test('the exact layers: precision 1, recall 1', () => {
    expect(misread(exactNames)).toEqual([])
    expect(exactNames.filter(([written]) => read(written)?.how === 'fuzzy')).toEqual([])
  })

  test('likeness: precision 1, recall at least 0.8', () => {
    const wrong = misread(likeNames)
    expect(wrong.filter(one => one.read !== null)).toEqual([])
    const meant = likeNames.filter(([, label]) => label !== null).length
    expect(1 - wrong.length / meant, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.8)
  })

  test('strangers are never taken for an organ of ours', () => {
    expect(misread(strangers)).toEqual([])
  })
})

describe('every organ', () => {
  test('is found by each of its names from where it is, or is said to be ambiguous, and never another', () => {
    const wrong: string[] = []
    let silent = 0
    for (const organ of shaoxing.organs) {
      for (const written of [organ.name, organ.fullName, ...organ.aliases]) {
        const found = directory.match(written, { region: organ.region })
        if (found === null) silent += 1
        else if (found.how === 'collective' || found.organ !== organ) wrong.push(`${written} → ${JSON.stringify(found)}`)
        else if (found.how === 'fuzzy') wrong.push(`${written} by likeness`)
      }
    }
    expect(wrong).toEqual([])
    expect(silent).toBe(0)
  })

  test('city and county organs are found by full name from anywhere in the city', () => {
    for (const organ of shaoxing.organs.filter(({ level }) => level === 'city' || level === 'county')) {
      for (const region of ['330600', '330602', '330681', '330681109']) expect(read(organ.fullName, region)?.organ.id).toBe(organ.id)
    }
  })
})

describe('slips of the pen', () => {
  const ours = shaoxing.organs.filter(({ level }) => level === 'city')
  const namesOf = (organ: Organ) => [organ.name, organ.fullName, ...organ.aliases]

  test('a character lost, replaced or swapped anywhere never names another organ by likeness', () => {
    const wrong: string[] = []
    for (const organ of ours) {
      for (const slip of namesOf(organ).flatMap(slips)) {
        const found = read(slip)
        if (found?.how === 'fuzzy' && found.organ !== organ) wrong.push(`${organ.name}: ${slip} → ${found.organ.name}`)
      }
    }
    expect(wrong).toEqual([])
  })

  test('an organ the directory does not know is not taken for its neighbour', () => {
    const wrong: string[] = []
    for (const organ of ours) {
      const without = createDirectory(
        ours.filter(other => other !== organ),
        shaoxing.regions,
      )
      for (const written of namesOf(organ)) {
        const found = without.match(written, city)
        if (found) wrong.push(`${written} → ${JSON.stringify(found)}`)
      }
    }
    expect(wrong).toEqual([])
  })
})

const slips = (name: string): string[] =>
  Array.from(name).flatMap((character, i) => {
    const before = name.slice(0, i)
    const after = name.slice(i + 1)
    return [before + after, `${before}某${after}`, `${before}${after.slice(0, 1)}${character}${after.slice(1)}`]
  })

describe('where the author stands', () => {
  test.each([
    ['市发改局', '330681', '330681-dev-reform'],
    ['市公安局', '330681', '330681-police'],
    ['市公安局', '330602', '330600-police'],
    ['区发改局', '330602', '330602-dev-reform'],
    ['发改局', '330603', '330603-dev-reform'],
    ['县公安局', '330624', '330624-police'],
    ['区市场监管局', '330604', '330604-market'],
    ['市大数据局', '330604', '330600-bigdata'],
    ['绍兴市大数据局', '330681', '330600-bigdata'],
    ['区教体局', '330602001', '330602-education'],
    ['人行绍兴市中心支行', '330681', '330600-central-bank'],
    ['绍兴军分区', '330681', '330600-garrison'],
    ['花园社区', '330602001', '330602001004-committee'],
  ])('%s in %s is %s', (written, region, id) => {
    expect(read(written, region)?.organ.id).toBe(id)
  })

  test('what only another level has is not guessed', () => {
    expect(read('市军分区', '330681')).toBeNull()
    expect(read('公安局', '330602001')).toBeNull()
    expect(read('市发改委', '999999')).toBeNull()
  })
})

describe('candidates', () => {
  const ids = (written: string, region = '330600') => directory.candidates(written, { region }, 8).map(({ organ }) => organ.id)

  test('a district’s unit without its district offers the districts', () => {
    expect(read('区公安分局')).toBeNull()
    expect(ids('区公安分局').toSorted()).toEqual(expect.arrayContaining(['330602-police', '330603-police', '330604-police']))
  })

  test('villages of one name are offered, not guessed', () => {
    const names = shaoxing.regions.filter(({ level }) => level === 'village').map(({ name }) => name)
    const twice = names.find((name, i) => name.endsWith('村委会') && names.indexOf(name) !== i)!
    expect(directory.match(twice, city)).toBeNull()
    expect(ids(twice).length).toBeGreaterThan(1)
  })

  test('the organ in the bracket is offered when the one before it is unknown', () => {
    expect(ids('工作专班（市发改委）')).toContain('330600-dev-reform')
  })

  test('a near miss is offered, best first, never more than asked', () => {
    expect(read('市大数据管理中心')).toBeNull()
    expect(ids('市大数据管理中心')[0]).toBe('330600-bigdata')
    expect(ids('市环境局')[0]).toBe('330600-ecology')
    expect(directory.candidates('市局', city, 3).length).toBeLessThanOrEqual(3)
  })
})

describe('collective forms', () => {
  test.each([
    '市政府有关部门',
    '各有关部门和单位',
    '市政府有关部门（单位）',
    '市级有关部门',
    '市委各部门',
    '市政府各部门、各单位',
    '市直各单位',
    '各相关单位',
    '其他有关单位',
    '市有关部门',
    '市级机关各部门',
  ])('%s means departments nobody has named', written => {
    expect(directory.match(written, city)).toEqual({ how: 'collective', scope: 'departments', organs: [], confidence: 1 })
  })

  test.each([
    '各区、县（市）政府',
    '各区、县（市）人民政府',
    '各区、县〔市〕政府',
    '各县（市、区）政府',
    '各区县（市）',
    '各区、县(市)',
    '各县（市、区）人民政府',
  ])('%s means the six county governments', written => {
    const found = directory.match(written, city)
    expect(found?.how).toBe('collective')
    expect(found?.how === 'collective' && found.organs.map(({ id }) => id)).toEqual(
      ['330602', '330603', '330604', '330624', '330681', '330683'].map(code => `${code}-gov`),
    )
  })

  test('towns and villages of the author’s region', () => {
    const count = (written: string, region: string) => {
      const found = directory.match(written, { region })
      return found?.how === 'collective' ? found.organs.length : null
    }
    expect(count('各镇（街道）', '330602')).toBe(17)
    expect(count('各乡镇（街道）', '330600')).toBe(103)
    expect(count('各乡镇人民政府（街道办事处）', '330681')).toBe(23)
    expect(count('各村（社区）', '330602001')).toBeGreaterThan(3)
  })
})

test('a list line falls into its units', () => {
  expect(splitUnits('市委改革办（市跨境办、某办）、市发改委，绍兴电力局，各区、县（市）政府。')).toEqual([
    '市委改革办(市跨境办,某办)'.replace(',', '、'),
    '市发改委',
    '绍兴电力局',
    '各区、县(市)政府',
  ])
})

test('another city, another directory', () => {
  const other = createDirectory(lanting.organs, lanting.regions)
  const found = other.match('市大数据局', { region: '990100' })
  expect(found?.how === 'alias' && found.organ.id).toBe('990100-bigdata')
  const old = other.match('市信息中心', { region: '990100' })
  expect(old?.how === 'former' && old.organ.id).toBe('990100-bigdata')
  expect(other.match('绍兴市大数据局', { region: '990100' })).toBeNull()
})
