// What identity keeps. The city's facts are small and asked for everywhere: reference tables, copied to every node of a cluster.
// What could be used to pose as somebody is closed to every transaction but the platform's own, whatever SQL it runs.
import type { Column, Table } from '#declare'

const text = (label: string): Column => ({ type: 'text', label })
const maybe = (column: Column): Column => ({ ...column, optional: true })
const day = (label: string): Column => ({ type: 'date', label })
const instant = (label: string): Column => ({ type: 'timestamptz', label })
const whole = (label: string): Column => ({ type: 'integer', label })
const list = (label: string): Column => ({ type: 'text[]', label, default: "'{}'" })

const systemOnly = "current_setting('shuzhi.system', true) = 'on'"
const closed = { read: systemOnly, write: systemOnly } as const

const region: Table = {
  name: 'region',
  label: '行政区划',
  key: ['code'],
  spread: 'reference',
  columns: { code: text('代码'), name: text('名称'), level: text('层级'), parent: maybe(text('上级')) },
  indexes: [{ on: ['parent', 'code'] }],
}

const organ: Table = {
  name: 'organ',
  label: '机构',
  key: ['id'],
  spread: 'reference',
  columns: {
    id: text('标识'),
    name: text('简称'),
    full_name: text('全称'),
    line: text('条线'),
    level: text('层级'),
    region: text('区划'),
    parent: maybe(text('上级机构')),
    aliases: list('别称'),
    former: { type: 'jsonb', label: '曾用名', default: "'[]'" },
    ordinal: whole('排序'),
  },
  indexes: [{ on: ['region', 'ordinal'] }, { on: ['line', 'level'] }],
  foreignKeys: [{ on: ['region'], to: 'region', columns: ['code'] }],
}

const person: Table = {
  name: 'person',
  label: '人员',
  key: ['id'],
  spread: 'reference',
  columns: {
    id: text('标识'),
    name: text('姓名'),
    account: text('账号'),
    phone: text('手机号'),
    title: text('职务'),
    ordinal: whole('排序'),
  },
  indexes: [{ on: ['account'], unique: true }, { on: ['phone'] }],
}

const post: Table = {
  name: 'post',
  label: '任职',
  key: ['person', 'role', 'organ', 'from_on'],
  spread: 'reference',
  columns: {
    person: text('人员'),
    role: text('岗位'),
    organ: text('机构'),
    from_on: day('任职日期'),
    to_on: maybe(day('免职日期（当日仍在任）')),
    ordinal: whole('排序'),
  },
  indexes: [{ on: ['organ', 'role'] }],
  foreignKeys: [
    { on: ['person'], to: 'person', columns: ['id'] },
    { on: ['organ'], to: 'organ', columns: ['id'] },
  ],
}

const delegation: Table = {
  name: 'delegation',
  label: '离岗代理',
  key: ['id'],
  spread: 'reference',
  columns: {
    id: { type: 'uuid', label: '标识' },
    from_person: text('离岗人'),
    to_person: text('代理人'),
    starts_on: day('开始日期'),
    ends_on: day('结束日期（含当日）'),
    reason: text('事由'),
    decided_by: text('决定人'),
    created_at: instant('登记时间'),
    revoked_at: maybe(instant('撤销时间')),
    revoked_by: maybe(text('撤销人')),
  },
  indexes: [{ on: ['to_person', 'ends_on'] }, { on: ['from_person', 'ends_on'] }],
  foreignKeys: [
    { on: ['from_person'], to: 'person', columns: ['id'] },
    { on: ['to_person'], to: 'person', columns: ['id'] },
  ],
}

const calendarYear: Table = {
  name: 'calendar_year',
  label: '工作日历',
  key: ['year', 'version'],
  spread: 'reference',
  appendOnly: true,
  columns: {
    year: whole('年份'),
    version: whole('版本'),
    content: { type: 'jsonb', label: '放假安排' },
    entered_by: text('录入人'),
    entered_at: instant('录入时间'),
  },
}

/** Arrangements by which the terms of open cases have been counted anew. */
const calendarApplied: Table = {
  name: 'calendar_applied',
  label: '工作日历已重算',
  key: ['year', 'version'],
  spread: 'reference',
  columns: { year: whole('年份'), version: whole('版本'), at: instant('重算时间') },
}

const personLogin: Table = {
  name: 'person_login',
  label: '登录口令',
  key: ['person'],
  spread: 'local',
  security: closed,
  columns: { person: text('人员'), password: text('口令摘要'), changed_at: instant('更改时间') },
}

