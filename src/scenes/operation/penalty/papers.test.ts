// Every paper of the scene, issued by the acts of a few long cases, drawn and read back: each says what its law asks, and none is missing.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RowValues } from '#declare'
import { type Box, openBox } from '../../../testing/city.ts'
import { decideOnSpot, findCast, furnish } from './demo-cast.ts'
import { personNumber } from './demo-numbers.ts'
import { execution } from './execution-records.ts'
import * as papers from './papers.ts'
import { evidence, lead, penaltyCase } from './records.ts'
import { concluded, executionOf, filed, piece, type World, world } from './testing.ts'

/** LOOK=1 draws them all as PDF for whoever wants to look at them: dist/pictures/penalty/papers. */
const folder = join(import.meta.dirname, '../../../../dist/pictures/penalty/papers')

type Drawn = { readonly label: string; readonly number: string; readonly text: string }
const drawn = new Map<string, Drawn>()

async function drawAll(box: Box, person: string, record: string, id: string): Promise<void> {
  const { identity, model, store, papers: issued } = box.platform
  const subject = (await identity.findSubject(person))!
  const of = model.records.get(record)!
  await store.as(subject, async tx => {
    const row = await store.get(tx, subject, of, id)
    for (const one of await issued.list(tx, row)) {
      if (drawn.has(one.name)) continue
      const draw = (format: 'pdf' | 'docx') => issued.draw(tx, row, { id: one.id, format, checkAt: 'https://example.cn/portal/papers/' })
      if (process.env['LOOK']) writeFileSync(join(folder, `${one.name}.pdf`), (await draw('pdf')).bytes)
      const { value } = await mammoth.extractRawText({ buffer: Buffer.from((await draw('docx')).bytes) })
      drawn.set(one.name, { label: one.label, number: one.number, text: value })
    }
  })
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  const box = await openBox()
  const of = await world(box.story)
  await longCase(box, of)
  await spared(box, of)
  await toPolice(box, of)
  await onTheSpot(box)
  await box.close()
}, 120_000)

/** Heard, discussed, decided, served, not paid, reminded, put to the court, closed. */
async function longCase(box: Box, of: World): Promise<void> {
  const { story, cast } = of
  const { officer, head, handler } = cast
  const findings = [
    '2026年3月2日，本机关执法人员对当事人经营场所进行现场检查，发现货架上陈列待售的“古越”牌苏打饼干12包，生产日期2025年7月1日，保质期六个月，已超过保质期。',
    '经查，当事人自2026年1月2日起仍将上述饼干陈列销售，货值金额320元，违法所得46元。当事人未能提供进货查验记录。',
  ].join('\n')
  const id = await filed(of)
  const now = story.now().toISOString()
  const noted = { place: '解放北路1号', from: now, to: now, told: true, agreed: 'signed' }
  await officer.do(penaltyCase, id, 'inspect', {
    values: {
      ...noted,
      about: '现场检查',
      kind: 'site',
      whom: '陈建国',
      post: '法定代表人',
      content: '货架第二层陈列苏打饼干12包，均超过保质期。\n执法人员当场拍照、清点，当事人在场。',
    },
  })
  await officer.do(penaltyCase, id, 'interview', {
    values: {
      ...noted,
      about: '询问',
      kind: 'interview',
      whom: '陈建国',
      post: '法定代表人',
      content: '问：这批饼干是什么时候进的货？\n答：去年七月，记不清是哪一天。\n问：有没有进货票据？\n答：没有保存。',
    },
  })
  await officer.do(penaltyCase, id, 'addEvidence', { values: piece })
  const kept = await officer.do(penaltyCase, id, 'preserve', {
    values: { ...piece, name: '苏打饼干', spec: '“古越”牌，200克/包', amount: '12包', preserved: true },
  })
  await head.do(evidence, kept!, 'approve')
  await officer.do(evidence, kept!, 'dispose', { values: { disposal: '送检' } })
  await officer.do(penaltyCase, id, 'conclude', {
    values: {
      findings,
      outcome: 'punish',
      penalties: ['fine', 'illegal-income'],
      proposedFine: '100000',
      confiscated: '46',
      facts: ['repeated', 'harm', 'refused'],
    },
  })
  await handler.do(penaltyCase, id, 'legalPass', {
    values: { opinion: '本案主体适格，事实清楚，证据确凿，定性准确，裁量适当，程序合法，同意提交告知。' },
  })
  await officer.do(penaltyCase, id, 'notify', { values: { noticedOn: story.today() } })
  await officer.do(penaltyCase, id, 'state', {
    values: { said: '我店规模小，已经下架，请求从轻处罚。', form: 'written', receivedOn: story.today() },
  })
  await officer.do(penaltyCase, id, 'askHearing')
  await handler.do(penaltyCase, id, 'arrange', {
    values: { hearingOn: '2026-03-11', hearingPlace: '本局三楼听证室', hearingHost: handler.person, hearingClerk: '徐记录' },
  })
  await story.until('2026-03-11')
  await handler.do(penaltyCase, id, 'hold', {
    values: {
      transcript:
        '主持人核对听证参加人身份，宣布案由和听证纪律，告知权利义务。\n调查人员提出当事人违法的事实、证据和拟处罚意见。\n当事人陈述：对事实没有异议，请求从轻。\n双方质证、辩论。\n主持人宣布听证结束。',
    },
  })
  await officer.do(penaltyCase, id, 'consider', { values: { considered: '当事人确已下架，但有从重情节，申辩理由不予采纳。' } })
  await handler.do(penaltyCase, id, 'finalPass', { values: { opinion: '听证程序合法，同意提交集体讨论。' } })
  await head.do(penaltyCase, id, 'discuss', {
    values: { discussants: '局长尉某、副局长王某、法规科长李某', discussion: '一致同意拟处罚意见，处罚款十万元，没收违法所得四十六元。' },
  })
  await head.do(penaltyCase, id, 'punish')
  const [source] = await officer.find(lead, { op: 'is', field: 'filedCase', value: id })
  const due = await executionOf(of, id)
  await officer.do(execution, due.id, 'serve', { values: { method: 'direct', receiver: '陈建国', servedOn: story.today() } })
  await story.until('2026-04-01')
  await officer.do(execution, due.id, 'remind')
  await story.until('2026-09-14')
  await officer.do(execution, due.id, 'apply', { values: { court: '越城区人民法院' } })
  await officer.do(execution, due.id, 'courtEnds', { values: { courtResult: '法院裁定准予执行，已全部执行到位' } })
  await head.do(execution, due.id, 'close', { values: { closing: '罚款、没收款和加处罚款已由法院执行到位', archive: '2026-罚-0001' } })
  await drawAll(box, officer.person, 'penalty-lead', source!.id)
  await drawAll(box, officer.person, 'penalty-case', id)
  await drawAll(box, officer.person, 'penalty-evidence', kept!)
  await drawAll(box, officer.person, 'penalty-execution', due.id)
}

