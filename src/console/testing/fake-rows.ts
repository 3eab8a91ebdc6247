// Invented rows in the shapes of the wire: plans, tasks, cases, an inbox. Deterministic, so that two screenshots can be compared.

import type { AnyRecord } from '#declare'
import { shaoxing } from '../../../cities/shaoxing/city.ts'
import { report } from '../../scenes/operation/supervision/records.ts'
import type { ActView, CaseDetail, InboxItem, Light } from '../../wire/cases.ts'
import type { RowBody } from '../../wire/rows.ts'
import { fieldsOf } from './fake-model.ts'

export const now = '2026-03-18T02:20:00.000Z'
const day = 86_400_000
const at = (days: number, hour = 9) => new Date(Date.parse('2026-03-18T00:00:00+08:00') + days * day + hour * 3_600_000).toISOString()
const date = (days: number) => at(days, 12).slice(0, 10)
export const organs = shaoxing.organs.filter(one => one.region === '330600' && one.parent === null)
const organ = (index: number) => organs[(index * 7 + 3) % organs.length]!
export const uuid = (kind: number, index: number) =>
  `0195a000-${String(kind).padStart(4, '0')}-7000-8000-${String(index).padStart(12, '0')}`

const titles = [
  '推进市域“一网通办”改革，政务服务事项网上可办率达到100%',
  '建成投用镜湖新区智慧停车公共服务平台，新增公共停车泊位3000个以上',
  '完成鉴湖流域水环境综合治理三年行动年度任务',
  '组织开展全市老旧小区改造攻坚行动，年内完成改造126个',
  '加快建设绍兴综合保税区跨境电商产业园二期',
  '推进“古城记忆”历史街区保护利用工程，完成仓桥直街片区立面整治与管线入地，同步建立常态化巡查维护机制并向社会公开年度计划',
  '深化“枫桥经验”数字化应用，矛盾纠纷镇村化解率不低于90%',
  '新增高新技术企业300家、科技型中小企业1200家',
  '实施基层医疗卫生机构能力提升工程',
  '完成重点用能企业节能诊断和能耗在线监测接入',
  '推进全市公共数据授权运营试点',
  '启动曹娥江综合整治提升工程（上虞段）',
  '落实惠企政策“免申即享”，兑现时间压缩至5个工作日以内',
  '开展校园食品安全“阳光厨房”全覆盖行动',
  '建设15分钟公共服务圈示范点20个',
]
const lights: Light[] = [
  'overdue',
  'red',
  'yellow',
  'remind',
  'green',
  'green',
  'ended',
  'paused',
  'green',
  'yellow',
  'green',
  'ended',
  'remind',
  'green',
  'none',
]
const left: Record<string, number | null> = { overdue: -2, red: 1, yellow: 4, remind: 8, green: 23, ended: null, paused: null, none: null }

export const plans: RowBody[] = [
  '2026年市政府重点工作任务分解方案',
  '2026年民生实事项目责任清单',
  '关于进一步优化营商环境的若干措施',
  '市政府第58次常务会议议定事项',
].map((title, index) => ({
  id: uuid(1, index),
  version: 3,
  number: `件〔2026〕${String(index + 1).padStart(3, '0')}号`,
  title,
  region: '330600',
  organ: organs[0]!.id,
  author: 'p1',
  createdAt: at(-40 + index * 6),
  updatedAt: at(-3),
  parent: null,
  values: {
    title,
    issuer: '绍兴市人民政府办公室',
    documentNumber: `绍政办发〔2026〕${index + 3}号`,
    issuedOn: date(-42 + index * 6),
    source: [{ hash: 'ab'.repeat(32), name: `${title}.docx`, type: 'application/msword', size: 184_320 }],
    body: '各区、县（市）人民政府，市政府各部门、各单位：\n　　为贯彻落实市第九届人民代表大会第六次会议精神，扎实推进年度重点工作，现将有关任务分解如下。请各责任单位按照“谁牵头、谁负总责”的原则，细化措施、倒排时间，确保按期完成。\n　　一、深化数字化改革。\n　　二、推动产业转型升级。',
    chapters: [
      { number: '一', title: '深化数字化改革', depth: 1, from: 120, to: 480 },
      { number: '二', title: '推动产业转型升级', depth: 1, from: 481, to: 990 },
    ],
    remarks: [{ message: '“各区、县（市）”为集合单位，请确认是否拆分', from: 310, to: 318, settled: false }],
  },
  case: {
    state: index === 3 ? 'proofreading' : 'running',
    stateLabel: index === 3 ? '识别校核' : '督办中',
    openedAt: at(-38 + index * 6),
    endedAt: null,
    dueAt: index === 3 ? at(2, 17) : null,
    light: index === 3 ? 'yellow' : 'none',
    workdaysLeft: index === 3 ? 2 : null,
  },
}))

