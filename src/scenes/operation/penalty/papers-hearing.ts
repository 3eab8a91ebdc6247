// Papers between investigation and decision: review, notice, hearing, discussion.
import { paper, refs } from '#declare'
import { getBenchmark } from './assess.ts'
import { textOf } from './law.ts'
import {
  dateOf,
  evidenceTable,
  heading,
  lines,
  momentOf,
  officerLines,
  officersOf,
  paragraph,
  partyFacts,
  phrase,
  sanctions,
  signatures,
  stepsTable,
} from './paper-words.ts'
import { law } from './parameters.ts'
import { penaltyCase, statement } from './records.ts'

export const legalReview = paper(penaltyCase, {
  name: 'penalty-legal-review',
  label: '法制审核意见书',
  number: '{organ}罚审〔{yyyy}〕{n:4}号',
  basis: `${law}第五十八条`,
  open: 'officials',
  write: async (city, row) => ({
    title: '重大行政处罚决定法制审核意见书',
    to: city.name(textOf(row, 'officer')),
    blocks: [
      {
        kind: 'facts',
        of: [
          ['案件名称', textOf(row, 'title')],
          ['审核原因', reasonsOf(row)],
          ['拟处罚', sanctions(row, 'proposedFine')],
          ['裁量基准', `${textOf(row, 'suggestedTier')}，${textOf(row, 'suggestedLeast')}元至${textOf(row, 'suggestedMost')}元`],
          ['偏离基准', row['departs'] === true ? `${textOf(row, 'departure')}%，理由：${textOf(row, 'departureReason')}` : '没有偏离'],
        ],
      },
      heading('案件基本情况'),
      ...lines(textOf(row, 'findings')),
      await evidenceTable(city, row.id),
      heading('审核意见'),
      paragraph(
        '对本机关是否具有管辖权，当事人的基本情况，案件事实和证据，定性和适用依据，裁量，程序，文书，是否涉嫌犯罪需要移送，进行了审核，意见如下：',
      ),
      ...lines(textOf(row, 'opinion')),
      signatures({ label: '审核人', name: city.name(city.person), date: city.today }),
    ],
  }),
})
const reasonsOf = (row: Readonly<Record<string, unknown>>): string =>
  [
    row['publicInterest'] === true && '涉及重大公共利益',
    row['hearingRight'] === true && '直接关系当事人重大权益，适用听证程序',
    row['complex'] === true && '案件情况疑难复杂、涉及多个法律关系',
    row['departs'] === true && '偏离裁量基准',
  ]
    .filter(Boolean)
    .join('；')

export const penaltyNotice = paper(penaltyCase, {
  name: 'penalty-notice',
  label: '行政处罚告知书',
  number: '{organ}罚告〔{yyyy}〕{n:4}号',
  basis: `${law}第四十四条、第四十五条、第六十三条`,
  write: async (city, row) => {
    const of = await getBenchmark(city, textOf(row, 'benchmark'))
    return {
      title: '行政处罚告知书',
      to: textOf(row, 'party'),
      blocks: [
        paragraph(`你（单位）涉嫌${textOf(row, 'cause')}一案，本机关已调查终结。现将拟作出行政处罚的内容及事实、理由、依据告知如下：`),
        heading('一、事实'),
        ...lines(textOf(row, 'findings')),
        await evidenceTable(city, row.id),
        heading('二、理由和依据'),
        paragraph(`上述行为违反了${textOf(of, 'broken')}，依据${textOf(of, 'article')}予以处罚。`),
        stepsTable(row),
        heading('三、拟作出的行政处罚'),
        paragraph(`${sanctions(row, 'proposedFine')}。`),
        heading('四、权利'),
        paragraph(
          `你（单位）有权自收到本告知书之日起五个工作日内进行陈述和申辩，本机关不因陈述、申辩给予更重的处罚。${
            row['hearingRight'] === true ? '你（单位）还有权在上述期限内要求听证，听证不收取费用。' : ''
          }逾期未提出的，视为放弃上述权利。`,
        ),
        paragraph(`联系人：${officersOf(city, row)}。`),
      ],
    }
  },
})

