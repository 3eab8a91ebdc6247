// Papers of a case, for its parties: what was issued to them, and what they are asked to sign, whole, before they sign it.
// Their own by the case; of a case they are merely asked in, the paper they were asked about.
import { type AnyRecord, type Flow, getFlow, getRecord, Problem } from '#declare'
import { holds } from '../../methods/condition/evaluate.ts'
import type { PaperText } from '../../wire/portal.ts'
import { type Subject, systemSubject } from '../identity/port.ts'
import type { DrawnPaper, ListedPaper, PaperFormat } from '../papers/port.ts'
import type { PlacedRow } from '../store/port.ts'
import { papersReadIn, wholeOf } from './askings.ts'
import { type CaseName, type Looked, lookAt, notFound } from './look-at.ts'
import type { ServiceNeeds } from './needs.ts'
import { plainBlock, readsOf } from './public-view.ts'

export type WantedPaper = { readonly id: string; readonly format: PaperFormat; readonly checkAt: string }
export type Drafted = { readonly text: PaperText; draw(format: PaperFormat): Promise<DrawnPaper> }

/** What was issued to the party who looks, as far as they may have it. */
export async function papersOf(needs: ServiceNeeds, subject: Subject, { record, row, asking }: Looked): Promise<ListedPaper[]> {
  const { store } = needs
  if (asking) return papersOfWhole(needs, subject, { asking, row })
  return store.as(subject, async tx => needs.papers.list(tx, await store.get(tx, subject, record, row.id), 'party'))
}

/** Whoever was asked to sign a paper may have it when it was issued, and no other of that case. */
type Asked = { readonly asking: NonNullable<Looked['asking']>; readonly row: Looked['row'] }
async function papersOfWhole(needs: ServiceNeeds, subject: Subject, { asking, row }: Asked): Promise<ListedPaper[]> {
  const read = papersReadIn(asking)
  const whole = wholeOf(row)
  const record = asking.record.part?.()
  // What was issued before they were asked, or without them, is not theirs.
  if (read.size === 0 || !whole || !record || !row.case?.endedAt || row.case.voided) return []
  if (!holds(asking.keeps, row, needs.contextOf(subject, asking.record))) return []
  const since = row.case.openedAt?.toISOString() ?? ''
  return needs.store.asSystemPastAccessRules(async tx => {
    const found = await needs.papers.list(tx, await needs.store.get(tx, systemSubject(row.region), record, whole), 'party')
    return found.filter(paper => read.has(paper.name) && paper.at >= since)
  })
}

/** A paper that was issued to the parties of the case. */
export async function drawPaper(needs: ServiceNeeds, subject: Subject, at: CaseName, of: WantedPaper): Promise<DrawnPaper> {
  const { store } = needs
  const { record, row, asking } = await lookAt(needs, subject, at)
  if (asking) {
    const [whole, theirs] = [asking.record.part?.(), await papersOfWhole(needs, subject, { asking, row })]
    if (!whole || !theirs.some(paper => paper.id === of.id)) throw new Problem('not-found', '没有这份文书，或者您无权查看')
    return store.asSystemPastAccessRules(async tx => {
      const found = await store.get(tx, systemSubject(row.region), whole, wholeOf(row) ?? '')
      return needs.papers.draw(tx, found, { ...of, open: 'party' })
    })
  }
  return store.as(subject, async tx => needs.papers.draw(tx, await store.get(tx, subject, record, row.id), { ...of, open: 'party' }))
}

/** What an act of theirs is about, as it would be issued now: whole, before they sign. */
export async function readBefore(needs: ServiceNeeds, subject: Subject, at: CaseName, act: string): Promise<Drafted> {
  const { record, row, service } = await lookAt(needs, subject, at)
  return draftFor(needs, subject, { at, record, row, flow: service.starts, act })
}

/** The same at an official's desk, where somebody signs face to face. */
export async function readAtDesk(needs: ServiceNeeds, subject: Subject, at: CaseName, act: string): Promise<Drafted> {
  const record = getRecord(needs.model, at.record)
  const row = await needs.store.as(subject, tx => needs.store.get(tx, subject, record, at.id))
  return draftFor(needs, subject, { at, record, row, flow: getFlow(needs.model, at.record), act })
}

type Reading = { readonly at: CaseName; readonly record: AnyRecord; readonly row: PlacedRow; readonly flow: Flow; readonly act: string }

async function draftFor(needs: ServiceNeeds, subject: Subject, { at, record, row, flow, act }: Reading): Promise<Drafted> {
  const [detail, events] = [await needs.detail(subject, at.record, at.id), await needs.plain(subject, at.record, at.id)]
  const paper = detail.acts.some(one => one.kind === 'step' && one.act === act) ? readsOf(flow, act) : undefined
  if (!paper) throw new Problem('not-found', '没有要先读的文书，这一步可能已经办过')
  const target = paper.record.name === record.name ? row.id : wholeOf(row)
  if (!target) throw notFound(record)
  const organ = events.findLast(event => event.organ !== null)?.organ ?? row.organ
  // It names the parties in full, as the paper they get will; that it was read is remembered.
  const platform: Subject = { ...subject, kind: 'system' }
  const draft = await needs.store.asSystemPastAccessRules(async tx =>
    needs.papers.draft(tx, platform, {
      paper,
      row: await needs.store.get(tx, platform, paper.record, target, { unmask: true }),
      organ,
    }),
  )
  const { title, to = null, blocks, note = null } = draft.body
  return { text: { label: paper.label, title, to, blocks: blocks.map(plainBlock), note }, draw: draft.draw }
}
