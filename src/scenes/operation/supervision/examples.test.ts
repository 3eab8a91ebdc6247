// What supervision works out, against what others have: working days of published notices, and scores worked out by hand.
import { pointsFor, rank } from '../../../capabilities/store/scorecards.ts'
import { createCalendar } from '../../../methods/workday-calendar/create-calendar.ts'
import { loadCity } from '../../../server/load-city.ts'
import { examplesOf } from '../../../testing/examples.ts'
import { isAttained } from './figures.ts'
import { ranking } from './indicators.ts'

const city = await loadCity('shaoxing')
const calendar = createCalendar([...city.calendar], city.zone)

examplesOf('书面回复期限（3个工作日）', {
  source: '国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）',
  cases: [
    { name: '春节前：1月26日（周日）上班，1月28日起放假', given: '2025-01-24', expected: '2025-02-05' },
    { name: '国庆：9月28日（周日）上班，10月1日至8日放假', given: '2025-09-26', expected: '2025-09-30' },
    { name: '国庆假期跨越：10月11日（周六）上班', given: '2025-09-30', expected: '2025-10-11' },
    { name: '劳动节：4月27日（周日）上班，5月1日至5日放假', given: '2025-04-25', expected: '2025-04-29' },
  ],
  compute: from => calendar.addWorkdays(from, 3),
})

examplesOf('量化目标是否达到', {
  source: '手算',
  cases: [
    { given: { comparator: '>=', value: 95, current: 95 }, expected: true },
    { given: { comparator: '>', value: 400, current: 400 }, expected: false },
    { given: { comparator: '<=', value: 20, current: 21 }, expected: false },
    { given: { comparator: '>=', value: 1, current: null }, expected: null },
  ],
  compute: isAttained,
})

/** On-time rate 90, progress 80, closing rate 50, urged 10 %, returned 0 %. */
const values = [90, 80, 50, 10, 0]
examplesOf('牵头单位评价得分', {
  source: '手算：按期率 90% → 75 分×40；进度 80 → 80×25；办结率 50 → 50×15；催办 10% → 80×10；退回 0 → 100×10；合计 7550÷100',
  within: 1e-9,
  cases: [{ given: values, expected: 75.5 }],
  compute: given =>
    ranking.parts.reduce((sum, part, index) => sum + pointsFor(part.points, given[index]!) * part.weight, 0) /
    ranking.parts.reduce((sum, part) => sum + part.weight, 0),
})

examplesOf('名次', {
  source: '手算：同分并列，其后顺延',
  cases: [{ given: [80, 90, 90, 70], expected: [1, 1, 3, 4] }],
  compute: given => rank(given.map((score, index) => ({ score, subject: String(index) }))).map(row => row.rank),
})
