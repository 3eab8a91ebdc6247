// Figures that the law may change, dated, each with where it stands; and the facts of a case that weigh on a fine.
// 《行政处罚法》art. 85: its terms of two, three, five and seven days are working days; fifteen, thirty and ninety are calendar days.
import { type Parameter, parameter, valueOn } from '#declare'
import type { Fact } from '../../../methods/discretion/discretion.ts'

const since = '2021-07-15'
export const law = '《中华人民共和国行政处罚法》'

export const limitationYears = parameter('penalty-limitation-years', {
  label: '处罚时效',
  unit: '年',
  basis: `${law}第三十六条第一款`,
  from: { '1996-10-01': 2 },
})
export const graveLimitationYears = parameter('penalty-grave-limitation-years', {
  label: '处罚时效（涉及生命健康安全、金融安全且有危害后果）',
  unit: '年',
  basis: `${law}第三十六条第一款`,
  from: { '1996-10-01': 2, [since]: 5 },
})
export const onSpotPerson = parameter('penalty-on-spot-person', {
  label: '当场处罚对公民罚款上限',
  unit: '元',
  basis: `${law}第五十一条`,
  from: { '1996-10-01': 50, [since]: 200 },
})
export const onSpotFirm = parameter('penalty-on-spot-firm', {
  label: '当场处罚对法人罚款上限',
  unit: '元',
  basis: `${law}第五十一条`,
  from: { '1996-10-01': 1000, [since]: 3000 },
})
export const onSpotCash = parameter('penalty-on-spot-cash', {
  label: '当场收缴罚款上限',
  unit: '元',
  basis: `${law}第六十八条第一项`,
  from: { '1996-10-01': 20, [since]: 100 },
})
const lenientShare = parameter('penalty-lenient-share', {
  label: '从轻幅度',
  unit: '%',
  basis: '国市监法规〔2022〕2号；其他领域参照，没有规定的由本市设定',
  from: { '2019-12-24': 30 },
})
const heavyShare = parameter('penalty-heavy-share', { ...partsOf(lenientShare), label: '从重幅度' })
export const departureLimit = parameter('penalty-departure', {
  label: '偏离裁量基准须集体讨论的幅度',
  unit: '%',
  basis: '本市设定；偏离均须说明理由并经法制审核',
  from: { [since]: 0 },
})

/** How many days before a last day the house warns: the city's own. */
const warn = (name: string, label: string, days: number) =>
  parameter(`penalty-warn-${name}`, { label, unit: '日', basis: '本市设定', from: { '1996-10-01': days } })
export const warnLimitation = warn('limitation', '处罚时效届满前预警', 60)
export const warnDecision = warn('decision', '九十日办案期限届满前预警', 15)
export const warnWindow = warn('window', '申请强制执行期限届满前预警', 30)

export const fields = {
  market: '市场监管',
  enforcement: '城市管理',
  ecology: '生态环境',
  emergency: '安全生产',
  transport: '交通运输',
} as const
export type FieldId = keyof typeof fields

/** From this fine on (or value of what is confiscated) a hearing may be asked for, art. 63(1)(1)–(2): by field and kind of party. */
const hearing = (name: FieldId, kind: 'person' | 'firm', basis: string, yuan: number): Parameter<number> =>
  parameter(`penalty-hearing-${name}-${kind}`, {
    label: `听证起点（${fields[name]}，${kind === 'person' ? '自然人' : '法人或者其他组织'}）`,
    unit: '元',
    basis,
    from: { [since]: yuan },
  })
