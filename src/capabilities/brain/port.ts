// What others may ask of the brain: one round of looking at what has changed.
export type Round = {
  /** Changed rows that were looked at. */
  readonly changes: number
  /** Warnings raised, seen again or cleared. */
  readonly acted: number
}

export type BrainPort = {
  /**
   * Looks at the rows that have changed since, and once a day (an hour, for windows of hours) at everything. Harmless when repeated,
   * may run on several servers at once; what a round that dies had not finished, the next one does.
   */
  round(): Promise<Round>
}
