// What anybody is told without logging in: published rows, each value as it is shown.
import { z } from '@hono/zod-openapi'

const PublicFile = z.object({ name: z.string(), size: z.number(), href: z.string() })
export const PublicRow = z
  .object({
    id: z.string(),
    number: z.string().nullable(),
    values: z.record(z.string(), z.string()).describe('By field, as shown'),
    files: z.array(PublicFile),
    proof: z
      .object({ kind: z.enum(['draw']), href: z.string() })
      .nullable()
      .describe('What anybody can compute again'),
  })
  .openapi('PublicRow')
export type PublicRow = z.infer<typeof PublicRow>
export const PublicPage = z
  .object({
    label: z.string(),
    basis: z.string(),
    fields: z.array(z.object({ name: z.string(), label: z.string() })),
    byYear: z.boolean().describe('Whether it can be asked for a year'),
    rows: z.array(PublicRow),
    next: z.string().nullable(),
  })
  .openapi('PublicPage')
export type PublicPage = z.infer<typeof PublicPage>
export const PublicationList = z
  .object({ items: z.array(z.object({ name: z.string(), label: z.string(), basis: z.string() })) })
  .openapi('PublicationList')
