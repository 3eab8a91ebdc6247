// Asked once: what the state already knows of an account is filled in, and may be corrected.
import { getRecord, type Service } from '#declare'
import type { Prefill } from '../../wire/portal.ts'
import type { Subject } from '../identity/port.ts'
import type { ServiceNeeds } from './needs.ts'
import { casesOf } from './store.ts'

export async function prefillOf(needs: ServiceNeeds, subject: Subject, service: Service, place: string | undefined): Promise<Prefill> {
  const { record, form } = service
  const values: Record<string, unknown> = {}
  const fill = (name: string | undefined, value: unknown) => {
    if (name !== undefined && form.includes(name) && value !== undefined && value !== null && value !== '') values[name] = value
  }
  const card = await needs.store.asSystemPastAccessRules(tx => needs.accounts.find(tx, subject.agent ?? subject.person))
  fill(record.fields[service.applicant]?.phone, card?.of)
  fill(service.called, subject.firm ? subject.firm.name : card?.name)
  fill(service.firm, subject.firm?.creditCode)
  const known = await lastPlace(needs, subject)
  const region = needs.model.city.regions.some(one => one.code === place) ? place : known
  if (service.place !== undefined && region !== undefined)
    fill(service.place, record.fields[service.place]?.kind === 'region' ? region : { region, detail: '' })
  return { values, place: region ?? null, known: Object.keys(values).map(name => record.fields[name]?.label ?? name) }
}

/** Where the account's last case was. */
async function lastPlace(needs: ServiceNeeds, subject: Subject): Promise<string | undefined> {
  return needs.store.as(subject, async tx => {
    const [last] = await casesOf(tx, needs.model, subject.person, 1)
    if (!last) return undefined
    return (await needs.store.get(tx, subject, getRecord(needs.model, last.record), last.id)).region
  })
}
