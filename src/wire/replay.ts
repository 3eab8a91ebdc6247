// A question to the past: what would have been, with other terms or another calendar.
import { z } from '@hono/zod-openapi'

const day = z.iso.date('应为日期，如 2026-03-02')
export const TermBody = z
  .object({ unit: z.enum(['workday', 'day', 'hour', 'month']), count: z.number().int().min(0).max(3660) })
  .openapi('Term')

export const ReplayTerms = z
  .object({
    record: z.string(),
    flow: z.string(),
    total: z.string().nullable().describe('The path of the total, if the flow has one'),
    terms: z.array(z.object({ path: z.string(), label: z.string(), term: TermBody })),
  })
  .openapi('ReplayTerms')
export type ReplayTerms = z.infer<typeof ReplayTerms>

export const ReplayInput = z
  .object({
    record: z.string().max(60),
    terms: z.record(z.string().max(200), TermBody).default({}).describe('Path of a step → the term it would have'),
    daysOff: z.array(day).max(366).default([]).describe('Further days off, beside today’s calendar'),
    workdays: z.array(day).max(366).default([]).describe('Days on which people would work'),
    from: day.optional().describe('Cases opened from this day'),
    to: day.optional(),
  })
  .openapi('ReplayInput')
export type ReplayInput = z.infer<typeof ReplayInput>

const StepCount = z.object({ term: TermBody, visits: z.number(), late: z.number() })
export const ReplayBody = z
  .object({
    cases: z.number(),
    indicators: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        unit: z.string(),
        better: z.enum(['up', 'down']),
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    ),
    steps: z.array(z.object({ path: z.string(), label: z.string(), before: StepCount, after: StepCount })),
    changed: z.array(z.object({ id: z.uuid(), title: z.string(), number: z.string().nullable(), late: z.boolean() })),
    becameLate: z.number(),
    becamePunctual: z.number(),
  })
  .openapi('Replay')
export type ReplayBody = z.infer<typeof ReplayBody>
