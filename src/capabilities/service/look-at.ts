// Which case a party means, whether it is theirs, and by which service it is shown to them. Everything the door does with a case begins here.
// Who may see the row is the store's to say; nothing is read of a record without services.
import { type AnyRecord, getRecord, Problem, type Service } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { PlacedRow } from '../store/port.ts'
import { type AskingService, askingOf } from './askings.ts'
import type { ServiceNeeds } from './needs.ts'
import type { Looking } from './public-view.ts'
import { findServiceCase } from './store.ts'

/** A case as an address names it. */
export type CaseName = { readonly record: string; readonly id: string }

/** `asking` where they did not apply but are asked in a case of their own. */
export type Looked = {
  readonly record: AnyRecord
  readonly row: PlacedRow
  readonly service: Service
  readonly mine: boolean
  readonly asking: AskingService | undefined
}

/** The case, if the subject may see it, with the service it is shown by; `mine`: they applied for it. */
export async function lookAt(needs: ServiceNeeds, subject: Subject, { record: recordName, id }: CaseName): Promise<Looked> {
  const { model, store } = needs
  const record = getRecord(model, recordName)
  // Before anything is read: a record without services is nothing to the public.
  const asking = askingOf(model, record)
  if (!asking && ![...model.services.values()].some(one => one.record.name === record.name)) throw notFound(record)
  const masked = await store.as(subject, tx => store.get(tx, subject, record, id))
  if (!masked.case?.state) throw notFound(record)
  const service = asking ?? (await cameBy(needs, masked, record))
  const mine = masked[service.applicant] === subject.person
  // Their own numbers in the clear, where the record says so; those of others stay masked.
  const row = mine
    ? await store
        .as(subject, tx => store.get(tx, subject, record, id, { unmask: true }))
        .catch((error: unknown) => {
          if (error instanceof Problem && error.code === 'denied') return masked
          throw error
        })
    : masked
  return { record, row, service, mine, asking }
}

/** The service a case came by; the record's first, for one whose service is no more. */
export async function cameBy({ model, store }: ServiceNeeds, row: PlacedRow, record: AnyRecord): Promise<Service> {
  const came = await store.asSystemPastAccessRules(tx => findServiceCase(tx, row))
  const of = [...model.services.values()].filter(one => one.record.name === record.name)
  const service = of.find(one => one.name === came?.service) ?? of[0]
  if (!service) throw notFound(record)
  return service
}

/** What the plain words of a case are worked out from. */
export const lookingOf = (needs: ServiceNeeds, subject: Subject, { service, row }: Pick<Looked, 'service' | 'row'>): Looking => ({
  service,
  row,
  subject,
  calendar: needs.calendar(),
  name: needs.name,
  organOfDesk: needs.organOfDesk,
})

export const notFound = (record: AnyRecord): Problem =>
  new Problem('not-found', `没有找到这条“${record.label}”，它可能已被删除，或您无权查看`)
