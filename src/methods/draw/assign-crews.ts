// Who visits whom: at least one inspector of every organ concerned, none who must keep away, the least loaded first, ties by the seed.
import type { DrawInspector, DrawObject, Sha256 } from './package.ts'

export type Crew = { readonly object: string; readonly crew: readonly string[] }
/** `object` could not be given enough inspectors: so many are missing, of this organ (or of any of its organs). */
export type Shortage = { readonly object: string; readonly organ: string | null }

/** Ties: the smaller hash goes first. */
export const tieOf = (sha256: Sha256, seed: string, object: string, inspector: string): string =>
  sha256(`shuzhi-draw-1\ninspector\n${seed}\n${object}\n${inspector}`)

/**
 * Goes through the objects in the order drawn. First one inspector for each organ of the object, organs in order of their ids; then from all
 * these organs until there are `crew`. Loads rise as it goes. What nobody may visit is named in `shortages`.
 */
export function assignCrews(of: {
  readonly sha256: Sha256
  readonly seed: string
  readonly crew: number
  readonly objects: readonly Pick<DrawObject, 'id' | 'organs'>[]
  readonly inspectors: readonly DrawInspector[]
}): { crews: Crew[]; shortages: Shortage[] } {
  const load = new Map(of.inspectors.map(one => [one.id, one.load]))
  const avoided = new Set(of.inspectors.flatMap(one => one.avoids.map(avoid => `${one.id}\n${avoid.object}`)))
  const crews: Crew[] = []
  const shortages: Shortage[] = []
  for (const { id: object, organs } of of.objects) {
    const crew: string[] = []
    const take = (from: readonly string[]): boolean => {
      const found = of.inspectors
        .filter(one => from.includes(one.organ) && !crew.includes(one.id) && !avoided.has(`${one.id}\n${object}`))
        .map(one => ({ id: one.id, load: load.get(one.id)!, tie: tieOf(of.sha256, of.seed, object, one.id) }))
        .sort((a, b) => a.load - b.load || (a.tie < b.tie ? -1 : 1))[0]
      if (!found) return false
      crew.push(found.id)
      load.set(found.id, found.load + 1)
      return true
    }
    for (const organ of [...organs].sort()) if (!take([organ])) shortages.push({ object, organ })
    while (crew.length < of.crew)
      if (!take(organs)) {
        shortages.push({ object, organ: null })
        break
      }
    crews.push({ object, crew })
  }
  return { crews, shortages }
}
