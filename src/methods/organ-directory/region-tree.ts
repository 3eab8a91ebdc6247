// Regions as an author thinks of them: “市” is the city one writes in, “越城” is a district of it, “枫桥镇” one of its towns.
import type { Region } from '#declare'

export type RegionTree = {
  /** The region and all above it, nearest first; empty for an unknown code. */
  chain(code: string): readonly Region[]
  /** Whether `code` is `above` or lies below it. */
  isWithin(code: string, above: string): boolean
  /** The ways to take a region's name off the front of a text: 越城区发改局 → 330602 · 发改局. Longest names first. */
  prefixes(text: string): readonly { region: Region; rest: string }[]
  /** The nearest region of the chain that calls itself 市, 区 or 县. */
  findCalled(marker: string, code: string): Region | undefined
  below(code: string, level: Region['level']): readonly Region[]
}

export const createRegionTree = (regions: readonly Region[]): RegionTree => {
  const byCode = new Map(regions.map(region => [region.code, region]))
  const byName = new Map<string, Region[]>()
  const enter = (name: string, region: Region) => byName.set(name, [...(byName.get(name) ?? []), region])
  for (const region of regions) {
    if (region.level === 'village') continue
    enter(region.name, region)
    const short = region.name.replace(/[市区县]$/, '')
    if (region.level !== 'town' && short.length >= 2 && short !== region.name) enter(short, region)
  }
  const longest = Math.max(0, ...[...byName.keys()].map(name => name.length))

  const chain = (code: string): Region[] => {
    const above: Region[] = []
    for (let region = byCode.get(code); region && above.length < 9; region = byCode.get(region.parent ?? '')) above.push(region)
    return above
  }

  return {
    chain,
    isWithin: (code, above) => chain(code).some(region => region.code === above),
    prefixes: text => {
      const found: { region: Region; rest: string }[] = []
      for (let length = Math.min(longest, text.length); length >= 2; length -= 1) {
        for (const region of byName.get(text.slice(0, length)) ?? []) found.push({ region, rest: text.slice(length) })
      }
      return found
    },
    findCalled: (marker, code) => chain(code).find(({ name, level }) => level !== 'village' && level !== 'town' && name.endsWith(marker)),
    below: (code, level) => regions.filter(region => region.level === level && chain(region.code).some(above => above.code === code)),
  }
}
