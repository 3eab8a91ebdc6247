// Papers of a transfer to the police (第六条): the report that the head decides on, the letter with its attachments, the list of things, the
// request to reconsider. The letter names what goes with it, so that whoever receives the file can count it.
import { type CityPort, type DocumentBlock, paper, type RowValues, refs } from '#declare'
import { evidenceKinds } from './choices.ts'
import { lawfulEvidence } from './investigate.ts'
import { textOf } from './law.ts'
import {
  attachments,
  certifiedOfficers,
  dateOf,
  evidenceTable,
  heading,
  lines,
  momentOf,
  officerLines,
  paragraph,
  partyFacts,
  signatures,
} from './paper-words.ts'
import { evidence, penaltyCase } from './records.ts'

const decree = '《行政执法机关移送涉嫌犯罪案件的规定》'

const crimeFacts = async (city: CityPort, row: RowValues): Promise<DocumentBlock> => ({
  kind: 'facts',
  of: [
    ['案件名称', textOf(row, 'title')],
    ['涉嫌罪名', textOf(row, 'crime')],
    ['接收机关', textOf(row, 'police')],
    ['立案日期', dateOf(textOf(row, 'filedOn'))],
    ['承办人员', await certifiedOfficers(city, row)],
  ],
})

export const transferReport = paper(penaltyCase, {
  name: 'penalty-transfer-report',
  label: '涉嫌犯罪案件移送审批表',
  number: '{organ}罚移审〔{yyyy}〕{n:4}号',
  basis: `${decree}第五条`,
  open: 'officials',
  sealed: false,
  write: async (city, row) => ({
    title: '涉嫌犯罪案件移送审批表',
    blocks: [
      await partyFacts(city, row),
      await crimeFacts(city, row),
      heading('一、调查报告'),
      ...lines(textOf(row, 'crimeReport')),
      heading('二、证据'),
      await evidenceTable(city, row.id),
      heading('三、承办人员意见'),
      paragraph(
        `当事人的行为涉嫌构成${textOf(row, 'crime')}，依据《中华人民共和国行政处罚法》第二十七条第一款、${decree}第三条、第五条，建议移送${textOf(row, 'police')}。`,
      ),
      signatures(...officerLines(city, row, city.today)),
      heading('四、负责人审批'),
      paragraph('自接到报告之日起三日内决定；批准的，二十四小时内移送；不批准的，理由记录在案。'),
      signatures({ label: '负责人', name: '' }),
    ],
  }),
})

export const transferLetter = paper(penaltyCase, {
  name: 'penalty-transfer-letter',
  label: '涉嫌犯罪案件移送书',
  number: '{organ}罚移〔{yyyy}〕{n:4}号',
  basis: `《中华人民共和国行政处罚法》第二十七条；${decree}第六条`,
  open: 'officials',
  write: async (city, row) => {
    const pieces = lawfulEvidence(await city.find(evidence, refs(evidence).parent.is(row.id), 500))
    return {
      title: '涉嫌犯罪案件移送书',
      to: textOf(row, 'police'),
      blocks: [
        paragraph(
          `本机关于${dateOf(textOf(row, 'filedOn'))}对${textOf(row, 'party')}${textOf(row, 'cause')}一案立案调查。经查，当事人的行为涉嫌构成${textOf(row, 'crime')}，依法需要追究刑事责任。依据《中华人民共和国行政处罚法》第二十七条第一款、${decree}第三条、第五条的规定，经本机关负责人于${momentOf(textOf(row, 'transferApprovedAt'))}批准，现将案件移送你机关。`,
        ),
        await partyFacts(city, row),
        heading('涉嫌犯罪的主要事实'),
        ...lines(textOf(row, 'crimeReport')),
        paragraph(
          '请自接受移送之日起三日内审查，依法作出立案或者不予立案的决定，书面告知本机关；不予立案的，请说明理由，退回案卷材料。不属于你机关管辖的，请在二十四小时内转送有管辖权的机关，并书面告知本机关。',
        ),
        ...attachments([
          '涉嫌犯罪案件情况的调查报告',
          '涉案物品清单',
          textOf(row, 'expert') === '' ? '检验报告、鉴定意见（无）' : `检验报告、鉴定意见：${textOf(row, 'expert')}`,
          `证据材料${pieces.length}件：${pieces.map(one => textOf(one, 'name')).join('、')}`,
        ]),
        signatures(...officerLines(city, row)),
      ],
      note: '抄送：同级人民检察院',
    }
  },
})

/** Art. 4(2), 6(3): things that were seized or preserved; also that there are none is said. */
export const goodsList = paper(penaltyCase, {
  name: 'penalty-goods-list',
  label: '涉案物品清单',
  number: '{organ}罚移物〔{yyyy}〕{n:4}号',
  basis: `${decree}第四条、第六条、第十二条`,
  open: 'officials',
  write: async (city, row) => {
    const goods = lawfulEvidence(await city.find(evidence, refs(evidence).parent.is(row.id), 500)).filter(
      one => one['kind'] === 'physical' || one['preserved'] === true,
    )
    return {
      title: '涉案物品清单',
      to: textOf(row, 'police'),
      blocks: [
        { kind: 'facts', of: [['案件', textOf(row, 'title')]] },
        goods.length === 0
          ? paragraph('本案没有涉案物品。')
          : {
              kind: 'table',
              head: ['序号', '名称', '种类', '取得时间、地点', '现保管人'],
              widths: [8, 26, 14, 34, 18],
              rows: goods.map((one, at) => [
                at + 1,
                textOf(one, 'name'),
                evidenceKinds[one['kind'] as keyof typeof evidenceKinds],
                `${momentOf(textOf(one, 'takenAt'))}，${textOf(one, 'takenPlace')}`,
                textOf(one, 'keeper'),
              ]),
            },
        paragraph('公安机关决定立案的，自接到立案通知书之日起三日内移交，办结交接手续。'),
        signatures(...officerLines(city, row), { label: '接收人', name: '' }),
      ],
    }
  },
})

export const objectionLetter = paper(penaltyCase, {
  name: 'penalty-objection-letter',
  label: '提请复议书',
  number: '{organ}罚移复〔{yyyy}〕{n:4}号',
  basis: `${decree}第九条`,
  open: 'officials',
  write: (_city, row) => ({
    title: '对不予立案决定提请复议书',
    to: textOf(row, 'police'),
    blocks: [
      paragraph(
        `本机关于${dateOf(textOf(row, 'policeOn'))}收到你机关对${textOf(row, 'title')}的不予立案通知书（${textOf(row, 'policeNumber')}）。你机关的理由是：${textOf(row, 'policeReason')}`,
      ),
      paragraph('本机关认为依法应当立案，理由如下：'),
      ...lines(textOf(row, 'objection')),
      paragraph(`依据${decree}第九条的规定，现提请复议。请自收到本文件之日起三日内作出立案或者不予立案的决定，书面通知本机关。`),
      ...attachments(['不予立案通知书', '案卷材料']),
    ],
  }),
})
