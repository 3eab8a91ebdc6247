// What the console draws from: the model without its functions. Fields travel as the plain data they are.
import { z } from '@hono/zod-openapi'

export const FieldView: z.ZodType<FieldView> = z.any().openapi('Field')
export type FieldView = {
  name: string
  kind: string
  label: string
  required?: boolean
  help?: string
  protect?: 'personal' | 'secret'
  search?: boolean
  list?: boolean
  fixed?: boolean
  hidden?: boolean
  when?: unknown
  long?: boolean
  max?: number
  min?: number
  pattern?: { source: string; says: string }
  decimals?: number
  unit?: string
  of?: Record<string, string>
  level?: string
  /** ref: the record pointed at. */
  to?: string
  /** ref: only rows that name, in this field, the row that is acted on. */
  same?: string
  columns?: FieldView[]
  accept?: string[]
}

export const RecordView = z
  .object({
    name: z.string(),
    label: z.string(),
    scene: z.string(),
    title: z.string(),
    part: z.string().nullable(),
    parts: z.array(z.string()),
    flow: z.string().nullable(),
    numbered: z.boolean(),
    papers: z.boolean().describe('Papers may be issued for its rows'),
    level: z.string(),
    share: z.string(),
    owner: z.string(),
    fields: z.array(FieldView),
    can: z.object({ create: z.boolean(), export: z.boolean() }),
  })
  .openapi('Record')
export const StateView = z
  .object({
    name: z.string(),
    label: z.string(),
    kind: z.string(),
    owner: z.string().describe('Who, in Chinese'),
    term: z.string().nullable(),
    branch: z.string().nullable(),
    next: z
      .array(z.object({ act: z.string(), label: z.string(), to: z.string(), back: z.boolean() }))
      .optional()
      .describe('Where its acts lead; without it the diagram shows the states in the order of their declaration'),
  })
  .openapi('State')
export const FlowView = z
  .object({
    name: z.string(),
    label: z.string(),
    record: z.string(),
    start: z.string(),
    basis: z.string(),
    states: z.array(StateView),
    oversight: z.array(z.object({ act: z.string(), label: z.string() })),
  })
  .openapi('Flow')
export const IndicatorView = z
  .object({
    name: z.string(),
    label: z.string(),
    formula: z.string(),
    record: z.string(),
    by: z.array(z.string()),
    per: z.string(),
    better: z.enum(['up', 'down']),
    unit: z.string(),
    goals: z.array(z.object({ by: z.string(), value: z.number(), basis: z.string() })),
  })
  .openapi('Indicator')
export const WatchView = z
  .object({
    id: z.string().describe('`scene.name`, as warnings name it'),
    label: z.string(),
    record: z.string(),
    level: z.string(),
    levelLabel: z.string(),
    says: z.string().describe('The condition in words'),
    rises: z.array(z.string()).describe('From which bound on it has which level'),
    owner: z.string().describe('Who, in Chinese'),
    verify: z.string().describe('How soon it must be verified'),
  })
  .openapi('Watch')
export const OperationView = z
  .object({ name: z.string(), label: z.string(), record: z.string(), input: z.array(FieldView), allowed: z.boolean() })
  .openapi('Operation')
export const SceneView = z
  .object({
    id: z.string(),
    title: z.string(),
    area: z.string(),
    areaLabel: z.string(),
    plan: z.string(),
    owner: z.string(),
    ownerName: z.string(),
    records: z.array(z.string()),
    flows: z.array(z.string()),
    indicators: z.array(IndicatorView),
    watches: z.array(WatchView),
    scorecards: z.array(z.object({ name: z.string(), label: z.string(), subject: z.string() })),
    operations: z.array(OperationView),
    services: z.array(z.object({ name: z.string(), title: z.string() })),
    readme: z.string(),
    hasPage: z.boolean(),
    grade: z.enum(['none', 'bronze', 'silver', 'gold']),
    missing: z.array(z.string()).describe('What it lacks for gold'),
    outward: z.array(z.string()),
  })
  .openapi('Scene')
export const Manifest = z
  .object({
    city: z.object({
      id: z.string(),
      code: z.string(),
      name: z.string(),
      title: z.string(),
      short: z.string(),
      primaryColor: z.string(),
      synthetic: z.boolean(),
      zone: z.string(),
    }),
    scenes: z.array(SceneView),
    records: z.array(RecordView),
    flows: z.array(FlowView),
    roles: z.record(z.string(), z.string()),
    levels: z.record(z.string(), z.string()),
  })
  .openapi('Manifest')
export type Manifest = z.infer<typeof Manifest>
export type RecordView = z.infer<typeof RecordView>
export type FlowView = z.infer<typeof FlowView>
export type SceneView = z.infer<typeof SceneView>
export type IndicatorView = z.infer<typeof IndicatorView>
export type WatchView = z.infer<typeof WatchView>
export type OperationView = z.infer<typeof OperationView>