async function spared(box: Box, of: World): Promise<void> {
  const today = of.story.today()
  const other = { party: '绍兴市越城区鉴湖超市', creditCode: null, actFrom: today, actTo: today, foundOn: today, sourceNumber: 'S' }
  const id = await concluded(of, { outcome: 'spare', penalties: [], facts: ['trifle'] }, other)
  await of.cast.handler.do(penaltyCase, id, 'pass', { values: { opinion: '同意' } })
  await of.cast.head.do(penaltyCase, id, 'spare')
  await drawAll(box, of.cast.officer.person, 'penalty-case', id)
}

async function toPolice(box: Box, of: World): Promise<void> {
  const today = of.story.today()
  const id = await filed(of, {
    party: '绍兴市越城区若耶餐饮店',
    creditCode: null,
    actFrom: today,
    actTo: today,
    foundOn: today,
    sourceNumber: 'P',
  })
  const { officer, head } = of.cast
  await officer.do(penaltyCase, id, 'addEvidence', { values: piece })
  await officer.do(penaltyCase, id, 'reportCrime', {
    values: {
      crime: '生产、销售有毒、有害食品罪',
      police: '绍兴市公安局越城区分局',
      crimeReport: '当事人在火锅底料中掺入罂粟壳粉，经检验检出吗啡、可待因。\n上述行为涉嫌构成犯罪。',
      expert: '市食品药品检验院检验报告（2026）第318号',
    },
  })
  await head.do(penaltyCase, id, 'approve')
  await officer.do(penaltyCase, id, 'handOverCase', { values: { receipt: '越公移收〔2026〕3号，李警官' } })
  await officer.do(penaltyCase, id, 'policeRefused', {
    values: { policeOn: today, policeNumber: '越公不立〔2026〕5号', policeReason: '含量低于入罪标准。' },
  })
  await officer.do(penaltyCase, id, 'object', { values: { objection: '掺入非食品原料不以含量为入罪条件。' } })
  await drawAll(box, officer.person, 'penalty-case', id)
}