export const tasks: RowBody[] = Array.from({ length: 137 }, (_, index): RowBody => {
  const light = lights[index % lights.length]!
  const ended = light === 'ended'
  const title = titles[index % titles.length]!
  return {
    id: uuid(2, index),
    version: 5,
    number: `督〔2026〕${String(index + 1).padStart(4, '0')}号`,
    title,
    region: '330600',
    organ: organ(index).id,
    author: 'p1',
    createdAt: at(-30),
    updatedAt: at(-1),
    parent: uuid(1, index % 4),
    values: {
      title,
      chapter: index % 2 ? '一、深化数字化改革' : '二、推动产业转型升级',
      ordinal: `${(index % 20) + 1}`,
      body: `${title}。各责任单位要细化年度目标和季度节点，明确具体责任人，每月25日前在系统填报进展；对存在困难的事项，及时提请协调。`,
      lead: organ(index).id,
      joint: [organ(index + 1).id, organ(index + 2).id, organ(index + 3).id],
      dueOn: date((left[light] ?? 60) + 3),
      progress: ended ? 100 : (index * 13) % 95,
      stages: [
        { dueOn: date(20), what: '完成方案制定' },
        { dueOn: date(60), what: '完成主体建设' },
      ],
      evidence: ended ? [{ hash: 'cd'.repeat(32), name: '验收报告.pdf', type: 'application/pdf', size: 2_411_724 }] : [],
    },
    case: {
      state: ended ? 'closed' : index % 9 === 4 ? 'accepting' : 'handling',
      stateLabel: ended ? '已办结' : index % 9 === 4 ? '待验收' : '办理中',
      openedAt: at(-28),
      endedAt: ended ? at(-2) : null,
      dueAt: light === 'none' ? null : at((left[light] ?? 30) + 3, 17.5),
      light,
      workdaysLeft: left[light] ?? null,
    },
  }
})

export const goals: RowBody[] = Array.from(
  { length: 6 },
  (_, index): RowBody => ({
    id: uuid(3, index),
    version: 1,
    number: null,
    title: ['网上可办率', '新增停车泊位', '老旧小区改造数', '新增高新技术企业', '矛盾纠纷镇村化解率', '政策兑现时间'][index]!,
    region: '330600',
    organ: null,
    author: 'p1',
    createdAt: at(-20),
    updatedAt: at(-2),
    parent: uuid(1, 0),
    values: {
      task: uuid(2, index),
      indicator: ['网上可办率', '新增停车泊位', '老旧小区改造数', '新增高新技术企业', '矛盾纠纷镇村化解率', '政策兑现时间'][index],
      comparator: index === 5 ? '<=' : '>=',
      value: [100, 3000, 126, 300, 90, 5][index],
      unit: ['%', '个', '个', '家', '%', '个工作日'][index],
      term: date(280),
      current: [98.6, 1240, 61, 187, 91.2, 6][index],
      measuredOn: date(-6),
    },
    case: null,
  }),
)

export const rowsOf = (record: string): RowBody[] =>
  ({ 'supervision-plan': plans, 'supervision-task': tasks, 'supervision-goal': goals })[record] ?? []

