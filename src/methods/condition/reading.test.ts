import { describe, expect, it } from 'vitest'
import { all, any, type Condition, choice, makeRef, not, number, organs, Problem, record, refs, region, text, yesno } from '#declare'
import { parseCel, printCel } from './cel.ts'
import { checkCondition, readCondition } from './check.ts'
import { evaluate, holds } from './evaluate.ts'
import { conditionFields } from './fields.ts'
import { regionPrefix } from './operand.ts'
import { conditionSentence } from './sentence.ts'

const digging = record('digging', {
  label: '占道挖掘',
  owner: 'construction',
  share: 'open',
  level: 'L1',
  title: 'what',
  access: [],
  fields: {
    what: text({ label: '事由' }),
    area: number({ label: '面积', unit: '平方米' }),
    kind: choice({ label: '类型', of: { rush: '抢修', plan: '计划' } }),
    place: region({ label: '地点' }),
    joint: organs({ label: '配合单位' }),
    night: yesno({ label: '是否夜间' }),
    package: number({ label: '标段' }),
  },
})
const d = refs(digging)
const fields = conditionFields(digging, { open: '办理中', settled: '已办结' })
const names = (id: string) => ({ police: '市公安局', '330602': '越城区' })[id]
const say = (condition: Condition) => conditionSentence(condition, { fields, names, parameter: name => `${name}上限（500平方米）` })

describe('sentences', () => {
  it.each<[Condition, string]>([
    [any(d.area.atMost(500), d.kind.is('rush')), '面积不超过500平方米，或者类型为“抢修”'],
    [all(any(d.area.atMost(500), d.kind.is('rush')), d.night.is(false)), '（面积不超过500平方米，或者类型为“抢修”），并且是否夜间为“否”'],
    [any(all(d.area.above(1), d.area.below(9)), d.what.isEmpty()), '（面积超过1平方米，并且面积少于9平方米），或者事由未填写'],
    [all(d.area.above(1), all(d.area.below(9), d.what.isPresent())), '面积超过1平方米，并且面积少于9平方米，并且事由已填写'],
    [not(d.area.atMost(500)), '面积超过500平方米'],
    [not(any(d.kind.is('rush'), d.night.is(true))), '并非（类型为“抢修”，或者是否夜间为“是”）'],
    [not(d.what.contains('施工')), '事由不包含“施工”'],
    [not(not(d.kind.is('rush'))), '类型为“抢修”'],
    [d.kind.in(['rush', 'plan']), '类型为“抢修”、“计划”之一'],
    [d.kind.notIn(['rush']), '类型不为“抢修”'],
    [d.place.within('330602'), '地点在越城区范围内'],
    [d.joint.contains('police'), '配合单位包括市公安局'],
    [d.joint.overlaps(['police', 'health']), '配合单位包括市公安局、“health”中的任何一个'],
    [d.dueAt.beforeToday(), '截止时间早于今天'],
    [d.createdAt.atLeast('2026-01-02'), '登记时间不早于2026年1月2日'],
    [d.createdAt.atMost('2026-01-02T00:30:00Z'), '登记时间不晚于2026年1月2日8时30分'],
    [d.state.is('settled'), '办理状态为“已办结”'],
    [d.urged.above(2), '催办次数超过2次'],
    [{ op: 'at-most', field: 'area', value: { parameter: '面积' } }, '面积不超过面积上限（500平方米）'],
    [{ op: 'in', field: 'organ', value: { context: 'my-organs' } }, '所属单位为本单位之一'],
    [{ op: 'involved' }, '本人参与办理'],
    [not({ op: 'involved' }), '本人未参与办理'],
    [{ op: 'all', of: [] }, '任何情况下都成立'],
  ])('%j', (condition, sentence) => expect(say(condition)).toBe(sentence))
})

