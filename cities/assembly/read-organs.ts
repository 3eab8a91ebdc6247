// Organs of a city: its own are listed (`organs.csv`); those of its counties follow one table of duties (`county-organs.csv`),
// because the same duties recur in every county under names made by rule; towns and villages need no table (`local-organs.ts`).
import type { Organ, Region } from '#declare'
import { listOf, readCsv } from './read-csv.ts'

const formerOf = (cell: string) =>
  listOf(cell).map(entry => {
    const [name, until] = entry.split('@')
    if (!name || !until) throw new Error(`曾用名“${entry}”应写成 名称@失效日期`)
    return { name, until }
  })

const withFormer = (organ: Organ, former: string): Organ => (former === '' ? organ : { ...organ, former: formerOf(former) })

/** The organs of the city itself. */
export const readCityOrgans = (file: URL, city: string): Organ[] =>
  readCsv(file, ['id', 'name', 'fullName', 'line', 'parent', 'aliases', 'former']).map(row =>
    withFormer(
      {
        id: row.id,
        name: row.name,
        fullName: row.fullName,
        aliases: listOf(row.aliases),
        line: row.line,
        level: 'city',
        region: city,
        parent: row.parent || null,
      },
      row.former,
    ),
  )

/**
 * The organs of the counties. A row of `county-organs.csv` makes one organ, id `<county code>-<duty>`, in each county that
 * `where` names: `all`, kinds of county by the last character of their names (`区`, `市县`), or codes separated by blanks. In names,
 * {名} is the county (越城区), {简} its short name (越城), {全} its full name (绍兴市越城区, but 诸暨市), {市} the city.
 * `parent` is a duty of the same county or the id of an organ of the city.
 */
export const readCountyOrgans = (file: URL, regions: readonly Region[]): Organ[] => {
  const rules = readCsv(file, ['duty', 'where', 'name', 'fullName', 'line', 'parent', 'aliases', 'former'])
  const city = regions.find(({ level }) => level === 'city')
  return regions
    .filter(({ level }) => level === 'county')
    .flatMap(county => {
      const fill = (text: string) =>
        text
          .replaceAll('{名}', county.name)
          .replaceAll('{简}', shortRegionName(county.name))
          .replaceAll('{全}', countyFullName(county, city))
          .replaceAll('{市}', city?.name ?? '')
      return rules
        .filter(({ where }) => where === 'all' || where.includes(county.name.at(-1)!) || where.split(' ').includes(county.code))
        .map(rule =>
          withFormer(
            {
              id: `${county.code}-${rule.duty}`,
              name: fill(rule.name),
              fullName: fill(rule.fullName),
              aliases: listOf(fill(rule.aliases)),
              line: rule.line,
              level: 'county',
              region: county.code,
              parent: parentOf(rule.parent, county.code),
            },
            fill(rule.former),
          ),
        )
    })
}

/** 越城区 → 越城. */
export const shortRegionName = (name: string): string => (name.length > 2 ? name.replace(/[市区县]$/, '') : name)

/** Districts carry the city's name before theirs, counties and county-level cities do not. */
export const countyFullName = (county: Region, city: Region | undefined): string =>
  county.name.endsWith('区') ? `${city?.name ?? ''}${county.name}` : county.name

const parentOf = (parent: string, county: string): string | null =>
  parent === '' ? null : /^\d{6}-/.test(parent) ? parent : `${county}-${parent}`
