// Papers of a row, and what anybody may check of one.
import { z } from '@hono/zod-openapi'

export const PaperView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    label: z.string(),
    number: z.string(),
    organ: z.string(),
    issuer: z.string(),
    date: z.string(),
    at: z.string(),
    open: z.enum(['party', 'officials']),
    sealed: z.boolean(),
    digest: z.string(),
    entry: z.uuid(),
  })
  .openapi('Paper')
export type PaperView = z.infer<typeof PaperView>
export const PaperList = z.object({ papers: z.array(PaperView) }).openapi('Papers')
export type PaperList = z.infer<typeof PaperList>

/** The code stands behind `#`, so that it is in no log of addresses. */
export const PaperCopy = z.object({ url: z.string(), until: z.iso.datetime() }).openapi('PaperCopy')
export type PaperCopy = z.infer<typeof PaperCopy>

export const PaperCheck = z
  .object({
    id: z.uuid(),
    label: z.string(),
    number: z.string(),
    issuer: z.string(),
    date: z.string(),
    digest: z.string().describe('SHA-256 over the canonical JSON of everything the paper says, hex'),
    entry: z.uuid().describe('Its ledger entry: ask for the inclusion proof with it'),
  })
  .openapi('PaperCheck')
export type PaperCheck = z.infer<typeof PaperCheck>