export const names: Record<string, string> = {
  ...Object.fromEntries(shaoxing.organs.map(one => [one.id, one.name])),
  ...Object.fromEntries(shaoxing.people.slice(0, 4000).map(one => [one.id, one.name])),
  p1: '沈文澜',
  '330600': '绍兴市',
  ...Object.fromEntries(tasks.map(row => [row.id, row.title])),
}

const state = ['牵头办理', '待签收', '待验收', '识别校核', '配合办理']
export const inbox: InboxItem[] = tasks
  .slice(0, 60)
  .filter(row => row.case?.light !== 'ended')
  .map((row, index) => ({
    task: `t${index}`,
    kind: index === 3 ? 'reply' : index === 6 ? 'extension' : 'step',
    case: row.id,
    record: 'supervision-task',
    recordLabel: '重点任务',
    scene: 'supervision',
    title: row.title,
    number: row.number,
    state: 'handling',
    stateLabel: index === 3 ? '督办答复' : index === 6 ? '延期审批' : state[index % 3]!,
    branch: 'lead',
    organ: row.organ,
    organName: names[row.organ ?? ''] ?? null,
    person: null,
    personName: index % 4 === 0 ? '陈知远' : null,
    openedAt: at(-5),
    dueAt: row.case!.dueAt,
    light: row.case!.light,
    workdaysLeft: row.case!.workdaysLeft,
    closedAt: null,
    outcome: null,
    urged: index === 0 ? 2 : index === 5 ? 1 : 0,
    supervised: index === 0 || index === 3,
    onBehalfOf: index === 4 ? '周明远' : null,
    unread: index % 3 === 0,
    version: 5,
    quick: index % 3 === 1 ? [{ act: 'sign', label: '签收' }] : [],
  }))

