// One round of the brain: take what has changed, find the subjects concerned, settle each. Bounded by subjects, not by changes:
// a thousand changes of one group are one question.
import {
  type Calendar,
  type Clock,
  type Model,
  type Owner,
  type StoredRow,
  valueOn,
  verifyTerms,
  type Watch,
  warningRecord,
  watchedRecord,
} from '#declare'
import type { Directory, FlowPort } from '../flow/port.ts'
import { systemSubject } from '../identity/port.ts'
import type { GroupKey, PlacedRow, RowChanged, Store, Tx } from '../store/port.ts'
import { judge, keyOf, subjectOf } from './engine.ts'
import type { BrainPort, Round } from './port.ts'
import { type Settling, settle } from './settle.ts'
import { look, subjectsOf, unseen } from './sightings.ts'
import { markLooked, readKnown, readMet, readRounds, takeSweeps } from './store.ts'

export type BrainOptions = {
  readonly model: Model
  readonly store: Store
  readonly flow: FlowPort
  readonly clock: Clock
  readonly directory: Directory
  calendar(): Calendar
  readonly name: (id: string) => string | undefined
  readonly notify: (tx: Tx, to: Owner, message: string, about: { record: string; id: string }) => Promise<void>
  readonly stored: (row: PlacedRow) => StoredRow
  /** How long a round may hold what it has taken, in milliseconds; it always settles one subject. */
  readonly roundMs?: number
  /** A subject that could not be settled does not stop the others; the next day's look comes to it again. */
  onError?(error: unknown, what: { readonly watch: string; readonly subject: string }): void
}

const unfinished = new Error('The round has taken its time')
const mostChanges = 5000
const mostMet = 500
const mostAtOnce = 10_000
/** A clock that stands further behind than this was set back: nothing it finds is news. */
const clockSlack = 600_000

