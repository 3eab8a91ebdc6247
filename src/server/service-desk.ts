// The public's door wired to the house: what `capabilities/service` needs, from the capabilities that have it.
import type { Calendar, Clock, Model } from '#declare'
import type { FlowEngine } from '../capabilities/flow/flow-options.ts'
import type { InboxPort } from '../capabilities/flow/inbox.ts'
import type { Identity } from '../capabilities/identity/identity.ts'
import type { Accounts } from '../capabilities/identity/port.ts'
import type { EntryInput } from '../capabilities/ledger/port.ts'
import type { PapersPort } from '../capabilities/papers/port.ts'
import { createService } from '../capabilities/service/create-service.ts'
import type { ServiceDesk } from '../capabilities/service/port.ts'
import type { SmsPort } from '../capabilities/sms/port.ts'
import { findDraft, removeDraft, saveDraft } from '../capabilities/store/drafts.ts'
import type { Store, Tx, Vault } from '../capabilities/store/port.ts'
import { answerOnce } from '../capabilities/store/repeat.ts'
import type { RowChange } from '../capabilities/store/routes.ts'
import { conditionContext } from '../capabilities/store/where.ts'
import type { World } from '../capabilities/store/world.ts'
import { kindOf } from '../fields/kinds.ts'
import { normaliseValues } from '../fields/normalise-values.ts'
import type { CityLookups } from './lookups.ts'

type House = {
  readonly model: Model
  readonly store: Store
  readonly world: World
  readonly flow: FlowEngine
  readonly inbox: InboxPort
  readonly vault: Vault
  readonly sms: SmsPort
  readonly clock: Clock
  readonly accounts: Accounts
  readonly lookups: CityLookups
  readonly identity: Identity
  readonly papers: PapersPort
  readonly onRowChange: (tx: Tx, change: RowChange) => Promise<void>
  readonly remember: (tx: Tx, entries: readonly EntryInput[]) => Promise<unknown>
  calendar(): Calendar
}

export function serviceOf({ model, store, world, flow, inbox, identity, lookups, onRowChange, ...house }: House): ServiceDesk {
  const today = () => house.calendar().dateOf(house.clock.now())
  return createService({
    model,
    store,
    ...house,
    start: flow.start,
    act: flow.act,
    detail: inbox.detail,
    plain: inbox.plain,
    once: (tx, subject, { key, request, work }) => answerOnce({ world, tx, subject }, key, request, work),
    drafts: {
      find: (subject, record, key) => store.as(subject, tx => findDraft({ world, tx, subject }, record, key)),
      save: (subject, record, key, values) => store.as(subject, tx => saveDraft({ world, tx, subject }, record, key, values)),
      remove: (subject, record, key) => store.as(subject, tx => removeDraft({ world, tx, subject }, record, key)),
    },
    read: (record, values) =>
      normaliseValues({ fields: record.fields, values, context: lookups.kindContext(today()), kindOf, draft: true, partial: true }),
    contextOf: (subject, record) => ({ ...conditionContext(world, subject, record), involved: false }),
    changed: (tx, { kind, subject, record, row, fields }) => onRowChange(tx, { kind, subject, record, row, content: { fields } }),
    name: lookups.name,
    officeOf: (line, region) => officeOf(model, line, region),
    organOfDesk: deskOrgans(model),
    allow: identity.public.allow,
  })
}

function officeOf({ city }: Model, line: string, region: string): string | undefined {
  const regions = new Map(city.regions.map(one => [one.code, one]))
  for (let code: string | null = region; code !== null; code = regions.get(code)?.parent ?? null) {
    const found = city.organs.find(organ => organ.line === line && organ.region === code)
    if (found) return found.id
  }
  return undefined
}

/** `r:330602:mediator:mediation` → the organ of that duty there, or one where somebody holds that role. */
function deskOrgans({ city }: Model): (desk: string) => string | undefined {
  const known = new Map<string, string | undefined>()
  const organs = new Map(city.organs.map(organ => [organ.id, organ]))
  const find = (desk: string): string | undefined => {
    const [kind, place = '', role = '', line] = desk.split(':')
    if (kind === 'o') return place
    if (kind !== 'r') return undefined
    const here = city.organs.filter(organ => organ.region === place && (line === undefined || organ.line === line))
    if (line !== undefined && here[0]) return here[0].id
    const ids = new Set(here.map(organ => organ.id))
    for (const person of city.people)
      for (const post of person.posts) if (post.role === role && ids.has(post.organ) && !post.to) return organs.get(post.organ)?.id
    return here[0]?.id
  }
  return desk => {
    if (!known.has(desk)) known.set(desk, find(desk))
    return known.get(desk)
  }
}
