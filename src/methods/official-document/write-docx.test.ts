import mammoth from 'mammoth'
import { describe, expect, it } from 'vitest'
import { chineseDate } from './document.ts'
import { writeDocx } from './write-docx.ts'

describe('official documents', () => {
  it('is a .docx that another reader opens, with headings, paragraphs and tables in order', async () => {
    const bytes = await writeDocx({
      title: '督查通报',
      issuer: '市政府办公室',
      number: '督〔2026〕3号',
      date: '2026-03-05',
      to: '各有关单位',
      blocks: [
        { kind: 'heading', level: 1, text: '一、总体情况' },
        { kind: 'paragraph', text: '共有任务21项。\n其中逾期2项。' },
        {
          kind: 'table',
          head: ['单位', '按期率'],
          widths: [70, 30],
          rows: [
            ['市大数据局', 95.5],
            ['<b>甲</b>\u0000', null],
          ],
        },
      ],
      note: '演示数据',
    })
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) })
    expect(value.split(/\n+/).filter(Boolean)).toEqual([
      '督〔2026〕3号',
      '督查通报',
      '各有关单位：',
      '一、总体情况',
      '共有任务21项。',
      '其中逾期2项。',
      '单位',
      '按期率',
      '市大数据局',
      '95.5',
      '<b>甲</b>',
      '—',
      '市政府办公室',
      '2026年3月5日',
      '（演示数据）',
    ])
  })

  it('writes dates as documents do', () => expect(chineseDate('2026-12-01')).toBe('2026年12月1日'))
})
