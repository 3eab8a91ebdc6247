import fc from 'fast-check'
import { expect, it } from 'vitest'
import { examplesOf } from '../../testing/examples.ts'
import { additionalFine } from './additional-fine.ts'
import { type Benchmark, departureOf, type Fact, reckon } from './discretion.ts'
import { centsOf, sayYuan } from './money.ts'

const shares = { lenient: 30, heavy: 30 }
const fact = (direction: Fact['direction'], must = false, weight = 1): Fact => ({
  id: direction,
  label: direction,
  direction,
  must,
  weight,
  basis: '第三十二条',
})
const facilities = (least: string, most: string, stages: readonly (readonly [string, string])[]): Benchmark => ({
  article: '《浙江省城市市容和环境卫生管理条例》第十三条',
  range: { kind: 'amount', least, most },
  unit: '平方米',
  stages: stages.map(([low, high], at) => ({
    name: ['占地5平方米以下', '占地5—10平方米', '占地10平方米以上'][at]!,
    ...(at > 0 && { from: at * 5 }),
    ...(at < 2 && { below: (at + 1) * 5 }),
    least: low,
    most: high,
  })),
})
const unit = facilities('500', '3000', [
  ['500', '1500'],
  ['1500', '2000'],
  ['2000', '3000'],
])
const person = facilities('200', '1000', [
  ['200', '500'],
  ['500', '600'],
  ['600', '1000'],
])

examplesOf('裁量阶次', {
  source: '《嘉兴市城市管理行政处罚自由裁量适用标准》第1项：临时设施未保持整洁，按占地面积分三档',
  cases: [
    { name: '单位，4平方米', given: { benchmark: unit, measure: 4 }, expected: ['500.00', '3000.00', '占地5平方米以下'] },
    { name: '单位，5平方米', given: { benchmark: unit, measure: 5 }, expected: ['500.00', '3000.00', '占地5—10平方米'] },
    { name: '个人，12平方米', given: { benchmark: person, measure: 12 }, expected: ['200.00', '1000.00', '占地10平方米以上'] },
  ],
  compute: ({ benchmark, measure }) => {
    const { range, stage } = reckon({ benchmark, measure, facts: [], shares })
    return [range.least, range.most, stage]
  },
})

/** 法定 5万—20万，幅度 15万：从轻 ≤ 9.5万，一般 9.5—15.5万，从重 ≥ 15.5万. */
const advertising: Benchmark = { article: '算例', range: { kind: 'amount', least: '50000', most: '200000' } }
examplesOf('从轻、一般、从重的幅度', {
  source: '国市监法规〔2022〕2号：从轻为较低的30%，从重为较高的30%；金额手算',
  cases: [
    { name: '无情节', given: [], expected: ['general', '95000.00', '155000.00', '125000.00'] },
    { name: '一项从轻', given: [fact('lenient')], expected: ['lenient', '50000.00', '95000.00', '72500.00'] },
    { name: '两项从轻', given: [fact('lenient'), fact('lenient')], expected: ['lenient', '50000.00', '95000.00', '61250.00'] },
    { name: '一项从重', given: [fact('heavy')], expected: ['heavy', '155000.00', '200000.00', '177500.00'] },
    { name: '三项从重', given: [fact('heavy', false, 3)], expected: ['heavy', '155000.00', '200000.00', '200000.00'] },
    { name: '从轻与从重相抵', given: [fact('heavy'), fact('lenient')], expected: ['general', '95000.00', '155000.00', '125000.00'] },
    { name: '可以减轻', given: [fact('reduce', true, 2)], expected: ['reduced', '0.00', '50000.00', '25000.00'] },
    {
      name: '有从重情节不减轻',
      given: [fact('reduce', true, 3), fact('heavy')],
      expected: ['lenient', '50000.00', '95000.00', '61250.00'],
    },
    {
      name: '应当从轻或者减轻，从重情节更多',
      given: [fact('reduce', true, 2), fact('heavy', false, 3)],
      expected: ['lenient', '50000.00', '95000.00', '95000.00'],
    },
    {
      name: '应当从轻，与从重相抵',
      given: [fact('lenient', true), fact('heavy')],
      expected: ['lenient', '50000.00', '95000.00', '83750.00'],
    },
    {
      name: '可以从轻或者减轻，从重情节更多',
      given: [fact('reduce'), fact('heavy', false, 2)],
      expected: ['heavy', '155000.00', '200000.00', '177500.00'],
    },
    { name: '应当不予处罚', given: [fact('spare', true), fact('heavy')], expected: ['spared', '0.00', '0.00', '0.00'] },
    {
      name: '可以不予处罚，有从重情节',
      given: [fact('spare'), fact('heavy', false, 2)],
      expected: ['heavy', '155000.00', '200000.00', '177500.00'],
    },
  ],
  compute: facts => {
    const { tier, span, amount } = reckon({ benchmark: advertising, facts, shares })
    return [tier, span.least, span.most, amount]
  },
})

examplesOf('按倍数的幅度', {
  source: '手算：货值 1234.56 元，十五倍以上三十倍以下（《食品安全法》第一百二十三条的倍数）',
  cases: [{ given: '1234.56', expected: ['18518.40', '37036.80'] }],
  compute: base => {
    const range = { kind: 'multiple', least: '15', most: '30', base: '货值金额' } as const
    const reckoned = reckon({ benchmark: { article: '第一百二十三条', range }, base, facts: [], shares })
    return [reckoned.range.least, reckoned.range.most]
  },
})

