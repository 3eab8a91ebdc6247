// A case as whoever applied for it sees it: their form and the answer, where it is in plain steps, who has it, what is asked of them. Pure.
import { type Act, type Calendar, type DocumentBlock, type Flow, type Paper, type Service, termLabel } from '#declare'
import type { CaseDetail } from '../../wire/cases.ts'
import type { PaperText, PlainStep, PortalAct, PortalCase } from '../../wire/portal.ts'
import { fieldView, isReserved, type PlainEvent, plainLabel, wayAhead } from '../flow/port.ts'
import { accountDesk, type Subject } from '../identity/port.ts'
import type { PlacedRow } from '../store/port.ts'

export type Looking = {
  readonly service: Service
  readonly row: PlacedRow
  readonly subject: Subject
  readonly calendar: Calendar
  name(id: string): string | undefined
  organOfDesk(desk: string): string | undefined
}

const deskOf = (task: string) => task.slice(task.lastIndexOf('@') + 1)

/** The promise, counted from the day it came in; a date that was moved for a reason replaces it. */
export function promisedBy({ service, row, calendar }: Pick<Looking, 'service' | 'row' | 'calendar'>): string | null {
  const at = row.case
  if (!at?.openedAt) return null
  // Who is merely asked was promised nothing: it is their own answer that is due.
  if (service.record.part) return at.dueAt?.toISOString() ?? null
  const moved = at.extended > 0 || at.suspendedAt !== null
  return (moved && at.dueAt ? at.dueAt : calendar.due(at.openedAt, service.promise)).toISOString()
}

/** The organs that have the case now; “您” where it waits for whoever looks. */
export function whoHas(detail: CaseDetail, of: Pick<Looking, 'subject' | 'organOfDesk' | 'name'>): string | null {
  const names = detail.open.filter(step => step.kind === 'step').map(step => organName(deskOf(step.task), step.organ, of))
  return names.length > 0 ? [...new Set(names)].join('、') : null
}

function organName(desk: string, organ: string | null, of: Pick<Looking, 'subject' | 'organOfDesk' | 'name'>): string {
  if (desk === accountDesk(of.subject.person)) return '您'
  if (desk.startsWith('p:a-')) return '其他当事人'
  const id = organ ?? of.organOfDesk(desk)
  return (id !== undefined && of.name(id)) || '承办单位'
}

/** What happened, then what is to come. Each main state once, at the moment it was entered last. */
export function plainSteps(flow: Flow, detail: CaseDetail, events: readonly PlainEvent[], of: Looking): PlainStep[] {
  const past = events.map(
    (event): PlainStep => ({
      label: event.label,
      state: 'done',
      at: event.at,
      who: event.byAccount ? (event.byAccount === of.subject.person ? '您' : '其他当事人') : event.organ && (of.name(event.organ) ?? null),
      note: event.note,
    }),
  )
  if (detail.endedAt) return past
  const now: PlainStep = {
    label: plainLabel(flow, detail.state),
    state: 'now',
    at: null,
    who: whoHas(detail, of),
    note: detail.suspended ? `已暂停计时：${detail.suspended.reason}` : null,
  }
  const last = past.at(-1)
  const shown = last && last.label === now.label ? past.slice(0, -1) : past
  return [
    ...shown,
    { ...now, at: last && last.label === now.label ? last.at : null, note: now.note ?? (last?.label === now.label ? last.note : null) },
    ...wayAhead(flow, detail.state).map(
      (name): PlainStep => ({ label: plainLabel(flow, name), state: 'ahead', at: null, who: null, note: null }),
    ),
  ]
}

/** The declared acts that are the party's to do; nothing of the platform's but adding to what they said. */
export function publicActs(flow: Flow, detail: CaseDetail, of: Looking & { partFields(record: string): PortalAct['form'] }): PortalAct[] {
  const mine = accountDesk(of.subject.person)
  const waits = new Set(detail.open.filter(step => deskOf(step.task) === mine).map(step => step.task))
  return detail.acts.flatMap((act): PortalAct[] => {
    if (act.kind !== 'step' || isReserved(act.act)) return []
    return [
      {
        act: act.act,
        label: act.label,
        plain: plainOf(flow, act.act),
        task: act.task,
        tone: act.tone,
        form: [...act.form, ...(act.adds === null ? [] : of.partFields(act.adds))],
        reason: act.reason,
        allowed: act.allowed,
        says: act.says,
        asked: act.task !== null && waits.has(act.task),
        reads: readsOf(flow, act.act)?.label ?? null,
      },
    ]
  })
}

function declared(flow: Flow, name: string): Act[] {
  const steps = Object.values(flow.states).flatMap(state =>
    state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state],
  )
  return steps.flatMap(step => (step.kind === 'step' && step.on[name] ? [step.on[name]] : []))
}

const plainOf = (flow: Flow, name: string): string => declared(flow, name)[0]?.plain ?? ''
/** The paper that is to be read before an act. */
export const readsOf = (flow: Flow, name: string): Paper | undefined => declared(flow, name).find(act => act.reads)?.reads

/** A block of a paper as text: of signatures who signs and when, without the ink. */
export const plainBlock = (block: DocumentBlock): PaperText['blocks'][number] => {
  switch (block.kind) {
    case 'signatures':
      return { kind: 'signatures', of: block.of.map(({ label, name, date }) => ({ label, name, ...(date !== undefined && { date }) })) }
    case 'facts':
      return { kind: 'facts', of: block.of.map(([label, value]): [string, string | null] => [label, value]) }
    case 'table':
      return { ...block, head: [...block.head], widths: [...block.widths], rows: block.rows.map(row => [...row]) }
    default:
      return block
  }
}

/** Only the form's fields and what the service shows; values as the row was read, masked or not. */
export function publicValues({ service, row }: Pick<Looking, 'service' | 'row'>): Pick<PortalCase, 'fields' | 'values'> {
  const names = [...new Set([...service.form, ...service.shows])].filter(name => service.record.fields[name]?.kind !== 'account')
  return {
    fields: names.map(name => fieldView(name, service.record.fields[name]!)),
    values: Object.fromEntries(names.flatMap(name => (row[name] === undefined || row[name] === null ? [] : [[name, row[name]]]))),
  }
}

/** Names of the organs and regions among the values; of people none. */
export function namesOf(values: Readonly<Record<string, unknown>>, name: Looking['name']): Record<string, string> {
  const names: Record<string, string> = {}
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const found = value.length <= 60 ? name(value) : undefined
      if (found !== undefined) names[value] = found
    } else if (Array.isArray(value)) for (const one of value) visit(one)
    else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) visit(one)
  }
  visit(Object.values(values))
  return names
}

export const promiseWords = (service: Service): string => termLabel(service.promise)
