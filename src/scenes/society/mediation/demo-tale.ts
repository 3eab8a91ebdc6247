// What the demo's year of disputes is told with: the cast, what is still to come, and how a case is carried to another day.
import type { Actor, CivilDate, Story } from '#declare'
import { addDays } from '../../../fields/date/civil-date.ts'
import { given, type Matter, surnames } from './demo-matters.ts'
import type { MediationLevel } from './records.ts'

export type Case = {
  id: string
  readonly matter: Matter
  readonly village: string
  readonly top: MediationLevel
  readonly end: 'agreed' | 'failed' | 'quit'
  readonly phones: readonly [string, string]
  readonly byCode: boolean
  readonly names: readonly [string, string]
}
export type Tale = {
  readonly story: Story
  readonly villages: readonly string[]
  readonly actors: Map<string, Actor>
  /** Further parties who sign, by dispute. */
  readonly thirds: Map<string, Third>
  /** What is to be done on a day: a case goes on when its day has come. */
  readonly plan: Map<CivilDate, Planned[]>
  /** The dispute that is told: what concerns one happens in order, different ones go on side by side. */
  readonly strand: Case | null
}
type Planned = { readonly strand: Case | null; readonly act: () => Promise<void> }
/** A further party, who signs on their own phone. */
export type Third = { readonly id: string; readonly phone: string; readonly name: string }

export const pick = <T>(story: Story, of: readonly T[]): T => of[Math.floor(story.chance() * of.length)]!
export const person = (story: Story): string => `${pick(story, [...surnames])}${pick(story, given)}`
/** Numbers that are given to nobody: 199 0020 0000 and after. */
export const number = (story: Story): string => `1990020${String(Math.floor(story.chance() * 10_000)).padStart(4, '0')}`

/** A drawn line that is no one's name. */
export const ink = (story: Story) => {
  const seed = story.chance() * 6
  return {
    width: 600,
    height: 240,
    strokes: [0, 1].map(line =>
      Array.from({ length: 24 }, (_, step) => [
        40 + line * 260 + step * 9,
        120 + Math.round(70 * Math.sin(step / 2 + seed + line)),
        step * 18,
      ]),
    ),
  }
}

export function at({ story, actors }: Tale, of: Case, level: MediationLevel): Actor {
  const code = { village: of.village, town: of.village.slice(0, 9), county: of.village.slice(0, 6), city: '' }[level]
  const line = level === 'village' && of.village.length > 9 ? 'committee' : level === 'village' || level === 'town' ? 'gov' : 'mediation'
  const key = `${line}:${code}`
  const known = actors.get(key) ?? story.as('mediator', { line, ...(code !== '' && { region: code }) })
  actors.set(key, known)
  return known
}

export const later = (tale: Tale, after: number, act: () => Promise<void>): void => on(tale, addDays(tale.story.today(), after), act)
export function on({ plan, story, strand }: Tale, date: CivilDate, act: () => Promise<void>): void {
  const day = date <= story.today() ? addDays(story.today(), 1) : date
  plan.set(day, [...(plan.get(day) ?? []), { strand, act }])
}

/** A dispute of its own, with its own chances. */
export const strandOf = (tale: Tale, strand: Case): Tale => ({ ...tale, story: tale.story.strand(), strand })

const atOnce = 4
/** What has come due: in order within a dispute, several disputes at once. */
export async function tellDue({ plan }: Tale, today: CivilDate): Promise<void> {
  const due = [...plan.keys()].filter(date => date <= today).sort()
  const strands = [
    ...Map.groupBy(
      due.flatMap(date => plan.get(date)!),
      one => one.strand,
    ).values(),
  ]
  for (const date of due) plan.delete(date)
  const lane = async () => {
    for (let strand = strands.shift(); strand; strand = strands.shift()) for (const { act } of strand) await act()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