async function onTheSpot(box: Box): Promise<void> {
  const cast = (await findCast(box.story, 'enforcement', '330602'))!
  const laws = await furnish(box.story, [cast])
  const stroke = Array.from({ length: 30 }, (_, at) => [40 + at * 6, 40 + (at % 7) * 9, at * 20])
  const id = await decideOnSpot(cast, {
    partyKind: 'person',
    party: '沈国强',
    idNumber: personNumber('330602', 7),
    address: '越城区某小区3幢',
    benchmark: laws.get('330217-04'),
    site: '鲁迅中路人行道',
    facts: '当事人将小型轿车停放在人行道上，影响行人通行。',
    fine: '110',
    collect: 'bank',
    signed: { width: 300, height: 120, strokes: [stroke] },
  } satisfies RowValues)
  await drawAll(box, cast.officer.person, 'penalty-on-spot', id)
}

describe('penalty: the papers', () => {
  it('are all issued by some act, numbered', () => {
    const missing = Object.values(papers).filter(one => !drawn.has(one.name))
    expect(missing.map(one => one.label)).toEqual([])
    for (const { number } of drawn.values()) expect(number).toMatch(/^越城区(市场监管局|综合执法局).+〔2026〕0*1号$/)
  })

  const says = (name: string): string => drawn.get(name)!.text.replace(/\s+/g, '')
  it.each([
    // Art. 59(1): party; facts and evidence; kinds and basis; way and term; remedies; organ and date.
    [
      'penalty-decision',
      [
        '当事人绍兴市越城区稽山食品店',
        '9233060',
        '货值金额320元',
        '苏打饼干',
        '请求从轻处罚。本机关',
        '第一百二十四条',
        '没收违法所得46元；罚款10万元',
        '十五日内',
        '百分之三',
        '六十日内',
        '六个月内',
        '绍兴市越城区市场监督管理局',
        '2026年3月11日',
      ],
    ],
    // Art. 52(2): facts, basis, amount, time, place, way and term of remedy, organ, signed by the officers.
    [
      'penalty-on-spot-decision',
      [
        '沈国强',
        '越城区鲁迅中路人行道',
        '影响行人通行',
        '第九十三条',
        '罚款110元',
        '告知拟作出处罚的内容',
        '浙执0010001',
        '六十日内',
        '绍兴市越城区综合行政执法局',
      ],
    ],
    ['penalty-notice', ['拟作出的行政处罚', '罚款10万元', '五个工作日内进行陈述和申辩', '要求听证', '不因陈述、申辩给予更重的处罚']],
    ['penalty-no-penalty', ['不予行政处罚', '第三十三条', '进行教育', '六十日内']],
    ['penalty-filing-form', ['监督检查', '核查情况', '承办人员意见', '建议立案', '批准立案', '浙执']],
    ['penalty-preservation-notice', ['苏打饼干', '“古越”牌，200克/包', '12包', '2026年3月2日至2026年3月11日', '不得销毁或者转移']],
    ['penalty-site-note', ['已向你出示执法证件', '申请回避', '货架第二层', '法定代表人', '记录属实']],
    ['penalty-interview-note', ['问：这批饼干', '答：去年七月', '与所述一致']],
    ['penalty-legal-review', ['直接关系当事人重大权益', '意见如下', '同意提交告知']],
    ['penalty-hearing-notice', ['2026年3月11日', '本局三楼听证室', '徐记录', '委托一至二人代理', '申请回避']],
    ['penalty-hearing-record', ['双方质证、辩论', '主持人', '记录员', '核对无误']],
    ['penalty-discussion-record', ['局长尉某', '货值金额320元', '一致同意拟处罚意见', '记录人']],
    ['penalty-service-receipt', ['越城区市场监管局罚决〔2026〕0001号', '直接送达', '收件人：陈建国']],
    ['penalty-reminder', ['罚决〔2026〕0001号', '逾期天数6日', '加处罚款（每日3%）1.8万元', '十个工作日内', '陈述和申辩']],
    ['penalty-court-application', ['越城区人民法院', '申请执行事项', '2026年9月11日届满', '2026年12月11日前', '附件：1.', '此致']],
    ['penalty-closing-form', ['立案日期2026年3月2日', '罚决〔2026〕0001号', '建议结案', '同意结案', '2026-罚-0001']],
    // 规定 art. 6: letter, report, list of things, reports of experts, other material.
    [
      'penalty-transfer-letter',
      ['生产、销售有毒、有害食品罪', '三日内审查', '二十四小时内转送', '涉案物品清单', '第318号', '抄送：同级人民检察院'],
    ],
    ['penalty-transfer-report', ['罂粟壳粉', '第二十七条第一款', '三日内决定']],
    ['penalty-goods-list', ['过期饼干12包', '接收人']],
    ['penalty-objection-letter', ['越公不立〔2026〕5号', '含量低于入罪标准', '三日内作出立案或者不予立案的决定']],
  ])('%s says what it must', (name, words) => {
    for (const word of words) expect(says(name), word).toContain(word)
    expect(says(name)).not.toMatch(/undefined|null|NaN|。。/)
  })
})
