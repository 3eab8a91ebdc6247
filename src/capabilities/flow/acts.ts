// The acts that every flow has: what they are called, what they ask for. Acts of its own states stand in the flow.
import {
  type Act,
  type AnyRecord,
  date,
  type Fields,
  type Flow,
  file,
  type OversightAct,
  organ,
  oversightActs,
  person,
  persons,
} from '#declare'

export const platformActs = {
  reply: '督办回复',
  'ask-extension': '申请延期',
  'grant-extension': '同意延期',
  'refuse-extension': '不同意延期',
  assign: '指派',
  claim: '认领',
  comment: '补充说明',
  withdraw: '撤回',
  read: '已阅',
} as const
export type PlatformAct = keyof typeof platformActs

export const isOversightAct = (act: string): act is OversightAct => act in oversightActs
export const isPlatformAct = (act: string): act is PlatformAct => act in platformActs
/** Names that a state's own acts may not take. */
export const isReserved = (act: string): boolean => isOversightAct(act) || isPlatformAct(act) || act === 'start'

/** Acts that need a reason: every decision about somebody else's work. */
export const needsReason = (act: OversightAct | PlatformAct): boolean =>
  !['copy', 'resume', 'claim', 'withdraw', 'read', 'assign'].includes(act)

const answer = file({ label: '附件', max: 20 })
const forms: Partial<Record<OversightAct | PlatformAct, Fields>> = {
  extend: { date: date({ label: '延期至', required: true }) },
  'ask-extension': { date: date({ label: '申请延期至', required: true }) },
  'grant-extension': { date: date({ label: '延期至', help: '不填则按申请的日期' }) },
  transfer: { to: organ({ label: '转办给', required: true }) },
  copy: { people: persons({ label: '抄送', required: true, max: 100 }) },
  assign: { to: person({ label: '指派给', required: true }) },
  reply: { files: answer },
  comment: { files: answer },
}
export const platformForm = (act: OversightAct | PlatformAct): Fields => forms[act] ?? {}

/** What an act of a state asks for, without the part-record it may add. */
export function formOf(record: AnyRecord, act: Act): Fields {
  const set = Object.fromEntries((act.sets ?? []).flatMap(name => (record.fields[name] ? [[name, record.fields[name]]] : [])))
  return { ...set, ...act.form }
}

/** Acts that need no form, no reason and no look at the row: they may be done to many cases at once. */
export const isQuick = (act: Act): boolean => !act.form && !act.sets?.length && !act.adds && !act.reason && !act.when && !act.closesParts

/** What an event is called in the timeline. */
export function actLabel(flow: Flow, name: string): string {
  if (isOversightAct(name)) return oversightActs[name]
  if (isPlatformAct(name)) return platformActs[name]
  return findAct(flow, name)?.label ?? name
}

function findAct(flow: Flow, name: string): Act | undefined {
  for (const state of Object.values(flow.states)) {
    if (state.kind === 'step' && state.on[name]) return state.on[name]
    if (state.kind !== 'parallel') continue
    for (const branch of Object.values(state.branches))
      for (const inner of Object.values(branch.states)) if (inner.kind === 'step' && inner.on[name]) return inner.on[name]
  }
  return undefined
}

/** `handling.lead.signing` and `signing` within a branch both have a label. */
export function stateLabel(flow: Flow, main: string, branch: string | null = null, inner: string | null = null): string {
  const state = flow.states[main]
  if (branch === null || inner === null) return state?.label ?? main
  return (state?.kind === 'parallel' && state.branches[branch]?.states[inner]?.label) || inner
}
