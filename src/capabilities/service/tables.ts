// What the public's door keeps beside the cases themselves: by which service and way a case came in, and the messages its parties were sent.
import type { Column, Table } from '#declare'
import { platformOnly } from '../store/port.ts'

const text = (label: string): Column => ({ type: 'text', label })
const uuid = (label: string): Column => ({ type: 'uuid', label })
const instant = (label: string): Column => ({ type: 'timestamptz', label })
const maybe = (column: Column): Column => ({ ...column, optional: true })

const serviceCase: Table = {
  name: 'service_case',
  label: '服务办件',
  key: ['root', 'case_id'],
  spread: { by: 'root' },
  columns: {
    root: uuid('顶层数据标识'),
    case_id: uuid('办件标识'),
    record: text('数据表'),
    service: text('服务'),
    channel: text('申请渠道（online 网上，window 现场或电话）'),
    opened_at: instant('受理时间'),
    rating: maybe(uuid('评价')),
    rated_at: maybe(instant('首次评价时间')),
  },
  indexes: [{ on: ['service', 'opened_at'] }],
  // Written in the transaction of whoever opens the case; read by the platform alone.
  security: { read: platformOnly.read, write: 'true' },
}

/** Messages to parties: written in the act's transaction, sent by the worker, each at least once and under one key. */
const serviceMessage: Table = {
  name: 'service_message',
  label: '办件短信',
  key: ['root', 'case_id', 'key'],
  spread: { by: 'root' },
  columns: {
    root: uuid('顶层数据标识'),
    case_id: uuid('办件标识'),
    key: text('幂等键'),
    account: text('接收账号'),
    label: text('内容摘要'),
    text: { type: 'bytea', label: '内容（加密）' },
    at: instant('产生时间'),
    next_at: instant('下次发送时间'),
    attempts: { type: 'integer', label: '已试次数', default: '0' },
    sent_at: maybe(instant('发出时间')),
  },
  indexes: [{ on: ['next_at'], where: '"sent_at" is null' }],
  security: platformOnly,
}

export const serviceTables: readonly Table[] = [serviceCase, serviceMessage]
