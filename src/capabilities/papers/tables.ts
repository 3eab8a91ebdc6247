// Papers as they were issued: their words are frozen in the row, and never change. A later paper may take an earlier one back; none is rewritten.
import type { Column, Table } from '#declare'
import { askingCase, askingSystem } from '../store/port.ts'

const text = (label: string): Column => ({ type: 'text', label })

export const paperTables: readonly Table[] = [
  {
    name: 'paper',
    label: '文书',
    key: ['root', 'id'],
    spread: { by: 'root' },
    appendOnly: true,
    columns: {
      root: { type: 'uuid', label: '顶层行' },
      id: { type: 'uuid', label: '标识' },
      row_id: { type: 'uuid', label: '所属办件' },
      record: text('数据表'),
      name: text('文书种类'),
      label: text('文书名称'),
      number: text('文号'),
      organ: text('出具单位'),
      issuer: text('出具单位名称'),
      issued_on: { type: 'date', label: '日期' },
      at: { type: 'timestamptz', label: '出具时间' },
      actor: text('经办人'),
      open: text('谁可以看'),
      sealed: { type: 'boolean', label: '盖章' },
      // A paper names people in full: what it says lies sealed, like the protected values of a row.
      body: { type: 'bytea', label: '正文（加密）' },
      digest: text('正文摘要'),
      entry: { type: 'uuid', label: '账本条目' },
    },
    indexes: [{ on: ['root', 'row_id', 'at'] }, { on: ['id'] }],
    security: { read: `${askingSystem} or "row_id" = ${askingCase}`, write: askingSystem },
  },
]
