// Cases on their way: inbox, what may be done next, the timeline, where the case is, who is next and by when.
import { z } from '@hono/zod-openapi'
import { FieldView } from './manifest.ts'

export const Light = z.enum(['green', 'remind', 'yellow', 'red', 'overdue', 'paused', 'ended', 'void', 'none'])
export type Light = z.infer<typeof Light>

export const InboxItem = z
  .object({
    task: z.string(),
    kind: z.enum(['step', 'reply', 'extension', 'copy', 'oversight', 'started']),
    case: z.string(),
    record: z.string(),
    recordLabel: z.string(),
    scene: z.string(),
    title: z.string(),
    number: z.string().nullable(),
    state: z.string(),
    stateLabel: z.string(),
    branch: z.string().nullable(),
    organ: z.string().nullable(),
    organName: z.string().nullable(),
    person: z.string().nullable(),
    personName: z.string().nullable(),
    openedAt: z.string(),
    dueAt: z.string().nullable(),
    light: Light,
    workdaysLeft: z.number().nullable(),
    closedAt: z.string().nullable(),
    outcome: z.string().nullable(),
    urged: z.number().int(),
    supervised: z.boolean(),
    onBehalfOf: z.string().nullable(),
    unread: z.boolean(),
    version: z.number().int(),
    /** Acts that need no form and may be done in bulk. */
    quick: z.array(z.object({ act: z.string(), label: z.string() })),
  })
  .openapi('InboxItem')
export type InboxItem = z.infer<typeof InboxItem>
export const inboxTabs = { todo: '待办', done: '已办', started: '我发起', supervised: '督办', copied: '抄送' } as const
export type InboxTab = keyof typeof inboxTabs
export const InboxCounts = z
  .object({
    todo: z.number().int(),
    overdue: z.number().int(),
    red: z.number().int(),
    yellow: z.number().int(),
    supervised: z.number().int(),
    copied: z.number().int(),
    started: z.number().int(),
    done: z.number().int().nullable(),
  })
  .openapi('InboxCounts')
export type InboxCounts = z.infer<typeof InboxCounts>
export const Inbox = z.object({ items: z.array(InboxItem), counts: InboxCounts, next: z.string().nullable() }).openapi('Inbox')
export type Inbox = z.infer<typeof Inbox>

export const ActView = z
  .object({
    act: z.string(),
    label: z.string(),
    task: z.string().nullable().describe('The open task it answers; acts of oversight have none'),
    branch: z.string().nullable(),
    kind: z.enum(['step', 'oversight', 'platform']),
    tone: z.enum(['primary', 'plain', 'danger']),
    form: z.array(FieldView),
    /** A part-record whose form is filled in with the act. */
    adds: z.string().nullable(),
    reason: z.boolean(),
    offline: z.boolean().describe('May be filled in without a network and sent later'),
    reads: z.string().nullable().describe('The paper that is read whole before'),
    allowed: z.boolean(),
    says: z.string().nullable().describe('Why not, and what would be right'),
    leadsTo: z.string().nullable(),
  })
  .openapi('Act')
export type ActView = z.infer<typeof ActView>

export const TimelineEntry = z
  .object({
    seq: z.number().int(),
    at: z.string(),
    act: z.string(),
    label: z.string(),
    actor: z.string().nullable(),
    actorName: z.string(),
    onBehalfOf: z.string().nullable(),
    organName: z.string().nullable(),
    branch: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    reason: z.string().nullable(),
    values: z.array(z.object({ label: z.string(), text: z.string() })),
    files: z.array(z.object({ hash: z.string(), name: z.string(), type: z.string(), size: z.number() })),
    ledgerEntry: z.string().nullable(),
  })
  .openapi('TimelineEntry')
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const OpenStep = z
  .object({
    task: z.string(),
    kind: z.string(),
    branch: z.string().nullable(),
    state: z.string(),
    stateLabel: z.string(),
    organ: z.string().nullable(),
    organName: z.string().nullable(),
    who: z.string().describe('The person, or the holders of the post, in words'),
    openedAt: z.string(),
    dueAt: z.string().nullable(),
    light: Light,
    workdaysLeft: z.number().nullable(),
  })
  .openapi('OpenStep')
export type OpenStep = z.infer<typeof OpenStep>

export const CaseDetail = z
  .object({
    id: z.string(),
    record: z.string(),
    flow: z.string(),
    version: z.number().int(),
    state: z.string(),
    stateLabel: z.string(),
    light: Light,
    openedAt: z.string(),
    dueAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    suspended: z.object({ since: z.string(), reason: z.string() }).nullable(),
    counts: z.object({ urged: z.number(), supervised: z.number(), returned: z.number(), extended: z.number() }),
    open: z.array(OpenStep),
    acts: z.array(ActView),
    timeline: z.array(TimelineEntry),
    visited: z.array(z.string()),
  })
  .openapi('CaseDetail')
export type CaseDetail = z.infer<typeof CaseDetail>

export const NoticeList = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        text: z.string(),
        at: z.string(),
        record: z.string(),
        case: z.string(),
        unread: z.boolean(),
      }),
    ),
    unread: z.number().int(),
    next: z.string().nullable(),
  })
  .openapi('Notices')
export type NoticeList = z.infer<typeof NoticeList>
export const NoticesRead = z.object({ ids: z.array(z.uuid()).max(500).optional().describe('不写则全部') }).openapi('NoticesRead')

export const ActInput = z
  .object({
    task: z.string().optional(),
    branch: z.string().optional(),
    values: z.record(z.string(), z.unknown()).default({}),
    reason: z.string().max(2000).optional(),
    comment: z.string().max(5000).optional(),
    expect: z.number().int().optional().describe('The version the person saw'),
    to: z.string().optional().describe('transfer: the organ; copy, assign: the person'),
    people: z.array(z.string()).optional(),
    date: z.string().optional().describe('extend: the new civil date'),
  })
  .openapi('ActInput')
export type ActInput = z.infer<typeof ActInput>
export const ActResult = z
  .object({
    case: z.string(),
    version: z.number().int(),
    state: z.string(),
    stateLabel: z.string(),
    seq: z.number().int(),
    made: z.string().nullable().describe('Id of the part-row made by the act'),
    repeated: z.boolean(),
  })
  .openapi('ActResult')
export type ActResult = z.infer<typeof ActResult>
export const BulkInput = z
  .object({
    act: z.string(),
    reason: z.string().optional(),
    items: z
      .array(
        z.object({
          case: z.uuid(),
          record: z.string().optional().describe('Saves a look-up'),
          task: z.string().optional(),
          expect: z.number().int().optional(),
        }),
      )
      .min(1)
      .max(200),
  })
  .openapi('BulkInput')
export const BulkResult = z
  .object({ results: z.array(z.object({ case: z.string(), ok: z.boolean(), problem: z.string().nullable() })) })
  .openapi('BulkResult')
