import { describe, expect, it } from 'vitest'
import { choice, days, here, inRegion, record, text, watchRows } from '#declare'
import { conditionFields } from '../condition/fields.ts'
import { type Incident, replayWatch, scoreWatch } from './replay-watch.ts'

const dispute = record('replay-dispute', {
  label: '纠纷',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'place',
  access: [inRegion(['supervisor'])],
  fields: { place: text({ label: '地点' }), kind: choice({ label: '类型', of: { wage: '欠薪', noise: '噪声' } }) },
})
const watch = (atLeast: number) =>
  watchRows(dispute, {
    name: 'place',
    label: '同地多发',
    level: 'orange',
    when: d => d.kind.is('wage'),
    atLeast,
    within: days(7),
    same: ['place'],
    tell: here('supervisor'),
  })
const day = 86_400_000
const options = {
  windowMs: 7 * day,
  context: { fields: conditionFields(dispute), now: new Date('2026-04-01'), zone: 'Asia/Shanghai', me: null, organs: [], regions: [] },
}
const at = (date: number, hour = 0) => new Date(Date.UTC(2026, 2, date, hour)).toISOString()
const row = (place: string | null, date: number, kind = 'wage') => ({ id: `${place} ${date} ${kind}`, place, kind, createdAt: at(date) })

describe('replaying a watch', () => {
  // By hand, three within seven days. 甲: 1, 3, 5 March → from the 5th; the 4th row on the 6th; on the 8th the first has left (3 left), on
  // the 10th the second (2 left): over. Again 20, 21, 22 → from the 22nd until the 27th.
  // 乙: 1, 9, 17 March: never. 丙: three, but one of noise: never.
  const rows = [
    ...[1, 3, 5, 6, 20, 21, 22].map(date => row('甲', date)),
    ...[1, 9, 17].map(date => row('乙', date)),
    row('丙', 2),
    row('丙', 3),
    row('丙', 3, 'noise'),
    ...[1, 2, 3].map(date => row(null, date)),
  ]

  it('begins and ends its warnings where the window says', () => {
    expect(replayWatch(watch(3), rows, options)).toEqual([
      { key: ['甲'], from: at(5), until: at(10), most: 4 },
      { key: ['甲'], from: at(22), until: at(27), most: 3 },
    ])
    expect(replayWatch(watch(4), rows, options)).toEqual([{ key: ['甲'], from: at(6), until: at(8), most: 4 }])
    expect(replayWatch(watch(8), rows, options)).toEqual([])
    expect(replayWatch(watch(2), rows, options).map(one => one.key)).toEqual([['丙'], ['甲'], ['甲']])
  })

  it('does not depend on the order of the rows, and keeps both ends of a window', () => {
    expect(replayWatch(watch(3), rows.toReversed(), options)).toEqual(replayWatch(watch(3), rows, options))
    expect(replayWatch(watch(2), [row('丁', 1), row('丁', 8)], options)).toMatchObject([{ from: at(8), until: at(8) }])
    const without = replayWatch(watch(3), rows, { context: options.context })
    expect(without.map(one => [one.key[0], one.from, one.until])).toEqual([
      ['甲', at(5), null],
      ['乙', at(17), null],
    ])
  })

  it('is scored against what happened: precision 1/2, recall 1/3', () => {
    const incidents: Incident[] = [
      { key: ['甲'], at: at(7) }, // two days after the first warning
      { key: ['乙'], at: at(18) }, // never warned of
      { key: ['甲'], at: at(4) }, // a day too early
    ]
    const warnings = replayWatch(watch(3), rows, options)
    expect(scoreWatch(warnings, incidents, 7 * day)).toEqual({
      warnings: 2,
      right: 1,
      incidents: 3,
      found: 1,
      precision: 0.5,
      recall: 1 / 3,
    })
    expect(scoreWatch(warnings, incidents, day)).toMatchObject({ right: 0, precision: 0, recall: 0 })
    expect(scoreWatch([], [], day)).toMatchObject({ precision: null, recall: null })
  })
})