const act = (of: Partial<ActView> & { act: string; label: string }): ActView => ({
  task: 'x',
  branch: null,
  kind: 'step',
  tone: 'plain',
  form: [],
  adds: null,
  reason: false,
  offline: false,
  allowed: true,
  says: null,
  leadsTo: null,
  reads: null,
  ...of,
})
export const caseOf = (row: RowBody): CaseDetail => {
  const lead = String(row.values['lead'] ?? row.organ)
  const joint = (row.values['joint'] as string[] | undefined) ?? []
  const plan = row.number?.startsWith('件') ?? false
  const open =
    row.case?.endedAt || plan
      ? []
      : [
          {
            task: 'x1',
            kind: 'step',
            branch: 'lead',
            state: 'working',
            stateLabel: '牵头办理',
            organ: lead,
            organName: names[lead] ?? '',
            who: '联络员 陈知远',
            openedAt: at(-9),
            dueAt: row.case!.dueAt,
            light: row.case!.light,
            workdaysLeft: row.case!.workdaysLeft,
          },
          ...joint.map((id, index) => ({
            task: `x${index + 2}`,
            kind: 'step',
            branch: 'joint',
            state: index === 0 ? 'signing' : 'working',
            stateLabel: index === 0 ? '待签收' : '配合办理',
            organ: id,
            organName: names[id] ?? '',
            who: index === 0 ? '联络员（2人）' : '联络员 吴静姝',
            openedAt: at(-9),
            dueAt: at(index === 0 ? -1 : 12, 17.5),
            light: (index === 0 ? 'red' : 'green') as Light,
            workdaysLeft: index === 0 ? 0 : 9,
          })),
        ]
  return {
    id: row.id,
    record: plan ? 'supervision-plan' : 'supervision-task',
    flow: plan ? 'intake' : 'tracking',
    version: 5,
    state: row.case!.state,
    stateLabel: row.case!.stateLabel,
    light: row.case!.light,
    openedAt: row.case!.openedAt,
    dueAt: row.case!.dueAt,
    endedAt: row.case!.endedAt,
    suspended: row.case!.light === 'paused' ? { since: at(-4), reason: '因上级政策调整，等待省级实施细则印发。' } : null,
    counts: { urged: 2, supervised: 1, returned: 0, extended: 1 },
    open,
    acts: row.case?.endedAt
      ? [act({ act: 'reopen', label: '重办', kind: 'oversight', reason: true })]
      : [
          act({ act: 'report', label: '填报进展', tone: 'primary', adds: 'supervision-report', branch: 'lead' }),
          act({ act: 'conclude', label: '汇总报结', branch: 'lead', allowed: false, says: '完成进度达到100%后才能报结，请先填报进展' }),
          act({ act: 'breakDown', label: '分解任务', adds: 'supervision-subtask', branch: 'lead' }),
          act({ act: 'urge', label: '催办', kind: 'oversight', reason: true, task: null }),
          act({ act: 'supervise', label: '督办', kind: 'oversight', reason: true, task: null }),
          act({ act: 'extend', label: '延期', kind: 'oversight', reason: true, task: null }),
          act({ act: 'transfer', label: '转办', kind: 'oversight', reason: true, task: null }),
          act({ act: 'void', label: '作废', kind: 'oversight', reason: true, tone: 'danger', task: null, leadsTo: '已作废' }),
        ],
    timeline: [
      {
        seq: 1,
        at: at(-28),
        act: 'start',
        label: '立项',
        actor: 'p1',
        actorName: '沈文澜',
        onBehalfOf: null,
        organName: '市政府办公室',
        branch: null,
        from: null,
        to: 'handling',
        reason: null,
        values: [],
        files: [],
        ledgerEntry: uuid(9, 1),
      },
      {
        seq: 2,
        at: at(-27, 10.4),
        act: 'sign',
        label: '签收',
        actor: 'p2',
        actorName: '陈知远',
        onBehalfOf: null,
        organName: names[lead] ?? null,
        branch: 'lead/330600-x',
        from: 'handling.lead.signing',
        to: 'handling.lead.working',
        reason: null,
        values: [],
        files: [],
        ledgerEntry: uuid(9, 2),
      },
      {
        seq: 3,
        at: at(-13, 15.2),
        act: 'report',
        label: '填报进展',
        actor: 'p2',
        actorName: '陈知远',
        onBehalfOf: '周明远',
        organName: names[lead] ?? null,
        branch: 'lead/330600-x',
        from: null,
        to: null,
        reason: null,
        values: [
          { label: '完成进度', text: '40%' },
          { label: '进展情况', text: '已完成实施方案编制并征求12家单位意见，正在修改完善。' },
        ],
        files: [{ hash: 'ef'.repeat(32), name: '实施方案（征求意见稿）.docx', type: 'application/msword', size: 92_160 }],
        ledgerEntry: uuid(9, 3),
      },
      {
        seq: 4,
        at: at(-6, 8.6),
        act: 'remind',
        label: '到期提醒',
        actor: null,
        actorName: '系统',
        onBehalfOf: null,
        organName: null,
        branch: null,
        from: null,
        to: null,
        reason: null,
        values: [],
        files: [],
        ledgerEntry: null,
      },
      {
        seq: 5,
        at: at(-2, 16.1),
        act: 'urge',
        label: '催办',
        actor: 'p1',
        actorName: '沈文澜',
        onBehalfOf: null,
        organName: '市政府办公室',
        branch: null,
        from: null,
        to: null,
        reason: '距完成时限不足5个工作日，进度仅为40%，请抓紧推进并于本周五前书面说明情况。',
        values: [],
        files: [],
        ledgerEntry: uuid(9, 5),
      },
    ],
    visited: plan
      ? ['proofreading', 'running']
      : [
          'handling',
          'handling.lead.signing',
          'handling.lead.working',
          'handling.joint.signing',
          'handling.joint.working',
          ...(row.case?.endedAt ? ['accepting', 'closed'] : []),
        ],
  }
}
export const reportFields = fieldsOf(report as unknown as AnyRecord)
