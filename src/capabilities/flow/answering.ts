// Which organs answer for a case: those its row names for its branches and steps, without the ones that were released from it.
// Told to the scene when they change, so that what hangs on the case follows them.
import type { Flow, States } from '#declare'
import { namesIn } from './desks.ts'
import { branchPlace, type CaseState, type Values } from './event.ts'

/** The organs, in the order of the declaration, each once. */
export function answering(flow: Flow, row: Values, state: CaseState): string[] {
  return [...new Set(organsOf(flow.states, row, state))]
}

function organsOf(states: States, row: Values, state: CaseState): string[] {
  return Object.values(states).flatMap(one => {
    if (one.kind === 'step') return one.by.kind === 'organ-in' ? namesIn(row[one.by.field]) : []
    if (one.kind !== 'parallel') return []
    return Object.entries(one.branches).flatMap(([name, branch]) =>
      namesIn(row[branch.each]).filter(organ => !state.released.includes(branchPlace(name, organ))),
    )
  })
}
