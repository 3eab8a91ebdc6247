// The ledger's tables. Only content may ever be deleted; what the tree vouches for is written once.
import type { Table } from '#declare'
import { askingSystem } from '../store/port.ts'

/** Everybody's acts write; only the platform reads, past its own check of who may. */
const readByPlatform = { read: askingSystem, write: 'true' } as const

export const entryTable = {
  name: 'ledger_entry',
  label: '账本条目',
  columns: {
    id: { type: 'uuid', label: '编号' },
    at: { type: 'timestamptz', label: '时间', check: `"at" = date_trunc('milliseconds', "at")` },
    kind: { type: 'text', label: '种类' },
    actor: { type: 'text', label: '经办人', optional: true },
    subject: { type: 'text', label: '所涉当事人', optional: true },
    scene: { type: 'text', label: '场景', optional: true },
    record: { type: 'text', label: '记录类型', optional: true },
    row_id: { type: 'text', label: '记录编号', optional: true },
    case_id: { type: 'text', label: '事项编号', optional: true },
    act: { type: 'text', label: '动作', optional: true },
    commitment: { type: 'bytea', label: '内容承诺值', optional: true, check: 'length("commitment") = 32' },
  },
  key: ['id'],
  spread: { by: 'id' },
  indexes: [
    { on: ['case_id', 'id'], where: '"case_id" is not null' },
    { on: ['subject', 'id'], where: '"subject" is not null' },
    { on: ['record', 'row_id', 'id'], where: '"row_id" is not null' },
  ],
  appendOnly: true,
  security: readByPlatform,
} as const satisfies Table

/** What an entry says in detail, personal data perhaps. It can be destroyed: the tree holds only a salted commitment to it. */
export const contentTable = {
  name: 'ledger_content',
  label: '账本条目内容',
  columns: {
    entry: { type: 'uuid', label: '条目编号' },
    salt: { type: 'bytea', label: '随机盐', check: 'length("salt") = 16' },
    // Canonical JSON as text: byte for byte what was committed to, and jsonb cannot hold \u0000.
    content: { type: 'text', label: '内容' },
  },
  key: ['entry'],
  spread: { by: 'entry' },
  security: readByPlatform,
} as const satisfies Table

/** Entries that have no place in the tree yet. Written with the entry, emptied by the sequencer. */
export const pendingTable = {
  name: 'ledger_pending',
  label: '待排序条目',
  columns: { id: { type: 'uuid', label: '条目编号' }, hash: { type: 'bytea', label: '叶哈希', check: 'length("hash") = 32' } },
  key: ['id'],
  spread: { by: 'id' },
} as const satisfies Table

/** The order of the ledger; also level 0 of the tree. */
export const leafTable = {
  name: 'ledger_leaf',
  label: '账本次序',
  columns: {
    index: { type: 'bigint', label: '序号', check: '"index" >= 0' },
    entry: { type: 'uuid', label: '条目编号' },
    hash: { type: 'bytea', label: '叶哈希', check: 'length("hash") = 32' },
  },
  key: ['index'],
  spread: 'local',
  indexes: [{ on: ['entry'], unique: true }],
  appendOnly: true,
} as const satisfies Table

/** Roots of complete subtrees, level 1 and up. */
export const nodeTable = {
  name: 'ledger_node',
  label: '账本树节点',
  columns: {
    level: { type: 'smallint', label: '层', check: '"level" >= 1' },
    index: { type: 'bigint', label: '序号', check: '"index" >= 0' },
    hash: { type: 'bytea', label: '哈希', check: 'length("hash") = 32' },
  },
  key: ['level', 'index'],
  spread: 'local',
  appendOnly: true,
} as const satisfies Table

export const headTable = {
  name: 'ledger_head',
  label: '账本签名树头',
  columns: {
    size: { type: 'bigint', label: '条目数', check: '"size" > 0' },
    root: { type: 'bytea', label: '树根', check: 'length("root") = 32' },
    at: { type: 'timestamptz', label: '签名时间', check: `"at" = date_trunc('milliseconds', "at")` },
    key: { type: 'text', label: '公钥编号' },
    signature: { type: 'bytea', label: '签名' },
  },
  key: ['size'],
  spread: 'local',
  appendOnly: true,
} as const satisfies Table

/** Every public key that ever signed, so that old heads stay verifiable after a change of keys. */
export const keyTable = {
  name: 'ledger_key',
  label: '账本公钥',
  columns: {
    id: { type: 'text', label: '公钥编号' },
    public_key: { type: 'bytea', label: '公钥（SPKI）' },
    at: { type: 'timestamptz', label: '启用时间', default: 'now()' },
  },
  key: ['id'],
  spread: 'local',
  appendOnly: true,
} as const satisfies Table

export const ledgerTables: readonly Table[] = [entryTable, contentTable, pendingTable, leafTable, nodeTable, headTable, keyTable]
