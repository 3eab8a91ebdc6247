// What the papers of a case share: who the party is, amounts and dates in words, lists of evidence.
import { type CityPort, type DocumentBlock, type RowValues, refs, type Signatory, type Signature } from '#declare'
import { centsOf, sayYuan } from '../../../methods/discretion/money.ts'
import { signedAs } from '../../../methods/official-document/ink.ts'
import { certified } from './certificates.ts'
import { evidenceKinds, penalties } from './choices.ts'
import { lawfulEvidence } from './investigate.ts'
import { textOf } from './law.ts'
import { party } from './party-record.ts'
import { evidence, penaltyCase } from './records.ts'

export const paragraph = (text: string, of: { bold?: boolean; flush?: boolean } = {}): DocumentBlock => ({ kind: 'paragraph', text, ...of })
/** 附件 as official documents set them: one below the other, numbered when there are several. */
export const attachments = (of: readonly string[]): DocumentBlock[] =>
  of.length === 1 ? [paragraph(`附件：${of[0]}`)] : of.map((one, at) => paragraph(at === 0 ? `附件：1. ${one}` : `　　　${at + 1}. ${one}`))
export const heading = (text: string): DocumentBlock => ({ kind: 'heading', level: 2, text })

export const dateOf = (value: string): string => {
  const [year, month, day] = value.slice(0, 10).split('-').map(Number)
  return value === '' ? '' : `${year}年${month}月${day}日`
}
/** An instant in the city's own time, to the minute. */
export const momentOf = (value: string): string => {
  if (value === '') return ''
  const parts = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(value),
  )
  return parts
}
/** `2026年3月2日 09:00至10:20`: the day once where it is the same. */
export const spanOf = (from: string, to: string): string => {
  const [a, b] = [momentOf(from), momentOf(to)]
  const [day] = a.split(' ')
  return b.startsWith(`${day} `) ? `${a}至${b.slice(day!.length + 1)}` : `${a}至${b}`
}
export const yuan = (row: RowValues, field: string): string => sayYuan(centsOf(textOf(row, field) || '0'))

/** `警告；没收违法所得1200元；罚款10万元`: each kind once, with its amount; nothing of nothing. */
export function sanctions(row: RowValues, fineField: 'fine' | 'proposedFine'): string {
  const kinds = ((row['penalties'] ?? []) as (keyof typeof penalties)[]).filter(one => one !== 'fine')
  const hasConfiscated = centsOf(textOf(row, 'confiscated') || '0') > 0n
  const taken = kinds.find(one => one === 'illegal-income' || one === 'illegal-goods')
  const named = kinds.map(one => `${penalties[one]}${one === taken && hasConfiscated ? yuan(row, 'confiscated') : ''}`)
  const more = [
    ...(hasConfiscated && taken === undefined ? [`没收${yuan(row, 'confiscated')}`] : []),
    ...(centsOf(textOf(row, fineField) || '0') > 0n ? [`罚款${yuan(row, fineField)}`] : []),
  ]
  return [...named, ...more].join('；') || '无'
}

/** What somebody wrote, to stand inside a sentence: without the full stop at its end. */
export const phrase = (text: string): string => text.trim().replace(/[。；;.]+$/, '')

/** Art. 59(1)(1). Numbers stand masked: whoever reads the file need not read them. */
export async function partyFacts(city: CityPort, row: RowValues): Promise<DocumentBlock> {
  const [found] = await city.find(party, refs(party).id.is(textOf(row, 'subject')), 1)
  const isFirm = row['partyKind'] === 'firm'
  return {
    kind: 'facts',
    of: [
      ['当事人', textOf(row, 'party')],
      isFirm ? ['统一社会信用代码', textOf(found ?? {}, 'creditCode') || null] : ['身份证号码', textOf(found ?? {}, 'idNumber') || null],
      ...(isFirm ? ([['法定代表人', textOf(found ?? {}, 'representative') || null]] as const) : []),
      ['住所（经营场所）', textOf(row, 'address')],
    ],
  }
}

export async function evidenceTable(city: CityPort, caseId: string): Promise<DocumentBlock> {
  const pieces = lawfulEvidence(await city.find(evidence, refs(evidence).parent.is(caseId), 500))
  return {
    kind: 'table',
    caption: '证据',
    head: ['序号', '证据', '种类', '证明内容'],
    widths: [10, 30, 20, 40],
    rows: pieces.map((one, at) => [
      at + 1,
      textOf(one, 'name'),
      evidenceKinds[one['kind'] as keyof typeof evidenceKinds],
      textOf(one, 'proves'),
    ]),
  }
}

export const stepsTable = (row: RowValues): DocumentBlock => ({
  kind: 'table',
  caption: '裁量过程',
  head: ['步骤', '依据'],
  widths: [60, 40],
  rows: ((row['steps'] ?? []) as { says: string; basis: string }[]).map(step => [step.says, step.basis]),
})

/** With the numbers of their certificates: art. 55 has them shown, so papers name them. */
export const certifiedOfficers = async (city: CityPort, row: RowValues): Promise<string> => {
  const organ = textOf(row, 'organ') || null
  return `${await certified(city, textOf(row, 'officer'), organ)}、${await certified(city, textOf(row, 'second'), organ)}`
}

/** An official's opinion in an approval form: what they say, who they are, when. */
export const opinion = (label: string, says: string, ...by: readonly Signatory[]): DocumentBlock[] => [
  heading(label),
  paragraph(says),
  signatures(...by),
]

export const lines = (text: string): DocumentBlock[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => paragraph(line))

export const officersOf = (city: CityPort, row: RowValues): string =>
  `${city.name(textOf(row, 'officer'))}、${city.name(textOf(row, 'second'))}`

export const signatures = (...of: readonly Signatory[]): DocumentBlock => ({ kind: 'signatures', of })
export const officerLines = (city: CityPort, row: RowValues, date?: string): Signatory[] =>
  ['officer', 'second'].map(field => ({ label: '执法人员', name: city.name(textOf(row, field)), ...(date !== undefined && { date }) }))

/** The party's line: their ink, their typed name, or a line to sign on. */
export function partyLine(row: RowValues, field: string, date: string): Signatory {
  const name = textOf(row, 'party')
  if (row['refused'] === true) return { label: '当事人', name: `${name}（拒绝签收，执法人员注明）`, date }
  const signature = row[field] as Signature | undefined
  if (!signature || typeof signature !== 'object') return { label: '当事人', name }
  const { ink, typed } = signedAs(signature)
  return { label: '当事人', name: typed ?? name, date, ...(ink && { ink }) }
}

export async function caseOf(city: CityPort, row: RowValues): Promise<RowValues> {
  const id = textOf(row, 'ofCase')
  return id === '' ? {} : ((await city.find(penaltyCase, refs(penaltyCase).id.is(id), 1))[0] ?? {})
}

/** Art. 59(1)(5): how and by when to complain. Sixty days, six months: 《行政复议法》 art. 20, 《行政诉讼法》 art. 46. */
export const remedies = paragraph(
  '如不服本决定，可以自收到本决定书之日起六十日内向本机关的本级人民政府申请行政复议，也可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。申请行政复议或者提起行政诉讼期间，行政处罚不停止执行，法律另有规定的除外。',
)
