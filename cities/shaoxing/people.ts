// The demo people of Shaoxing: all synthetic (see ../README.md). The usual seats of every organ, and a few careers that tests need.
import type { Organ, Person } from '#declare'
import { derivePeople, type ExtraPost } from '../assembly/derive-people.ts'
import { usualSeats } from '../assembly/usual-seats.ts'

const accounts = {
  '330600': 'sx',
  '330602': 'yc',
  '330603': 'kq',
  '330604': 'sy',
  '330624': 'xc',
  '330681': 'zj',
  '330683': 'sz',
}

/** Two posts at once, a post that ended, a move from one organ to another. */
const careers: ExtraPost[] = [
  { person: 'p-330600-bigdata-liaison', post: { role: 'data-steward', organ: '330600-bigdata', from: '2023-01-03' } },
  { person: 'p-330600-justice-handler', post: { role: 'mediator', organ: '330600-mediation', from: '2023-03-01' } },
  { person: 'p-330602-justice-handler', post: { role: 'mediator', organ: '330602-mediation', from: '2023-03-01' } },
  { person: 'p-330600-gov-office-head', post: { role: 'leader', organ: '330600-gov', from: '2021-05-10', to: '2022-06-30' } },
  {
    person: 'p-330600-economy-handler-2',
    post: { role: 'handler', organ: '330600-bigdata', from: '2024-07-01' },
    endsOthers: '2024-06-30',
  },
  {
    person: 'p-330600-supervision-supervisor-3',
    post: { role: 'supervisor', organ: '330602-supervision', from: '2026-04-01' },
    endsOthers: '2026-03-31',
  },
]

/** Accounts to try the platform with; the README prints them. */
export const examples = [
  { account: 'sx-gov-leader-2', what: '副市长：看全市进度，批示' },
  { account: 'sx-supervision-supervision-head', what: '市政府督查室主任：立项、催办、评价' },
  { account: 'sx-supervision-supervisor', what: '市政府督查员：分解任务、审核反馈' },
  { account: 'sx-bigdata-liaison', what: '市大数据局联络员（兼数据管理员）：签收、分办、填报' },
  { account: 'sx-bigdata-administrator', what: '系统管理员' },
  { account: 'sx-market-inspector', what: '市市场监管局执法人员' },
  { account: 'sx-audit-auditor', what: '市审计局审计员：只看台账和证据' },
  { account: 'yc-gov-liaison', what: '越城区政府联络员' },
  { account: 'zj-109-mediation-head', what: '诸暨市枫桥镇矛调中心主任' },
  { account: 'yc-001004-mediator', what: '越城区塔山街道花园社区调解员' },
] as const

export const derivedPeople = (organs: readonly Organ[]): Person[] => derivePeople({ organs, seatsOf: usualSeats, accounts, extra: careers })
