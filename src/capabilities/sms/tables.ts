// Messages of the sandbox. A code lies in one of them: sealed, and open to the platform alone.
import type { Table } from '#declare'
import { platformOnly } from '../store/port.ts'

export const smsTables: readonly Table[] = [
  {
    name: 'sms_message',
    label: '短信（沙箱）',
    key: ['key'],
    spread: 'local',
    columns: {
      key: { type: 'text', label: '幂等键' },
      recipient: { type: 'bytea', label: '手机号（比对码）' },
      text: { type: 'bytea', label: '内容（加密）' },
      at: { type: 'timestamptz', label: '时间' },
    },
    indexes: [{ on: ['recipient', 'at'] }],
    security: platformOnly,
  },
]
