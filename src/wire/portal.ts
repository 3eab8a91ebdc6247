// What goes over the wire between the portal and the server: services in plain words, cases as their applicant sees them, one's own account.
import { z } from '@hono/zod-openapi'
import { FieldView } from './manifest.ts'

const text = (most: number) => z.string().max(most)
const maybe = z.string().nullable()

export const PortalRegion = z.object({ code: z.string(), name: z.string(), level: z.string(), parent: maybe }).openapi('PortalRegion')
export type PortalRegion = z.infer<typeof PortalRegion>

export const PortalHome = z
  .object({
    city: z.object({ code: z.string(), name: z.string(), title: z.string(), zone: z.string(), synthetic: z.boolean() }),
    region: PortalRegion.describe('The edition that is shown: the city’s or a county’s'),
    editions: z.array(PortalRegion),
    events: z.array(z.object({ id: z.string(), label: z.string(), count: z.number().int(), for: z.enum(['person', 'business']) })),
    demo: z.boolean(),
  })
  .openapi('PortalHome')
export type PortalHome = z.infer<typeof PortalHome>

export const ServiceCard = z
  .object({
    name: z.string(),
    title: z.string(),
    says: z.string(),
    for: z.array(z.enum(['person', 'business'])),
    events: z.array(z.string()),
    promise: z.string().describe('“5个工作日”'),
    organ: z.string().describe('Who answers for it here'),
  })
  .openapi('ServiceCard')
export type ServiceCard = z.infer<typeof ServiceCard>
export const ServiceCards = z.object({ items: z.array(ServiceCard) }).openapi('ServiceCards')
export type ServiceCards = z.infer<typeof ServiceCards>

export const ServiceGuide = ServiceCard.extend({
  basis: z.string(),
  record: z.string(),
  fields: z.array(FieldView).describe('The form, in order; `when` says when a field is asked for'),
  asksPlace: z.boolean().describe('The form does not say where: give `place`'),
  placeLevel: z.string(),
  mayBeFirm: z.boolean(),
  firmField: maybe,
  materials: z.array(z.object({ label: z.string(), note: maybe, field: maybe })),
  steps: z.array(z.object({ label: z.string(), who: z.string(), term: maybe })),
  rules: z.array(z.object({ name: z.string(), label: z.string(), basis: z.string(), because: z.string() })),
}).openapi('ServiceGuide')
export type ServiceGuide = z.infer<typeof ServiceGuide>

export const RuleVerdict = z
  .object({
    name: z.string(),
    label: z.string(),
    allowed: z.boolean().nullable().describe('Null while what it asks about has not been filled in'),
    because: z.string(),
    basis: z.string(),
  })
  .openapi('RuleVerdict')
export const VerdictBody = z.object({ allowed: z.boolean(), because: maybe, basis: maybe, rules: z.array(RuleVerdict) }).openapi('Verdict')
export type VerdictBody = z.infer<typeof VerdictBody>

const values = z.record(z.string(), z.unknown())
export const ApplyInput = z.object({ values: values.default({}), place: z.string().max(12).optional() }).openapi('ApplyInput')
export const ApplyResult = z
  .discriminatedUnion('allowed', [
    z.object({
      allowed: z.literal(true),
      record: z.string(),
      id: z.string(),
      number: z.string(),
      code: z.string().describe('With the number it opens the case’s progress without logging in'),
      token: z.string().describe('The same for a QR code'),
      promisedBy: maybe,
    }),
    z.object({ allowed: z.literal(false), because: z.string(), basis: z.string(), rules: z.array(RuleVerdict) }),
  ])
  .openapi('ApplyResult')
export type ApplyResult = z.infer<typeof ApplyResult>
export const Prefill = z
  .object({ values, place: maybe, known: z.array(z.string()).describe('Labels of what was filled in') })
  .openapi('Prefill')
export type Prefill = z.infer<typeof Prefill>
export const PortalDraft = z.object({ values, savedAt: z.string() }).nullable().openapi('PortalDraft')
export const PortalDraftInput = z.object({ values }).openapi('PortalDraftInput')

