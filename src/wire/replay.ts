// A question to the past: what would have been, with other terms, another calendar, other parameters, other weights, other people.
import { z } from '@hono/zod-openapi'

const day = z.iso.date('应为日期，如 2026-03-02')
export const TermBody = z
  .object({ unit: z.enum(['workday', 'day', 'hour', 'month']), count: z.number().int().min(0).max(3660) })
  .openapi('Term')
const Value = z.union([z.number(), z.string().max(200), z.boolean()])

const ParameterBody = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  basis: z.string(),
  value: Value.nullable().describe('In force today'),
})

export const ReplayOptions = z
  .object({
    record: z.string(),
    label: z.string(),
    flow: z.string().nullable(),
    basis: z.string().nullable(),
    total: z.string().nullable().describe('The path of the total, if the flow has one'),
    terms: z.array(z.object({ path: z.string(), label: z.string(), term: TermBody })),
    rules: z.object({
      decisions: z.array(z.object({ name: z.string(), label: z.string(), kind: z.enum(['rule', 'choice', 'act']) })),
      parameters: z.array(ParameterBody),
    }),
    replays: z.array(z.object({ name: z.string(), label: z.string(), says: z.string(), parameters: z.array(ParameterBody) })),
  })
  .openapi('ReplayOptions')
export type ReplayOptions = z.infer<typeof ReplayOptions>

export const ReplayDesks = z
  .object({
    roles: z.array(z.object({ role: z.string(), label: z.string(), desks: z.number(), people: z.number(), visits: z.number() })),
    desks: z.array(z.object({ desk: z.string(), label: z.string(), role: z.string().nullable(), people: z.number(), visits: z.number() })),
  })
  .openapi('ReplayDesks')
export type ReplayDesks = z.infer<typeof ReplayDesks>

export const ReplayInput = z
  .object({
    record: z.string().max(60),
    kind: z.enum(['terms', 'rules', 'declared', 'staffing']).default('terms'),
    from: day.optional().describe('Cases opened from this day'),
    to: day.optional(),
    terms: z.record(z.string().max(200), TermBody).default({}).describe('Path of a step → the term it would have'),
    daysOff: z.array(day).max(366).default([]).describe('Further days off, beside today’s calendar'),
    workdays: z.array(day).max(366).default([]).describe('Days on which people would work'),
    parameters: z.record(z.string().max(80), Value).default({}).describe('Parameter → the value it would have had all the time'),
    replay: z.string().max(60).optional().describe('kind “declared”: which replay of the scene'),
    desks: z.record(z.string().max(200), z.number().int().min(1).max(1000)).default({}).describe('Desk → how many people'),
    roles: z.record(z.string().max(60), z.number().int().min(-100).max(100)).default({}).describe('Role → so many more at each desk'),
    seed: z.number().int().min(0).max(2_147_483_647).default(1),
  })
  .openapi('ReplayInput')
export type ReplayInput = z.infer<typeof ReplayInput>

const amount = z.number().nullable()
const better = z.enum(['up', 'down']).nullable()
const Pair = z.object({ was: amount, is: amount, real: amount.optional().describe('As it really was, where both others are simulated') })
const Cell = z.union([z.string(), z.number(), z.null(), Pair])

export const ReplayBody = z
  .object({
    kind: z.enum(['terms', 'rules', 'declared', 'staffing']),
    cases: z.number(),
    says: z.array(z.string()).describe('What must be known beside the figures'),
    figures: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        unit: z.string(),
        better,
        was: amount,
        is: amount,
        least: amount.optional().describe('Where the past cannot tell: between these'),
        most: amount.optional(),
      }),
    ),
    tables: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        columns: z.array(z.object({ key: z.string(), label: z.string(), unit: z.string(), better })),
        rows: z.array(z.record(z.string(), Cell)),
      }),
    ),
    charts: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        unit: z.string(),
        kind: z.enum(['bars', 'lines']),
        names: z.array(z.string()),
        series: z.array(z.object({ name: z.string(), values: z.array(amount) })),
      }),
    ),
    changed: z.object({
      total: z.number(),
      rows: z.array(
        z.object({ record: z.string(), id: z.uuid(), title: z.string(), number: z.string().nullable(), was: z.string(), is: z.string() }),
      ),
    }),
  })
  .openapi('Replay')
export type ReplayBody = z.infer<typeof ReplayBody>

/** A line of the answer of a run: how far it is, then the answer or what went wrong. */
export const ReplayLine = z
  .union([
    z.object({ progress: z.object({ done: z.number(), total: z.number(), says: z.string() }) }),
    z.object({ answer: ReplayBody }),
    z.object({ problem: z.object({ title: z.string(), status: z.number(), code: z.string() }) }),
  ])
  .openapi('ReplayLine')
export type ReplayLine = z.infer<typeof ReplayLine>
