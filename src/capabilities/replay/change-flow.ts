// A flow as it would be with other terms. Paths name steps: `village`, `handling.lead.signing`.
import type { Flow, State, States, Term } from '#declare'

export type Terms = Readonly<Record<string, Term>>

/** The flow's own total stands under this path. */
export const totalPath = '*'

/** Terms of a flow by path, as declared: steps that are counted from their beginning, parallel states, waits, and the total. */
export function termsOf(flow: Flow): { readonly path: string; readonly label: string; readonly term: Term }[] {
  const own = (path: string, state: State) => {
    const term = state.kind === 'wait' ? state.for : 'within' in state ? state.within : undefined
    return term ? [{ path, label: state.label, term }] : []
  }
  const steps = Object.entries(flow.states).flatMap(([name, state]) => [
    ...own(name, state),
    ...(state.kind === 'parallel'
      ? Object.entries(state.branches).flatMap(([branch, of]) =>
          Object.entries(of.states).flatMap(([inner, one]) =>
            own(`${name}.${branch}.${inner}`, one).map(found => ({ ...found, label: `${of.label} · ${found.label}` })),
          ),
        )
      : []),
  ])
  return [...(flow.total ? [{ path: totalPath, label: '全程', term: flow.total }] : []), ...steps]
}

/** What the step at a path is called. */
export function pathLabel(flow: Flow, path: string): string {
  const [main = '', branch, inner] = path.split('.')
  const state = flow.states[main]
  if (branch === undefined || inner === undefined || state?.kind !== 'parallel') return state?.label ?? path
  const of = state.branches[branch]
  return of ? `${of.label} · ${of.states[inner]?.label ?? inner}` : path
}

/** Paths that have no term of their own in the flow are left out of account. */
export function withTerms(flow: Flow, terms: Terms): Flow {
  const change = (states: States, prefix: string): States =>
    Object.fromEntries(
      Object.entries(states).map(([name, state]): [string, State] => {
        const path = `${prefix}${name}`
        const term = terms[path]
        if (state.kind === 'wait') return [name, term ? { ...state, for: term } : state]
        if (state.kind !== 'step' && state.kind !== 'parallel') return [name, state]
        const timed = term && state.within ? { ...state, within: term } : state
        if (timed.kind !== 'parallel') return [name, timed]
        const branches = Object.entries(timed.branches).map(([branch, of]) => [
          branch,
          { ...of, states: change(of.states, `${path}.${branch}.`) },
        ])
        return [name, { ...timed, branches: Object.fromEntries(branches) }]
      }),
    )
  return { ...flow, states: change(flow.states, ''), ...(flow.total && terms[totalPath] && { total: terms[totalPath] }) }
}
