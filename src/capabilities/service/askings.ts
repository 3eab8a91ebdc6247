// What is asked of people who did not apply: cases of a part-record, shown to whom they ask like a case of theirs, with the service they belong to.
import { type AnyRecord, type Asking, getFlow, type Model, type Service } from '#declare'
import type { PlacedRow } from '../store/port.ts'

/** The service whose part a record is, as far as whoever is asked is concerned: no form, no rules, what the asking shows. */
export function askingOf(model: Model, record: Pick<AnyRecord, 'name'>): AskingService | undefined {
  for (const service of model.services.values())
    for (const asking of service.asks) if (asking.record.name === record.name) return asService(model, service, asking)
  return undefined
}

export type AskingService = Service & Pick<Asking, 'keeps'>

function asService(model: Model, { called: _called, firm: _firm, place: _place, ...service }: Service, asking: Asking): AskingService {
  return {
    ...service,
    keeps: asking.keeps,
    title: asking.title,
    record: asking.record,
    applicant: asking.of,
    form: [],
    shows: asking.shows,
    rules: [],
    materials: [],
    asks: [],
    starts: getFlow(model, asking.record.name),
  }
}

/** The papers that acts of this record ask to read, which are of the whole that its rows are a part of. */
export function papersReadIn(service: Service): ReadonlySet<string> {
  const states = Object.values(service.starts.states).flatMap(state =>
    state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state],
  )
  return new Set(
    states.flatMap(state =>
      state.kind === 'step'
        ? Object.values(state.on).flatMap(({ reads }) => (reads && reads.record.name !== service.record.name ? [reads.name] : []))
        : [],
    ),
  )
}

/** The row that a part belongs to. */
export const wholeOf = (row: PlacedRow): string | undefined => (typeof row['parent'] === 'string' ? row['parent'] : undefined)
