// Town governments, street offices, village and residents' committees: one per region, named by law from the region's name.
// 镇、乡设人民政府，街道设办事处（《地方组织法》）；村设村民委员会、居民区设居民委员会（《村民委员会组织法》《城市居民委员会组织法》）.
import type { Organ, Region } from '#declare'
import { countyFullName } from './read-organs.ts'

/** The government of a town, id `<code>-gov`. `county` and `city` give the full name its beginning. */
export const townOrgan = (town: Region, county: Region, city: Region | undefined): Organ => {
  const before = countyFullName(county, city)
  const organ = { id: `${town.code}-gov`, line: 'gov', level: 'town', region: town.code, parent: null } as const
  if (town.name.endsWith('街道')) {
    const name = `${town.name}办事处`
    return { ...organ, name, fullName: `${before}人民政府${name}`, aliases: [town.name, `${town.name}办`] }
  }
  return {
    ...organ,
    name: `${town.name}政府`,
    fullName: `${before}${town.name}人民政府`,
    aliases: [town.name, `${town.name}人民政府`],
  }
}

/**
 * The committee of a village or residential community, id `<code>-committee`. The kind is read from the name; where the name does
 * not tell, from the last three digits of the code（统计用区划代码编制规则：001–199 居民委员会，200–399 村民委员会，
 * 400–599 类似居委会、村委会 such as a forest farm's management area, which keeps its own name）.
 */
export const villageOrgan = (village: Region, town: Region): Organ => {
  const organ = { id: `${village.code}-committee`, line: 'committee', level: 'village', region: village.code, parent: null } as const
  const kind = kindOf(village)
  if (kind === null) return { ...organ, name: village.name, fullName: `${town.name}${village.name}`, aliases: [] }
  const base = village.name.replace(/(居委会|居民委员会)$/, '').replace(/(村委会|村民委员会)$/, '村')
  const long = `${base}${kind}民委员会`
  const short = `${base}${kind}委会`
  const name = short.replace(/村村委会$/, '村委会')
  const aliases = [base, long, short].filter(alias => alias.length > 2 && alias !== name)
  return { ...organ, name, fullName: `${town.name}${long}`, aliases }
}

/** All of them, towns first. */
export const localOrgans = (regions: readonly Region[]): Organ[] => {
  const byCode = new Map(regions.map(region => [region.code, region]))
  const city = regions.find(({ level }) => level === 'city')
  const above = (region: Region) => byCode.get(region.parent ?? '') ?? region
  return [
    ...regions.filter(({ level }) => level === 'town').map(town => townOrgan(town, above(town), city)),
    ...regions.filter(({ level }) => level === 'village').map(village => villageOrgan(village, above(village))),
  ]
}

const kindOf = ({ code, name }: Region): '村' | '居' | null => {
  if (/(村委会|村民委员会)$/.test(name)) return '村'
  if (/(居委会|居民委员会|社区)$/.test(name)) return '居'
  const place = Number(code.slice(-3))
  return place < 200 ? '居' : place < 400 ? '村' : null
}
