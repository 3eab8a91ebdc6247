// What the city brain keeps: warnings. The platform fills what it found; people add what they found out and what they did about it.
import { type AnyRecord, choice, inOrgan, inRegion, number, record, text, warningFields, warningRecord, yesno } from '#declare'

export const outcomes = { true: '属实', false: '误报', duplicate: '重复' } as const

export const warning = record(warningRecord, {
  label: '预警',
  owner: 'bigdata',
  share: 'on-request',
  level: 'L2',
  title: 'title',
  number: '警〔{yyyy}〕{n:5}号',
  // Nobody makes a warning by hand, and nobody may change what was found.
  access: [
    inRegion(['supervisor', 'supervision-head', 'leader', 'auditor', 'data-steward']),
    inRegion(['supervisor', 'supervision-head', 'data-steward'], ['read', 'export']),
    inOrgan('organ', ['head', 'liaison', 'handler']),
  ],
  fields: {
    ...warningFields((): AnyRecord => warning),
    outcome: choice({ label: '核实结论', of: outcomes, list: true }),
    finding: text({ label: '核实情况', long: true, max: 2000 }),
    verifyHours: number({ label: '核实用时', decimals: 1, min: 0, unit: '小时' }),
    punctual: yesno({ label: '按期核实' }),
    measure: text({ label: '处置措施', long: true, max: 5000 }),
  },
})