export function createBrain(options: BrainOptions): BrainPort {
  const { model, store, clock, roundMs = 60_000 } = options
  const watches = [...model.watches].map(([id, watch]) => ({ id, watch, record: watchedRecord(watch).name }))
  const isRunning = model.flows.has(warningRecord) && watches.length > 0
  /** The period in which this server has last asked for whole looks. */
  let asked = ''

  const settlingAt = (now: Date): Settling => {
    const calendar = options.calendar()
    const today = calendar.dateOf(now)
    return {
      ...options,
      system: systemSubject(model.city.code),
      now,
      dateOf: at => calendar.dateOf(at),
      workdaysBack: count => new Date(now.getTime() - (Date.parse(today) - Date.parse(calendar.addWorkdays(today, -count)))),
      words: { model, today, name: options.name },
      due: (from, level, watch) => calendar.due(from, watch.verify?.within ?? valueOn(verifyTerms, today)[level]),
    }
  }

  /** The watches this worker looks at whole: each once in its period, by one worker. */
  const sweepsOf = async (tx: Tx, now: Date): Promise<Set<string>> => {
    const hour = now.toISOString().slice(0, 13)
    const day = options.calendar().dateOf(now)
    const period = (watch: Watch) => (watch.over.within?.unit === 'hour' ? hour : day)
    const current = `${day} ${hour}`
    if (asked === current) return new Set()
    return takeSweeps(
      tx,
      watches.map(({ id, watch }) => ({ id, period: period(watch) })),
      now,
    )
  }

  /** Subjects of a watch whose state is news, by one question for all. */
  const newsOf = async (tx: Tx, settling: Settling, { id, watch, ids, met }: Looked): Promise<GroupKey[]> => {
    const keys = ids && distinct([...(await subjectsOf(tx, settling, watch, ids)), ...met])
    const seen = new Map((await look(tx, settling, watch, keys ?? undefined)).map(one => [subjectOf(one.key), one]))
    for (const key of keys ?? met) if (!seen.has(subjectOf(key))) seen.set(subjectOf(key), unseen(key))
    const known = await readKnown(tx, id, [...seen.keys()])
    return [...seen].flatMap(([subject, sighting]) => {
      const before = known.get(subject)
      // Whether its warning is open is asked under the lock: here it only matters that there is something to ask.
      const isNews = judge(watch, before, sighting, true) !== 'nothing' || (before?.met === true && before.count !== sighting.count)
      return isNews ? [sighting.key] : []
    })
  }

  return {
    async round(): Promise<Round> {
      if (!isRunning) return { changes: 0, acted: 0 }
      const now = clock.now()
      const settling = settlingAt(now)
      const looked: string[] = []
      const began = performance.now()
      let acted = 0
      const whole = store.asSystemPastAccessRules(async tx => {
        const changed = await store.takeChanges(tx, mostChanges)
        const sweeps = await sweepsOf(tx, now)
        if (changed.length === 0 && sweeps.size === 0) return 0
        const rounds = await readRounds(
          tx,
          watches.map(one => one.id),
        )
        const concerned = watches
          .map(({ id, watch, record }) => ({ id, watch, ids: sweeps.has(id) ? null : idsOf(changed, record) }))
          .filter(({ id, ids }) => ids?.length !== 0 && !isBehind(rounds.get(id)?.lookedAt, now))
        const metOf = await metBy(tx, concerned)
        for (const { id, watch, ids } of concerned) {
          for (const key of await newsOf(tx, settling, { id, watch, ids, met: (metOf.get(id) ?? []).map(keyOf) })) {
            if (acted > 0 && performance.now() - began > roundMs) throw unfinished
            acted += await settleOne(settling, id, watch, key)
          }
          looked.push(id)
        }
        return changed.length
      })
      const changes = await whole.catch((error: unknown) => {
        if (error === unfinished) return null
        throw error
      })
      // What was settled is known, what was taken is given back: the next round goes on from here.
      if (changes === null) return { changes: 1, acted }
      const calendar = options.calendar()
      asked = `${calendar.dateOf(now)} ${now.toISOString().slice(0, 13)}`
      if (looked.length > 0) await store.asSystemPastAccessRules(tx => markLooked(tx, looked, now))
      return { changes, acted }
    },
  }

  async function settleOne(settling: Settling, id: string, watch: Watch, key: GroupKey): Promise<number> {
    try {
      return (await settle(settling, { id, watch, key })) === 'nothing' ? 0 : 1
    } catch (error) {
      if (!options.onError) throw error
      options.onError(error, { watch: id, subject: subjectOf(key) })
      return 0
    }
  }
}

/** A watch to be looked at: whole, or for the rows that changed; with the subjects that met it before. */
type Looked = { readonly id: string; readonly watch: Watch; readonly ids: readonly string[] | null; readonly met: readonly GroupKey[] }

/** What met before, of those looked at whole without bound, of the others the first so many. */
async function metBy(tx: Tx, concerned: readonly Omit<Looked, 'met'>[]): Promise<Map<string, string[]>> {
  const met = new Map<string, string[]>()
  for (const [most, part] of [
    [mostAtOnce, concerned.filter(one => one.ids === null)],
    [mostMet, concerned.filter(one => one.ids !== null)],
  ] as const) {
    if (part.length === 0) continue
    const ids = part.map(one => one.id)
    for (const [id, subjects] of await readMet(tx, ids, most)) met.set(id, subjects)
  }
  return met
}

const isBehind = (lookedAt: Date | undefined, now: Date): boolean =>
  lookedAt !== undefined && lookedAt.getTime() > now.getTime() + clockSlack
const idsOf = (changed: readonly RowChanged[], record: string): string[] => [
  ...new Set(changed.filter(one => one.record === record).map(one => one.id)),
]
const distinct = (keys: readonly GroupKey[]): GroupKey[] => [...new Map(keys.map(key => [subjectOf(key), key])).values()]
