// A case as its party sees it, and their list of cases, put together from what the house knows of them.
// The words are of `public-view.ts`; here is only what must be asked for them.
import { getFlow, getRecord } from '#declare'
import type { CaseCards, PortalCase } from '../../wire/portal.ts'
import { fieldView, plainLabel } from '../flow/port.ts'
import { accountDesk, type Subject } from '../identity/port.ts'
import { askingOf } from './askings.ts'
import { papersOf } from './case-papers.ts'
import { followCode, followToken } from './follow-code.ts'
import { type CaseName, cameBy, lookAt, lookingOf } from './look-at.ts'
import type { ServiceNeeds } from './needs.ts'
import { namesOf, plainSteps, promisedBy, publicActs, publicValues, whoHas } from './public-view.ts'
import { readRating } from './ratings.ts'
import { casesOf, waitingCases } from './store.ts'

export async function showCase(needs: ServiceNeeds, subject: Subject, { record: recordName, id }: CaseName): Promise<PortalCase> {
  const { model, store, vault } = needs
  const looked = await lookAt(needs, subject, { record: recordName, id })
  const { record, row, service, mine: named, asking } = looked
  const mine = named && !asking
  const flow = getFlow(model, recordName)
  const of = lookingOf(needs, subject, looked)
  const [detail, events] = [await needs.detail(subject, recordName, id), await needs.plain(subject, recordName, id)]
  const { fields, values } = publicValues(of)
  const partFields = (part: string) => Object.entries(getRecord(model, part).fields).map(([name, field]) => fieldView(name, field))
  const rating = await store.asSystemPastAccessRules(tx => readRating(needs, tx, { subject, record, row, title: service.title, mine }))
  const papers = await papersOf(needs, subject, looked)
  return {
    record: recordName,
    id,
    version: detail.version,
    number: row.number,
    service: service.name,
    title: service.title,
    state: detail.state,
    stateLabel: plainLabel(flow, detail.state),
    ended: detail.endedAt !== null,
    voided: row.case?.voided ?? false,
    suspended: detail.suspended?.reason ?? null,
    openedAt: detail.openedAt,
    endedAt: detail.endedAt,
    promisedBy: promisedBy(of),
    who: whoHas(detail, of),
    mine,
    joined: asking !== undefined,
    firm: subject.firm?.name ?? null,
    steps: plainSteps(flow, detail, events, of),
    acts: publicActs(flow, detail, { ...of, partFields }),
    fields,
    values,
    names: namesOf(values, needs.name),
    code: followCode(vault, id),
    token: followToken(vault, id),
    rating,
    papers: papers.map(({ id: paper, label, number, issuer, date }) => ({ id: paper, label, number, issuer, date })),
  }
}

/** What waits for them first, then the newest. */
export async function listCases(needs: ServiceNeeds, subject: Subject): Promise<CaseCards['items']> {
  const { model, store } = needs
  const { rows, waiting } = await store.as(subject, async tx => ({
    rows: await casesOf(tx, model, subject.person, 60),
    waiting: await waitingCases(tx, accountDesk(subject.person)),
  }))
  const cards: CaseCards['items'] = []
  for (const one of rows) {
    const record = getRecord(model, one.record)
    const row = await store.as(subject, tx => store.get(tx, subject, record, one.id))
    const asking = askingOf(model, record)
    const service = asking ?? (await cameBy(needs, row, record))
    const flow = getFlow(model, one.record)
    const mine = !asking && row[service.applicant] === subject.person
    const rating =
      row.case?.endedAt && mine
        ? await store.asSystemPastAccessRules(tx => readRating(needs, tx, { subject, record, row, title: service.title, mine }))
        : null
    cards.push({
      record: one.record,
      id: one.id,
      number: one.number,
      service: service.name,
      title: service.title,
      stateLabel: plainLabel(flow, row.case?.state ?? ''),
      openedAt: one.opened_at.toISOString(),
      endedAt: one.ended_at?.toISOString() ?? null,
      promisedBy: promisedBy({ service, row, calendar: needs.calendar() }),
      asked: waiting.has(one.id),
      rateable: rating?.may === true && rating.stars === null,
    })
  }
  return cards.sort((a, b) => Number(b.asked) - Number(a.asked) || b.openedAt.localeCompare(a.openedAt))
}
