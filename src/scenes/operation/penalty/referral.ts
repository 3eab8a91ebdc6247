// What other scenes hand over — an inspection that found an offence — lies here until an inspector of the organ has looked at it and filled in
// what a lead needs. Basis: 《行政处罚法》 art. 54.
import {
  type Also,
  creditCode,
  date,
  type FileRef,
  file,
  flow,
  go,
  inOrgan,
  inRegion,
  person,
  record,
  ref,
  suspectedOffence,
  take,
  text,
  workdays,
} from '#declare'
import { answerOrigin } from './answer.ts'
import { benchmark } from './benchmark-record.ts'
import { registerLead } from './filing.ts'
import { law, marks, oversight } from './flow-words.ts'
import { textOf } from './law.ts'
import { office, overseers } from './party-record.ts'
import { actFields } from './records.ts'

/** What the inspector adds before it is a lead; nothing of it is known to whoever hands over. */
const added = {
  address: text({ label: '住所或者经营场所', max: 200 }),
  benchmark: ref(() => benchmark, { label: '案由' }),
  site: text({ label: '违法行为发生的具体地点', max: 200 }),
  actFrom: date({ label: actFields.actFrom.label }),
  actTo: date({ label: actFields.actTo.label }),
  officer: person({ label: '主办执法人员' }),
  second: person({ label: '协办执法人员' }),
} as const

export const referral = record('penalty-referral', {
  label: '移送的线索',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L3',
  title: 'party',
  number: '移送〔{yyyy}〕{n:5}号',
  access: [inRegion(overseers), inOrgan('organ', office, ['read', 'export'])],
  fields: {
    party: text({ label: '当事人', required: true, search: true, list: true, max: 100, fixed: true }),
    creditCode: creditCode({ label: '统一社会信用代码', list: true, fixed: true }),
    what: text({ label: '涉嫌违法的事实', required: true, long: true, list: true, max: 5000, fixed: true }),
    foundOn: date({ label: '发现日期', required: true, list: true, fixed: true }),
    evidence: file({ label: '证据材料', max: 50, fixed: true }),
    source: text({ label: '来源', required: true, search: true, list: true, max: 200, fixed: true }),
    ...added,
    lead: text({ label: '线索标识', hidden: true, max: 40 }),
    origin: text({ label: '来源标识', hidden: true, max: 100 }),
  },
})

const registerReferral: Also = async (city, row) => {
  // Whoever found the offence uploaded the evidence; whoever registers it did not.
  if (Array.isArray(row['evidence'])) await city.passOn(row['evidence'] as FileRef[])
  const lead = await registerLead(city, {
    summary: `${textOf(row, 'party')}：${textOf(row, 'what')}`.slice(0, 200),
    source: 'random',
    sourceNumber: textOf(row, 'source').slice(0, 80),
    partyKind: 'firm',
    place: row.region,
    ...(row['creditCode'] !== null && { creditCode: row['creditCode'] }),
    ...(Array.isArray(row['evidence']) && row['evidence'].length > 0 && { files: row['evidence'].slice(0, 20) }),
    ...Object.fromEntries(['party', 'foundOn', 'origin', ...Object.keys(added)].map(name => [name, row[name]])),
  })
  await city.update(referral, row.id, { lead })
  await answerOrigin(city, textOf(row, 'origin'), { stage: '已登记为线索' })
}

export const receiving = flow(referral, ({ step, end }) => ({
  name: 'penalty-receiving',
  label: '接收移送线索',
  start: 'received',
  states: {
    received: step('待登记', {
      by: d => d.organ.holds('inspector'),
      within: workdays(3),
      overdue: d => d.organ.holds('head'),
      on: {
        register: go('登记为线索', 'registered', {
          tone: 'primary',
          sets: Object.keys(added),
          form: Object.fromEntries(Object.entries(added).map(([name, field]) => [name, { ...field, required: true }])),
          also: registerReferral,
        }),
        decline: go('不予登记', 'declined', {
          reason: true,
          also: (city, row) => answerOrigin(city, textOf(row, 'origin'), { stage: '不予登记', outcome: '经审查，不属于应当登记的线索' }),
        }),
      },
    }),
    registered: end('已登记'),
    declined: end('不予登记'),
  },
  marks,
  oversight: oversight(referral),
  basis: `${law}第五十四条；3个工作日内登记为本市内部要求`,
}))

export const takeOffence = take(suspectedOffence, referral, {
  party: 'party',
  creditCode: 'creditCode',
  what: 'what',
  foundOn: 'foundOn',
  evidence: 'evidence',
  source: 'source',
  origin: 'origin',
})
