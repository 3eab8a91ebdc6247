// Each fault is found, named, and comes with what would be right.
import { describe, expect, test } from 'vitest'
import { shaoxing } from '../../cities/shaoxing/city.ts'
import { doing, intake, tracking } from '../scenes/operation/supervision/flow.ts'
import { goal, plan, report, subtask, task } from '../scenes/operation/supervision/records.ts'
import { checkScenes } from './check-scenes.ts'
import type { City } from './city.ts'
import { date, organ, phone, text } from './field.ts'
import type { Flow, State } from './flow.ts'
import { proveFlow } from './prove-flow.ts'
import { type AnyRecord, record } from './record.ts'
import { scene } from './scene.ts'
import { days, workdays } from './time.ts'

const thing = record('thing', {
  label: '事项',
  owner: 'police',
  share: 'open',
  level: 'L1',
  title: 'title',
  access: [],
  fields: {
    title: text({ label: '名称' }),
    bureau: organ({ label: '主管' }),
    dueOn: date({ label: '时限' }),
    mobile: phone({ label: '电话' }),
  },
}) as unknown as AnyRecord
const by = { kind: 'organ-in', field: 'bureau', role: 'liaison' } as const
const overseer = { kind: 'here', role: 'supervisor' } as const
const end: State = { kind: 'end', label: '结束' }
const step = (on: Extract<State, { kind: 'step' }>['on'], over: Partial<Extract<State, { kind: 'step' }>> = {}): State => ({
  kind: 'step',
  label: '办理',
  by,
  within: workdays(3),
  on,
  ...over,
})
const base: Flow = {
  name: 'thing',
  label: '办理',
  record: thing,
  start: 'doing',
  basis: '测试',
  withdraw: true,
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: overseer, acts: ['urge'], reply: { within: workdays(3), role: 'head' } },
  states: { doing: step({ done: { label: '办结', to: 'done' } }), done: end },
}
const parallel = (over: Partial<Extract<State, { kind: 'parallel' }>> = {}): State => ({
  kind: 'parallel',
  label: '并行',
  join: 'all',
  then: 'done',
  within: workdays(5),
  branches: {
    lead: {
      label: '牵头',
      each: 'bureau',
      start: 'work',
      states: { work: step({ finish: { label: '完成', to: 'over' } }, { by: { kind: 'branch', role: 'liaison' } }), over: end },
    },
  },
  ...over,
})
const branchWith = (states: Record<string, State>, start = 'work') =>
  parallel({ branches: { lead: { label: '牵头', each: 'bureau', start, states } } })

