// Papers after the decision: the receipt of service, the reminder with the additional fine, the application to the court, the closing.
import { paper } from '#declare'
import { centsOf, sayYuan } from '../../../methods/discretion/money.ts'
import { servings } from './choices.ts'
import { applyBy, applyFrom } from './deadlines.ts'
import { execution } from './execution-records.ts'
import { textOf } from './law.ts'
import { caseOf, dateOf, officerLines, paragraph, partyFacts, signatures, yuan } from './paper-words.ts'

const law = '《中华人民共和国行政处罚法》'

export const serviceReceipt = paper(execution, {
  name: 'penalty-service-receipt',
  label: '送达回证',
  number: '{organ}罚送〔{yyyy}〕{n:4}号',
  basis: `${law}第六十一条；《中华人民共和国民事诉讼法》第八十七条`,
  sealed: false,
  write: async (city, row) => ({
    title: '送达回证',
    blocks: [
      {
        kind: 'facts',
        of: [
          ['案件', textOf(row, 'title')],
          ['送达文书', '行政处罚决定书'],
          ['受送达人', textOf(row, 'party')],
          ['送达地点', textOf(row, 'address')],
          ['送达方式', servings[row['method'] as keyof typeof servings] ?? ''],
          ['送达日期', dateOf(textOf(row, 'servedOn'))],
          ['送达情况', textOf(row, 'serviceNote') || null],
        ],
      },
      signatures(
        { label: '收件人', name: textOf(row, 'receiver') || textOf(row, 'party'), date: textOf(row, 'servedOn') },
        ...officerLines(city, { ...(await caseOf(city, row)), officer: row['officer'] }),
      ),
    ],
  }),
})

export const reminder = paper(execution, {
  name: 'penalty-reminder',
  label: '履行行政处罚决定催告书',
  number: '{organ}罚催〔{yyyy}〕{n:4}号',
  basis: `${law}第七十二条；《中华人民共和国行政强制法》第五十四条`,
  write: (_city, row) => ({
    title: '履行行政处罚决定催告书',
    to: textOf(row, 'party'),
    blocks: [
      paragraph(
        `本机关于${dateOf(textOf(row, 'servedOn'))}向你（单位）送达行政处罚决定书，缴款期限为${dateOf(textOf(row, 'payBy'))}，你（单位）至今未全部履行。`,
      ),
      {
        kind: 'facts',
        of: [
          ['罚款', yuan(row, 'fine')],
          ['没收', yuan(row, 'confiscated')],
          ['逾期天数', `${textOf(row, 'daysLate') || '0'}日`],
          ['加处罚款（每日3%）', yuan(row, 'additional')],
          ['已缴', yuan(row, 'paid')],
          ['尚欠', yuan(row, 'owed')],
        ],
      },
      paragraph(
        '请自收到本催告书之日起十个工作日内履行。你（单位）收到催告书后有权进行陈述和申辩。无正当理由逾期仍不履行的，本机关将依法申请人民法院强制执行。加处罚款计算至实际缴清之日，总额不超出罚款的数额。',
      ),
    ],
  }),
})

export const courtApplication = paper(execution, {
  name: 'penalty-court-application',
  label: '强制执行申请书',
  number: '{organ}罚执〔{yyyy}〕{n:4}号',
  basis: `${law}第七十二条第一款第四项；《中华人民共和国行政强制法》第五十三条、第五十五条`,
  open: 'officials',
  write: async (city, row) => ({
    title: '行政处罚强制执行申请书',
    to: textOf(row, 'court'),
    blocks: [
      await partyFacts(city, row),
      paragraph(
        `申请人于${dateOf(textOf(row, 'decidedOn'))}对被执行人作出行政处罚决定，${dateOf(textOf(row, 'servedOn'))}送达。被执行人在法定期限内未申请行政复议、未提起行政诉讼或者复议、诉讼已终结，经${dateOf(textOf(row, 'remindedOn'))}催告仍未履行。起诉期限于${dateOf(applyFrom(row))}届满，申请期限至${dateOf(applyBy(row))}。`,
      ),
      paragraph(
        `请求执行：罚款${yuan(row, 'fine')}、没收${yuan(row, 'confiscated')}、加处罚款${yuan(row, 'additional')}，扣除已缴${yuan(row, 'paid')}，共${sayYuan(centsOf(textOf(row, 'owed') || '0'))}。`,
        { bold: true },
      ),
      paragraph('附：行政处罚决定书及作出决定的事实、理由和依据；当事人的意见和催告情况；申请强制执行标的情况。'),
    ],
  }),
})

export const closingForm = paper(execution, {
  name: 'penalty-closing-form',
  label: '结案审批表',
  number: '{organ}罚结〔{yyyy}〕{n:4}号',
  basis: '《市场监督管理行政处罚程序规定》结案的规定，其他领域参照',
  open: 'officials',
  write: async (city, row) => ({
    title: '行政处罚案件结案审批表',
    blocks: [
      await partyFacts(city, row),
      {
        kind: 'facts',
        of: [
          ['案件', textOf(row, 'title')],
          ['决定日期', dateOf(textOf(row, 'decidedOn'))],
          ['送达日期', dateOf(textOf(row, 'servedOn'))],
          ['罚款', yuan(row, 'fine')],
          ['加处罚款', yuan(row, 'additional')],
          ['已缴', yuan(row, 'paid')],
          ['执行情况', textOf(row, 'closing')],
          ['归档编号', textOf(row, 'archive')],
        ],
      },
      signatures({ label: '批准人', name: city.name(city.person), date: city.today }),
    ],
  }),
})
