// What the platform must know of a city. A city is a folder under `cities/`; nothing of it is known to the code.
import type { Level, RoleId } from './roles.ts'
import type { CivilDate } from './time.ts'

/** An administrative region; `code` is the national one: 6 digits for city and county, 9 for a town, 12 for a village. */
export type Region = { code: string; name: string; level: Level; parent: string | null }

/** An organ. `line` names its duty and is shared by its counterparts of other levels (市公安局 and 区公安分局: `police`). */
export type Organ = {
  id: string
  /** The short official name used in documents: 市大数据局. */
  name: string
  fullName: string
  aliases: readonly string[]
  line: string
  level: Level
  region: string
  /** The organ this one belongs to, for offices within an organ. */
  parent: string | null
  /** Names it had before a reform, with the date they lapsed. */
  former?: readonly { name: string; until: CivilDate }[]
}

/** A post held by a person: a role at an organ, from a date, perhaps to a date. */
export type Post = { role: RoleId; organ: string; from: CivilDate; to?: CivilDate }

/** A person of the demo city; all are synthetic. */
export type Person = { id: string; name: string; account: string; phone: string; title: string; posts: readonly Post[] }

/** The arrangement of one year: `holidays` list all days off of each notice (weekends too), `work` the weekend days on which people work. */
export type CalendarYear = {
  year: number
  /** The notice it comes from: issuer and number, or `null` for an arrangement that is not yet published (weekends and fixed statutory days only). */
  source: string | null
  status: 'official' | 'assumed'
  holidays: readonly { name: string; days: readonly CivilDate[] }[]
  work: readonly CivilDate[]
}

export type Brand = { title: string; short: string; emblem?: string; primaryColor: string; synthetic: boolean }

/** How the city is drawn on boards. */
export type CityMap = {
  /** Where counties lie towards each other, in cells of a grid from the north-west corner; those not named are put below. */
  readonly places: Readonly<Record<string, { readonly x: number; readonly y: number; readonly w: number; readonly h: number }>>
  /** True borders (GeoJSON, degrees), of counties or towns: drawn instead of the grid. `code` is the region's. */
  readonly outlines?: {
    readonly type: 'FeatureCollection'
    readonly features: readonly {
      readonly type: 'Feature'
      readonly properties: { readonly code: string }
      readonly geometry:
        | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly (readonly number[])[])[] }
        | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly (readonly number[])[])[])[] }
    }[]
  }
}

export type City = {
  /** Folder name: `shaoxing`. */
  id: string
  /** Its region code: `330600`. */
  code: string
  name: string
  zone: string
  brand: Brand
  regions: readonly Region[]
  organs: readonly Organ[]
  people: readonly Person[]
  calendar: readonly CalendarYear[]
  map?: CityMap
}
