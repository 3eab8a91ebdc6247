// A scene: one thing the city does. Its parts come in one fixed order: records, flows, rules, indicators, watches, services, papers.
import type { Flow } from './flow.ts'
import type { Take } from './handover.ts'
import type { Indicator, Scorecard } from './indicator.ts'
import type { Operation } from './operation.ts'
import type { Paper } from './paper.ts'
import type { Publication } from './publication.ts'
import type { Quota } from './quota.ts'
import type { AnyRecord } from './record.ts'
import type { Replay } from './replay.ts'
import type { Rule } from './rule.ts'
import type { Service } from './service.ts'
import type { Watch } from './watch.ts'

export const areas = {
  economy: '经济调节',
  market: '市场监管',
  society: '社会治理',
  services: '公共服务',
  ecology: '生态环境',
  operation: '政府运行',
  development: '经济社会发展',
  base: '平台大脑',
  trust: '安全制度',
  organisation: '组织实施',
} as const
export type AreaId = keyof typeof areas

export type Scene = {
  readonly id: string
  readonly title: string
  readonly area: AreaId
  /** The paragraph of the plan: `二(六)17`. */
  readonly plan: string
  /** The line (duty) of the organ that answers for it. */
  readonly owner: string
  readonly records: Readonly<Record<string, AnyRecord>>
  readonly flows: Readonly<Record<string, Flow>>
  readonly rules: Readonly<Record<string, Rule>>
  readonly indicators: Readonly<Record<string, Indicator>>
  readonly scorecards: Readonly<Record<string, Scorecard>>
  readonly watches: Readonly<Record<string, Watch>>
  readonly services: Readonly<Record<string, Service>>
  readonly papers: Readonly<Record<string, Paper>>
  readonly quotas: Readonly<Record<string, Quota>>
  /** What anybody may read without logging in. */
  readonly publications: Readonly<Record<string, Publication>>
  /** What it takes from other scenes. */
  readonly takes: Readonly<Record<string, Take>>
  readonly operations: Readonly<Record<string, Operation>>
  /** What its past would have been with other parameters, beside what the platform can tell of any flow and rule. */
  readonly replays: Readonly<Record<string, Replay>>
  /** The open standards that strangers' clients may speak with it: `Open311 GeoReport v2`. Each is held against its own suite in `outward.test.ts`. */
  readonly outward: readonly string[]
}

type SceneOptions = Pick<Scene, 'title' | 'area' | 'plan' | 'owner'> & {
  // Any record, whatever its fields: inside the folder its types are known, outside only its data matter.
  records: Readonly<Record<string, { readonly name: string }>>
} & Partial<
    Pick<
      Scene,
      | 'flows'
      | 'rules'
      | 'indicators'
      | 'scorecards'
      | 'watches'
      | 'services'
      | 'papers'
      | 'quotas'
      | 'publications'
      | 'takes'
      | 'operations'
      | 'replays'
      | 'outward'
    >
  >

export const scene = (id: string, of: SceneOptions): Scene => ({
  id,
  flows: {},
  rules: {},
  indicators: {},
  scorecards: {},
  watches: {},
  services: {},
  papers: {},
  quotas: {},
  publications: {},
  takes: {},
  operations: {},
  replays: {},
  outward: [],
  ...of,
  records: of.records as Scene['records'],
})
