// The manifest of the fake server: supervision as it is declared, and a dozen scenes by name only, so that menus look as they will.
import { type AnyRecord, type AreaId, areas, type Field, type Flow, levels, roles, type States, termLabel } from '#declare'
import { shaoxing } from '../../../cities/shaoxing/city.ts'
import { doing, intake, tracking } from '../../scenes/operation/supervision/flow.ts'
import { goal, plan, report, subtask, task } from '../../scenes/operation/supervision/records.ts'
import type { FieldView, FlowView, Manifest, SceneView } from '../../wire/manifest.ts'

const fieldView = (name: string, field: Field): FieldView => {
  const { to, columns, ...rest } = field as Field & { to?: () => AnyRecord }
  return {
    name,
    ...(rest as object),
    ...(to && { to: to().name }),
    ...(columns && { columns: Object.entries(columns).map(([key, column]) => fieldView(key, column as Field)) }),
  } as FieldView
}
export const declared = [plan, task, goal, subtask, report] as unknown as AnyRecord[]
export const fieldsOf = (record: AnyRecord): FieldView[] => Object.entries(record.fields).map(([name, field]) => fieldView(name, field))

const who = (state: { by?: { kind: string; role?: string } }): string =>
  state.by?.role ? roles[state.by.role as keyof typeof roles].label : state.by?.kind === 'person-in' ? '承办人' : ''
const statesOf = (states: States, branch: string | null = null): FlowView['states'] =>
  Object.entries(states).flatMap(([name, state]) => [
    {
      name,
      label: state.label,
      kind: state.kind,
      owner: state.kind === 'step' ? who(state) : '',
      term: state.kind === 'step' && state.within ? termLabel(state.within) : null,
      branch,
      next:
        state.kind === 'step'
          ? Object.entries(state.on).flatMap(([act, one]) =>
              one.to ? [{ act, label: one.label, to: one.to, back: one.back ?? false }] : [],
            )
          : 'then' in state
            ? [{ act: 'then', label: '', to: state.then, back: false }]
            : [],
    },
    ...(state.kind === 'parallel' ? Object.entries(state.branches).flatMap(([key, one]) => statesOf(one.states, key)) : []),
  ])
const flowView = (flow: Flow): FlowView => ({
  name: flow.name,
  label: flow.label,
  record: flow.record.name,
  start: flow.start,
  basis: flow.basis,
  states: statesOf(flow.states),
  oversight: flow.oversight.acts.map(act => ({ act, label: act })),
})

const readme = `# 督查督办

把重点工作文件变成一项项有人办、有时限、可核验的任务，从交办到验收全程留痕。

## 谁来用
- **督查室**：导入文件、校核任务、交办、催办、验收。
- **牵头单位**：签收、填报进展、汇总报结。
- **配合单位**：签收、填报、报送完成。

## 时限
| 环节 | 时限 | 依据 |
|---|---|---|
| 识别校核 | 3个工作日 | 工作规范第八条 |
| 签收 | 2个工作日 | 工作规范第十条 |
| 验收 | 5个工作日 | 条例第十八条 |

依据：《政府督查工作条例》（国务院令第733号）。`

const other = (id: string, title: string, area: AreaId, plan: string, ownerName: string, built = true): SceneView => ({
  id,
  title,
  area,
  areaLabel: areas[area],
  plan,
  owner: '',
  ownerName,
  records: built ? [] : [],
  flows: [],
  indicators: [],
  watches: [],
  scorecards: [],
  operations: [],
  services: [],
  readme: '',
  hasPage: false,
  grade: built ? 'bronze' : 'none',
  missing: [],
  outward: [],
})