export const hearingNotice = paper(penaltyCase, {
  name: 'penalty-hearing-notice',
  label: '听证通知书',
  number: '{organ}罚听通〔{yyyy}〕{n:4}号',
  basis: `${law}第六十四条第二项`,
  write: (city, row) => ({
    title: '行政处罚听证通知书',
    to: textOf(row, 'party'),
    blocks: [
      paragraph(`你（单位）就${textOf(row, 'cause')}一案提出的听证申请，本机关决定公开举行听证。`),
      {
        kind: 'facts',
        of: [
          ['时间', dateOf(textOf(row, 'hearingOn'))],
          ['地点', textOf(row, 'hearingPlace')],
          ['主持人', city.name(textOf(row, 'hearingHost'))],
          ['记录员', textOf(row, 'hearingClerk') || null],
          ['案件调查人员', officersOf(city, row)],
        ],
      },
      paragraph(
        '你（单位）可以亲自参加听证，也可以委托一至二人代理，委托代理人的，请提交授权委托书；请携带身份证明和证据材料准时出席；认为主持人与本案有直接利害关系的，有权申请回避；无正当理由拒不出席或者中途退出的，视为放弃听证权利。涉及国家秘密、商业秘密或者个人隐私的，不公开举行。',
      ),
    ],
  }),
})

export const hearingRecord = paper(penaltyCase, {
  name: 'penalty-hearing-record',
  label: '听证笔录',
  number: '{organ}罚听录〔{yyyy}〕{n:4}号',
  basis: `${law}第六十四条第八项、第六十五条`,
  sealed: false,
  write: (city, row) => ({
    title: '听证笔录',
    blocks: [
      {
        kind: 'facts',
        of: [
          ['案由', textOf(row, 'cause')],
          ['时间', dateOf(textOf(row, 'hearingOn'))],
          ['地点', textOf(row, 'hearingPlace')],
          ['主持人', city.name(textOf(row, 'hearingHost'))],
          ['记录员', textOf(row, 'hearingClerk') || null],
          ['听证方式', '公开'],
          ['调查人员', officersOf(city, row)],
          ['当事人', textOf(row, 'party')],
        ],
      },
      heading('听证内容'),
      ...lines(textOf(row, 'transcript')),
      paragraph('以上笔录经听证参加人核对无误。', { bold: true }),
      signatures(
        { label: '当事人', name: textOf(row, 'party') },
        { label: '主持人', name: city.name(textOf(row, 'hearingHost')) },
        { label: '记录员', name: textOf(row, 'hearingClerk') },
        ...officerLines(city, row).map(one => ({ ...one, label: '调查人员' })),
      ),
    ],
  }),
})

export const discussionRecord = paper(penaltyCase, {
  name: 'penalty-discussion-record',
  label: '集体讨论记录',
  number: '{organ}罚议〔{yyyy}〕{n:4}号',
  basis: `${law}第五十七条第二款`,
  open: 'officials',
  write: async (city, row) => {
    const said = await city.find(statement, refs(statement).parent.is(row.id), 50)
    return {
      title: '行政处罚案件集体讨论记录',
      blocks: [
        await partyFacts(city, row),
        {
          kind: 'facts',
          of: [
            ['案由', textOf(row, 'cause')],
            ['时间', momentOf(city.now)],
            ['主持人', city.name(city.person)],
            ['参加人', textOf(row, 'discussants')],
            ['汇报人', officersOf(city, row)],
            ['拟处罚', sanctions(row, 'proposedFine')],
            ['偏离基准', row['departs'] === true ? `${textOf(row, 'departure')}%：${textOf(row, 'departureReason')}` : '没有偏离'],
            ['陈述申辩', said.map(one => phrase(textOf(one, 'said'))).join('；') || null],
            ['复核意见', textOf(row, 'considered') || null],
            ['法制审核意见', textOf(row, 'opinion')],
          ],
        },
        heading('案件基本情况'),
        ...lines(textOf(row, 'findings')),
        await evidenceTable(city, row.id),
        heading('讨论情况和结论'),
        ...lines(textOf(row, 'discussion')),
        signatures(
          { label: '主持人', name: city.name(city.person), date: city.today },
          { label: '参加人', name: '' },
          { label: '记录人', name: '' },
        ),
      ],
    }
  },
})
