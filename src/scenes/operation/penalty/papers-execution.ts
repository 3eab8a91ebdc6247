// Papers after the decision: the receipt of service, the reminder with the additional fine, the application to the court, the closing.
import { paper } from '#declare'
import { centsOf, sayYuan } from '../../../methods/discretion/money.ts'
import { appealKinds, servings } from './choices.ts'
import { appealsOf } from './deadlines.ts'
import { execution } from './execution-records.ts'
import { textOf } from './law.ts'
import { attachments, caseOf, dateOf, heading, officerLines, opinion, paragraph, partyFacts, signatures, yuan } from './paper-words.ts'
import { law } from './parameters.ts'

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
          ['送达文书', `${textOf(row, 'onSpot') === '' ? '行政处罚决定书' : '当场行政处罚决定书'}（${textOf(row, 'decisionNumber')}）`],
          ['受送达人', textOf(row, 'party')],
          ['送达地点', textOf(row, 'address')],
          ['送达方式', servings[row['method'] as keyof typeof servings] ?? ''],
          ['送达日期', dateOf(textOf(row, 'servedOn'))],
          ['送达情况', textOf(row, 'serviceNote') || null],
          ['凭证', ((row['serviceProof'] ?? []) as unknown[]).length > 0 ? '见附件' : null],
        ],
      },
      signatures(
        { label: '收件人', name: textOf(row, 'receiver') || textOf(row, 'party'), date: textOf(row, 'servedOn') },
        ...officerLines(city, { ...(await caseOf(city, row)), officer: row['officer'] }, textOf(row, 'servedOn')),
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
        `本机关于${dateOf(textOf(row, 'servedOn'))}向你（单位）送达行政处罚决定书（${textOf(row, 'decisionNumber')}），缴款期限为${dateOf(textOf(row, 'payBy'))}，你（单位）至今未全部履行。`,
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
        '请自收到本催告书之日起十个工作日内，到指定银行或者通过电子支付系统缴清上列款项。你（单位）收到催告书后有权进行陈述和申辩。无正当理由逾期仍不履行的，本机关将依法申请人民法院强制执行。加处罚款计算至实际缴清之日，总额不超出罚款的数额。',
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
    blocks: [
      heading('一、申请人和被申请执行人'),
      paragraph('申请人：本机关（落款单位）。'),
      await partyFacts(city, row),
      heading('二、申请执行事项'),
      {
        kind: 'facts',
        of: [
          ['罚款', yuan(row, 'fine')],
          ['没收', yuan(row, 'confiscated')],
          ['加处罚款', yuan(row, 'additional')],
          ['已缴', yuan(row, 'paid')],
          ['申请执行合计', sayYuan(centsOf(textOf(row, 'owed') || '0'))],
        ],
      },
      heading('三、事实和理由'),
      paragraph(
        `申请人于${dateOf(textOf(row, 'decidedOn'))}对被执行人作出行政处罚决定（${textOf(row, 'decisionNumber')}），${dateOf(textOf(row, 'servedOn'))}送达。被执行人在法定期限内未申请行政复议、未提起行政诉讼或者复议、诉讼已终结，起诉期限${textOf(row, 'deferredTo') === '' ? '' : '和准予延期、分期的期限'}于${dateOf(textOf(row, 'applyFromOn'))}届满；缴款期限${dateOf(textOf(row, 'payBy'))}届满后仍未履行，申请人于${dateOf(textOf(row, 'remindedOn'))}催告，满十个工作日仍未履行。${textOf(row, 'answer') === '' ? '被执行人未提出陈述、申辩。' : `被执行人提出：${textOf(row, 'answer')}。`}`,
      ),
      paragraph(
        `依据《中华人民共和国行政处罚法》第七十二条第一款第四项、《中华人民共和国行政强制法》第五十三条、第五十四条，在${dateOf(textOf(row, 'applyByOn'))}前申请你院强制执行。`,
      ),
      ...attachments([
        `行政处罚决定书（${textOf(row, 'decisionNumber')}）及作出决定的事实、理由和依据`,
        '送达回证',
        '履行行政处罚决定催告书和当事人的意见',
        '申请强制执行标的情况',
      ]),
      paragraph('此致', { flush: true }),
      paragraph(textOf(row, 'court'), { flush: true }),
      signatures({ label: '负责人', name: '' }),
    ],
  }),
})

export const closingForm = paper(execution, {
  name: 'penalty-closing-form',
  label: '结案审批表',
  number: '{organ}罚结〔{yyyy}〕{n:4}号',
  basis: '《市场监督管理行政处罚程序规定》结案的规定，其他领域参照',
  open: 'officials',
  write: async (city, row) => {
    const of = await caseOf(city, row)
    return {
      title: '行政处罚案件结案审批表',
      blocks: [
        await partyFacts(city, row),
        {
          kind: 'facts',
          of: [
            ['案件', textOf(row, 'title')],
            ['立案日期', dateOf(textOf(of, 'filedOn')) || null],
            ['决定书', `${textOf(row, 'decisionNumber')}，${dateOf(textOf(row, 'decidedOn'))}`],
            ['送达', `${servings[row['method'] as keyof typeof servings] ?? ''}，${dateOf(textOf(row, 'servedOn'))}`],
            ['处罚内容', `罚款${yuan(row, 'fine')}；没收${yuan(row, 'confiscated')}`],
            ['加处罚款', yuan(row, 'additional')],
            ['已缴', yuan(row, 'paid')],
            ['退还', textOf(row, 'refundedOn') === '' ? null : `${yuan(row, 'refund')}，${dateOf(textOf(row, 'refundedOn'))}`],
            [
              '复议、诉讼',
              appealsOf(row)
                .map(
                  ({ appeal, to }) => `${appealKinds[appeal as keyof typeof appealKinds]}，${to === '' ? '尚未终结' : `${dateOf(to)}终结`}`,
                )
                .join('；') || '没有',
            ],
            ['归档编号', textOf(row, 'archive')],
          ],
        },
        ...opinion('执行情况和承办人员意见', `${textOf(row, 'closing')}。处罚决定已执行完毕，建议结案。`.replace('。。', '。'), {
          label: '承办人员',
          name: city.name(textOf(row, 'officer')),
          date: city.today,
        }),
        ...opinion('负责人审批意见', '同意结案。', { label: '批准人', name: city.name(city.person), date: city.today }),
      ],
    }
  },
})
