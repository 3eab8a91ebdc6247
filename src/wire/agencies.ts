// Acting for firms as the office sees it: who asks, with which letter, and who acts today.
import { z } from '@hono/zod-openapi'

export const OfficeAgency = z
  .object({
    id: z.string(),
    creditCode: z.string(),
    name: z.string(),
    who: z.string().describe('The masked number of whoever asks or acts'),
    state: z.enum(['waiting', 'active']),
    since: z.string(),
    letter: z.object({ name: z.string(), type: z.string(), size: z.number().int() }),
    others: z.number().int().describe('How many others act for the firm today'),
  })
  .openapi('OfficeAgency')
export type OfficeAgency = z.infer<typeof OfficeAgency>
export const OfficeAgencies = z
  .object({ items: z.array(OfficeAgency), more: z.boolean().describe('There are more than are listed: ask by code or name') })
  .openapi('OfficeAgencies')
export type OfficeAgencies = z.infer<typeof OfficeAgencies>
export const EndAgency = z.object({ because: z.string().trim().min(1, '请填写理由').max(200) }).openapi('EndAgency')
