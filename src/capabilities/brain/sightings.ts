// How subjects stand now, asked of the store in one question for all of them: groups of rows counted over an index, or figures.
import { type Watch, watchedRecord } from '#declare'
import type { Subject } from '../identity/port.ts'
import type { GroupKey, Store, Tx } from '../store/port.ts'
import { passes, type Sighting, subjectFields, windowStart } from './engine.ts'

export type Looking = {
  readonly store: Store
  readonly system: Subject
  readonly now: Date
  readonly workdaysBack: (count: number) => Date
  readonly dateOf: (at: Date) => string
}
const mostSubjects = 10_000

/** The subjects that rows belong to. */
export const subjectsOf = (tx: Tx, { store, system }: Looking, watch: Watch, ids: readonly string[]): Promise<GroupKey[]> =>
  isPlain(watch) ? store.groupKeys(tx, system, watchedRecord(watch), subjectFields(watch), ids) : Promise.resolve([])

/** Of an indicator by a list or a region a row counts for several subjects: all are looked at. */
const isPlain = ({ over }: Watch): boolean =>
  over.kind === 'rows' ||
  over.by === undefined ||
  !(over.by === 'region' || ['organs', 'persons', 'choices', 'region'].includes(over.indicator.record.fields[over.by]?.kind ?? 'text'))

/** The subjects that meet the watch; with `keys` only of these. What is asked for and not among the answers does not meet it. */
export async function look(tx: Tx, looking: Looking, watch: Watch, keys: readonly GroupKey[] | undefined): Promise<Sighting[]> {
  const { store, system, now } = looking
  const { over } = watch
  const since = windowStart(now, over.within, looking.workdaysBack)
  if (over.kind === 'rows') {
    if (keys?.length === 0) return []
    const groups = await store.groups(tx, system, over.record, {
      same: subjectFields(watch),
      when: over.when,
      atLeast: over.atLeast,
      on: over.on,
      until: now,
      most: mostSubjects,
      ...(since && { since }),
      ...(keys && { keys }),
    })
    return groups.map(({ key, count, rows, regions }) => ({ key, met: true, count, value: null, rows, regions }))
  }
  const wanted = isPlain(watch) ? keys?.flatMap(([key]) => key ?? []) : undefined
  if (over.by !== undefined && wanted?.length === 0) return []
  const figures = await store.figures(tx, system, over.indicator, {
    ...(over.by !== undefined && { by: over.by, ...(wanted && { keys: wanted }) }),
    ...(since && { from: looking.dateOf(since) }),
  })
  return figures
    .filter(figure => over.by === undefined || figure.key !== null)
    .map(figure => ({
      key: figure.key === null ? [] : [figure.key],
      met: passes(watch, figure),
      count: null,
      value: figure.value,
      rows: [],
      regions: null,
    }))
    .filter(sighting => sighting.met)
}

export const unseen = (key: GroupKey): Sighting => ({ key, met: false, count: null, value: null, rows: [], regions: null })