const market = '《市场监督管理行政处罚听证办法》第五条'
/** Unconfirmed, and the lower of what is said: too many are told of a hearing rather than too few. See the README. */
const ecology = '数额待核实，核实前从低；《生态环境行政处罚办法》（2023年生态环境部令第30号）对法人可能定为二十万元'
const local = '本市设定，待按省规定核定'
export const hearingFrom: Readonly<Record<FieldId, { readonly person: Parameter<number>; readonly firm: Parameter<number> }>> = {
  market: { person: hearing('market', 'person', market, 10_000), firm: hearing('market', 'firm', market, 100_000) },
  enforcement: { person: hearing('enforcement', 'person', local, 5000), firm: hearing('enforcement', 'firm', local, 50_000) },
  ecology: { person: hearing('ecology', 'person', ecology, 5000), firm: hearing('ecology', 'firm', ecology, 50_000) },
  emergency: {
    person: hearing('emergency', 'person', '《安全生产违法行为行政处罚办法》第三十三条', 20_000),
    firm: hearing('emergency', 'firm', '《安全生产违法行为行政处罚办法》第三十三条', 50_000),
  },
  transport: { person: hearing('transport', 'person', local, 5000), firm: hearing('transport', 'firm', local, 50_000) },
}

export const parameters: readonly Parameter[] = [
  limitationYears,
  graveLimitationYears,
  onSpotPerson,
  onSpotFirm,
  onSpotCash,
  lenientShare,
  heavyShare,
  departureLimit,
  warnLimitation,
  warnDecision,
  warnWindow,
  ...Object.values(hearingFrom).flatMap(of => [of.person, of.firm]),
]

export const sharesOn = (day: string) => ({ lenient: valueOn(lenientShare, day), heavy: valueOn(heavyShare, day) })

const of = (id: string, label: string, direction: Fact['direction'], must: boolean, basis: string, weight = 1): Fact => ({
  id,
  label,
  direction,
  must,
  weight,
  basis: `《行政处罚法》${basis}`,
})
/** What speaks for the party and what against. Weights are the house's own: no law sets them. */
export const facts = [
  of('child', '不满十四周岁', 'spare', true, '第三十条'),
  of('insane', '不能辨认或者不能控制自己行为', 'spare', true, '第三十一条'),
  of('trifle', '违法行为轻微并及时改正，没有造成危害后果', 'spare', true, '第三十三条第一款'),
  of('blameless', '有证据足以证明没有主观过错', 'spare', true, '第三十三条第二款'),
  of('first', '初次违法且危害后果轻微并及时改正', 'spare', false, '第三十三条第一款'),
  of('minor', '已满十四周岁不满十八周岁', 'reduce', true, '第三十条', 2),
  of('impaired', '尚未完全丧失辨认或者控制自己行为能力', 'reduce', false, '第三十一条'),
  of('mended', '主动消除或者减轻危害后果', 'reduce', true, '第三十二条第一项'),
  of('coerced', '受他人胁迫或者诱骗', 'reduce', true, '第三十二条第二项'),
  of('confessed', '主动供述行政机关尚未掌握的违法行为', 'reduce', true, '第三十二条第三项'),
  of('helped', '配合查处违法行为有立功表现', 'reduce', true, '第三十二条第四项', 2),
  of('cooperative', '积极配合调查，如实陈述', 'lenient', false, '第三十二条第五项'),
  of('emergency', '在突发事件期间违反应对措施', 'heavy', true, '第四十九条', 2),
  of('repeated', '一年内因同类违法行为受过处罚', 'heavy', false, '第五条第二款'),
  of('harm', '造成较大危害后果', 'heavy', false, '第五条第二款'),
  of('obstructed', '逃避、妨碍执法，隐匿、毁灭证据', 'heavy', false, '第五条第二款'),
  of('refused', '责令改正后拒不改正', 'heavy', false, '第五条第二款'),
] as const satisfies readonly Fact[]

export const factLabels: Readonly<Record<string, string>> = Object.fromEntries(facts.map(fact => [fact.id, fact.label]))
export const factsOf = (ids: readonly string[]): Fact[] => facts.filter(fact => ids.includes(fact.id))

function partsOf<T>({ unit, basis, from }: Parameter<T>) {
  return { unit, basis, from: { ...from } }
}
