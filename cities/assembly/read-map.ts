// How a city is drawn: `map.json` says where its counties lie on a grid, `outlines.json` (GeoJSON, each feature with a `code`) their true borders.
// Both may be missing: the map is then put together from the tables of regions alone.
import { existsSync, readFileSync } from 'node:fs'
import type { CityMap } from '#declare'

const read = <T>(file: URL): T | undefined => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined)

export function readMap(folder: URL): CityMap {
  const declared = read<{ places: CityMap['places'] }>(new URL('map.json', folder))
  const outlines = read<NonNullable<CityMap['outlines']>>(new URL('outlines.json', folder))
  return { places: declared?.places ?? {}, ...(outlines && { outlines }) }
}
