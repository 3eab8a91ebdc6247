// What happened to a case, in words: every event with who, for whom, from where to where, and what was filled in.
import type { Field, Fields, FileRef, Flow } from '#declare'
import { kindOf } from '../../fields/kinds.ts'
import type { TimelineEntry } from '../../wire/cases.ts'
import { formOf, platformForm } from './acts.ts'
import { labelOf } from './declared.ts'
import { deskName } from './desks.ts'
import type { Directory } from './directory.ts'
import type { Event } from './event.ts'
import type { EventRow } from './store.ts'

/** The values of an event with their fields: what has to be named before the event can be told. */
export function mentionsOf(flow: Flow, { data: event }: EventRow): [Field, unknown][] {
  const fields = fieldsOf(flow, event)
  return Object.entries('values' in event ? event.values : {}).flatMap(([name, value]) => (fields[name] ? [[fields[name], value]] : []))
}

type Naming = { readonly directory: Directory; readonly names: Readonly<Record<string, string>> }

export function timelineEntry(flow: Flow, { data: event, ledger_entry }: EventRow, { directory, names: known }: Naming): TimelineEntry {
  const fields = fieldsOf(flow, event)
  const order = Object.keys(fields)
  const values = 'values' in event ? Object.entries(event.values).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)) : []
  const files = values.flatMap(([name, value]) => (fields[name]?.kind === 'file' && Array.isArray(value) ? (value as FileRef[]) : []))
  const names = (id: string) =>
    known[id] ?? directory.organ(id)?.name ?? (directory.isPerson(id) ? directory.personName(id) : undefined) ?? directory.regionName(id)
  const texts = values.flatMap(([name, value]) => {
    const field = fields[name]
    if (!field || field.kind === 'file' || value === null || value === undefined || value === '') return []
    return [{ label: field.label, text: field.protect ? '＊' : showSafely(field, value, names) }]
  })
  return {
    seq: event.seq,
    at: event.at,
    act: event.type === 'acted' ? event.act : event.type,
    label: labelOf(flow, event),
    actor: event.actor === 'system' ? null : event.actor,
    actorName: directory.personName(event.actor),
    onBehalfOf: event.onBehalfOf && directory.personName(event.onBehalfOf),
    organName: event.organ && (directory.organ(event.organ)?.name ?? null),
    branch: 'place' in event && event.place !== 'main' ? event.place : null,
    from: event.type === 'acted' ? event.from : null,
    to: event.type === 'acted' ? event.to : null,
    reason: 'reason' in event ? event.reason || null : null,
    values: [...texts, ...factsOf(event, directory)],
    files,
    ledgerEntry: ledger_entry,
  }
}

/** What an act of the platform says beside its reason. */
function factsOf(event: Event, directory: Directory): { label: string; text: string }[] {
  const organ = (id: string) => directory.organ(id)?.name ?? id
  switch (event.type) {
    case 'extended':
      return [{ label: '延期至', text: event.until }]
    case 'extension-asked':
      return [{ label: '申请延期至', text: event.ask.date }]
    case 'resumed':
      return [{ label: '期限顺延', text: `${event.workdays}个工作日` }]
    case 'reckoned':
      return event.until ? [{ label: '期限改为', text: event.until }] : []
    case 'transferred':
      return [
        { label: '原承办单位', text: organ(event.fromOrgan) },
        { label: '现承办单位', text: organ(event.toOrgan) },
      ]
    case 'assigned':
    case 'claimed':
      return [{ label: '承办人', text: directory.personName(event.person) }]
    case 'copied':
      return [{ label: '抄送', text: event.people.map(person => directory.personName(person)).join('、') }]
    case 'reminded':
      return [{ label: '提醒', text: { remind: '临近期限', yellow: '黄灯', red: '红灯', overdue: '超期' }[event.mark] }]
    case 'supervised':
      return event.replies.length > 0
        ? [
            {
              label: '要求回复',
              text: event.replies.map(reply => reply.desks.map(desk => deskName(desk, directory)).join('、')).join('；'),
            },
          ]
        : []
    default:
      return []
  }
}

/** Old events may hold values of a kind that a field has since left. */
function showSafely(field: Field, value: unknown, names: (id: string) => string | undefined): string {
  try {
    return kindOf(field.kind).show(value, field, names)
  } catch {
    return String(value)
  }
}

/** Every field an event may mention, by its declaration of today. */
function fieldsOf(flow: Flow, event: Event): Fields {
  if (event.type === 'replied') return platformForm('reply')
  if (event.type === 'commented') return platformForm('comment')
  if (event.type !== 'acted') return {}
  const acts = Object.values(flow.states).flatMap(state =>
    state.kind === 'step'
      ? [state.on]
      : state.kind === 'parallel'
        ? Object.values(state.branches).flatMap(branch =>
            Object.values(branch.states).flatMap(inner => (inner.kind === 'step' ? [inner.on] : [])),
          )
        : [],
  )
  const found = acts.flatMap(on => (on[event.act] ? [on[event.act]!] : []))
  return Object.assign({}, ...found.map(act => ({ ...act.adds?.().fields, ...formOf(flow.record, act) }))) as Fields
}
