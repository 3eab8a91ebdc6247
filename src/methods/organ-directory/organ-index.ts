// Every form of every organ's name, once as it stands and once without its region: 绍兴市大数据局, 市大数据局 → 大数据局 of 330600.
import type { Organ, Region } from '#declare'
import { normaliseName } from './written-name.ts'

export type How = 'name' | 'alias' | 'full' | 'former'
/** One form of a name: as written, and without the region it begins with. */
export type Entry = { organ: Organ; how: How; form: string; core: string }

export type OrganIndex = {
  /** Forms that name their region themselves and so mean the same wherever they are written: 人行绍兴市中心支行, 枫桥镇政府. */
  standing(form: string): readonly Entry[]
  /** Organs of a region by the form without its name. */
  within(region: string, core: string): readonly Entry[]
  /** All forms of a region's organs. */
  of(region: string): readonly Entry[]
}

export const enterOrgans = (organs: readonly Organ[], regions: readonly Region[]): OrganIndex => {
  const byCode = new Map(regions.map(region => [region.code, region]))
  const standing = new Map<string, Entry[]>()
  const within = new Map<string, Entry[]>()
  const of = new Map<string, Entry[]>()

  for (const organ of organs) {
    const names = namesAround(organ, byCode)
    for (const [how, written] of formsOf(organ)) {
      const form = normaliseName(written)
      const entry = { organ, how, form, core: withoutRegion(form, organ, names) }
      push(within, `${organ.region} ${entry.core}`, entry)
      push(of, organ.region, entry)
      if (organ.level === 'town' || organ.level === 'village' || names.some(name => form.includes(name))) push(standing, form, entry)
    }
  }
  return {
    standing: form => standing.get(form) ?? [],
    within: (region, core) => within.get(`${region} ${core}`) ?? [],
    of: region => of.get(region) ?? [],
  }
}

const formsOf = ({ name, fullName, aliases, former = [] }: Organ): [How, string][] => [
  ['name', name],
  ['full', fullName],
  ...aliases.map(alias => ['alias', alias] as [How, string]),
  ...former.map(old => ['former', old.name] as [How, string]),
]

/** The names of the organ's region and those above, long before short. */
const namesAround = (organ: Organ, regions: ReadonlyMap<string, Region>): string[] => {
  const names: string[] = []
  for (let region = regions.get(organ.region); region; region = regions.get(region.parent ?? '')) {
    names.push(region.name)
    const short = region.name.replace(/[市区县]$/, '')
    if (region.level !== 'village' && region.level !== 'town' && short.length >= 2) names.push(short)
  }
  return [...new Set(names)].sort((a, b) => b.length - a.length)
}

const withoutRegion = (form: string, organ: Organ, names: readonly string[]): string => {
  const start = form.replace(/^中共/, '')
  let core = start
  for (;;) {
    const name = names.find(one => core.startsWith(one) && core.length > one.length)
    if (name === undefined) break
    core = core.slice(name.length)
  }
  if (core !== start || (organ.level !== 'city' && organ.level !== 'county')) return core
  return /^(市(?!场)|区|县)./.test(core) ? core.slice(1) : core
}

const push = (map: Map<string, Entry[]>, key: string, entry: Entry) => {
  const list = map.get(key)
  if (list) list.push(entry)
  else map.set(key, [entry])
}
