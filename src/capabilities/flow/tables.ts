// What the flow engine keeps beside the row: what happened, what lies on which desk, what the clock will do, who is told.
// Everything of one case lies under one `root`, so an act touches one node of a cluster; keys begin with the case, which one server finds
// without knowing the root.
// Row-level security is the second wall: a person reads what lies on their own desks, and of a case as a whole only once its row was
// read through the access rules (`openCase`). Only an act writes, which is the platform's own.
import type { Column, Table } from '#declare'
import { askingCase, askingDesks, askingPerson, askingSystem, platformOnly } from '../store/port.ts'

const text = (label: string): Column => ({ type: 'text', label })
const uuid = (label: string): Column => ({ type: 'uuid', label })
const instant = (label: string): Column => ({ type: 'timestamptz', label })
const maybe = (column: Column): Column => ({ ...column, optional: true })
const place = { root: uuid('顶层行'), case_id: uuid('办件') }
const spread = { by: 'root' }
const ofCase = `"case_id" = ${askingCase}`
const onMyDesk = (column: string) => `"${column}" = any (${askingDesks})`
const either = (...conditions: readonly string[]) => conditions.join(' or ')

export const eventTable: Table = {
  name: 'flow_event',
  label: '办理过程',
  key: ['case_id', 'root', 'seq'],
  spread,
  appendOnly: true,
  columns: {
    ...place,
    seq: { type: 'integer', label: '序号' },
    type: text('事件'),
    act: maybe(text('操作')),
    at: instant('时间'),
    actor: text('办理人'),
    on_behalf_of: maybe(text('代谁办理')),
    organ: maybe(text('办理单位')),
    state: text('之后的环节'),
    data: { type: 'jsonb', label: '内容' },
    key: maybe(text('幂等键')),
    asked: maybe(text('请求摘要')),
    made: maybe(uuid('生成的下级行')),
    ledger_entry: maybe(uuid('账本条目')),
  },
  indexes: [{ on: ['case_id', 'root', 'key'], unique: true, where: '"key" is not null' }],
  security: { read: either(askingSystem, ofCase), write: askingSystem, writersRead: true },
}

export const taskTable: Table = {
  name: 'flow_task',
  label: '待办事项',
  key: ['case_id', 'root', 'key'],
  spread,
  columns: {
    ...place,
    key: text('事项'),
    kind: text('类型'),
    record: text('数据表'),
    scene: text('场景'),
    title: text('标题'),
    number: maybe(text('编号')),
    region: text('区划'),
    place: text('所在分支'),
    branch: maybe(text('分支')),
    state: text('环节'),
    main_state: text('主环节'),
    desk: text('岗位'),
    seat: text('在谁处'),
    organ: maybe(text('单位')),
    person: maybe(text('承办人')),
    opened_at: instant('收到时间'),
    remind_at: maybe(instant('提醒')),
    yellow_at: maybe(instant('黄灯')),
    red_at: maybe(instant('红灯')),
    due_at: maybe(instant('期限')),
    paused: { type: 'boolean', label: '中止' },
    urged: { type: 'integer', label: '催办次数' },
    supervised: { type: 'boolean', label: '督办' },
    version: { type: 'integer', label: '版本' },
    read_at: maybe(instant('首次打开')),
    closed_at: maybe(instant('办结时间')),
    closed_by: maybe(text('办结人')),
    outcome: maybe(text('结果')),
  },
  indexes: [
    // The inbox: one scan per desk, in the order it is shown.
    {
      on: ['seat', 'due_at', 'opened_at', 'case_id', 'key'],
      where: '"closed_at" is null',
      // The last two for the second wall, so that counting stays a scan of the index alone.
      include: ['kind', 'scene', 'yellow_at', 'red_at', 'paused', 'desk', 'closed_by'],
    },
    { on: ['closed_by', 'closed_at', 'case_id', 'key'], where: '"closed_at" is not null' },
    { on: ['seat', 'opened_at', 'case_id', 'key'], where: `"kind" in ('started', 'copy')` },
  ],
  security: {
    read: either(askingSystem, `array["seat", "desk"] && ${askingDesks}`, `"closed_by" = ${askingPerson}`, ofCase),
    write: askingSystem,
    writersRead: true,
  },
}

export const timerTable: Table = {
  name: 'flow_timer',
  label: '办件定时',
  key: ['case_id', 'root', 'key'],
  spread,
  columns: {
    ...place,
    key: text('定时'),
    kind: text('类型'),
    place: text('所在分支'),
    record: text('数据表'),
    at: instant('触发时间'),
    next_at: instant('下次尝试'),
    fired_at: maybe(instant('已触发')),
  },
  indexes: [{ on: ['next_at'], where: '"fired_at" is null' }],
  security: platformOnly,
}

export const noticeTable: Table = {
  name: 'notice',
  label: '站内消息',
  key: ['root', 'id'],
  spread,
  columns: {
    ...place,
    id: uuid('标识'),
    desk: text('收件岗位'),
    record: text('数据表'),
    kind: text('类型'),
    text: text('内容'),
    at: instant('时间'),
    read_by: { type: 'text[]', label: '已读的人', default: `'{}'` },
  },
  indexes: [{ on: ['desk', 'at', 'id'] }],
  security: { read: either(askingSystem, onMyDesk('desk')), write: askingSystem, writersRead: true },
}

/** What a state does when it is entered; the worker runs it after the act, at least once. */
export const effectTable: Table = {
  name: 'flow_effect',
  label: '环节效果待办',
  key: ['case_id', 'root', 'key'],
  spread,
  columns: {
    ...place,
    key: text('效果'),
    record: text('数据表'),
    path: text('环节'),
    at: instant('时间'),
    done_at: maybe(instant('完成时间')),
    attempts: { type: 'integer', label: '失败次数' },
    next_at: instant('下次尝试'),
    error: maybe(text('错误')),
  },
  indexes: [{ on: ['next_at'], where: '"done_at" is null' }],
  security: platformOnly,
}

export const flowTables: readonly Table[] = [eventTable, taskTable, timerTable, noticeTable, effectTable]
