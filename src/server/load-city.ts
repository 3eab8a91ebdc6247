// A city is a folder under `cities/` with a `city.ts` that exports the city under the folder's name; nothing else knows of it.
import { existsSync, readdirSync } from 'node:fs'
import { type City, Problem } from '#declare'
import { checkCity } from './check-city.ts'

const citiesFolder = new URL('../../cities/', import.meta.url)

/** The ids of the cities that can be loaded. */
export const listCities = (folder: URL = citiesFolder): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(new URL(`${entry.name}/city.ts`, folder)))
    .map(({ name }) => name)
    .sort()

/** The city `id`, checked. Throws Problem('setting') with every fault when it is missing, unreadable or does not fit together. */
export const loadCity = async (id: string, folder: URL = citiesFolder): Promise<City> => {
  const known = listCities(folder)
  if (!known.includes(id)) throw new Problem('setting', `没有名为“${id}”的城市，可选：${known.join('、')}`)
  const city = await importCity(id, folder)
  const faults = checkCity(city)
  if (faults.length > 0)
    throw new Problem('setting', `城市“${id}”的资料有${faults.length}处错误：${summary(faults.map(fault => fault.message))}`, faults)
  return city
}

/** The export is named as the folder: `shaoxing`, `new-town` → `newTown`. */
const importCity = async (id: string, folder: URL): Promise<City> => {
  const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  let module: Record<string, unknown>
  try {
    module = (await import(new URL(`${id}/city.ts`, folder).href)) as Record<string, unknown>
  } catch (error) {
    throw new Problem('setting', `城市“${id}”的资料读不出来：${error instanceof Error ? error.message : String(error)}`)
  }
  const city = module[name]
  if (typeof city !== 'object' || city === null || !('regions' in city)) {
    throw new Problem('setting', `cities/${id}/city.ts 应导出名为 ${name} 的城市`)
  }
  if ((city as City).id !== id) throw new Problem('setting', `cities/${id}/city.ts 的 id 是“${(city as City).id}”，应与文件夹同名`)
  return city as City
}

const shown = 5
const summary = (messages: readonly string[]): string => messages.slice(0, shown).join('；') + (messages.length > shown ? '……' : '')
