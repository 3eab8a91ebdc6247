// One simulated time for several stories: it moves on when all of them wait, day by day, and wakes each at the moment it waits for.
import type { CivilDate } from '#declare'
import type { MovableClock } from './clock.ts'
import type { Platform } from './platform.ts'
import { fireDue, runEffects } from './worker.ts'

export type Timeline = {
  /** One more story lives on this time; time stands still until it waits too. All must join before the first waits. */
  join(): Place
  /** What a running city does by itself at this moment: it carries out effects, sequences the ledger and looks at what is watched. */
  react(): Promise<void>
}

export type Place = {
  /** Resolves when the clock stands at this moment, at once if it has passed. */
  moveTo(instant: Date): Promise<void>
  /** The story has ended or broken off: the others need not wait for it. Idempotent. */
  leave(): void
}

type Waiting = { readonly until: Date; readonly wake: () => void; readonly fail: (error: unknown) => void }

const dayMs = 86_400_000

export type TimelineOptions = {
  readonly onDay?: (date: CivilDate) => void
  /** Before the first story does anything there is nothing to wait for: time begins where the earliest of them wants to be. */
  readonly beginsWithFirst?: boolean
  /** Beyond this moment nobody goes: who wants to stays here. */
  readonly ends?: Date
}

export function makeTimeline(platform: Platform, clock: MovableClock, options: TimelineOptions = {}): Timeline {
  let stories = 0
  let hasBegun = !options.beginsWithFirst
  let waiting: Waiting[] = []
  let isMoving = false

  const react = async () => {
    while ((await runEffects(platform)) > 0);
    while ((await platform.sequence()).count > 0);
    while ((await platform.brain.round()).changes > 0);
  }

  /** Day by day, so that what fires in the morning can be answered before what fires next week. */
  const advance = async () => {
    if (isMoving || waiting.length === 0 || waiting.length < stories) return
    isMoving = true
    try {
      const first = Math.min(...waiting.map(one => one.until.getTime()))
      if (!hasBegun) clock.set(new Date(Math.max(clock.now().getTime(), first - dayMs)))
      hasBegun = true
      while (clock.now().getTime() < first) {
        clock.set(new Date(Math.min(first, clock.now().getTime() + dayMs)))
        await fireDue(platform, clock.now(), error => {
          throw error
        })
        await react()
        options.onDay?.(platform.calendar().dateOf(clock.now()))
      }
      isMoving = false
      const now = clock.now()
      const due = waiting.filter(one => one.until <= now)
      waiting = waiting.filter(one => one.until > now)
      for (const one of due) one.wake()
    } catch (error) {
      isMoving = false
      const all = waiting
      waiting = []
      for (const one of all) one.fail(error)
    }
  }

  return {
    react,
    join() {
      stories += 1
      let isHere = true
      return {
        moveTo: wanted => {
          const until = options.ends && wanted > options.ends ? options.ends : wanted
          if (until <= clock.now()) return Promise.resolve()
          return new Promise<void>((wake, fail) => {
            waiting.push({ until, wake, fail })
            void advance()
          })
        },
        leave() {
          if (!isHere) return
          isHere = false
          stories -= 1
          void advance()
        },
      }
    },
  }
}
