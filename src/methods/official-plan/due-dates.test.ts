import { expect, test } from 'vitest'
import { findDueDates, findStanding, readDay } from './due-dates.ts'

const context = { year: 2026, issued: '2026-03-10' }

test.each([
  ['2027年底前建成', ['2027-12-31']],
  ['到2028年，覆盖率提高', ['2028-12-31']],
  ['2026年6月底前完成', ['2026-06-30']],
  ['6月30日前报送', ['2026-06-30']],
  ['2027年2月底前完成', ['2027-02-28']],
  ['在2028年2月末前完成', ['2028-02-29']],
  ['2027年第三季度完成', ['2027-09-30']],
  ['三季度末完成', ['2026-09-30']],
  ['年底前建成，2027年6月底前投用', ['2026-12-31', '2027-06-30']],
  ['上半年完成招标', ['2026-06-30']],
  ['“十五五”末基本建成', ['2030-12-31']],
  ['本方案印发之日起30日内', ['2026-04-09']],
  ['二〇二七年底前', ['2027-12-31']],
  ['2026年1月1日至12月31日执行', []],
  ['从2026年5月1日起施行', []],
  ['截至2025年底，已建成', []],
  ['每年底前报告', []],
  ['较2025年增长', []],
  ['落实2025年版指南', []],
  ['历年年底都开展', []],
])('terms in %s', (words, dates) => {
  expect(findDueDates(words, context).map(found => found.date)).toEqual(dates)
})

test('under a label any date is a term', () => {
  expect(findDueDates('完成时限：2026年9月', { ...context, labelled: true }).map(found => found.date)).toEqual(['2026-09-30'])
  expect(findDueDates('完成时限：2026—2028年', { ...context, labelled: true }).map(found => found.date)).toEqual(['2028-12-31'])
})

test('terms that are no date', () => {
  expect(findStanding('长期坚持，每季度末通报', false)).toEqual(['长期坚持', '每季度末'])
  expect(findStanding('持续推进', true)).toEqual(['持续推进'])
  expect(findStanding('持续推进数据治理', false)).toEqual([])
})

test('days', () => {
  expect(readDay('二〇二六年三月十日')).toBe('2026-03-10')
  expect(readDay('2026年3月9日印发')).toBe('2026-03-09')
  expect(readDay('2026年13月9日')).toBeNull()
})
