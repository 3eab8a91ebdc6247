import { describe, expect, it } from 'vitest'
import type { Flow } from './flow.ts'
import { account, asking, at, byPublic, flow, go, inRegion, phone, record, type Scene, scene, service, text, workdays } from './index.ts'
import { proveServices } from './prove-service.ts'

const matter = record('matter', {
  label: '事项',
  owner: 'x',
  share: 'open',
  level: 'L1',
  title: 'what',
  number: '事〔{yyyy}〕{n:4}号',
  access: [inRegion(['handler']), byPublic('who', ['read', 'create'])],
  fields: {
    what: text({ label: '事由', required: true }),
    note: text({ label: '备注', required: true }),
    phone: phone({ label: '电话' }),
    who: account({ label: '申请人', phone: 'phone' }),
  },
})
const handling = flow(matter, ({ step, end }) => ({
  name: 'handling',
  label: '办理',
  start: 'working',
  states: {
    working: step('办理', { by: at('city', 'handler'), within: workdays(1), on: { ask: go('请确认', 'confirming') } }),
    confirming: step('待确认', { by: d => d.who.self(), within: workdays(1), on: { yes: go('确认', 'done', { plain: '确认无误' }) } }),
    done: end('完成'),
  },
  marks: { yellow: workdays(1), red: workdays(0) },
  oversight: { by: at('city', 'handler'), acts: [], reply: { within: workdays(1), role: 'head' } },
  basis: '某法',
}))
const right = service(matter, {
  name: 'one',
  title: '办一件事',
  says: '一句话',
  for: ['person'],
  events: ['everyday'],
  form: ['what', 'note', 'phone'],
  applicant: 'who',
  starts: handling,
  promise: workdays(3),
  basis: '某法',
})
const faults = (change: object, of: Flow = handling) => {
  const found: string[] = []
  const made: Scene = scene('s', {
    title: '',
    area: 'services',
    plan: '',
    owner: 'x',
    records: { matter },
    services: { one: { ...right, ...change } },
  })
  proveServices(made, new Map([['matter', of]]), (where, message, remedy) => found.push(`${where} ${message}｜${remedy}`))
  return found
}

describe('a service is proved before anybody can ask for it', () => {
  it('finds nothing to say about one that is right', () => {
    expect(faults({})).toEqual([])
  })
  it.each([
    [{ form: ['what', 'phone'] }, '缺少必填的“备注”'],
    [{ form: ['what', 'note', 'nothing'] }, '没有的字段“nothing”'],
    [{ form: ['what', 'note', 'who'] }, '账号不由人填写'],
    [{ applicant: 'phone' }, '申请人字段“phone”不是账号｜改为账号字段：who'],
    [{ name: 'One Thing' }, '用小写字母'],
    [{ events: [] }, '人生事'],
    [{ for: ['business'] }, '信用代码存在哪里'],
    [{ basis: ' ' }, '没有写依据'],
    [{ record: { ...right.record, number: undefined } }, '没有编号'],
    [{ record: { ...right.record, access: [] } }, "byPublic('who', ['read', 'create', 'unmask'])"],
    [{ materials: [{ label: '图', field: 'phone2' }] }, '没有的字段“phone2”'],
  ])('%j', (change, says) => {
    const found = faults(change)
    expect(
      found.some(one => one.includes(says)),
      found.join('\n'),
    ).toBe(true)
  })
  it('asks for plain words wherever a resident acts', () => {
    const step = handling.states['confirming']!
    if (step.kind !== 'step') throw new Error('no step')
    const mute = { ...handling, states: { ...handling.states, confirming: { ...step, on: { yes: go('确认', 'done') } } } }
    expect(faults({ starts: mute }, mute)).toEqual([expect.stringContaining('没有写明做了意味着什么')])
  })
})

describe('what is asked of people who did not apply', () => {
  const consent = record('consent', {
    label: '同意书',
    owner: 'x',
    share: 'open',
    level: 'L1',
    title: 'what',
    part: () => matter,
    access: [byPublic('other')],
    fields: { what: text({ label: '事由' }), phone: phone({ label: '电话' }), other: account({ label: '他人', phone: 'phone' }) },
  })
  const consenting = (plain: string) =>
    flow(consent, ({ step, end }) => ({
      name: 'consenting',
      label: '同意',
      start: 'asked',
      states: {
        asked: step('待同意', { by: d => d.other.self(), within: workdays(1), on: { yes: go('同意', 'done', { plain }) } }),
        done: end('已同意'),
      },
      marks: { yellow: workdays(1), red: workdays(0) },
      oversight: { by: at('city', 'handler'), acts: [], reply: { within: workdays(1), role: 'head' } },
      basis: '某法',
    }))
  const asked = asking(consent, { title: '请您同意', of: 'other', shows: ['what'], keeps: d => d.what.isPresent() })
  const told = (change: object, plain = '同意这件事') => {
    const found: string[] = []
    const made: Scene = scene('s', {
      title: '',
      area: 'services',
      plan: '',
      owner: 'x',
      records: { matter, consent },
      services: { one: { ...right, asks: [{ ...asked, ...change }] } },
    })
    const flows = new Map([
      ['matter', handling],
      ['consent', consenting(plain)],
    ])
    proveServices(made, flows, (_where, message, remedy) => found.push(`${message}｜${remedy}`))
    return found.join('\n')
  }
  it('is right as it stands', () => expect(told({})).toBe(''))
  it.each([
    [{ record: { ...consent, part: undefined } }, '不是“事项”的部分'],
    [{ of: 'phone' }, '“phone”不是账号字段'],
    [{ record: { ...consent, access: [] } }, "byPublic('other')"],
    [{ shows: ['nothing'] }, '可见内容“nothing”不在'],
    [{ shows: ['other'] }, '可见内容“other”不在'],
    [{ record: { ...consent, name: 'unknown' } }, '没有流程'],
  ])('%j', (change, says) => expect(told(change)).toContain(says))
  it('must be understood', () => expect(told({}, ' ')).toContain('没有写明做了意味着什么'))
})
