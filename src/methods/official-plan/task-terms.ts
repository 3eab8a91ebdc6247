// The terms of a task: dates under labels (完成时限：), dates in its words, and terms that are no date (长期坚持).
// A labelled date is also the term of the task's goals when it is the only one.
import type { Draft } from './drafts.ts'
import { findDueDates, findStanding } from './due-dates.ts'
import type { Joined } from './join-lines.ts'
import type { Reading } from './reading.ts'

/** All terms, the labelled ones among them, and the standing ones; `text` is the draft without its units. */
export function readDue(reading: Reading, draft: Draft, text: string): { all: string[]; labelled: string[]; standing: string[] } {
  const { joined, issued, year } = reading
  const labelled: string[] = []
  const standing = findStanding(text, false)
  const spans = draft.groups.flatMap(group => group.dueSpans)
  for (const span of [...spans, ...labelledSpans(joined, draft)]) {
    const words = joined.norm.slice(span.start, span.end)
    for (const found of findDueDates(words, { year, issued, labelled: true })) labelled.push(found.date)
    const bare = /[：:]?\s*(20\d{2})[^\d年]*$/.exec(words)?.[1]
    if (bare && labelled.length === 0) labelled.push(`${bare}-12-31`)
    standing.push(...findStanding(words.replace(/^[^：:]*[：:]/, ''), true))
  }
  const spoken = findDueDates(text, { year, issued }).map(each => each.date)
  const unique = (dates: string[]) => [...new Set(dates)].sort()
  return { all: unique([...labelled, ...spoken]), labelled: unique(labelled), standing: [...new Set(standing)] }
}

const dueLine = /(?:完成|办理|工作|办结|推进)?(?:时限|期限|时间(?:节点|要求|安排)?)[：:][^。；\n\t]*/g

function labelledSpans(joined: Joined, draft: Draft): { start: number; end: number }[] {
  const words = joined.norm.slice(draft.start, draft.end)
  return [...words.matchAll(dueLine)].map(found => ({ start: draft.start + found.index, end: draft.start + found.index + found[0].length }))
}
