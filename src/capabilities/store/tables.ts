// What the store itself keeps beside the records.
import type { Column, Table } from '#declare'
import { changeTable } from './changes.ts'
import { askingPerson, askingSystem } from './policy.ts'

const text = (label: string): Column => ({ type: 'text', label })
const instant = (label: string): Column => ({ type: 'timestamptz', label })
const json = (label: string): Column => ({ type: 'jsonb', label })

const mine = `${askingSystem} or "person" = ${askingPerson}`

/** Nothing when nobody said who asks. */
const anybody = `${askingSystem} or ${askingPerson} is not null`

/** The last number given in a period; its row is locked until the number is sure, so that none is lost. */
const numberSequence: Table = {
  name: 'number_sequence',
  label: '编号序列',
  key: ['record', 'period'],
  spread: { by: 'record' },
  columns: { record: text('数据表'), period: text('周期'), last: { type: 'integer', label: '末号' } },
  security: { read: anybody, write: anybody },
}

/** Whoever takes a slot of a quota holds the lock of its counter until it is sure; how many are taken is counted from the rows. */
const quotaCounter: Table = {
  name: 'quota_counter',
  label: '次数上限计数',
  key: ['quota', 'key'],
  spread: { by: 'key' },
  columns: { quota: text('上限'), key: text('对象和年份'), asked: { type: 'integer', label: '申请次数' } },
  security: { read: anybody, write: anybody },
}

const savedView: Table = {
  name: 'saved_view',
  label: '保存的视图',
  key: ['id'],
  spread: 'reference',
  columns: {
    id: { type: 'uuid', label: '标识' },
    person: text('所有人'),
    record: text('数据表'),
    name: text('名称'),
    query: json('查询条件'),
    shared: { type: 'boolean', label: '是否共享' },
    created_at: instant('创建时间'),
    updated_at: instant('更新时间'),
  },
  indexes: [{ on: ['record', 'person'] }],
  security: { read: `${mine} or "shared"`, write: mine },
}

const formDraft: Table = {
  name: 'form_draft',
  label: '表单草稿',
  key: ['person', 'record', 'key'],
  spread: { by: 'person' },
  columns: {
    person: text('所有人'),
    record: text('数据表'),
    key: text('表单'),
    values: { type: 'bytea', label: '已填内容（加密）' },
    saved_at: instant('保存时间'),
  },
  security: { read: mine, write: mine },
}

/** The answer to a request that may come twice; kept for a day. */
const idempotency: Table = {
  name: 'idempotency',
  label: '幂等请求',
  key: ['person', 'key'],
  spread: { by: 'person' },
  columns: {
    person: text('请求人'),
    key: text('幂等键'),
    request: { type: 'bytea', label: '请求摘要' },
    status: { type: 'integer', label: '应答状态' },
    answer: { type: 'bytea', label: '应答（加密）' },
    made_at: instant('时间'),
  },
  indexes: [{ on: ['made_at'] }],
  security: { read: mine, write: mine },
}

export const storeTables: readonly Table[] = [numberSequence, quotaCounter, savedView, formDraft, idempotency, changeTable]
