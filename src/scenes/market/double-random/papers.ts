// Papers of an inspection: the notice of what was drawn, and the record of the visit.
import { type FileRef, paper, refs } from '#declare'
import type { DrawPackage } from '../../../methods/draw/package.ts'
import { answers, creditClasses, results } from './choices.ts'
import { batch, visit } from './records.ts'

export const notice = paper(batch, {
  name: 'inspection-notice',
  label: '抽取结果公告',
  number: '{organ}抽告〔{yyyy}〕{n:3}号',
  basis: '国发〔2019〕5号：抽查计划、抽取结果向社会公开',
  write: async (city, row) => {
    const visits = await city.find(visit, refs(visit).parent.is(row.id), 10_000)
    const [file] = row['package'] as FileRef[]
    const { full = [] } = JSON.parse(new TextDecoder().decode(await city.read(file!))) as DrawPackage
    return {
      title: `${row['title']}抽取结果公告`,
      blocks: [
        {
          kind: 'paragraph',
          text: `本次从${row['population']}户企业中随机抽取${visits.length}户，检查人员随机选派。任何人可以用公布的抽取包重新计算、核对抽取结果。`,
        },
        ...(full.length > 0
          ? [
              {
                kind: 'paragraph' as const,
                text: `承诺之后，有${full.length}户的年内检查次数已由其他抽取用完，不再抽取；名单和占用次数的抽取列在抽取包内。`,
              },
            ]
          : []),
        {
          kind: 'facts',
          of: [
            ['抽取承诺', String(row['commitment'])],
            ['抽取方案指纹', String(row['planHash'])],
            ['随机种子', String(row['seed'])],
            ['见证人', city.name(String(row['witness']))],
            ['见证词', String(row['word'])],
          ],
        },
        {
          kind: 'table',
          caption: '抽中的企业',
          head: ['企业名称', '信用风险等级', '检查部门'],
          widths: [46, 22, 32],
          rows: visits.map(one => [
            String(one['firmName']),
            creditClasses[one['creditClass'] as keyof typeof creditClasses],
            (one['organs'] as string[]).map(id => city.name(id)).join('、'),
          ]),
        },
      ],
    }
  },
})

export const sheet = paper(visit, {
  name: 'inspection-sheet',
  label: '现场检查记录',
  number: '{organ}检记〔{yyyy}〕{n:5}号',
  basis: '国市监信〔2019〕38号；《行政处罚法》第五十五条：执法人员不得少于两人，检查应当制作笔录',
  open: 'officials',
  sealed: false,
  write: (city, row) => ({
    title: '“双随机、一公开”现场检查记录',
    blocks: [
      {
        kind: 'facts',
        of: [
          ['企业名称', String(row['firmName'])],
          ['统一社会信用代码', String(row['creditCode'] ?? '')],
          ['检查部门', (row['organs'] as string[]).map(id => city.name(id)).join('、')],
          ['检查日期', String(row['checkedOn'])],
          ['检查结果', results[row['result'] as keyof typeof results]],
          ['发现的问题', (row['findings'] as string | undefined) ?? null],
        ],
      },
      {
        kind: 'table',
        caption: '检查表',
        head: ['检查内容', '结果', '说明'],
        widths: [50, 15, 35],
        rows: ((row['answers'] ?? []) as { item: string; answer?: keyof typeof answers; note?: string }[]).map(one => [
          one.item,
          one.answer ? answers[one.answer] : '未检查',
          one.note ?? null,
        ]),
      },
      {
        kind: 'signatures',
        of: [
          { label: '检查人员', name: city.name(String(row['first'])) },
          { label: '检查人员', name: city.name(String(row['second'])) },
        ],
      },
    ],
  }),
})
