// What supervision keeps: the plan, its tasks, their numeric goals, the sub-tasks of a unit, and what is reported.
import { choice, date, file, inOrgan, inRegion, number, organ, organs, person, record, ref, table, text, yesno } from '#declare'

const overseers = ['supervisor', 'supervision-head', 'leader', 'auditor'] as const

export const plan = record('supervision-plan', {
  label: '重点工作文件',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'title',
  number: '件〔{yyyy}〕{n:3}号',
  access: [inRegion(overseers), inRegion(['supervisor', 'supervision-head'], ['read', 'create', 'write', 'delete', 'export'])],
  fields: {
    title: text({ label: '文件标题', required: true, search: true, list: true, max: 200 }),
    issuer: text({ label: '发文机关', required: true, search: true, list: true, max: 100 }),
    documentNumber: text({ label: '文号', search: true, list: true, max: 60 }),
    issuedOn: date({ label: '成文日期', list: true }),
    source: file({ label: '原文件', max: 1, fixed: true }),
    body: text({ label: '正文', long: true, fixed: true, max: 1_000_000 }),
    chapters: table({
      label: '章节',
      max: 500,
      columns: {
        number: text({ label: '序号' }),
        title: text({ label: '标题' }),
        depth: number({ label: '层级', decimals: 0 }),
        from: number({ label: '起', decimals: 0 }),
        to: number({ label: '止', decimals: 0 }),
      },
    }),
    remarks: table({
      label: '识别提示',
      max: 500,
      columns: {
        message: text({ label: '提示' }),
        from: number({ label: '起', decimals: 0 }),
        to: number({ label: '止', decimals: 0 }),
        settled: yesno({ label: '已处理' }),
      },
    }),
  },
})

export const task = record('supervision-task', {
  label: '重点任务',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'title',
  part: () => plan,
  number: '督〔{yyyy}〕{n:4}号',
  access: [
    inRegion(overseers),
    inRegion(['supervisor', 'supervision-head'], ['read', 'create', 'write', 'delete', 'export']),
    inOrgan('lead', ['head', 'liaison', 'handler'], ['read', 'export']),
    inOrgan('joint', ['head', 'liaison', 'handler'], ['read', 'export']),
  ],
  fields: {
    chapter: text({ label: '所属章节', list: true, max: 300 }),
    ordinal: text({ label: '序号', list: true, max: 20 }),
    title: text({ label: '任务名称', required: true, search: true, list: true, max: 200 }),
    body: text({ label: '任务内容', long: true, search: true, max: 20_000 }),
    lead: organ({ label: '牵头单位', required: true, list: true }),
    joint: organs({ label: '配合单位', list: true, max: 200 }),
    units: table({
      label: '责任单位原文',
      max: 200,
      columns: {
        written: text({ label: '原文' }),
        role: choice({ label: '责任', of: { lead: '牵头', joint: '配合' } }),
        organ: organ({ label: '对应单位' }),
        collective: yesno({ label: '集合单位' }),
        from: number({ label: '起', decimals: 0 }),
        to: number({ label: '止', decimals: 0 }),
      },
    }),
    dueOn: date({ label: '完成时限', required: true, list: true }),
    stages: table({ label: '阶段时限', max: 50, columns: { dueOn: date({ label: '时限' }), what: text({ label: '内容' }) } }),
    from: number({ label: '原文起', decimals: 0, min: 0 }),
    to: number({ label: '原文止', decimals: 0, min: 0 }),
    progress: number({ label: '完成进度', decimals: 0, min: 0, max: 100, unit: '%', list: true }),
    evidence: file({ label: '佐证材料', max: 50 }),
    summary: text({ label: '办结情况', long: true, max: 5000 }),
  },
})

export const goal = record('supervision-goal', {
  label: '量化目标',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L1',
  title: 'indicator',
  part: () => plan,
  // The units that report figures must find the goals of their tasks, once these are handed over.
  access: [
    inRegion(overseers),
    inOrgan('answeredBy', ['head', 'liaison', 'handler']),
    inRegion(['supervisor', 'supervision-head'], ['read', 'create', 'write', 'delete', 'export']),
  ],
  fields: {
    task: ref(() => task, { label: '所属任务' }),
    answeredBy: organs({ label: '责任单位', max: 200 }),
    indicator: text({ label: '指标', required: true, search: true, list: true, max: 100 }),
    comparator: choice({
      label: '要求',
      of: { '>=': '不低于', '>': '超过', '=': '达到', '<=': '不高于', '<': '低于', '~': '约' },
      required: true,
      list: true,
    }),
    value: number({ label: '目标值', required: true, list: true }),
    unit: text({ label: '单位', list: true, max: 30 }),
    term: date({ label: '期限', list: true }),
    current: number({ label: '当前值', list: true }),
    measuredOn: date({ label: '数据日期', list: true }),
    from: number({ label: '原文起', decimals: 0, min: 0 }),
    to: number({ label: '原文止', decimals: 0, min: 0 }),
  },
})

export const subtask = record('supervision-subtask', {
  label: '分解任务',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'title',
  part: () => task,
  access: [
    inRegion(overseers),
    inOrgan('organ', ['head', 'liaison'], ['read', 'create', 'write', 'export']),
    inOrgan('organ', ['handler']),
  ],
  fields: {
    title: text({ label: '分解任务', required: true, search: true, list: true, max: 200 }),
    what: text({ label: '工作要求', long: true, max: 2000 }),
    handler: person({ label: '承办人', required: true, list: true }),
    dueOn: date({ label: '完成时限', required: true, list: true }),
    progress: number({ label: '完成进度', decimals: 0, min: 0, max: 100, unit: '%', list: true }),
    result: text({ label: '完成情况', long: true, max: 2000 }),
    files: file({ label: '附件', max: 20 }),
  },
})

export const report = record('supervision-report', {
  label: '进展填报',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'progressText',
  part: () => task,
  access: [inRegion(overseers), inOrgan('organ', ['head', 'liaison', 'handler'], ['read'])],
  fields: {
    progressText: text({ label: '进展情况', required: true, long: true, search: true, list: true, max: 5000 }),
    progress: number({ label: '完成进度', required: true, decimals: 0, min: 0, max: 100, unit: '%', list: true }),
    difficulties: text({ label: '存在问题', long: true, list: true, max: 2000 }),
    next: text({ label: '下步打算', long: true, max: 2000 }),
    figures: table({
      label: '指标数据',
      max: 50,
      columns: {
        goal: ref(() => goal, { label: '量化目标', required: true, same: 'task' }),
        value: number({ label: '当前值', required: true }),
        measuredOn: date({ label: '数据日期', required: true }),
      },
    }),
    files: file({ label: '佐证材料', max: 20 }),
  },
})
