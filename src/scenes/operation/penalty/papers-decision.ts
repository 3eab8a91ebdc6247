// The decisions: with everything that article 59 asks for; on the spot, article 52; and that there is none.
import { paper, refs } from '#declare'
import { getBenchmark } from './assess.ts'
import { onSpot } from './execution-records.ts'
import { textOf } from './law.ts'
import {
  certifiedOfficers,
  dateOf,
  evidenceTable,
  heading,
  lines,
  momentOf,
  officerLines,
  paragraph,
  partyFacts,
  partyLine,
  phrase,
  remedies,
  sanctions,
  signatures,
  stepsTable,
  yuan,
} from './paper-words.ts'
import { law } from './parameters.ts'
import { penaltyCase, statement } from './records.ts'

const payment =
  '罚没款自收到本决定书之日起十五日内缴至指定银行或者通过电子支付系统缴纳。到期不缴纳罚款的，依据《中华人民共和国行政处罚法》第七十二条第一款第一项，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。'

export const decision = paper(penaltyCase, {
  name: 'penalty-decision',
  label: '行政处罚决定书',
  number: '{organ}罚决〔{yyyy}〕{n:4}号',
  basis: `${law}第五十九条`,
  write: async (city, row) => {
    const of = await getBenchmark(city, textOf(row, 'benchmark'))
    const said = await city.find(statement, refs(statement).parent.is(row.id), 50)
    return {
      title: '行政处罚决定书',
      blocks: [
        await partyFacts(city, row),
        paragraph(
          `本机关于${dateOf(textOf(row, 'filedOn'))}对当事人${textOf(row, 'cause')}一案立案调查，承办人员：${await certifiedOfficers(city, row)}。现已调查终结。`,
        ),
        heading('一、违反法律、法规、规章的事实和证据'),
        ...lines(textOf(row, 'findings')),
        paragraph('上述事实，有下列证据证明，证据经查证属实：'),
        await evidenceTable(city, row.id),
        heading('二、陈述申辩和听证情况'),
        paragraph(
          said.length === 0 && row['heard'] !== true
            ? `本机关于${dateOf(textOf(row, 'noticedOn'))}送达行政处罚告知书，当事人在规定期限内未提出陈述、申辩，也未要求听证。`
            : `本机关于${dateOf(textOf(row, 'noticedOn'))}送达行政处罚告知书，当事人提出：${said.map(one => phrase(textOf(one, 'said'))).join('；') || '要求听证'}。${
                row['heard'] === true ? `本机关于${dateOf(textOf(row, 'hearingOn'))}举行听证。` : ''
              }经复核：${textOf(row, 'considered')}`,
        ),
        heading('三、行政处罚的依据、种类和裁量理由'),
        paragraph(
          `上述行为违反了${textOf(of, 'broken')}，依据${textOf(of, 'article')}“${textOf(of, 'law').replace(/。$/, '')}”的规定处罚。`,
        ),
        stepsTable(row),
        ...(row['departs'] === true ? [paragraph(`本案偏离裁量基准，理由：${textOf(row, 'departureReason')}`)] : []),
        paragraph(`本机关决定给予当事人以下行政处罚：${sanctions(row, 'fine')}。`, {
          bold: true,
        }),
        heading('四、履行方式和期限'),
        paragraph(payment),
        heading('五、救济途径和期限'),
        remedies,
        paragraph('本决定依法向社会公示（《中华人民共和国行政处罚法》第四十八条）。'),
      ],
    }
  },
})

export const noPenalty = paper(penaltyCase, {
  name: 'penalty-no-penalty',
  label: '不予行政处罚决定书',
  number: '{organ}不罚〔{yyyy}〕{n:4}号',
  basis: `${law}第三十条、第三十一条、第三十三条、第五十七条第一款第二项`,
  write: async (city, row) => ({
    title: '不予行政处罚决定书',
    blocks: [
      await partyFacts(city, row),
      paragraph(
        `本机关于${dateOf(textOf(row, 'filedOn'))}对当事人${textOf(row, 'cause')}一案立案调查，承办人员：${await certifiedOfficers(city, row)}。现已调查终结。`,
      ),
      heading('一、事实和证据'),
      ...lines(textOf(row, 'findings')),
      await evidenceTable(city, row.id),
      heading('二、理由和依据'),
      stepsTable(row),
      paragraph('本机关决定对当事人不予行政处罚，并对当事人进行教育。', { bold: true }),
      heading('三、救济途径和期限'),
      remedies,
    ],
  }),
})

export const onSpotDecision = paper(onSpot, {
  name: 'penalty-on-spot-decision',
  label: '当场行政处罚决定书',
  number: '{organ}当罚〔{yyyy}〕{n:5}号',
  basis: `${law}第五十二条`,
  write: async (city, row) => {
    const of = await getBenchmark(city, textOf(row, 'benchmark'))
    const fine = textOf(row, 'fine')
    return {
      title: '当场行政处罚决定书',
      blocks: [
        await partyFacts(city, row),
        {
          kind: 'facts',
          of: [
            ['时间', momentOf(city.now)],
            ['地点', `${city.name(textOf(row, 'place'))}${textOf(row, 'site')}`],
            ['案由', textOf(row, 'cause')],
            ['违法事实', textOf(row, 'facts')],
            ['陈述申辩', textOf(row, 'statement') || '无'],
            ['执法人员', await certifiedOfficers(city, row)],
            ...(row['refused'] === true ? ([['拒绝签收', textOf(row, 'witness')]] as const) : []),
          ],
        },
        paragraph(
          `执法人员出示执法证件，告知拟作出处罚的内容、事实、理由、依据和当事人的权利，听取陈述申辩。上述行为违反了${textOf(of, 'broken')}，依据${textOf(of, 'article')}，当场决定：${[
            row['warning'] === true && '警告',
            Number(fine) > 0 && `罚款${yuan(row, 'fine')}`,
          ]
            .filter(Boolean)
            .join('，')}。`,
        ),
        paragraph(
          row['collect'] === 'cash'
            ? `依据${law}${row['cashReason'] === 'remote' ? '第六十九条' : '第六十八条'}，罚款当场收缴，出具财政部门统一制发的专用票据；不出具的，当事人有权拒绝缴纳（第七十条）。`
            : row['collect'] === 'bank'
              ? payment
              : '请当事人改正违法行为。',
        ),
        remedies,
        signatures(partyLine(row, 'signed', textOf(row, 'decidedOn')), ...officerLines(city, row, textOf(row, 'decidedOn'))),
      ],
    }
  },
})
