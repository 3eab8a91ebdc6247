// What the platform writes into a warning: the common ground of the scene that handles warnings and of the engine that raises them.
// Levels and colours: 《中华人民共和国突发事件应对法》, four levels, shown as red, orange, yellow and blue.
import type { Parameter } from './condition.ts'
import { choice, instant, number, ref, text } from './field.ts'
import type { AnyRecord } from './record.ts'
import { hours, type Term, workdays } from './time.ts'

export type WarningLevel = 'blue' | 'yellow' | 'orange' | 'red'
export const warningLabels = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' } as const satisfies Record<WarningLevel, string>
/** From the least to the most urgent. */
export const warningLevels: readonly WarningLevel[] = ['blue', 'yellow', 'orange', 'red']

/** How soon a warning must be verified; a watch may say otherwise and on what basis. */
export const verifyTerms: Parameter<Readonly<Record<WarningLevel, Term>>> = {
  parameter: 'warning-verify-terms',
  label: '预警核实期限',
  unit: '',
  basis: '平台约定：红色4小时，橙色1个工作日，黄色2个工作日，蓝色3个工作日；城市可按本地预案调整',
  from: { '2021-01-01': { red: hours(4), orange: workdays(1), yellow: workdays(2), blue: workdays(3) } },
}

/** The name of the one record that holds warnings; its rows are made by the platform alone. */
export const warningRecord = 'warning'

/** Fields that the platform fills. `self` is the record itself, for the earlier warning of the same subject. */
export const warningFields = (self: () => AnyRecord) => ({
  title: text({ label: '预警', required: true, search: true, list: true, max: 200 }),
  level: choice({ label: '级别', of: warningLabels, required: true, list: true }),
  says: text({ label: '预警内容', long: true, search: true, max: 2000 }),
  rule: text({ label: '预警规则', list: true, max: 100 }),
  answerer: text({ label: '责任岗位', list: true, max: 500 }),
  verifyBy: instant({ label: '核实期限' }),
  firstSeenAt: instant({ label: '首次发现', list: true }),
  lastSeenAt: instant({ label: '最近发现' }),
  times: number({ label: '发现次数', decimals: 0, min: 1, unit: '次', list: true }),
  count: number({ label: '涉及数据', decimals: 0, unit: '条' }),
  value: number({ label: '指标值', hidden: true }),
  bound: number({ label: '界限', hidden: true }),
  clearedAt: instant({ label: '自动解除' }),
  earlier: ref(self, { label: '上一次预警' }),
  watch: text({ label: '规则标识', hidden: true, max: 100 }),
  scene: text({ label: '所属场景', hidden: true, max: 60 }),
  subject: text({ label: '预警对象', hidden: true, max: 1000 }),
  record: text({ label: '数据表', hidden: true, max: 60 }),
  row: text({ label: '最近一条数据', hidden: true, max: 36 }),
  rows: text({ label: '涉及的数据', hidden: true, long: true, max: 2000 }),
  indicator: text({ label: '指标', hidden: true, max: 60 }),
  dimension: text({ label: '统计维度', hidden: true, max: 60 }),
  dimensionValue: text({ label: '维度取值', hidden: true, max: 200 }),
  opened: text({ label: '启动的事项', hidden: true, max: 36 }),
  openedRecord: text({ label: '启动事项的数据表', hidden: true, max: 60 }),
  desks: text({ label: '责任岗位代码', hidden: true, max: 1000 }),
  heads: text({ label: '升级岗位代码', hidden: true, max: 1000 }),
})
