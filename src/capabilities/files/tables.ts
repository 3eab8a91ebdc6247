// Who uploaded what: until a row names an attachment, only its uploader may see it.
import type { Table } from '#declare'

export const fileTables: readonly Table[] = [
  {
    name: 'file_upload',
    label: '附件上传',
    key: ['hash', 'person'],
    spread: { by: 'hash' },
    columns: {
      hash: { type: 'text', label: '内容散列', check: 'length("hash") = 64' },
      person: { type: 'text', label: '上传人' },
      name: { type: 'text', label: '文件名' },
      type: { type: 'text', label: '类型' },
      size: { type: 'bigint', label: '大小（字节）' },
      at: { type: 'timestamptz', label: '上传时间' },
    },
    security: {
      read: "person = current_setting('shuzhi.person', true) or current_setting('shuzhi.system', true) = 'on'",
      write: "person = current_setting('shuzhi.person', true) or current_setting('shuzhi.system', true) = 'on'",
    },
  },
]
