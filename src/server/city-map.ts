// How the city is drawn, for boards: counties and towns as they are declared, borders under the names of their regions.
import type { City } from '#declare'
import type { CityMapBody } from '../wire/city.ts'

export function mapOf({ regions, map }: Pick<City, 'regions' | 'map'>): CityMapBody {
  const names = new Map(regions.map(region => [region.code, region.name]))
  return {
    regions: regions.flatMap(({ code, name, level, parent }) =>
      level === 'county' || level === 'town' ? [{ code, name, level, parent }] : [],
    ),
    places: { ...map?.places },
    outlines: (map?.outlines?.features ?? []).map(({ properties: { code }, geometry }) => ({
      code,
      name: names.get(code) ?? code,
      geometry: structuredClone(geometry) as CityMapBody['outlines'][number]['geometry'],
    })),
  }
}