const personIdentity: Table = {
  name: 'person_identity',
  label: '统一身份关联',
  key: ['issuer', 'subject'],
  spread: 'local',
  security: closed,
  columns: { issuer: text('签发方'), subject: text('对方标识'), person: text('人员'), linked_at: instant('关联时间') },
  indexes: [{ on: ['person'] }],
}

const loginSession: Table = {
  name: 'login_session',
  label: '登录会话',
  key: ['id_hash'],
  spread: 'local',
  security: closed,
  columns: {
    id_hash: { type: 'bytea', label: '会话标识摘要' },
    person: text('人员'),
    how: text('登录方式'),
    created_at: instant('登录时间'),
    seen_at: instant('最近活动'),
    ends_at: instant('最迟失效'),
    address: text('来源地址'),
    agent: text('浏览器'),
  },
  indexes: [{ on: ['person'] }, { on: ['ends_at'] }],
}

const loginLimit: Table = {
  name: 'login_limit',
  label: '登录限制',
  key: ['subject'],
  spread: 'local',
  security: closed,
  columns: {
    subject: text('账号或地址的摘要'),
    failures: whole('失败次数'),
    since: instant('起算时间'),
    locked_until: maybe(instant('锁定至')),
  },
  indexes: [{ on: ['since'] }],
}

const oidcRequest: Table = {
  name: 'oidc_request',
  label: '统一身份登录请求',
  key: ['id_hash'],
  spread: 'local',
  security: closed,
  columns: {
    id_hash: { type: 'bytea', label: '标识摘要' },
    state: text('状态值'),
    nonce: text('随机数'),
    verifier: text('校验码'),
    back_to: text('返回地址'),
    created_at: instant('发起时间'),
  },
}

/** Anybody's act may announce a number; whose it is, only the platform reads. Never changed: a number is an account. */
const account: Table = {
  name: 'account',
  label: '公众账号',
  key: ['id'],
  spread: 'local',
  security: { read: systemOnly, write: 'true' },
  columns: {
    id: text('标识'),
    kind: text('类别'),
    of: { type: 'bytea', label: '手机号或信用代码（加密）' },
    made_at: instant('建立时间'),
  },
}

const accountClaim: Table = {
  name: 'account_claim',
  label: '公众账号认领',
  key: ['account'],
  spread: 'local',
  security: closed,
  columns: {
    account: text('账号'),
    name: maybe({ type: 'bytea', label: '姓名（加密）' }),
    claimed_at: instant('首次验证时间'),
  },
}

const accountAgent: Table = {
  name: 'account_agent',
  label: '企业代办授权',
  key: ['id'],
  spread: 'local',
  security: closed,
  columns: {
    id: { type: 'uuid', label: '标识' },
    account: text('代办人'),
    firm: text('企业账号'),
    credit_code: text('统一社会信用代码'),
    firm_name: text('企业名称'),
    letter: { type: 'jsonb', label: '授权书' },
    made_at: instant('申请时间'),
    confirmed_at: maybe(instant('生效时间')),
    revoked_at: maybe(instant('撤销时间')),
    revoked_by: maybe(text('撤销人')),
    revoked_because: maybe(text('撤销理由')),
  },
  indexes: [
    { on: ['made_at'], where: '"revoked_at" is null and "confirmed_at" is null' },
    { on: ['account'], where: '"revoked_at" is null' },
    { on: ['firm'], where: '"revoked_at" is null' },
  ],
}

const accountSession: Table = { ...loginSession, name: 'account_session', label: '公众登录会话' }

const phoneCode: Table = {
  name: 'phone_code',
  label: '登录验证码',
  key: ['phone'],
  spread: 'local',
  security: closed,
  columns: {
    phone: text('手机号和浏览器（比对码）'),
    code: { type: 'bytea', label: '验证码摘要' },
    salt: text('随机盐'),
    tries: whole('已试次数'),
    made_at: instant('发出时间'),
  },
}

/** In the order in which they can be made. */
export const identityTables: readonly Table[] = [
  region,
  organ,
  person,
  post,
  delegation,
  calendarYear,
  calendarApplied,
  personLogin,
  personIdentity,
  loginSession,
  loginLimit,
  oidcRequest,
  account,
  accountClaim,
  accountAgent,
  accountSession,
  phoneCode,
]