export const PlainStep = z
  .object({
    label: z.string(),
    state: z.enum(['done', 'now', 'ahead']),
    at: maybe,
    who: maybe,
    note: maybe,
  })
  .openapi('PlainStep')
export type PlainStep = z.infer<typeof PlainStep>

export const PortalAct = z
  .object({
    act: z.string(),
    label: z.string(),
    plain: z.string().describe('What doing it means'),
    task: maybe,
    tone: z.enum(['primary', 'plain', 'danger']),
    form: z.array(FieldView),
    reason: z.boolean(),
    allowed: z.boolean(),
    says: maybe,
    asked: z.boolean().describe('The case waits for it; otherwise it is merely possible'),
    reads: maybe.describe('The paper that is to be read before'),
  })
  .openapi('PortalAct')
export type PortalAct = z.infer<typeof PortalAct>

const PaperBlock = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('heading'), level: z.union([z.literal(1), z.literal(2), z.literal(3)]), text: z.string() }),
    z.object({ kind: z.literal('paragraph'), text: z.string(), bold: z.boolean().optional(), flush: z.boolean().optional() }),
    z.object({ kind: z.literal('facts'), of: z.array(z.tuple([z.string(), maybe])) }),
    z.object({
      kind: z.literal('table'),
      caption: z.string().optional(),
      head: z.array(z.string()),
      widths: z.array(z.number()),
      rows: z.array(z.array(z.union([z.string(), z.number()]).nullable())),
    }),
    z.object({
      kind: z.literal('signatures'),
      of: z.array(z.object({ label: z.string(), name: z.string(), date: z.string().optional() })),
    }),
  ])
  .openapi('PaperBlock')
export const PaperText = z
  .object({ label: z.string(), title: z.string(), to: maybe, blocks: z.array(PaperBlock), note: maybe })
  .openapi('PaperText')
export type PaperText = z.infer<typeof PaperText>

export const CaseCard = z
  .object({
    record: z.string(),
    id: z.string(),
    number: maybe,
    service: z.string(),
    title: z.string(),
    stateLabel: z.string(),
    openedAt: z.string(),
    endedAt: maybe,
    promisedBy: maybe,
    asked: z.boolean().describe('It waits for the applicant'),
    rateable: z.boolean(),
  })
  .openapi('CaseCard')
export type CaseCard = z.infer<typeof CaseCard>
export const CaseCards = z.object({ items: z.array(CaseCard) }).openapi('CaseCards')
export type CaseCards = z.infer<typeof CaseCards>

export const RatingView = z
  .object({
    may: z.boolean(),
    says: maybe.describe('Why not'),
    stars: z.number().int().nullable(),
    reasons: z.array(z.string()),
    words: maybe,
    reply: maybe.describe('What whoever handled it answered to a bad rating'),
    changeableUntil: maybe,
    options: z.record(z.string(), z.string()).describe('Reasons to choose from'),
  })
  .openapi('RatingView')
export type RatingView = z.infer<typeof RatingView>

export const PortalPaper = z
  .object({ id: z.uuid(), label: z.string(), number: z.string(), issuer: z.string(), date: z.string() })
  .openapi('PortalPaper')
export type PortalPaper = z.infer<typeof PortalPaper>

export const PortalCase = z
  .object({
    record: z.string(),
    id: z.string(),
    version: z.number().int(),
    number: maybe,
    service: z.string(),
    title: z.string(),
    state: z.string(),
    stateLabel: z.string(),
    ended: z.boolean(),
    voided: z.boolean(),
    suspended: maybe.describe('Why the clock stands still'),
    openedAt: z.string(),
    endedAt: maybe,
    promisedBy: maybe,
    who: maybe.describe('The organ that has it now'),
    mine: z.boolean().describe('I applied; otherwise I am named in it'),
    joined: z.boolean().describe('It is part of somebody else’s case: only my answer is asked'),
    firm: maybe,
    steps: z.array(PlainStep),
    acts: z.array(PortalAct),
    fields: z.array(FieldView),
    values,
    names: z.record(z.string(), z.string()),
    code: z.string(),
    token: z.string(),
    rating: RatingView.nullable(),
    papers: z.array(PortalPaper).describe('Papers that were issued to the parties'),
  })
  .openapi('PortalCase')