examplesOf('偏离裁量基准', {
  source: '手算：一般幅度 9.5万—15.5万元',
  cases: [
    { given: '125000', expected: { lawful: true, percent: 0 } },
    { given: '85500', expected: { lawful: true, percent: 10 } },
    { given: '186000', expected: { lawful: true, percent: 20 } },
    { given: '49999.99', expected: { lawful: false, percent: 47.4 } },
    { given: '200000.01', expected: { lawful: false, percent: 29 } },
  ],
  compute: proposed => departureOf(reckon({ benchmark: advertising, facts: [], shares }), proposed),
})

examplesOf('可以罚多少', {
  source: '《行政处罚法》第三十条至第三十三条；手算：法定 5万—20万元',
  cases: [
    { name: '一项减轻情节，低于法定最低', given: { facts: [fact('reduce', true)], proposed: '30000' }, expected: [true, 40] },
    { name: '减轻情节与从重并存', given: { facts: [fact('reduce'), fact('heavy')], proposed: '30000' }, expected: [true, 68.4] },
    { name: '减轻情节不能高于法定最高', given: { facts: [fact('reduce', true)], proposed: '200000.01' }, expected: [false, 110.5] },
    { name: '只有从轻情节，低于法定最低', given: { facts: [fact('lenient')], proposed: '30000' }, expected: [false, 40] },
    { name: '应当不予处罚，罚法定最低', given: { facts: [fact('spare', true)], proposed: '50000' }, expected: [false, 100] },
    { name: '应当不予处罚，不罚', given: { facts: [fact('spare', true)], proposed: '0' }, expected: [true, 0] },
    { name: '可以不予处罚，罚法定最低', given: { facts: [fact('spare')], proposed: '50000' }, expected: [true, 100] },
    { name: '可以不予处罚，低于法定最低', given: { facts: [fact('spare')], proposed: '30000' }, expected: [false, 100] },
    { name: '可以不予处罚，不罚', given: { facts: [fact('spare')], proposed: '0' }, expected: [true, 0] },
  ],
  compute: ({ facts, proposed }) => {
    const { lawful, percent } = departureOf(reckon({ benchmark: advertising, facts, shares }), proposed)
    return [lawful, percent]
  },
})

examplesOf('加处罚款', {
  source: '《行政处罚法》第七十二条第一款第一项；手算',
  cases: [
    { name: '未逾期', given: { fine: '1000', payBy: '2026-03-20', until: '2026-03-20' }, expected: { days: 0, amount: '0.00' } },
    { name: '逾期一日', given: { fine: '1000', payBy: '2026-03-20', until: '2026-03-21' }, expected: { days: 1, amount: '30.00' } },
    {
      name: '到分，不足一分舍去',
      given: { fine: '333.33', payBy: '2026-03-20', until: '2026-03-27' },
      expected: { days: 7, amount: '69.99' },
    },
    { name: '第33日99%', given: { fine: '10000', payBy: '2026-03-01', until: '2026-04-03' }, expected: { days: 33, amount: '9900.00' } },
    {
      name: '不超过罚款本数',
      given: { fine: '10000', payBy: '2026-03-01', until: '2026-12-31' },
      expected: { days: 305, amount: '10000.00' },
    },
    {
      name: '复议、诉讼期间不计',
      given: { fine: '1000', payBy: '2026-03-20', until: '2026-03-30', stopped: [{ from: '2026-03-22', to: '2026-03-29' }] },
      expected: { days: 2, amount: '60.00' },
    },
  ],
  compute: additionalFine,
})

it('says why a heavy case of somebody who shall be treated leniently stays lenient', () => {
  const { steps } = reckon({ benchmark: advertising, facts: [fact('reduce', true), fact('heavy', false, 2)], shares })
  expect(steps.map(step => step.says)).toContain('“reduce”应当从轻或者减轻：虽有从重情节，仍在从轻幅度内确定')
})

it('stays within the law and never falls when a heavy fact is added', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 0, max: 4 }),
      (least, width, facts) => {
        const benchmark: Benchmark = { article: '', range: { kind: 'amount', least: String(least), most: String(least + width) } }
        const amounts = [0, 1, 2].map(heavy => {
          const all = [...Array.from({ length: facts }, () => fact('lenient')), ...Array.from({ length: heavy }, () => fact('heavy'))]
          return centsOf(reckon({ benchmark, facts: all, shares }).amount)
        })
        expect(amounts.every(amount => amount >= BigInt(least) * 100n && amount <= BigInt(least + width) * 100n)).toBe(true)
        expect(amounts[0]! <= amounts[1]! && amounts[1]! <= amounts[2]!).toBe(true)
      },
    ),
  )
})

it('says every step in words with its article, and what is missing', () => {
  const { steps } = reckon({ benchmark: unit, measure: 12, facts: [fact('heavy')], shares })
  expect(steps.map(step => step.says)).toEqual([
    '法定幅度：500元以上3000元以下',
    '裁量阶次：占地10平方米以上（12平方米），2000元以上3000元以下',
    '情节：heavy（可以从重）',
    '裁量结果：从重处罚，取幅度中较高的30%，2700元以上3000元以下',
    '建议罚款2850元（该幅度的50%处，舍去不足一元的部分）',
  ])
  expect(() => reckon({ benchmark: unit, facts: [], shares })).toThrow('请填写裁量阶次所依据的数量（平方米）')
  expect([sayYuan(1_500_000n), sayYuan(80_000n), sayYuan(1_050n)]).toEqual(['1.5万元', '800元', '10.50元'])
})
