// What double-random inspection works out, against what others have: working days of published notices, and merges worked out by hand.

import { valueOn } from '#declare'
import { creditCheck } from '../../../fields/credit-code/field.ts'
import { createCalendar } from '../../../methods/workday-calendar/create-calendar.ts'
import { loadCity } from '../../../server/load-city.ts'
import { examplesOf } from '../../../testing/examples.ts'
import { drawRates, yearlyVisits } from './parameters.ts'
import { mergeItems } from './planning.ts'
import { creditCodeOf } from './registers.ts'
import { faultOf } from './visiting.ts'

const city = await loadCity('shaoxing')
const calendar = createCalendar([...city.calendar], city.zone)

examplesOf('公示期限（检查完成后20个工作日）', {
  source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
  cases: [
    { name: '1月26日、2月8日上班，1月28日至2月4日放假', given: '2025-01-13', expected: '2025-02-14' },
    { name: '4月27日上班，5月1日至5日放假', given: '2025-04-14', expected: '2025-05-14' },
    { name: '没有假期的月份：整四周', given: '2025-07-01', expected: '2025-07-29' },
  ],
  compute: from => calendar.addWorkdays(from, 20),
})

const item = (organ: string, industry: string, take: number, from: string, to: string) => ({
  organ,
  matter: `${organ} ${industry}`,
  industry,
  take,
  from,
  to,
})
examplesOf('合并同类企业、时间重叠的抽查', {
  source: '手算：市场16户、执法12户重叠 → 抽16户，少入企12户次；印染与之无关；11月的餐饮不重叠',
  cases: [
    {
      given: [
        item('enforcement', 'catering', 12, '2026-04-15', '2026-05-15'),
        item('market', 'catering', 16, '2026-04-01', '2026-04-30'),
        item('ecology', 'dye', 14, '2026-04-01', '2026-04-30'),
        item('market', 'catering', 5, '2026-11-01', '2026-11-30'),
      ],
      expected: [
        ['catering', 16, 28, '2026-04-01', '2026-05-15', 2],
        ['catering', 5, 5, '2026-11-01', '2026-11-30', 1],
        ['dye', 14, 14, '2026-04-01', '2026-04-30', 1],
      ],
    },
    {
      name: '甲乙重叠、乙丙重叠，则三者合并',
      given: [
        item('a', 'works', 3, '2026-04-01', '2026-04-10'),
        item('b', 'works', 4, '2026-04-10', '2026-04-20'),
        item('c', 'works', 2, '2026-04-20', '2026-04-30'),
      ],
      expected: [['works', 4, 9, '2026-04-01', '2026-04-30', 3]],
    },
  ],
  compute: given => mergeItems(given).map(one => [one.industry, one.take, one.asked, one.from, one.to, one.matters.length]),
})

const asked = [{ matter: 'm', item: '明码标价' }]
const bad = { ...asked[0]!, answer: 'bad' as const, note: '未标价' }
examplesOf('检查结果与检查表是否相符', {
  source: '手算：国市监信〔2019〕38号所列八类结果',
  cases: [
    {
      given: { result: 'clean' as const, answers: [{ ...asked[0]!, answer: 'good' as const }], findings: undefined, signer: true },
      expected: undefined,
    },
    {
      given: { result: 'clean' as const, answers: [bad], findings: undefined, signer: true },
      expected: '检查表有1项不符合，检查结果不能是“未发现问题”',
    },
    { given: { result: 'corrected' as const, answers: [bad], findings: '未标价', signer: true }, expected: undefined },
    { given: { result: 'unreachable' as const, answers: [], findings: '无人', signer: false }, expected: undefined },
    { given: { result: 'unreachable' as const, answers: [], findings: undefined, signer: false }, expected: '请写明发现的问题' },
  ],
  compute: given => faultOf({ ...given, asked }),
})

examplesOf('抽取权重和年度上限（A、B、C、D、E）', {
  source: '本市设定：A 0.5倍、B 1倍、C 2倍、D 和未分类 3倍；计划内入企 A、B 每年1次，C、未分类2次，D 不限',
  cases: [
    {
      given: '2026-03-02',
      expected: [
        [0.5, 1, 2, 3, 3],
        [1, 1, 2, 2],
      ],
    },
  ],
  compute: day => [Object.values(drawRates).map(one => valueOn(one, day) / 2), Object.values(yearlyVisits).map(one => valueOn(one, day))],
})

examplesOf('演示企业的统一社会信用代码校验位', {
  source: 'GB 32100-2015；对照公开代码 91350206MA31LUJ437',
  cases: [
    { given: '91350206MA31LUJ43', expected: '7' },
    { given: creditCodeOf('330602', 1).slice(0, 17), expected: creditCodeOf('330602', 1)[17]! },
  ],
  compute: body => creditCheck(body),
})
