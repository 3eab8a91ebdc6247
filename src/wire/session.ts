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

export const DemoPeople = z.object({ items: z.array(DemoPerson), next: z.string().nullable() }).openapi('DemoPeople')
export const BecomeDemoPerson = z.object({ person: z.string().min(1).max(100) }).openapi('BecomeDemoPerson')
export const ChangePassword = z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }).openapi('ChangePassword')
export const LoggedOut = z
  .object({
    logOutAddress: z.string().nullable().describe('Where to end the session at the identity provider too; open it in the browser'),
  })
  .openapi('LoggedOut')
export const Delegations = z.object({ items: z.array(Delegation) }).openapi('Delegations')
const CivilDate = z.iso.date()
export const NewDelegation = z
  .object({
    from: z.string().max(100).optional().describe('The person on leave; without it oneself'),
    to: z.string().min(1).max(100),
    startsOn: CivilDate,
    endsOn: CivilDate,
    reason: z.string().trim().min(1).max(500),
  })
  .openapi('NewDelegation')
export type NewDelegation = z.infer<typeof NewDelegation>
export const LogInWays = z.object({ password: z.boolean(), oidc: z.boolean(), demo: z.boolean() }).openapi('LogInWays')

export const OpenSessions = z
  .object({
    items: z.array(
      z.object({
        current: z.boolean(),
        how: z.enum(['password', 'oidc', 'demo', 'code']),
        createdAt: z.string(),
        seenAt: z.string(),
        address: z.string(),
        agent: z.string(),
      }),
    ),
  })
  .openapi('OpenSessions')
export const EndedSessions = z.object({ ended: z.number().int() }).openapi('EndedSessions')
