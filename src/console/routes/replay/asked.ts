// What is thought of, as it lies in the address: a link carries the whole question.
import { useMemo } from 'react'
import { textOf, useAddress } from '../../../kit/address.ts'
import type { ReplayInput, ReplayOptions } from '../../../wire/replay.ts'

export type Term = ReplayOptions['terms'][number]['term']
export type Parameter = ReplayOptions['rules']['parameters'][number]
export type Changes = Pick<ReplayInput, 'terms' | 'daysOff' | 'workdays' | 'parameters' | 'desks' | 'roles'>

/** `terms` and `calendar` are asked together; a scene's own replay goes by `scene:` and its name. */
export type Tab = 'terms' | 'calendar' | 'rules' | 'staffing' | `scene:${string}`

export type Asked = { readonly tab: Tab; readonly from: string; readonly to: string; readonly changes: Changes; readonly ran: boolean }

const none: Changes = { terms: {}, daysOff: [], workdays: [], parameters: {}, desks: {}, roles: {} }

export const units = { workday: '个工作日', day: '日', hour: '小时', month: '个月' } as const
export const termText = (term: Term) => `${term.count}${units[term.unit]}`
export const isSame = (a: Term, b: Term) => a.unit === b.unit && a.count === b.count

export function tabsOf(options: ReplayOptions): { key: Tab; label: string }[] {
  return [
    ...(options.terms.length > 0 ? [{ key: 'terms' as const, label: '期限' }] : []),
    ...(options.flow !== null ? [{ key: 'calendar' as const, label: '日历' }] : []),
    ...(options.rules.parameters.length > 0 ? [{ key: 'rules' as const, label: '规则参数' }] : []),
    ...options.replays.map(one => ({ key: `scene:${one.name}` as const, label: one.label })),
    ...(options.flow !== null ? [{ key: 'staffing' as const, label: '人力' }] : []),
  ]
}

/** The question in the address, and a way to change it. */
export function useAsked(options: ReplayOptions | undefined): [asked: Asked, change: (with_: Partial<Asked>) => void] {
  const [address, go] = useAddress()
  const { change, from, to, tab, ran } = address
  const asked = useMemo((): Asked => {
    const given = change !== null && typeof change === 'object' ? (change as Partial<Changes>) : {}
    const tabs = options ? tabsOf(options) : []
    const named = tabs.find(one => one.key === textOf(tab))?.key
    return {
      tab: named ?? tabs[0]?.key ?? 'terms',
      from: textOf(from),
      to: textOf(to),
      changes: { ...none, ...given },
      ran: ran === '1',
    }
  }, [change, from, to, tab, ran, options])
  return [
    asked,
    with_ => {
      const next = { ...asked, ...with_ }
      go({
        tab: next.tab,
        from: next.from,
        to: next.to,
        change: Object.fromEntries(Object.entries(next.changes).filter(([, value]) => Object.keys(value).length > 0)),
        ran: next.ran ? '1' : undefined,
      })
    },
  ]
}

/** What the server is asked; undefined while nothing is changed. */
export function inputOf(asked: Asked, options: ReplayOptions): Partial<ReplayInput> | undefined {
  const { tab, changes, from, to } = asked
  const span = { record: options.record, ...(from && { from }), ...(to && { to }) }
  if (tab === 'staffing') {
    const roles = Object.fromEntries(Object.entries(changes.roles).filter(([, more]) => more !== 0))
    const isChanged = Object.keys(changes.desks).length + Object.keys(roles).length > 0
    return isChanged ? { ...span, kind: 'staffing', desks: changes.desks, roles } : undefined
  }
  if (tab === 'terms' || tab === 'calendar') {
    const terms = Object.fromEntries(
      Object.entries(changes.terms).filter(([path, term]) => options.terms.some(one => one.path === path && !isSame(one.term, term))),
    )
    const { daysOff, workdays } = changes
    const isChanged = Object.keys(terms).length + daysOff.length + workdays.length > 0
    return isChanged ? { ...span, kind: 'terms', terms, daysOff, workdays } : undefined
  }
  const own = parametersOf(asked.tab, options)
  const parameters = Object.fromEntries(
    Object.entries(changes.parameters).filter(([name, value]) => own.some(one => one.name === name && one.value !== value)),
  )
  if (Object.keys(parameters).length === 0) return undefined
  return tab === 'rules' ? { ...span, kind: 'rules', parameters } : { ...span, kind: 'declared', replay: tab.slice(6), parameters }
}

export const parametersOf = (tab: Tab, options: ReplayOptions): readonly Parameter[] =>
  tab === 'rules' ? options.rules.parameters : (options.replays.find(one => `scene:${one.name}` === tab)?.parameters ?? [])
