// What a plan says once for many tasks: 列第一位者为牵头单位，下同; 以下各区、县（市）政府均为责任单位，不再列出.
// A note holds for the item it stands in and all after it; one that looks back, or stands behind all items, holds for all.
import type { Joined } from './join-lines.ts'

/** What a note says of this task and the ones after it (or, with `backwards`, of all). */
export type UnitNotes = { firstLeads: boolean; everyTask: string | undefined; backwards: boolean; unordered: boolean }

const firstLeads =
  /(?:列|排|排名|排序|位列|位居|名列)(?:在)?(?:第一|首|最?前|第1)[^。；，（）]{0,8}(?:为|是|系)[^。；，（）]{0,4}(?:牵头|主办|主责|主要责任|第一责任)|(?:第一个|首个|首位|第一位|第一家|首家|第一(?:责任|承办)单位)[^。；，（）]{0,8}(?:为|是)[^。；，（）]{0,4}(?:牵头|主办|主责)/
const everyTask =
  /(各(?!项|类|个|条|任务|工作|自|级各|方面)[^，。；]{0,30}?)(?:均为|均系|均需|均须|均应|均要|为|需要|需|应|要|按照?职责|按|负责|配合|落实|参与|共同|等)[^。；]{0,40}不再[^，。；）]{0,6}列|不再[^，。；]{0,6}列[^。；，]{0,10}(各[^，。；]{2,30}?)(?:[，。；）]|$)/

/** Words in which a clause is a note and names no unit. */
export const noteClause = /第一|首位|下同|不再|排名|排序|列首|列在|为牵头|均为|均需|均须|为责任单位|以下|上述|注：/

/** The notes in a piece of text. */
export function readUnitNotes(norm: string): UnitNotes {
  const every = everyTask.exec(norm)
  const written = every?.[1] ?? every?.[2]
  return {
    firstLeads: firstLeads.test(norm),
    everyTask: written?.replace(/(?:也|都|均|还|亦)$/, ''),
    backwards: /(?:以上|上述|前述)[^。；]*(?:各项|任务|事项|各[区县市])/.test(norm) && every !== null,
    unordered: /排名不分先后/.test(norm),
  }
}

export type PlacedNote = { at: number; firstLeads: boolean; everyTask: string | undefined; start: number; end: number }

/** The notes of a text, each with the offset from which it holds. */
export function placeNotes(joined: Joined, drafts: readonly { end: number }[]): PlacedNote[] {
  const placed: PlacedNote[] = []
  const lastEnd = drafts.reduce((latest, draft) => Math.max(latest, draft.end), 0)
  for (const { start, end } of joined.paragraphs) {
    const words = joined.norm.slice(start, end)
    if (!/牵头|主办|主责|第一责任|不再/.test(words)) continue
    for (const found of words.matchAll(/[^；。]+/g)) {
      const notes = readUnitNotes(found[0].length > 300 ? found[0].slice(-300) : found[0])
      if (!notes.firstLeads && notes.everyTask === undefined) continue
      const at = start + found.index
      if (placed.some(each => each.firstLeads === notes.firstLeads && each.everyTask === notes.everyTask)) continue
      placed.push({
        at: notes.backwards || at >= lastEnd ? 0 : at,
        firstLeads: notes.firstLeads,
        everyTask: notes.everyTask,
        start: at,
        end: at + found[0].length,
      })
    }
  }
  return placed
}
