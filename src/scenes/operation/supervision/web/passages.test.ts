import { describe, expect, it } from 'vitest'
import { marksOf, paragraphsOf, piecesOf, readDate, readGoal } from './passages.ts'
import type { Plan, Task } from './plan-data.ts'

const body =
  '某市人民政府文件\n\n某政〔2026〕1号\n\n一、总体要求\n\n1. 做好供气。储气达到20万立方米。2026年底前完成。\n\n责任单位：市建设局、市燃气公司'
const from = body.indexOf('1.')
const at = (words: string) => ({ from: body.indexOf(words), to: body.indexOf(words) + words.length })
const task: Task = {
  id: 't',
  version: 1,
  number: null,
  ordinal: '1',
  title: '做好供气',
  body: '',
  chapter: '',
  lead: 'a',
  joint: [],
  dueOn: null,
  from,
  to: body.length,
  case: null,
  units: [
    { written: '市建设局', role: 'lead', organ: 'a', ...at('市建设局') },
    { written: '市燃气公司', role: 'joint', ...at('市燃气公司') },
  ],
}
const plan: Pick<Plan, 'body' | 'chapters' | 'issuer' | 'documentNumber'> = {
  body,
  chapters: [{ number: '一', title: '总体要求', depth: 1, from: body.indexOf('一、'), to: body.length }],
  issuer: '某市人民政府',
  documentNumber: '某政〔2026〕1号',
}

describe('passages', () => {
  it('sets the lines of an official document', () => {
    expect(paragraphsOf(plan, [task]).map(one => one.look)).toEqual(['masthead', 'number', 'heading', 'text', 'text'])
    expect(paragraphsOf(plan, [task]).map(one => one.task)).toEqual([null, null, null, 't', 't'])
  })
  it('marks name, units and terms, and cuts without losing a character', () => {
    const marks = marksOf(body, [task], [], [])
    expect(marks.map(mark => [mark.kind, body.slice(mark.from, mark.to)])).toEqual([
      ['title', '做好供气'],
      ['due', '2026年底前'],
      ['lead', '市建设局'],
      ['open', '市燃气公司'],
    ])
    for (const paragraph of paragraphsOf(plan, [task]))
      expect(
        piecesOf(body, paragraph, marks)
          .map(piece => piece.text)
          .join(''),
      ).toBe(body.slice(paragraph.from, paragraph.to))
  })
  it.each([
    ['镇村化解比例不低于90%', { indicator: '镇村化解比例', comparator: '>=', value: 90, unit: '%' }],
    ['主城区停电平均恢复时间不超过45分钟', { indicator: '主城区停电平均恢复时间', comparator: '<=', value: 45, unit: '分钟' }],
    ['建成5G基站2.4万个以上', { indicator: '建成5G基站', comparator: '>=', value: 24_000, unit: '个' }],
    ['全年公共数据交易量达到30亿条', { indicator: '全年公共数据交易量', comparator: '>=', value: 3_000_000_000, unit: '条' }],
  ])('reads a goal from “%s”', (words, goal) => expect(readGoal(words)).toEqual(goal))
  it('reads no goal without a number', () => expect(readGoal('持续推进改革')).toBeNull())
  it.each([
    ['2026年9月底前', '2026-09-30'],
    ['2027年1月15日前', '2027-01-15'],
    ['年底前完成', '2026-12-31'],
    ['2月中旬', '2026-02-20'],
    ['长期坚持', null],
  ])('reads a term from “%s”', (words, date) => expect(readDate(words, '2026')).toBe(date))
})
