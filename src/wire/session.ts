// Who is logged in, with the posts they hold and those they stand in for.
import { z } from '@hono/zod-openapi'

export const HeldPost = z
  .object({
    role: z.string(),
    roleLabel: z.string(),
    organ: z.string(),
    organName: z.string(),
    level: z.string(),
    region: z.string(),
    regionName: z.string(),
    line: z.string(),
    /** Held for somebody on leave. */ onBehalfOf: z.string().nullable(),
  })
  .openapi('HeldPost')
export const Session = z
  .object({
    person: z.string(),
    name: z.string(),
    title: z.string(),
    account: z.string(),
    posts: z.array(HeldPost),
    csrf: z.string().describe('Send as header x-csrf on every change'),
    demo: z.boolean(),
    simulatedNow: z.string().nullable(),
  })
  .openapi('Session')
export type Session = z.infer<typeof Session>
export type HeldPost = z.infer<typeof HeldPost>

export const LogIn = z.object({ account: z.string().min(1).max(100), password: z.string().min(1).max(200) }).openapi('LogIn')
export const DemoPerson = z
  .object({
    person: z.string(),
    account: z.string(),
    name: z.string(),
    title: z.string(),
    organ: z.string(),
    organName: z.string(),
    level: z.string(),
    region: z.string(),
    regionName: z.string(),
    roles: z.array(z.string()),
  })
  .openapi('DemoPerson')
export type DemoPerson = z.infer<typeof DemoPerson>

export const Delegation = z
  .object({
    id: z.string(),
    from: z.string(),
    fromName: z.string(),
    to: z.string(),
    toName: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    reason: z.string(),
    revokedAt: z.string().nullable(),
  })
  .openapi('Delegation')
export type Delegation = z.infer<typeof Delegation>
