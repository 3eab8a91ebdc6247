// Papers of the beginning: filing, preservation, written records.
import { paper, refs } from '#declare'
import { evidenceKinds } from './choices.ts'
import { newestNote } from './investigate.ts'
import { textOf } from './law.ts'
import { dateOf, momentOf, officerLines, officersOf, paragraph, partyFacts, signatures } from './paper-words.ts'
import { evidence, lead, penaltyCase } from './records.ts'

const law = '《中华人民共和国行政处罚法》'

export const filingForm = paper(lead, {
  name: 'penalty-filing-form',
  label: '立案审批表',
  number: '{organ}罚立〔{yyyy}〕{n:4}号',
  basis: `${law}第五十四条第二款`,
  open: 'officials',
  write: async (city, row) => ({
    title: '行政处罚立案审批表',
    blocks: [
      await partyFacts(city, row),
      {
        kind: 'facts',
        of: [
          ['案由', textOf(row, 'cause')],
          ['线索来源', lead.fields.source.of![textOf(row, 'source')] ?? ''],
          ['违法行为时间', `${dateOf(textOf(row, 'actFrom'))}至${dateOf(textOf(row, 'actTo'))}`],
          ['发现日期', dateOf(textOf(row, 'foundOn'))],
          ['地点', `${city.name(textOf(row, 'place'))}${textOf(row, 'site')}`],
          ['核查情况', textOf(row, 'found')],
          ['执法人员', officersOf(city, row)],
          ['审批意见', '经审查，符合立案条件，批准立案。'],
        ],
      },
      signatures({ label: '批准人', name: city.name(city.person), date: city.today }),
    ],
  }),
})

export const preservationNotice = paper(penaltyCase, {
  name: 'penalty-preservation-notice',
  label: '先行登记保存通知书',
  number: '{organ}罚存〔{yyyy}〕{n:4}号',
  basis: `${law}第五十六条`,
  write: async (city, row) => {
    const pieces = (await city.find(evidence, refs(evidence).parent.is(row.id), 500)).filter(one => one['preserved'] === true)
    const newest = pieces.slice(-1)
    return {
      title: '先行登记保存通知书',
      to: textOf(row, 'party'),
      blocks: [
        paragraph(
          `因你（单位）涉嫌${textOf(row, 'cause')}，为防止证据灭失或者以后难以取得，依据${law}第五十六条，对下列物品予以先行登记保存。在此期间，当事人或者有关人员不得销毁或者转移证据。本机关将在七个工作日内作出处理决定；逾期未处理的，登记保存自动解除。`,
        ),
        {
          kind: 'table',
          head: ['名称', '种类', '保存地点', '保管人'],
          widths: [35, 20, 25, 20],
          rows: newest.map(one => [
            textOf(one, 'name'),
            evidenceKinds[one['kind'] as keyof typeof evidenceKinds],
            textOf(one, 'takenPlace'),
            textOf(one, 'keeper'),
          ]),
        },
        signatures({ label: '当事人', name: textOf(row, 'party') }, ...officerLines(city, row)),
      ],
    }
  },
})

const noteOf = (kind: 'site' | 'interview', name: string, label: string, code: string) =>
  paper(penaltyCase, {
    name,
    label,
    number: `{organ}${code}〔{yyyy}〕{n:4}号`,
    basis: `${law}第五十五条`,
    sealed: false,
    write: async (city, row) => {
      const one = await newestNote(city, row, kind)
      return {
        title: label,
        blocks: [
          {
            kind: 'facts',
            of: [
              ['案由', textOf(row, 'cause')],
              ['时间', `${momentOf(textOf(one, 'from'))}至${momentOf(textOf(one, 'to'))}`],
              ['地点', textOf(one, 'place')],
              [kind === 'site' ? '被检查人' : '被询问人', textOf(one, 'whom')],
              ['执法人员', officersOf(city, row)],
            ],
          },
          paragraph('执法人员出示执法证件，表明身份，告知当事人有申请回避、陈述和申辩的权利，有如实回答询问、协助调查的义务。'),
          ...textOf(one, 'content')
            .split('\n')
            .map(line => paragraph(line)),
          paragraph(one['agreed'] === 'refused' ? '当事人拒绝签名，执法人员在此注明。' : '以上笔录经核对无误。', { bold: true }),
          signatures({ label: kind === 'site' ? '被检查人' : '被询问人', name: textOf(one, 'whom') }, ...officerLines(city, row)),
        ],
      }
    },
  })
export const siteNote = noteOf('site', 'penalty-site-note', '现场检查笔录', '检录')
export const interviewNote = noteOf('interview', 'penalty-interview-note', '询问笔录', '询录')
