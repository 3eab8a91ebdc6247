// What is known while a plan is read: its text, its day and year, the counties, and the notes for the person who proofreads.
// Handed from room to room, so that each adds to the same notes.
import { type Joined, passageOf } from './join-lines.ts'
import type { PlanNote } from './plan-shape.ts'
import type { PlacedNote } from './unit-notes.ts'

export type Reading = {
  joined: Joined
  counties: readonly string[]
  issued: string | null
  year: number | undefined
  titleYear: number | undefined
  notes: PlanNote[]
  unitNotes: PlacedNote[]
}

/** Adds a note once for a passage [start, end) of the joined text. */
export function note(reading: Reading, message: string, start: number, end: number): void {
  reading.notes.push({ message, passage: passageOf(reading.joined, start, end) })
}
