import { creditCode } from '#declare'
import type { Fixture } from '../fixture.ts'

// Published codes: 小米科技有限责任公司 (uscc-utils README), the example of python-stdnum `cn.uscc`, and two of Xiamen (one with X in
// the organisation code, one of a public institution) that occur in public test data.
export const fixtures: Fixture = {
  field: creditCode({ label: '统一社会信用代码' }),
  good: [
    { input: '91110108551385082Q', stored: '91110108551385082Q', shown: '91110108551385082Q' },
    { input: '91110000600037341l', stored: '91110000600037341L', shown: '91110000600037341L' },
    { input: '９１３５０２１３ ５９４９８４９４ＸＱ', stored: '9135021359498494XQ', shown: '9135021359498494XQ' },
    { input: '12350200-154989739-7', stored: '123502001549897397', shown: '123502001549897397' },
    { input: '91350206MA31LUJ437', stored: '91350206MA31LUJ437', shown: '91350206MA31LUJ437' },
  ],
  bad: [
    { input: 'A1110000600037341L', says: '校验位（第18位）不对' },
    { input: '91110108551385082R', says: '校验位（第18位）不对' },
    { input: '91110000600037342P', says: '组织机构代码' },
    { input: '9111010855138508', says: '现有16位' },
    { input: '9111010855138508IO', says: '不含 I、O、S、V、Z' },
    { input: '91A10108551385082Q', says: '第3至8位应为数字' },
    { input: {}, says: '18位' },
  ],
  masked: [{ stored: '91110108551385082Q', seen: '91110108******082Q' }],
  filterCases: [
    { op: 'is', value: '91110108551385082Q', holds: ['91110108551385082Q'], fails: ['91110000600037341L'] },
    { op: 'is-not', value: '91110108551385082Q', holds: ['91110000600037341L'], fails: ['91110108551385082Q'] },
    { op: 'in', value: ['91110108551385082Q'], holds: ['91110108551385082Q'], fails: ['91110000600037341L'] },
    { op: 'not-in', value: ['91110108551385082Q'], holds: ['91110000600037341L'], fails: ['91110108551385082Q'] },
    { op: 'contains', value: '5513', holds: ['91110108551385082Q'], fails: ['91110000600037341L'] },
    { op: 'starts-with', value: '911101', holds: ['91110108551385082Q'], fails: ['91110000600037341L'] },
  ],
}
