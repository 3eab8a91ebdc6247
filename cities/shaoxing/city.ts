// Shaoxing: what the platform must know of it. Facts lie in the files beside this one; their sources are in README.md.
import { readFileSync } from 'node:fs'
import type { Brand, City } from '#declare'
import { localOrgans } from '../assembly/local-organs.ts'
import { readCalendar } from '../assembly/read-calendar.ts'
import { readMap } from '../assembly/read-map.ts'
import { readCityOrgans, readCountyOrgans } from '../assembly/read-organs.ts'
import { readRegions } from '../assembly/read-regions.ts'
import { derivedPeople } from './people.ts'

const here = (path: string) => new URL(path, import.meta.url)

const code = '330600'
const regions = readRegions(here('regions.csv'))
const organs = [
  ...readCityOrgans(here('organs.csv'), code),
  ...readCountyOrgans(here('county-organs.csv'), regions),
  ...localOrgans(regions),
]

export const shaoxing: City = {
  id: 'shaoxing',
  code,
  name: '绍兴市',
  zone: 'Asia/Shanghai',
  brand: JSON.parse(readFileSync(here('brand.json'), 'utf8')) as Brand,
  regions,
  organs,
  people: derivedPeople(organs),
  calendar: readCalendar(here('calendar/')),
  map: readMap(here('./')),
}
