import { text } from '#declare'
import type { Fixture } from '../fixture.ts'

export const fixtures: Fixture = {
  field: text({ label: '事由', max: 10, min: 2 }),
  good: [
    { input: ' 夜间\u0000施工\u200b ', stored: '夜间施工', shown: '夜间施工' },
    { input: 'cafe\u0301', stored: 'café', shown: 'café' },
    { input: '第一行\r\n第二行', stored: '第一行 第二行', shown: '第一行 第二行' },
    { input: '𠮷野家吉野家吉野家吉', stored: '𠮷野家吉野家吉野家吉', shown: '𠮷野家吉野家吉野家吉' },
    { input: "'=1+1", stored: '=1+1', shown: '=1+1' },
    { input: '\u202e倒写的字', stored: '倒写的字', shown: '倒写的字' },
    { input: 2026, stored: '2026', shown: '2026' },
  ],
  bad: [
    { input: '一二三四五六七八九十百', says: '不能超过10个字，现有11个字' },
    { input: '一', says: '不能少于2个字' },
    { input: { what: '对象' }, says: '请填写文字' },
    { input: ['文字'], says: '请填写文字' },
  ],
  masked: [
    { stored: '王一', seen: '王*' },
    { stored: '欧阳一', seen: '欧**' },
    { stored: '夜间施工扰民', seen: '夜***' },
  ],
  filterCases: [
    { op: 'is', value: '施工', holds: ['施工'], fails: ['施工队', '停工'] },
    { op: 'is-not', value: '施工', holds: ['停工'], fails: ['施工'] },
    { op: 'in', value: ['施工', '停工'], holds: ['施工'], fails: ['复工'] },
    { op: 'not-in', value: ['施工', '停工'], holds: ['复工'], fails: ['停工'] },
    { op: 'contains', value: '100%', holds: ['完成100%了'], fails: ['完成1000'] },
    { op: 'starts-with', value: 'a_b', holds: ['a_bc'], fails: ['axbc', 'ca_b'] },
  ],
}
