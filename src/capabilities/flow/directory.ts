// What the engine must know of the city: which region lies above another, what organs and people are called.
import type { City, Level, Organ } from '#declare'
import { isAccount } from '../identity/port.ts'

export type Directory = {
  /** The region itself or the one above it at a level; undefined when there is none. */
  regionAt(code: string, level: Level): string | undefined
  organ(id: string): Organ | undefined
  regionName(code: string): string
  personName(id: string): string
  /** Posts are checked where people are named: an assigned person must hold one at the organ. */
  worksAt(person: string, organ: string): boolean
  isPerson(id: string): boolean
}

/** From the city's own files. A server whose people live in the database passes its own look-ups over these. */
export function createDirectory(city: City, over: Partial<Directory> = {}): Directory {
  const regions = new Map(city.regions.map(region => [region.code, region]))
  const organs = new Map(city.organs.map(organ => [organ.id, organ]))
  const people = new Map(city.people.map(person => [person.id, person]))
  const regionAt = (code: string, level: Level): string | undefined => {
    for (let at = regions.get(code); at; at = at.parent === null ? undefined : regions.get(at.parent))
      if (at.level === level) return at.code
    return undefined
  }
  const isWithin = (organ: string, whole: string): boolean => {
    for (let at: string | null = organ; at !== null; at = organs.get(at)?.parent ?? null) if (at === whole) return true
    return false
  }
  return {
    regionAt,
    organ: id => organs.get(id),
    regionName: code => regions.get(code)?.name ?? code,
    // A resident's name is a personal value of the row: here they are only the party.
    personName: id => (id === 'system' ? '系统' : isAccount(id) ? '当事人' : (people.get(id)?.name ?? id)),
    worksAt: (person, organ) => people.get(person)?.posts.some(post => isWithin(post.organ, organ)) ?? false,
    isPerson: id => people.has(id),
    ...over,
  }
}
