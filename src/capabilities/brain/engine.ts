// Whether a sighting is news: pure. A warning is raised once for a subject, seen again when it gets worse, and never a second time
// while the first is open.
import { type Scalar, type Term, type WarningLevel, type Watch, warningLevels } from '#declare'
import { addMonths, dayNumber } from '../../methods/workday-calendar/civil-date.ts'
import type { GroupKey } from '../store/port.ts'

/** How a subject was seen. `count` and `rows` (the newest first) of a watch over rows, `value` of one over an indicator. */
export type Sighting = {
  readonly key: GroupKey
  readonly met: boolean
  readonly count: number | null
  readonly value: number | null
  readonly rows: readonly string[]
  readonly regions: readonly [string, string] | null
}

/** How it was known before; `open`: its warning is not closed. */
export type Known = {
  readonly met: boolean
  readonly level: WarningLevel | null
  readonly count: number | null
  readonly value: number | null
  readonly rows: readonly string[]
  readonly warning: string | null
  readonly times: number
  readonly seenAt: Date | null
}

export type Verdict = 'nothing' | 'raise' | 'again' | 'clear'

/** The fields whose values make a subject: the row's own id where nothing is said, nothing at all for the whole city. */
export function subjectFields({ over }: Watch): readonly string[] {
  if (over.kind === 'indicator') return over.by === undefined ? [] : [over.by]
  return over.same.length > 0 || over.atLeast > 1 ? over.same : ['id']
}

export const subjectOf = (key: GroupKey): string => JSON.stringify(key)
export const keyOf = (subject: string): GroupKey => JSON.parse(subject) as GroupKey

/** Whether an indicator's value passes the bound; nothing is known of a rate that stands on too few rows. */
export function passes({ over }: Watch, figure: { readonly value: number | null; readonly denominator: number | null }): boolean {
  if (over.kind !== 'indicator' || figure.value === null) return false
  if (over.least !== undefined && (figure.denominator ?? 0) < over.least) return false
  if (over.below !== undefined) return figure.value < over.below
  return over.above !== undefined && figure.value > over.above
}

/** The level of a sighting: the highest bound that it reaches. */
export function levelOf(watch: Watch, { count, value }: Pick<Sighting, 'count' | 'value'>): WarningLevel {
  const reached = watch.rises.filter(
    rise =>
      (rise.atLeast !== undefined && count !== null && count >= rise.atLeast) ||
      (rise.below !== undefined && value !== null && value < rise.below) ||
      (rise.above !== undefined && value !== null && value > rise.above),
  )
  return reached.reduce((level, rise) => higher(level, rise.level), watch.level)
}

export const higher = (a: WarningLevel, b: WarningLevel): WarningLevel => (warningLevels.indexOf(a) >= warningLevels.indexOf(b) ? a : b)

/** The bound that was reached, for the sentence that says so. */
export function boundOf(watch: Watch, sighting: Pick<Sighting, 'count' | 'value'>): number {
  const level = levelOf(watch, sighting)
  const rise = level === watch.level ? undefined : watch.rises.find(one => one.level === level)
  const { over } = watch
  const own = over.kind === 'rows' ? over.atLeast : (over.below ?? over.above ?? 0)
  return rise?.atLeast ?? rise?.below ?? rise?.above ?? own
}

/**
 * What a sighting amounts to. News is: it holds and did not before; a row that was not there; more rows; a worse value. The same
 * sighting twice is no news, so a round may be repeated.
 */
export function judge(watch: Watch, known: Known | undefined, sighting: Sighting, isOpen: boolean): Verdict {
  if (!sighting.met) return known?.met ? 'clear' : 'nothing'
  if (known?.met && !isWorse(watch, known, sighting)) return 'nothing'
  return known?.warning && isOpen ? 'again' : 'raise'
}

function isWorse({ over }: Watch, known: Known, { count, value, rows }: Sighting): boolean {
  if (over.kind === 'rows') {
    const [newest] = rows
    return (count ?? 0) > (known.count ?? 0) || (newest !== undefined && !known.rows.includes(newest))
  }
  if (value === null || known.value === null) return false
  return over.below !== undefined ? value < known.value : value > known.value
}

/** What is known afterwards. Of an indicator the worst value of this warning is kept. */
export function knownAfter(
  watch: Watch,
  known: Known | undefined,
  sighting: Sighting,
  after: Pick<Known, 'warning' | 'times' | 'level'>,
  now: Date,
): Known {
  const { over } = watch
  const worst =
    over.kind === 'rows' || !known?.met || known.value === null || sighting.value === null
      ? sighting.value
      : over.below !== undefined
        ? Math.min(known.value, sighting.value)
        : Math.max(known.value, sighting.value)
  return { ...after, met: sighting.met, count: sighting.count, value: sighting.met ? worst : null, rows: sighting.rows, seenAt: now }
}

/** The moment from which a window counts; days, working days and months are counted back as whole periods of 24 hours would be. */
export function windowStart(now: Date, within: Term | undefined, workdaysBack: (count: number) => Date): Date | undefined {
  if (!within) return undefined
  if (within.unit === 'hour') return new Date(now.getTime() - within.count * 3_600_000)
  if (within.unit === 'day') return new Date(now.getTime() - within.count * 86_400_000)
  if (within.unit === 'workday') return workdaysBack(within.count)
  const day = dayNumber(now.toISOString().slice(0, 10))
  return new Date(now.getTime() - (day - addMonths(day, -within.count)) * 86_400_000)
}

/** The smallest region that holds all of a span of codes: what the first and the last have in common, if it is a region of the city. */
export function commonRegion(codes: ReadonlySet<string>, [first, last]: readonly [string, string], city: string): string {
  if (first === last && codes.has(first)) return first
  let length = 0
  while (length < first.length && first[length] === last[length]) length += 1
  const found = [12, 9, 6].find(size => size <= length && codes.has(first.slice(0, size)))
  return found === undefined ? city : first.slice(0, found)
}

/** `says` with the numbers filled in. */
export function fill(says: string, of: Readonly<Record<'subject' | 'count' | 'value' | 'bound', Scalar>>): string {
  return says.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in of ? String(of[name as keyof typeof of] ?? '') : whole))
}