const broken: readonly [name: string, flow: Partial<Flow>, where: string, says: string][] = [
  ['start', { start: 'nowhere' }, 'thing', '起始环节“nowhere”不存在'],
  [
    'target',
    { states: { doing: step({ done: { label: '办结', to: 'gone' } }), done: end } },
    'thing/doing',
    '“done”通向不存在的环节“gone”',
  ],
  ['unreachable', { states: { ...base.states, lost: step({ done: { label: '办结', to: 'done' } }) } }, 'thing/lost', '从起点走不到'],
  [
    'no end',
    {
      states: {
        doing: step({ on: { label: '继续', to: 'more' } }),
        more: step({ on: { label: '继续', to: 'more' }, out: { label: '出', to: 'doing' } }),
        done: end,
      },
    },
    'thing/more',
    '走不到任何结束环节',
  ],
  [
    'no term',
    { states: { doing: { kind: 'step', label: '办理', by, on: { done: { label: '办结', to: 'done' } } }, done: end } },
    'thing/doing',
    '没有办理期限',
  ],
  [
    'stands without a total',
    { states: { doing: step({ done: { label: '办结', to: 'done' } }, { stands: true }), done: end } },
    'thing/doing',
    '没有总期限可停',
  ],
  [
    'owner field',
    {
      states: {
        doing: step({ done: { label: '办结', to: 'done' } }, { by: { kind: 'organ-in', field: 'street', role: 'liaison' } }),
        done: end,
      },
    },
    'thing/doing',
    '“street”不在“事项”里',
  ],
  [
    'owner kind',
    {
      states: {
        doing: step({ done: { label: '办结', to: 'done' } }, { by: { kind: 'organ-in', field: 'title', role: 'liaison' } }),
        done: end,
      },
    },
    'thing/doing',
    '字段“名称”类型不对',
  ],
  [
    'person field',
    { states: { doing: step({ done: { label: '办结', to: 'done' } }, { by: { kind: 'person-in', field: 'bureau' } }), done: end } },
    'thing/doing',
    '字段“主管”类型不对',
  ],
  [
    'until',
    { states: { doing: step({ done: { label: '办结', to: 'done' } }, { until: 'title' }), done: end } },
    'thing/doing',
    '期限所用的字段“名称”类型不对',
  ],
  [
    'branch owner',
    { states: { doing: step({ done: { label: '办结', to: 'done' } }, { by: { kind: 'branch', role: 'head' } }), done: end } },
    'thing/doing',
    '不在分支内',
  ],
  [
    'nobody holds',
    {
      states: {
        doing: step({ done: { label: '办结', to: 'done' } }, { by: { kind: 'at', level: 'town', role: 'mediator', line: 'no-such-line' } }),
        done: end,
      },
    },
    'thing/doing',
    '没有职能为“no-such-line”的单位',
  ],
  [
    'level',
    {
      states: { doing: step({ done: { label: '办结', to: 'done' } }, { by: { kind: 'at', level: 'village', role: 'leader' } }), done: end },
    },
    'thing/doing',
    '没有“政府领导”岗位',
  ],
  [
    'choice loop',
    {
      states: {
        doing: step({ done: { label: '办结', to: 'a' } }),
        a: { kind: 'choice', label: '甲', cases: [{ when: { op: 'present', field: 'title' }, to: 'done' }], otherwise: 'b' },
        b: { kind: 'choice', label: '乙', cases: [], otherwise: 'a' },
        done: end,
      },
    },
    'thing/a',
    '会回到自己',
  ],
  [
    'condition field',
    { states: { doing: step({ done: { label: '办结', to: 'done', when: { op: 'present', field: 'street' } } }), done: end } },
    'thing/doing.done',
    '条件所用的字段“street”',
  ],
  [
    'branch leaves',
    {
      start: 'doing',
      states: {
        doing: branchWith({
          work: step({ finish: { label: '完成', to: 'done' } }, { by: { kind: 'branch', role: 'liaison' } }),
          over: end,
        }),
        done: end,
      },
    },
    'thing/doing.lead.work',
    '直接通向分支外的环节“done”',
  ],
  [
    'into a branch',
    { states: { doing: step({ done: { label: '去', to: 'p' }, jump: { label: '跳', to: 'work' } }), p: parallel(), done: end } },
    'thing/doing',
    '直接通向分支内的环节“work”',
  ],
  [
    'branch never ends',
    {
      states: {
        doing: branchWith({ work: step({ on: { label: '更新', to: 'work' } }, { by: { kind: 'branch', role: 'liaison' } }), over: end }),
        done: end,
      },
    },
    'thing/doing.lead.work',
    '走不到任何结束环节',
  ],
  [
    'nested parallel',
    { states: { doing: branchWith({ work: parallel({ then: 'over' }), over: end }), done: end } },
    'thing/doing.lead.work',
    '分支内不能再并行',
  ],
  ['join', { states: { doing: parallel({ join: { lead: 'chief' } }), done: end } }, 'thing/doing', '分支“chief”不存在'],
  [
    'join of void',
    {
      states: {
        doing: parallel({
          join: { lead: 'lead' },
          branches: {
            lead: {
              label: '牵头',
              each: 'bureau',
              start: 'work',
              states: {
                work: step({ quit: { label: '退', to: 'over' } }, { by: { kind: 'branch', role: 'liaison' } }),
                over: { kind: 'end', label: '退出', void: true },
              },
            },
          },
        }),
        done: end,
      },
    },
    'thing/doing.lead',
    '汇合条件无法满足',
  ],
  [
    'each',
    {
      states: {
        doing: parallel({
          branches: {
            lead: {
              label: '牵头',
              each: 'title',
              start: 'work',
              states: { work: step({ finish: { label: '完成', to: 'over' } }, { by: { kind: 'branch', role: 'liaison' } }), over: end },
            },
          },
        }),
        done: end,
      },
    },
    'thing/doing.lead',
    '分支的单位所用的字段“名称”类型不对',
  ],
  [
    'total',
    {
      total: workdays(4),
      states: { doing: step({ on: { label: '下', to: 'more' } }), more: step({ done: { label: '办结', to: 'done' } }), done: end },
    },
    'thing',
    '共需6个工作日，超过总期限4个工作日',
  ],
  [
    'loop under a total',
    {
      total: workdays(30),
      states: {
        doing: step({ on: { label: '下', to: 'more' } }),
        more: step({ again: { label: '再来', to: 'doing' }, done: { label: '办结', to: 'done' } }),
        done: end,
      },
    },
    'thing',
    '有不经“退回”的循环',
  ],
  ['marks', { marks: { remind: workdays(1), yellow: workdays(2), red: workdays(3) } }, 'thing', '晚于黄灯'],
  ['act name', { states: { doing: step({ transfer: { label: '转', to: 'done' } }), done: end } }, 'thing/doing.transfer', '平台自带的操作'],
  [
    'sets',
    { states: { doing: step({ done: { label: '办结', to: 'done', sets: ['street'] } }), done: end } },
    'thing/doing.done',
    '要填写的字段“street”',
  ],
  [
    'personal form',
    { states: { doing: step({ done: { label: '办结', to: 'done', form: { mobile: phone({ label: '手机' }) } } }), done: end } },
    'thing/doing.done',
    '“手机”是个人信息',
  ],
  [
    'part',
    { states: { doing: step({ done: { label: '办结', to: 'done', adds: () => report as unknown as AnyRecord } }), done: end } },
    'thing/doing.done',
    '不是“事项”的下级数据',
  ],
  [
    'lapse',
    {
      states: {
        doing: {
          kind: 'step',
          label: '办理',
          by: overseer,
          on: { done: { label: '办结', to: 'done' } },
          lapses: { to: 'done', label: '' },
        },
        done: end,
      },
    },
    'thing/doing',
    '却没有期限',
  ],
]

