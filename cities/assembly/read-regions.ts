import { type Level, levels, type Region } from '#declare'
import { readCsv } from './read-csv.ts'

/** `regions.csv`: code, name, level, parent (empty for the city). Codes and parents are checked when the city is loaded. */
export const readRegions = (file: URL): Region[] =>
  readCsv(file, ['code', 'name', 'level', 'parent']).map(({ code, name, level, parent }) => {
    if (!(level in levels)) throw new Error(`${file.pathname}: ${code} 的层级“${level}”不在 ${Object.keys(levels).join('、')} 之中`)
    return { code, name, level: level as Level, parent: parent || null }
  })