export type PortalCase = z.infer<typeof PortalCase>

export const PortalActInput = z
  .object({ task: text(300).optional(), values: values.default({}), reason: text(2000).optional(), expect: z.number().int().optional() })
  .openapi('PortalActInput')
export const PortalActResult = z.object({ version: z.number().int(), repeated: z.boolean() }).openapi('PortalActResult')

export const RatingInput = z
  .object({ stars: z.number().int().min(1).max(5), reasons: z.array(text(40)).max(20).default([]), words: text(1000).optional() })
  .openapi('RatingInput')

export const FollowInput = z.object({ number: text(60), code: text(20) }).openapi('FollowInput')
export const FollowView = z
  .object({
    service: z.string(),
    number: maybe,
    stateLabel: z.string(),
    ended: z.boolean(),
    openedAt: z.string(),
    endedAt: maybe,
    promisedBy: maybe,
    who: maybe,
    steps: z.array(PlainStep),
  })
  .openapi('Follow')
export type FollowView = z.infer<typeof FollowView>

export const PrivacyRead = z
  .object({
    entry: z.string(),
    at: z.string(),
    organ: maybe,
    scene: z.string(),
    record: z.string(),
    purpose: z.string(),
    fields: z.array(z.string()),
    index: z.number().int().nullable().describe('Its place in the ledger; null for a moment after it was written'),
    proof: z.string().describe('The address of the proof that the entry is in the ledger'),
  })
  .openapi('PrivacyRead')
export const PrivacyReads = z.object({ items: z.array(PrivacyRead), next: maybe }).openapi('PrivacyReads')
export type PrivacyReads = z.infer<typeof PrivacyReads>

export const PortalFirm = z.object({ account: z.string(), creditCode: z.string(), name: z.string() }).openapi('PortalFirm')
export const PortalSession = z
  .object({
    account: z.string(),
    phone: z.string(),
    name: z.string(),
    firms: z.array(PortalFirm),
    csrf: z.string().describe('Send as header x-csrf on every change'),
    demo: z.boolean(),
  })
  .openapi('PortalSession')
export type PortalSession = z.infer<typeof PortalSession>
export const CodeInput = z.object({ phone: text(20) }).openapi('CodeInput')
export const CodeSent = z.object({ againSeconds: z.number().int(), minutes: z.number().int() }).openapi('CodeSent')
export const CodeLogIn = z.object({ phone: text(20), code: z.string().regex(/^\d{6}$/, '验证码是6位数字') }).openapi('CodeLogIn')
export const MeInput = z.object({ name: z.string().trim().min(2, '请填写完整姓名').max(40) }).openapi('MeInput')
export const SandboxMessages = z.object({ items: z.array(z.object({ text: z.string(), at: z.string() })) }).openapi('SandboxMessages')

export const AgencyView = z
  .object({
    id: z.string(),
    firm: z.string(),
    creditCode: z.string(),
    name: z.string(),
    state: z.enum(['waiting', 'active', 'refused', 'revoked']),
    since: z.string(),
    mine: z.boolean(),
    who: z.string(),
    ended: z
      .object({ by: z.enum(['agent', 'office']), because: maybe })
      .nullable()
      .describe('Who refused or revoked it, and the reason the office gave'),
  })
  .openapi('Agency')
export const Agencies = z.object({ items: z.array(AgencyView) }).openapi('Agencies')
export type Agencies = z.infer<typeof Agencies>
export const AgencyInput = z
  .object({
    creditCode: text(40),
    letter: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), name: text(200), type: text(100), size: z.number().int() }),
  })
  .openapi('AgencyInput')

/** For officials: that the applicant was told. */
export const CaseMessages = z
  .object({ items: z.array(z.object({ at: z.string(), sentAt: maybe, label: z.string(), to: z.string() })) })
  .openapi('CaseMessages')
export type CaseMessages = z.infer<typeof CaseMessages>