const supervision: SceneView = {
  id: 'supervision',
  title: '政府督查督办',
  area: 'operation',
  areaLabel: areas.operation,
  plan: '二(六)17',
  owner: 'government-office',
  ownerName: '绍兴市人民政府办公室',
  records: declared.map(record => record.name),
  flows: ['intake', 'tracking', 'doing'],
  watches: [
    {
      id: 'supervision.late-lead',
      label: '牵头单位逾期任务集中',
      record: 'supervision-task',
      level: 'yellow',
      levelLabel: '黄色',
      says: '同一牵头单位的“重点任务”不少于3条符合：是否办结为“否”，并且是否逾期为“是”',
      rises: ['不少于5条为橙色', '不少于8条为红色'],
      owner: '牵头单位联络员',
      verify: '2个工作日',
    },
  ],
  indicators: [
    {
      name: 'on-time',
      label: '按期办结率',
      formula: '按期办结任务数 ÷ 已办结任务数',
      record: 'supervision-task',
      by: ['lead'],
      per: 'month',
      better: 'up',
      unit: '%',
      goals: [],
    },
    {
      name: 'signed',
      label: '按时签收率',
      formula: '2个工作日内签收数 ÷ 应签收数',
      record: 'supervision-task',
      by: ['lead'],
      per: 'month',
      better: 'up',
      unit: '%',
      goals: [],
    },
    {
      name: 'open',
      label: '在办任务',
      formula: '未办结任务数',
      record: 'supervision-task',
      by: ['lead'],
      per: 'month',
      better: 'down',
      unit: '项',
      goals: [],
    },
    {
      name: 'days',
      label: '平均办理时长',
      formula: '办结任务用时（工作日）均值',
      record: 'supervision-task',
      by: ['lead'],
      per: 'month',
      better: 'down',
      unit: '个工作日',
      goals: [],
    },
  ],
  scorecards: [{ name: 'units', label: '牵头单位督办成绩单', subject: 'organ' }],
  operations: [
    {
      name: 'import',
      label: '导入文件',
      record: 'supervision-plan',
      input: [{ name: 'file', kind: 'file', label: '文件（docx、pdf）', required: true, max: 1, accept: ['.docx', '.pdf'] }],
      allowed: true,
    },
  ],
  services: [{ name: 'supervision-letter', title: '向督查部门反映问题' }],
  readme,
  hasPage: false,
  grade: 'silver',
  missing: ['在真实浏览器中走通全程的测试，留有截图，无障碍检查无问题'],
  outward: [],
}

export const manifest: Manifest = {
  city: {
    id: 'shaoxing',
    code: '330600',
    name: '绍兴市',
    title: shaoxing.brand.title,
    short: shaoxing.brand.short,
    primaryColor: shaoxing.brand.primaryColor,
    synthetic: true,
    zone: shaoxing.zone,
  },
  scenes: [
    other('economy-ledger', '经济调节e本账', 'economy', '二(一)2', '市发展和改革委员会'),
    other('policy-fulfilment', '越快兑·一站式政策兑现', 'economy', '二(一)3', '市财政局'),
    other('double-random', '双随机、一公开监管', 'market', '二(二)5', '市市场监督管理局'),
    other('traceability', '重要产品溯源倒查', 'market', '二(二)5', '市市场监督管理局'),
    other('mediation', '社会矛盾纠纷调处化解协同', 'society', '二(三)7', '市委政法委员会'),
    other('storm-sentinel', '风雨哨兵', 'society', '二(三)9', '市应急管理局'),
    other('grain', '粮食安全', 'society', '二(三)9', '市粮食和物资储备局'),
    other('one-net', '一网通办', 'services', '二(四)10', '市政务服务管理办公室'),
    other('blue-sky', '浙里蓝天', 'ecology', '二(五)15', '市生态环境局'),
    supervision,
    other('office', '“浙政钉”协同办公', 'operation', '二(六)17', '市大数据发展管理局'),
  ],
  records: declared.map(record => ({
    name: record.name,
    label: record.label,
    scene: 'supervision',
    title: record.title,
    part: record.part?.().name ?? null,
    parts: declared.filter(one => one.part?.().name === record.name).map(one => one.name),
    flow: { 'supervision-plan': 'intake', 'supervision-task': 'tracking', 'supervision-subtask': 'doing' }[record.name] ?? null,
    numbered: Boolean(record.number),
    papers: false,
    level: record.level,
    share: typeof record.share === 'string' ? record.share : 'refused',
    owner: record.owner,
    fields: fieldsOf(record),
    can: { create: record.name !== 'supervision-report', export: true },
  })),
  flows: [intake, tracking, doing].map(flowView),
  roles: Object.fromEntries(Object.entries(roles).map(([id, role]) => [id, role.label])),
  levels,
}
