// The papers of a mediation: from the registration to the visit. The agreement holds what art. 29 of the law asks for, with the signatures as ink.
import { all, type CityPort, type DocumentBlock, type Paper, paper, refs, type Signatory, type Signature, type StoredRow } from '#declare'
import { signedAs } from '../../../methods/official-document/ink.ts'
import { cosigning, party } from './parties.ts'
import { dispute, session, visit } from './records.ts'

const text = (row: StoredRow, name: string): string => String(row[name] ?? '')
const chosen = (name: keyof typeof dispute.fields, row: StoredRow): string => dispute.fields[name].of?.[text(row, name)] ?? ''
const people = (city: CityPort, row: StoredRow): string => ((row['mediators'] ?? []) as string[]).map(id => city.name(id)).join('、')
const say = (of: string): DocumentBlock => ({ kind: 'paragraph', text: of })
const head = (of: string): DocumentBlock => ({ kind: 'heading', level: 2, text: of })

/** `2026-03-05` → 2026年3月5日. */
export const inWords = (date: unknown): string => {
  const [year, month, day] = String(date ?? '')
    .slice(0, 10)
    .split('-')
    .map(Number)
  return year && month && day ? `${year}年${month}月${day}日` : ''
}

/** Both sides, and whoever else is a party. */
async function parties(city: CityPort, row: StoredRow): Promise<DocumentBlock> {
  const others = await city.findInClear(party, refs(party).parent.is(row.id))
  const rows = [
    ['申请人', text(row, 'applicantName'), text(row, 'applicantIdcard') || null, text(row, 'applicantPhone') || null],
    ['被申请人', text(row, 'respondentName'), text(row, 'respondentIdcard') || null, text(row, 'respondentPhone') || null],
    ...others.map(one => [
      party.fields.side.of?.[text(one, 'side')] ?? '',
      text(one, 'name'),
      text(one, 'idcard') || null,
      text(one, 'phone') || null,
    ]),
  ]
  return { kind: 'table', head: ['当事人', '姓名或名称', '身份证号', '电话'], widths: [18, 26, 34, 22], rows }
}

function signatory(label: string, { name, signature, date }: { name: string; signature: unknown; date: string }): Signatory {
  if (!signature || typeof signature !== 'object') return { label, name }
  const { ink, typed } = signedAs(signature as Signature)
  return { label, name: typed ?? name, date, ...(ink && { ink }) }
}

const signatures = async (city: CityPort, row: StoredRow): Promise<DocumentBlock> => ({
  kind: 'signatures',
  of: [
    signatory('申请人', { name: text(row, 'applicantName'), signature: row['applicantSign'], date: text(row, 'applicantSignedOn') }),
    signatory('被申请人', { name: text(row, 'respondentName'), signature: row['respondentSign'], date: text(row, 'respondentSignedOn') }),
    ...(await othersWhoSign(city, row)).map(one =>
      signatory(cosigning.fields.side.of?.[text(one, 'side')] ?? '', {
        name: text(one, 'name'),
        signature: one['signature'],
        date: text(one, 'signedOn'),
      }),
    ),
    signatory('人民调解员', { name: people(city, row), signature: row['mediatorSign'], date: city.today }),
  ],
})

/** Who has signed the application itself; whoever has not finds a line to sign on. */
const applying = async (city: CityPort, row: StoredRow): Promise<DocumentBlock> => {
  const side = (label: string, of: 'applicant' | 'respondent') =>
    signatory(label, { name: text(row, `${of}Name`), signature: row[`${of}ConfirmSign`], date: text(row, `${of}ConfirmedOn`) })
  return {
    kind: 'signatures',
    of: [
      side('申请人', 'applicant'),
      side('被申请人', 'respondent'),
      ...(await othersWhoSign(city, row)).map(one => ({
        label: cosigning.fields.side.of?.[text(one, 'side')] ?? '',
        name: text(one, 'name'),
      })),
    ],
  }
}

const othersWhoSign = (city: CityPort, row: StoredRow): Promise<StoredRow[]> => {
  const c = refs(cosigning)
  return city.findInClear(cosigning, all(c.parent.is(row.id), c.current.is(true)))
}

const numerals = ['', '', '', '三', '四', '五', '六', '七', '八', '九', '十']
const numbered = (row: StoredRow): string => `（登记编号：${text(row, 'number')}）`

