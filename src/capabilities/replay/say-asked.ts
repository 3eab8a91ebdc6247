// What was asked of the past, in words, for the first sheet of a workbook.
import { type RoleId, roles, termLabel } from '#declare'
import type { ReplayInput } from '../../wire/replay.ts'
import { pathLabel, totalPath } from './change-flow.ts'
import type { StaffingNeeds } from './replay-staffing.ts'

const kinds = { terms: '期限和日历', rules: '规则参数', declared: '场景推演', staffing: '人力' } as const

export function askedInWords({ model, deskName }: StaffingNeeds, asked: ReplayInput): [string, string][] {
  const flow = model.flows.get(asked.record)
  const replay = model.replaysOf.get(asked.record)?.find(one => one.name === asked.replay)
  const role = (name: string) => (name in roles ? roles[name as RoleId].label : name)
  return [
    ['推演', asked.kind === 'declared' && replay ? replay.label : kinds[asked.kind]],
    ...(asked.from || asked.to ? ([['发起时间', `${asked.from ?? '最早'}至${asked.to ?? '今天'}`]] as [string, string][]) : []),
    ...Object.entries(asked.terms).map(([path, term]): [string, string] => [
      '拟改期限',
      `${path === totalPath || !flow ? '全程' : pathLabel(flow, path)}：${termLabel(term)}`,
    ]),
    ...asked.daysOff.map((day): [string, string] => ['另外放假', day]),
    ...asked.workdays.map((day): [string, string] => ['另外上班', day]),
    ...Object.entries(asked.parameters).map(([name, value]): [string, string] => {
      const of = model.parameters.get(name)
      return ['拟改参数', `${of?.label ?? name}：${String(value)}${of?.unit ?? ''}`]
    }),
    ...Object.entries(asked.roles).map(([name, more]): [string, string] => [
      '拟改人力',
      `${role(name)}每岗${more > 0 ? '增' : '减'}${Math.abs(more)}人`,
    ]),
    ...Object.entries(asked.desks).map(([desk, people]): [string, string] => ['拟改人力', `${deskName(desk)}：${people}人`]),
  ]
}
