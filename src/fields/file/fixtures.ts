import { file } from '#declare'
import { type Fixture, fixtureHash } from '../fixture.ts'

const pdf = { hash: fixtureHash, name: '情况报告.pdf', type: 'application/pdf', size: 1024 }

export const fixtures: Fixture = {
  field: file({ label: '佐证材料', max: 2, accept: ['application/pdf', 'image/*', '.ofd'] }),
  good: [
    { input: [pdf, pdf], stored: [pdf], shown: '情况报告.pdf' },
    {
      input: { ...pdf, hash: fixtureHash.toUpperCase(), name: 'C:\\桌面\\照片.PNG', type: 'image/png; q=1' },
      stored: [{ ...pdf, name: '照片.PNG', type: 'image/png' }],
      shown: '照片.PNG',
    },
    {
      input: [{ ...pdf, name: '红头.OFD', type: 'application/octet-stream' }],
      stored: [{ ...pdf, name: '红头.OFD', type: 'application/octet-stream' }],
      shown: '红头.OFD',
    },
  ],
  bad: [
    { input: [{ ...pdf, type: 'text/html' }], says: '可以上传：PDF、图片、.ofd' },
    { input: [{ ...pdf, hash: 'abc' }], says: '请重新上传' },
    { input: [{ ...pdf, hash: 'cd'.repeat(32) }], says: '还没有上传成功' },
    { input: [{ ...pdf, size: -1 }], says: '请重新上传' },
    { input: [{ ...pdf, name: '../..' }], says: '文件名' },
    { input: ['一', '二', '三'].map(name => ({ ...pdf, name })), says: '最多上传2个文件' },
    { input: 'report.pdf', says: '请上传文件' },
  ],
  masked: [{ stored: [pdf], seen: '***' }],
  filterCases: [],
}