export const registration = paper(dispute, {
  name: 'dispute-registration',
  label: '受理登记表',
  number: '{organ}调受〔{yyyy}〕{n:4}号',
  basis: '《中华人民共和国人民调解法》第十七条、第十九条；《人民调解工作若干规定》（司法部令第75号）第二十三条',
  write: async (city, row) => ({
    title: '人民调解受理登记表',
    blocks: [
      await parties(city, row),
      {
        kind: 'facts',
        of: [
          ['纠纷类型', chosen('kind', row)],
          ['纠纷概要', text(row, 'topic')],
          ['发生地点', `${city.name(row.region)}${text(row, 'spot')}`],
          ['涉及人数', row['people'] ? `${row['people']}人` : null],
          ['涉及金额', row['amount'] ? `${row['amount']}元` : null],
          ['登记日期', inWords(city.today)],
          ['调解员', people(city, row)],
        ],
      },
      head('事情经过和要求'),
      say(text(row, 'story')),
      say('人民调解不收取任何费用。当事人可以选择或者接受调解员，可以接受、拒绝或者要求终止调解，可以要求公开或者不公开进行。'),
    ],
    note: numbered(row),
  }),
})

export const refusal = paper(dispute, {
  name: 'dispute-refusal',
  label: '不予受理告知书',
  number: '{organ}调不受〔{yyyy}〕{n:4}号',
  basis: '《人民调解工作若干规定》（司法部令第75号）第二十二条、第二十四条',
  write: (_city, row) => ({
    title: '不予受理告知书',
    to: `${text(row, 'applicantName')}：`,
    blocks: [
      say(`您于${inWords(row.createdAt)}就“${text(row, 'topic')}”提出的调解申请，经审查不予受理。`),
      say(`理由：${text(row, 'refusal')}`),
      say('您可以依法向人民法院起诉、申请仲裁，或者请求有关行政机关处理。纠纷有可能激化的，我们会先行采取必要的缓解措施。'),
    ],
    note: numbered(row),
  }),
})

export const minutes = paper(dispute, {
  name: 'dispute-minutes',
  label: '调解笔录',
  number: '{organ}调录〔{yyyy}〕{n:4}号',
  sealed: false,
  basis: '《中华人民共和国人民调解法》第二十七条：人民调解员应当记录调解情况',
  write: async (city, row) => {
    const last = (await city.find(session, refs(session).parent.is(row.id))).at(-1)
    const present = ((last?.['present'] ?? []) as string[]).map(one => session.fields.present.of?.[one] ?? one).join('、')
    return {
      title: '人民调解笔录',
      blocks: [
        {
          kind: 'facts',
          of: [
            ['时间', last ? timeInWords(text(last, 'at')) : null],
            ['地点', last ? text(last, 'venue') : null],
            ['纠纷', text(row, 'topic')],
            ['到场', present],
            ['调解员', people(city, row)],
            ['权利义务告知', last?.['told'] ? '已告知' : '未告知'],
          ],
        },
        say(last ? text(last, 'minutes') : ''),
        say(`本次调解结果：${session.fields.result.of?.[text(last ?? row, 'result')] ?? ''}。`),
        {
          kind: 'signatures',
          of: [
            { label: '申请人', name: text(row, 'applicantName') },
            { label: '被申请人', name: text(row, 'respondentName') },
            { label: '人民调解员', name: people(city, row) },
          ],
        },
      ],
      note: numbered(row),
    }
  },
})

/** In the city's zone; an instant is stored in UTC. */
const timeInWords = (instant: string): string =>
  new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' }).format(new Date(instant))

const termsTable = (row: StoredRow): DocumentBlock => ({
  kind: 'table',
  head: ['序号', '履行方', '约定', '履行期限'],
  widths: [10, 16, 50, 24],
  rows: ((row['terms'] ?? []) as { who: string; what: string; by: string }[]).map((term, index) => [
    index + 1,
    { applicant: '申请人', respondent: '被申请人', both: '双方' }[term.who] ?? '',
    term.what,
    inWords(term.by),
  ]),
})

