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
 * not tell, from the last three digits of the code (001–199, 400–499 居委会; 200–399, 500–599 村委会：统计用区划代码编制规则).
 */
export const villageOrgan = (village: Region, town: Region): Organ => {
  const base = village.name.replace(/(居委会|居民委员会)$/, '').replace(/(村委会|村民委员会)$/, '村')
  const organ = { id: `${village.code}-committee`, line: 'committee', level: 'village', region: village.code, parent: null } as const
  const kind = isRural(village) ? '村' : '居'
  const name = `${base}${kind}委会`.replace('村村委会', '村委会')
  const fullName = `${town.name}${base}${kind === '村' ? '村民' : '居民'}委员会`
  const aliases = [base, `${base}${kind === '村' ? '村民' : '居民'}委员会`, `${base}${kind}委会`].filter(
    (alias, i, all) => alias.length > 2 && alias !== name && all.indexOf(alias) === i,
  )
  return { ...organ, name, fullName, aliases }
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

const isRural = ({ code, name }: Region): boolean => {
  if (/(村委会|村民委员会)$/.test(name)) return true
  if (/(居委会|居民委员会|社区)$/.test(name)) return false
  return /[2345]..$/.test(code) && !/4..$/.test(code)
}
