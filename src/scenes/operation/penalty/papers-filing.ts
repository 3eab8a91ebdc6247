// Papers of the beginning: filing, preservation, written records.
import { paper, type RowValues, refs, workdays } from '#declare'
import { newestNote } from './investigate.ts'
import { textOf } from './law.ts'
import {
  certifiedOfficers,
  dateOf,
  heading,
  lines,
  officerLines,
  opinion,
  paragraph,
  partyFacts,
  signatures,
  spanOf,
} from './paper-words.ts'
import { law } from './parameters.ts'
import { evidence, lead, penaltyCase } from './records.ts'

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
          ['执法人员', await certifiedOfficers(city, row)],
        ],
      },
      heading('核查情况'),
      ...lines(textOf(row, 'found')),
      ...opinion(
        '承办人员意见',
        '当事人的行为涉嫌违法，依法应当给予行政处罚，属于本机关管辖，没有超过处罚时效，符合立案条件，建议立案。',
        ...officerLines(city, row, city.today),
      ),
      ...opinion('负责人审批意见', '经审查，符合立案条件，批准立案。', { label: '批准人', name: city.name(city.person), date: city.today }),
    ],
  }),
})

export const preservationNotice = paper(evidence, {
  name: 'penalty-preservation-notice',
  label: '先行登记保存通知书',
  number: '{organ}罚存〔{yyyy}〕{n:4}号',
  basis: `${law}第五十六条`,
  write: async (city, row) => {
    const [found] = await city.find(penaltyCase, refs(penaltyCase).id.is(textOf(row, 'parent')), 1)
    const of: RowValues = found ?? {}
    const until = city.lastDay(workdays(7))
    return {
      title: '先行登记保存通知书',
      to: textOf(of, 'party'),
      blocks: [
        paragraph(
          `因你（单位）涉嫌${textOf(of, 'cause')}，为防止证据灭失或者以后难以取得，依据${law}第五十六条，对下列物品予以先行登记保存。在此期间，当事人或者有关人员不得销毁或者转移证据。保存期限自${dateOf(city.today)}至${dateOf(until)}（七个工作日），本机关在此期间作出处理决定；逾期未处理的，登记保存自动解除。`,
        ),
        {
          kind: 'table',
          head: ['名称', '规格、型号', '数量', '保存地点', '保管人'],
          widths: [24, 22, 12, 24, 18],
          rows: [
            [
              textOf(row, 'name'),
              textOf(row, 'spec') || null,
              textOf(row, 'amount') || null,
              textOf(row, 'takenPlace'),
              textOf(row, 'keeper'),
            ],
          ],
        },
        paragraph('你（单位）对本通知有异议的，可以向本机关陈述、申辩。'),
        signatures({ label: '当事人', name: textOf(of, 'party') }, ...officerLines(city, of)),
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
              ['时间', spanOf(textOf(one, 'from'), textOf(one, 'to'))],
              ['地点', textOf(one, 'place')],
              [kind === 'site' ? '被检查人' : '被询问人', textOf(one, 'whom')],
              ['身份、职务', textOf(one, 'post') || null],
              ['执法人员', await certifiedOfficers(city, row)],
            ],
          },
          paragraph(
            kind === 'site'
              ? '我们是本机关的执法人员，已向你出示执法证件。现依法进行现场检查，请予配合。你有权申请回避，有权陈述和申辩；应当如实说明情况，不得拒绝、阻挠。'
              : '我们是本机关的执法人员，已向你出示执法证件。现依法向你询问有关情况，你应当如实回答，与本案无关的问题有权拒绝回答。你有权申请回避，有权陈述和申辩。',
          ),
          heading(kind === 'site' ? '检查情况' : '询问内容'),
          ...lines(textOf(one, 'content')),
          paragraph(
            one['agreed'] === 'refused'
              ? '当事人拒绝签名，执法人员在此注明。'
              : kind === 'site'
                ? '以上笔录已经被检查人核对，记录属实。'
                : '以上笔录已经被询问人核对，与所述一致。',
            { bold: true },
          ),
          signatures(
            { label: kind === 'site' ? '被检查人' : '被询问人', name: textOf(one, 'whom') },
            ...officerLines(city, row, textOf(one, 'to').slice(0, 10)),
          ),
        ],
      }
    },
  })
export const siteNote = noteOf('site', 'penalty-site-note', '现场检查笔录', '检录')
export const interviewNote = noteOf('interview', 'penalty-interview-note', '询问笔录', '询录')
