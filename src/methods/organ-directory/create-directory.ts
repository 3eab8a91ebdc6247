// Finds the organ a document means. A name is read from where its author stands: “市发改委” in a document of 诸暨市 is not that of 绍兴市.
// Exact layers first (names, aliases, full and former names); likeness only after them, and never between two that are nearly as good.
import type { Organ, Region } from '#declare'
import { nameSimilarity } from './name-similarity.ts'
import { type Entry, enterOrgans, type How } from './organ-index.ts'
import { createRegionTree } from './region-tree.ts'
import { type CollectiveScope, findCollective, normaliseName, splitRemark } from './written-name.ts'

/** One organ and how it was recognised; `confidence` 0…1 is 1 for official names and below 0.96 for likeness. */
export type OrganMatch = { how: How | 'fuzzy'; organ: Organ; confidence: number }
/** A collective form; `organs` are its members where the form itself names them (counties, towns, villages), else empty. */
export type CollectiveMatch = { how: 'collective'; scope: CollectiveScope; organs: readonly Organ[]; confidence: 1 }
/** `region` is the code of the region whose organ wrote the document. */
export type Place = { region: string }

export type Directory = {
  /** The organ a name means, or null when it means none or could mean several; then ask `candidates`. */
  match(written: string, place: Place): OrganMatch | CollectiveMatch | null
  /** What a name might mean, best first: for an official to choose from. */
  candidates(written: string, place: Place, limit?: number): readonly OrganMatch[]
}

const threshold = 0.75
const margin = 0.1
const confidences: Record<How, number> = { name: 1, full: 1, alias: 0.99, former: 0.9 }
const order: readonly How[] = ['name', 'full', 'alias', 'former']

/** A name taken apart: the region it speaks of and what is left. */
type Reading = { region: string; core: string; explicit: boolean }

export const createDirectory = (organs: readonly Organ[], regions: readonly Region[]): Directory => {
  const tree = createRegionTree(regions)
  const index = enterOrgans(organs, regions)

  const readings = (text: string, scope: string): Reading[] => {
    const found: Reading[] = []
    for (const { region, rest } of tree.prefixes(text)) {
      if (rest === '') continue
      const nested = readings(rest, region.code).filter(({ explicit, region: inner }) => explicit && tree.isWithin(inner, region.code))
      found.push(...nested, { region: region.code, core: rest, explicit: true })
    }
    const called = /^[市区县]/.test(text) ? tree.findCalled(text[0]!, scope) : undefined
    if (called) found.push({ region: called.code, core: text.slice(1), explicit: false })
    found.push({ region: scope, core: text, explicit: false })
    return found
  }

  const exact = (text: string, scope: string): Entry[] => {
    const near = (region: string) => tree.isWithin(region, scope) || tree.isWithin(scope, region)
    const hits = index.standing(text).filter(({ organ }) => near(organ.region) || organ.level !== 'village')
    for (const { region, core, explicit } of readings(text, scope)) {
      hits.push(...index.within(region, core))
      if (explicit) hits.push(...index.standing(core).filter(({ organ }) => tree.isWithin(organ.region, region)))
    }
    return hits
  }

  /** The one organ that the hits agree on; a current name outweighs another organ's former one. */
  const settle = (hits: readonly Entry[]): OrganMatch | null => {
    const current = hits.filter(({ how }) => how !== 'former')
    const counted = current.length > 0 ? current : hits
    const organ = counted[0]?.organ
    if (!organ || counted.some(hit => hit.organ !== organ)) return null
    return withBest(organ, counted)
  }

  const alike = (text: string, scope: string): OrganMatch[] => {
    const best = new Map<Organ, number>()
    const all = readings(text, scope)
    const spoken = all.some(({ explicit }) => explicit) ? all.filter(({ explicit }) => explicit) : all
    for (const { region, core, explicit } of spoken) {
      if (!explicit && isForeign(core)) continue
      if (/^[区县省]/.test(core) || (core.startsWith('市') && !core.startsWith('市场'))) continue
      for (const { organ, core: known } of index.of(region)) {
        const likeness = nameSimilarity(core, known)
        if (likeness > (best.get(organ) ?? 0.3)) best.set(organ, likeness)
      }
    }
    return [...best]
      .map(([organ, confidence]) => ({ how: 'fuzzy' as const, organ, confidence }))
      .sort((a, b) => b.confidence - a.confidence)
  }

  const members = (scope: CollectiveScope, region: string): readonly Organ[] => {
    if (scope === 'departments') return []
    const level = scope === 'counties' ? 'county' : scope === 'towns' ? 'town' : 'village'
    const line = level === 'village' ? 'committee' : 'gov'
    const codes = new Set(tree.below(region, level).map(({ code }) => code))
    return organs.filter(organ => organ.line === line && organ.level === level && codes.has(organ.region))
  }

  const match: Directory['match'] = (written, { region }) => {
    const name = normaliseName(written)
    const scope = findCollective(name)
    if (scope) return { how: 'collective', scope, organs: members(scope, region), confidence: 1 }
    const { outer } = splitRemark(name)
    const hits = exact(outer, region)
    if (hits.length > 0) return settle(hits)
    const [first, second] = alike(outer, region)
    if (!first || first.confidence < threshold) return null
    return second && first.confidence - second.confidence < margin ? null : first
  }

  /** The same name one level up or down: “区发改局” in a document of the city could be that of any district. */
  const elsewhere = (text: string, scope: string): OrganMatch[] => {
    const core = text.replace(/^[市区县镇乡](?!场)/, '')
    const around = [...tree.chain(scope), ...tree.below(scope, 'county'), ...tree.below(scope, 'town')]
    return around.flatMap(({ code }) => index.within(code, core)).map(({ organ }) => ({ how: 'fuzzy', organ, confidence: 0.5 }))
  }

  const candidates: Directory['candidates'] = (written, { region }, limit = 5) => {
    const { outer, inner } = splitRemark(normaliseName(written))
    const found = new Map<Organ, OrganMatch>()
    const add = (one: OrganMatch) => {
      if ((found.get(one.organ)?.confidence ?? 0) < one.confidence) found.set(one.organ, one)
    }
    const hits = exact(outer, region)
    for (const { organ } of hits)
      add(
        withBest(
          organ,
          hits.filter(hit => hit.organ === organ),
        ),
      )
    if (inner) for (const { organ } of exact(inner, region)) add({ how: 'fuzzy', organ, confidence: 0.6 })
    for (const one of [...alike(outer, region), ...elsewhere(outer, region)]) add(one)
    return [...found.values()].sort((a, b) => b.confidence - a.confidence).slice(0, limit)
  }

  return { match, candidates }
}

const withBest = (organ: Organ, hits: readonly Entry[]): OrganMatch => {
  const how = order.find(one => hits.some(hit => hit.how === one)) ?? 'alias'
  return { how, organ, confidence: confidences[how] }
}

/** Organs of the state, the province or another city: not ours, however alike their names are. */
const isForeign = (text: string): boolean =>
  /^(省|国家|中央|国务院|全国|自治区|中共|中华|最高)/.test(text) || /^[^市区县局委办]{2,5}(省|市|区|县|州|盟)./.test(text)