export const agreement = paper(dispute, {
  name: 'dispute-agreement',
  label: '人民调解协议书',
  number: '{organ}民调字〔{yyyy}〕{n:4}号',
  basis: '《中华人民共和国人民调解法》第二十八条、第二十九条、第三十一条',
  write: async (city, row) => ({
    title: '人民调解协议书',
    blocks: [
      head('一、当事人基本情况'),
      await parties(city, row),
      head('二、纠纷的主要事实、争议事项'),
      say(text(row, 'facts')),
      head('三、达成的协议内容'),
      say('经调解，双方自愿达成如下协议：'),
      termsTable(row),
      head('四、履行的方式和期限'),
      say(`履行方式：${text(row, 'performHow')}。全部约定于${inWords(row['performBy'])}前履行完毕。`),
      say(
        '本协议自各方当事人签名、人民调解员签名并加盖印章之日起生效，对各方当事人具有法律约束力，应当按约定履行。各方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认。',
      ),
      await signatures(city, row),
    ],
    note: `本协议书一式${numerals[3 + (await othersWhoSign(city, row)).length] ?? '若干'}份，各方当事人各执一份，调解组织留存一份。`,
  }),
})

export const application = paper(dispute, {
  name: 'dispute-application',
  label: '司法确认申请书',
  number: '{organ}调确〔{yyyy}〕{n:4}号',
  sealed: false,
  basis: '《中华人民共和国人民调解法》第三十三条；《中华人民共和国民事诉讼法》（2023年修正）第二百零五条；法释〔2011〕5号第三条',
  write: async (city, row) => ({
    title: '司法确认申请书',
    to: `${text(row, 'court')}：`,
    blocks: [
      await parties(city, row),
      say(
        `双方因“${text(row, 'topic')}”，经${city.name(text(row, 'handledBy'))}主持调解，于${inWords(row['effectiveOn'])}达成的调解协议已经生效，现共同申请确认其效力。`,
      ),
      say('双方承诺：协议出于自愿，没有恶意串通、规避法律的行为；如给他人造成损害，愿意承担相应的民事责任和其他法律责任。'),
      head('随附材料清单'),
      {
        kind: 'table',
        head: ['序号', '材料', '份数'],
        widths: [14, 66, 20],
        rows: [
          [1, '人民调解协议书', 1],
          [2, '双方身份证明（或资格证明）', 2],
          [3, '调解笔录', 1],
          ...((row['evidence'] ?? []) as { name: string }[]).map((file, index): (string | number)[] => [index + 4, file.name, 1]),
        ],
      },
      await applying(city, row),
    ],
    note: `申请截止日：${inWords(row['confirmBy'])}。${numbered(row)}`,
  }),
})

export const termination = paper(dispute, {
  name: 'dispute-termination',
  label: '终止调解告知书',
  number: '{organ}调终〔{yyyy}〕{n:4}号',
  basis:
    '《中华人民共和国人民调解法》第二十六条：调解不成的，应当终止调解，并依据有关法律、法规的规定，告知当事人可以依法通过仲裁、行政、司法等途径维护自己的权利',
  write: (_city, row) => ({
    title: '终止调解告知书',
    to: `${text(row, 'applicantName')}、${text(row, 'respondentName')}：`,
    blocks: [
      say(`“${text(row, 'topic')}”一事，现终止调解。原因：${text(row, 'guidanceWhy')}`),
      say(`你们可以依法通过下列途径维护权利：${chosen('guidance', row)}。请注意诉讼时效和仲裁时效。`),
    ],
    note: numbered(row),
  }),
})

export const visitPaper = paper(dispute, {
  name: 'dispute-visit-record',
  label: '回访记录',
  number: '{organ}调访〔{yyyy}〕{n:4}号',
  sealed: false,
  open: 'officials',
  basis: '《中华人民共和国人民调解法》第三十一条：人民调解委员会应当对调解协议的履行情况进行监督，督促当事人履行',
  write: async (city, row) => {
    const last = (await city.find(visit, refs(visit).parent.is(row.id))).at(-1)
    const said = (name: keyof typeof visit.fields) => visit.fields[name].of?.[text(last ?? row, name)] ?? ''
    return {
      title: '人民调解回访记录',
      blocks: [
        {
          kind: 'facts',
          of: [
            ['纠纷', text(row, 'topic')],
            ['协议生效', inWords(row['effectiveOn'])],
            ['回访日期', inWords(last?.['visitedOn'])],
            ['方式', said('how')],
            ['履行情况', said('performed')],
            ['满意度', chosen('satisfied', row)],
          ],
        },
        say(text(last ?? row, 'words')),
        { kind: 'signatures', of: [{ label: '人民调解员', name: people(city, row) }] },
      ],
      note: numbered(row),
    }
  },
})

export const papers: Readonly<Record<string, Paper>> = { registration, refusal, minutes, agreement, application, termination, visitPaper }
