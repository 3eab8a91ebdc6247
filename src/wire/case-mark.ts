/**
 * What is told to everybody of a case that changed: who knows its id sees that it is theirs, and nobody learns an id from it.
 * FNV-1a; two cases with one mark cost a page one reading too many.
 */
export function caseMark(id: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
