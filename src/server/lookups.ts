// The city's directory in memory: ids and names of organs, people and regions, for checking values, naming them and searching.
import type { City, CivilDate, Organ, Person, Region } from '#declare'
import type { Lookups } from '../capabilities/store/world.ts'
import type { KindContext } from '../fields/kind.ts'

export type CityLookups = Lookups & {
  /** The short name of an organ, the name of a person or region. */
  name(id: string): string | undefined
  kindContext(today: CivilDate): KindContext
}

export function makeLookups(city: City): CityLookups {
  const organs = byIdAndName(city.organs, organ => [organ.id, organ.name, organ.fullName])
  const people = new Map<string, Person>(city.people.map(person => [person.id, person]))
  const regions = byIdAndName(city.regions, region => [region.code, region.name])
  const organName = (id: string) => (organs.get(id)?.id === id ? organs.get(id)!.name : undefined)
  const lookups: Lookups = {
    organ: key => organs.get(key),
    person: key => people.get(key),
    region: key => regions.get(key),
    findOrgans: (words, most) =>
      city.organs
        .filter(organ => organ.name.includes(words) || organ.fullName.includes(words) || organ.aliases.some(alias => alias.includes(words)))
        .slice(0, most)
        .map(({ id, name }) => ({ id, name })),
    findPeople: (words, most) =>
      city.people
        .filter(person => person.name.includes(words) || person.account === words)
        .slice(0, most)
        .map(person => ({
          id: person.id,
          name: person.name,
          title: person.title,
          organName: organName(person.posts[0]?.organ ?? '') ?? '',
        })),
  }
  return {
    ...lookups,
    name: id => organName(id) ?? people.get(id)?.name ?? (regions.get(id)?.code === id ? regions.get(id)!.name : undefined),
    kindContext: today => ({ today, zone: city.zone, organ: lookups.organ, person: lookups.person, region: lookups.region }),
  }
}

/** Names that two share belong to neither. */
function byIdAndName<T extends Organ | Region>(all: readonly T[], keysOf: (one: T) => readonly string[]): ReadonlyMap<string, T> {
  const found = new Map<string, T | undefined>()
  for (const one of all) {
    const [id, ...names] = keysOf(one)
    found.set(id!, one)
    for (const name of new Set(names)) if (name !== id) found.set(name, found.has(name) ? undefined : one)
  }
  return new Map([...found].filter((entry): entry is [string, T] => entry[1] !== undefined))
}
