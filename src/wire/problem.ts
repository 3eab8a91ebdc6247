// Problem details (RFC 9457) as they leave the server.
import { z } from '@hono/zod-openapi'

export const ProblemBody = z
  .object({
    type: z.string().describe('urn:shuzhi:problem:<code>'),
    title: z.string().describe('A Chinese sentence for the user: what is wrong and what would be right'),
    status: z.number().int(),
    code: z.string(),
    requestId: z.string().optional(),
    faults: z.array(z.object({ at: z.string(), message: z.string() })).default([]),
  })
  .openapi('Problem')
export type ProblemBody = z.infer<typeof ProblemBody>