describe('CEL', () => {
  it.each<[string, Condition]>([
    ['area <= 500 || kind == "rush"', any(d.area.atMost(500), d.kind.is('rush'))],
    ['500 >= area', d.area.atMost(500)],
    ['night && !(kind in ["rush", "plan"])', all(d.night.is(true), d.kind.notIn(['rush', 'plan']))],
    ['area == null || what != null', any(d.area.isEmpty(), d.what.isPresent())],
    ['has(row.area) && row.area > 1.5', all(d.area.isPresent(), d.area.above(1.5))],
    ['row["package"] == 2', makeRef('package').is(2 as never)],
    ['"police" in joint', d.joint.contains('police')],
    ['place.within("330602") // 越城', d.place.within('330602')],
    ['place.within(myRegions)', { op: 'within', field: 'place', value: { context: 'my-regions' } }],
    ['area <= parameter("dig-area")', { op: 'at-most', field: 'area', value: { parameter: 'dig-area' } }],
    ['dueAt < today && area > -1', all(d.dueAt.beforeToday(), d.area.above(-1))],
    ["what.contains('夜间\\n')", d.what.contains('夜间\n')],
    ['area in [1, 2]', d.area.in([1, 2])],
    ['!involved && true', all(not({ op: 'involved' }), { op: 'always' })],
  ])('%s', (cel, condition) => expect(parseCel(cel, fields)).toEqual(condition))

  it.each<[string, string]>([
    ['aera <= 500', '第1行第1个字：没有名为“aera”的字段'],
    ['area <= 500 &&\n  kind == "gone"', '“类型”没有选项“gone”'],
    ['area <=', '第1行第8个字：条件没有写完'],
    ['kind == "rush" && ？', '第1行第19个字：这里的写法不对，多了或少了符号'],
    ['area + 1 <= 500', '第1行第1个字：比较的一边应是字段'],
    ['area <= area * 2', '第1行第9个字：比较的对面应是一个值、一个字段'],
    ['what.matches("a+")', '条件中不能使用“.matches()”'],
    ['size(what) > 3', '比较的一边应是字段'],
    ['night ? area > 1 : area > 2', '不能使用“? :”'],
    ['what', '“what”不是“是/否”字段'],
    ['what > "a"', '“事由”不能用“大于”比较，可以用：'],
    ['area <= "许多"', '“面积”应与数字比较'],
    ['kind == what', '“类型”不能与“事由”比较'],
    ['row.gone == 1', '没有名为“gone”的字段'],
    ['joint.contains("police")', '多选字段请写成：值 in joint'],
    ['place.within("33")', '6、9或12位的行政区划代码'],
    ['what == "没有结束', '引号里的文字写法不对'],
    [`what == "${'长'.repeat(10_000)}"`, '条件太长'],
    ['[1, 2].all(x, x > area)', '条件中不能使用“.all()”'],
  ])('%s is refused', (cel, message) => {
    expect(() => parseCel(cel, fields)).toThrow(Problem)
    expect(() => parseCel(cel, fields)).toThrow(message)
  })

  it('writes brackets where they are needed and nowhere else', () => {
    expect(printCel(all(any(d.area.atMost(500), d.kind.is('rush')), not(d.area.below(1)), not(d.what.isEmpty())), fields)).toBe(
      '(area <= 500 || kind == "rush") && !(area < 1) && has(row.what)',
    )
  })
})

describe('checks', () => {
  it('tell every fault with its path', () => {
    const condition: Condition = {
      op: 'any',
      of: [
        { op: 'is', field: 'gone', value: 1 },
        { op: 'not', of: { op: 'above', field: 'kind', value: 'rush' } },
        { op: 'in', field: 'area', value: 3 },
        { op: 'at-most', field: 'area', value: { parameter: 'x' } },
      ],
    }
    expect(checkCondition(condition, fields, new Set(['y'])).map(fault => fault.at)).toEqual([
      'of.0.field',
      'of.1.of.op',
      'of.2.value',
      'of.3.value',
    ])
  })
  it('read conditions of unknown origin', () => {
    const condition = all(d.area.atMost(500), not(d.joint.overlaps(['police'])))
    expect(readCondition(JSON.parse(JSON.stringify(condition)))).toEqual(condition)
    const deep = Array.from({ length: 50 }).reduce<unknown>(of => ({ op: 'not', of }), { op: 'always' })
    for (const bad of [
      null,
      1,
      {},
      { op: 'drop', field: 'a', value: 1 },
      { op: 'is', field: 1, value: 1 },
      { op: 'is', field: 'a', value: { sql: '1' } },
      { op: 'all', of: {} },
      deep,
    ])
      expect(() => readCondition(bad)).toThrow('筛选条件的格式不对')
  })
})

describe('evaluate', () => {
  const context = { fields, now: new Date('2026-03-01T17:30:00Z'), zone: 'Asia/Shanghai', me: 'p-1', organs: ['police'], regions: [] }
  it('knows what is unknown', () => {
    expect(evaluate(d.area.atMost(500), {}, context)).toBeNull()
    expect(evaluate(not(d.kind.is('rush')), {}, context)).toBeNull()
    expect(evaluate(any(d.area.atMost(500), d.kind.isEmpty()), {}, context)).toBe(true)
    expect(evaluate(all(d.area.atMost(500), d.kind.isPresent()), {}, context)).toBe(false)
    expect(holds(d.kind.isNot('rush'), { kind: '' }, context)).toBe(false)
  })
  it('refuses what cannot be asked', () => {
    expect(() => evaluate({ op: 'is', field: 'gone', value: 1 }, {}, context)).toThrow('“gone”不存在')
    expect(() => evaluate(d.area.atMost('x' as never), { area: 1 }, context)).toThrow('应与数字比较')
    expect(() => evaluate({ op: 'at-most', field: 'area', value: { parameter: 'x' } }, { area: 1 }, context)).toThrow('没有提供参数')
    expect(() => evaluate({ op: 'involved' }, {}, context)).toThrow('不能使用')
  })
  it('knows where a region begins', () => {
    expect(
      ['330000', '330600', '330602', '330602001', '330602001001', '330602000000', '330602001000', '33'].map(code => regionPrefix(code)),
    ).toEqual(['33', '3306', '330602', '330602001', '330602001001', '330602', '330602001', undefined])
  })
})