describe('a flow is proved', () => {
  test('supervision has no fault', () => {
    expect([intake, tracking, doing].flatMap(flow => proveFlow(flow, shaoxing))).toEqual([])
  })

  test('nor has the simplest flow', () => {
    expect(proveFlow(base, shaoxing)).toEqual([])
    expect(proveFlow({ ...base, total: days(3) })).toEqual([])
  })

  test.each(broken)('%s', (_name, over, where, says) => {
    const faults = proveFlow({ ...base, ...over }, shaoxing)
    expect(faults).toContainEqual({
      where,
      message: expect.stringContaining(says) as string,
      remedy: expect.stringMatching(/\S/) as string,
    })
  })
})

describe('scenes are checked together', () => {
  const supervision = scene('supervision', {
    title: '督办',
    area: 'operation',
    plan: '',
    owner: 'government-office',
    records: { plan, task, goal, subtask, report },
    flows: { intake, tracking, doing },
  })
  const lines = (city: City, ...more: string[]): City => ({
    ...city,
    organs: [...city.organs, ...more.map(line => ({ ...city.organs[0]!, id: line, line }))],
  })
  const city = lines(shaoxing, 'government-office', 'police')

  test('supervision has no fault', () => {
    expect(checkScenes([supervision], city)).toEqual([])
  })

  test('every fault at once', () => {
    const bad = scene('bad', {
      title: '',
      area: 'market',
      plan: '',
      owner: 'nobody',
      flows: { thing: { ...base, basis: '', name: 'intake' } },
      records: {
        thing: {
          ...thing,
          name: 'thing',
          title: 'nothing',
          access: [{ roles: ['head'], reach: { kind: 'organ', field: 'title' }, powers: ['write'] }],
          fields: {
            ...thing.fields,
            mobile: { kind: 'phone', label: '电话' },
            case: { kind: 'text', label: '案件' },
            other: { kind: 'ref', label: '其他', to: () => ({ ...thing, name: 'absent' }) },
          },
        },
        part: { ...thing, name: 'part', part: () => ({ ...thing, name: 'absent' }) },
      } as Record<string, AnyRecord>,
      indicators: {
        i: {
          name: 'i',
          label: '数',
          formula: '',
          record: thing,
          of: { kind: 'sum', field: 'money' },
          by: ['street'],
          per: 'month',
          on: 'openedAt',
          better: 'up',
          unit: '',
          goals: [{ by: '2025', value: 1, basis: '' }],
        },
      },
      rules: {
        r: {
          name: 'r',
          label: '规则',
          record: thing,
          basis: '',
          at: [],
          from: { '2024-13-01': { allow: { op: 'present', field: 'street' }, because: '' } },
          parameters: [{ parameter: 'p', label: '上限', unit: '', basis: '', from: {} }],
        },
      },
      services: {
        s: {
          name: 's',
          title: '服务',
          says: '',
          words: [],
          events: [],
          record: thing,
          for: [],
          form: ['street'],
          applicant: 'title',
          level: 'county',
          shows: [],
          materials: [],
          asks: [],
          basis: '',
          starts: intake,
          rules: [],
          promise: workdays(1),
        },
      },
    })
    const faults = checkScenes([supervision, bad, bad], city)
    const says = faults.map(fault => `${fault.where} ${fault.message}`)
    for (const part of [
      '场景的 id“bad”重复',
      '数据表名“thing”重复',
      '流程名“intake”重复',
      '场景的责任单位“nobody”',
      'bad/thing 标题字段“nothing”不存在',
      'bad/thing 授权所用的字段“title”类型不对',
      'bad/thing.case 字段名“case”由平台使用',
      'bad/thing 没有人可以查看',
      'bad/thing.mobile “电话”是个人信息',
      'bad/thing.other “其他”指向的',
      'bad/part 它是“事项”（absent）的下级数据',
      'bad/intake 流程没有写依据',
      'bad/i 指标“数”没有写算法',
      'bad/i 指标所用的字段“money”',
      'bad/i 指标所用的字段“street”',
      'bad/r 规则“规则”没有写依据',
      'bad/r 规则“规则”的生效日期“2024-13-01”不是日期',
      'bad/r 参数“上限”没有写从哪天起生效',
      'bad/r 条件所用的字段“street”',
      'bad/s 服务“服务”的表单里有',
      'bad/s 服务“服务”启动的流程不是',
    ])
      expect(
        says.some(one => one.includes(part)),
        `${part}\n${says.join('\n')}`,
      ).toBe(true)
    expect(faults.every(fault => fault.remedy !== '')).toBe(true)
  })
})
