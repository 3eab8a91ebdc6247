// A request that comes twice acts once: the event it led to keeps its key and what was asked. A key belongs to whoever chose it; those the
// platform gives itself (timers, calendars) begin otherwise, so nobody can take one before it.
import { createHash } from 'node:crypto'
import { actorOf, type Subject } from '../identity/port.ts'
import { changedSince, type PlacedRow } from '../store/port.ts'
import type { Acted, ActRequest } from './port.ts'
import type { Repeated } from './store.ts'

/** The request under a key that only this person can have chosen. */
export const keyed = (subject: Subject, request: ActRequest): ActRequest =>
  request.key === undefined ? request : { ...request, key: `by ${actorOf(subject)} ${request.key}` }

/** What was asked, in 43 characters; the version that was seen is no part of it. */
export const digestOf = ({ act, task, branch, values, reason, to, people, date }: ActRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([act, task, branch, values ?? {}, reason, to, people, date]))
    .digest('base64url')

/** The first answer again. Throws Problem `conflict` where something else was asked: that was not done. */
export function repeat(row: PlacedRow, first: Repeated, request: ActRequest): Acted {
  if (first.asked !== null && first.asked !== digestOf(request)) throw changedSince()
  return { id: row.id, version: first.seq, state: first.state, seq: first.seq, made: first.made, repeated: true }
}
