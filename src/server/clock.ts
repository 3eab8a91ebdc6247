// The clocks of a server: real time, or a simulated one that a story moves.
import type { Clock } from '#declare'

export type MovableClock = Clock & { set(instant: Date): void; readonly simulated: boolean }

/** Stands still until it is moved; after `run` it goes on with real time from where it stands. */
export function simulatedClock(start: Date): MovableClock & { run(): void } {
  let base = start.getTime()
  let since: number | undefined
  return {
    simulated: true,
    now: () => new Date(since === undefined ? base : base + (Date.now() - since)),
    set(instant) {
      base = instant.getTime()
      if (since !== undefined) since = Date.now()
    },
    run() {
      since ??= Date.now()
    },
  }
}
