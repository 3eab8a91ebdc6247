// 好差评: once for every case that has ended, to be changed for ten days. A bad one becomes a case of its own, in the record a scene keeps.
// 国办发〔2019〕51号: five grades, the lower two are bad; whoever handled it answers for it.

import { sql } from 'kysely'
import { type AnyRecord, Problem } from '#declare'
import type { RatingView } from '../../wire/portal.ts'
import { type Subject, systemSubject } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import type { ServiceNeeds } from './needs.ts'
import { findServiceCase } from './store.ts'

const changeableDays = 10
export const badStars = 2

export type Rating = { readonly stars: number; readonly reasons: readonly string[]; readonly words?: string }
type Of = { readonly subject: Subject; readonly record: AnyRecord; readonly row: PlacedRow; readonly title: string; readonly mine: boolean }

/** Null where no scene of the city takes ratings. */
export async function readRating(needs: ServiceNeeds, tx: Tx, { row, mine }: Of): Promise<RatingView | null> {
  const record = needs.model.records.get('service-rating')
  if (!record) return null
  const options = { ...record.fields['reasons']?.of }
  const none = { stars: null, reasons: [], words: null, reply: null, changeableUntil: null, options }
  if (!row.case?.endedAt || row.case.voided || !mine) return { ...none, may: false, says: mine ? '办结后可以评价' : '由申请人评价' }
  const came = await findServiceCase(tx, row)
  if (!came?.rating || !came.rated_at) return { ...none, may: true, says: null }
  const until = new Date(came.rated_at.getTime() + changeableDays * 86_400_000)
  const kept = await needs.store.get(tx, systemSubject(row.region), record, came.rating)
  const may = needs.clock.now() <= until
  return {
    may,
    says: may ? null : '评价已满10天，不能再修改',
    stars: Number(kept['stars']),
    reasons: (kept['reasons'] as string[] | undefined) ?? [],
    words: (kept['words'] as string | undefined) ?? null,
    reply: (kept['measures'] as string | undefined) ?? null,
    changeableUntil: until.toISOString(),
    options,
  }
}

/** The same rating twice changes nothing. Runs in a transaction of the platform, after the subject has been shown the row. */
export async function writeRating(
  needs: ServiceNeeds,
  tx: Tx,
  of: Of & { handledBy: string | null; service: string },
  rating: Rating,
): Promise<void> {
  const { subject, row } = of
  const record = needs.model.records.get('service-rating')
  if (!record) throw new Problem('not-found', '本市还没有开通服务评价')
  const came = await findServiceCase(tx, row, true)
  const view = await readRating(needs, tx, of)
  if (!came || !view?.may) throw new Problem('conflict', view?.says ?? '现在不能评价')
  const system = { ...systemSubject(row.region), person: subject.person, name: subject.name }
  const values = { stars: rating.stars, reasons: [...rating.reasons], words: rating.words?.trim() ?? null }
  let id = came.rating
  if (id === null) {
    const card = await needs.accounts.find(tx, subject.agent ?? subject.person)
    const made = await needs.store.create(tx, system, record, {
      values: {
        ...values,
        service: of.title,
        caseRecord: of.record.name,
        caseId: row.id,
        caseNumber: row.number,
        handledBy: of.handledBy,
        phone: card?.kind === 'person' ? card.of : null,
      },
      region: row.region,
      organ: needs.officeOf(record.owner, row.region) ?? null,
      author: subject.person,
      accounts: { rater: subject.person },
    })
    id = made.id
    await needs.changed(tx, { kind: 'create', subject: system, record, row: id, fields: Object.keys(values) })
    await sql`update service_case set rating = ${id}, rated_at = ${needs.clock.now()} where root = ${row.root} and case_id = ${row.id}`.execute(
      tx,
    )
  } else {
    await needs.store.update(tx, system, record, id, values)
    await needs.changed(tx, { kind: 'update', subject: system, record, row: id, fields: Object.keys(values) })
  }
  const kept = await needs.store.get(tx, system, record, id)
  // A bad rating that became good later was still bad when it was given: its case goes on to its end.
  if (rating.stars <= badStars && needs.model.flows.has(record.name) && !kept.case?.state) await needs.start(tx, system, record, id)
}
