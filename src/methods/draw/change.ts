// After the draw a firm may have closed or an inspector be away. Who steps in is not chosen: the next of the reserve in draw order, the least loaded of
// the organ by the same rule as at the draw. Each change stands in the package with its reason, so that anybody can compute it again.
import { canonicalJson } from '../canonical-json/canonical-json.ts'
import { tieOf } from './assign-crews.ts'
import { DrawError } from './draw.ts'
import type { DrawChange, DrawPackage, Sha256 } from './package.ts'

/** Objects that may be visited, in the order of the reserve, that no change has used or passed over yet. */
export function openReserve(of: DrawPackage): string[] {
  const used = new Set(
    (of.changes ?? []).flatMap(one => (one.kind === 'object' ? [one.in, ...one.passed.map(passed => passed.object)] : [])),
  )
  return of.reserve.filter(id => !used.has(id))
}

/** Who visits what now: the draw with all changes so far. */
export function crewsNow(of: DrawPackage): Map<string, readonly string[]> {
  const crews = new Map<string, readonly string[]>(of.drawn.map(one => [one.object, one.crew]))
  for (const one of of.changes ?? [])
    if (one.kind === 'object') {
      crews.delete(one.out)
      crews.set(one.in, one.crew)
    } else
      crews.set(
        one.object,
        crews.get(one.object)!.map(id => (id === one.out ? one.in : id)),
      )
  return crews
}

type Why = { readonly because: string; readonly on: string }

/**
 * Another firm for one that cannot be visited. `passes` says why the next of the reserve cannot be visited either, undefined when it can.
 * Throws DrawError when the reserve is used up or nobody may inspect the next one.
 */
export async function replaceObject(
  sha256: Sha256,
  of: DrawPackage,
  given: Why & { readonly out: string; readonly passes?: (object: string) => Promise<string | undefined> },
): Promise<DrawPackage> {
  if (!crewsNow(of).has(given.out)) throw new DrawError('Only what is drawn can be replaced')
  const passed: { object: string; because: string }[] = []
  for (const object of openReserve(of)) {
    const because = await given.passes?.(object)
    if (because !== undefined) {
      passed.push({ object, because })
      continue
    }
    const organs = of.plan.objects.find(one => one.id === object)!.organs
    const crew: string[] = []
    const slots = [...organs].sort().map(organ => [organ])
    while (slots.length < of.plan.crew) slots.push([...organs])
    for (const slot of slots) crew.push(nextInspector(sha256, of, { object, from: slot, crew, without: given.out }))
    return changed(sha256, of, { kind: 'object', out: given.out, in: object, because: given.because, on: given.on, passed, crew })
  }
  throw new DrawError('The reserve is used up')
}

/** Another inspector of the same organ for one who cannot come. */
export function replaceInspector(
  sha256: Sha256,
  of: DrawPackage,
  given: Why & { readonly object: string; readonly out: string },
): DrawPackage {
  const crew = crewsNow(of).get(given.object)
  if (!crew?.includes(given.out)) throw new DrawError('Only who is drawn can be replaced')
  const { organ } = of.plan.inspectors.find(one => one.id === given.out)!
  const gone = goneFrom(of, given.object)
  const into = nextInspector(sha256, of, { object: given.object, from: [organ], crew: [...crew, ...gone] })
  return changed(sha256, of, { kind: 'inspector', object: given.object, out: given.out, in: into, because: given.because, on: given.on })
}

/** Whoever was replaced at this object does not come back to it. */
const goneFrom = (of: DrawPackage, object: string): string[] =>
  (of.changes ?? []).flatMap(one => (one.kind === 'inspector' && one.object === object ? [one.out] : []))

/** The least loaded of these organs who may visit the object and is not in `crew`; ties by the seed. Loads are those of today. */
function nextInspector(
  sha256: Sha256,
  of: DrawPackage,
  { object, from, crew, without }: { object: string; from: readonly string[]; crew: readonly string[]; without?: string },
): string {
  const load = new Map(of.plan.inspectors.map(one => [one.id, one.load]))
  const crews = crewsNow(of)
  // Whoever was to visit what falls away is free again.
  if (without !== undefined) crews.delete(without)
  for (const id of [...crews.values()].flat()) load.set(id, load.get(id)! + 1)
  const [found] = of.plan.inspectors
    .filter(one => from.includes(one.organ) && !crew.includes(one.id) && !one.avoids.some(avoid => avoid.object === object))
    .map(one => ({ id: one.id, load: load.get(one.id)!, tie: tieOf(sha256, of.seed, object, one.id) }))
    .sort((a, b) => a.load - b.load || (a.tie < b.tie ? -1 : 1))
  if (!found) throw new DrawError('Nobody may inspect it', [{ object, organ: from.length === 1 ? from[0]! : null }])
  return found.id
}

type Bare<T> = T extends unknown ? Omit<T, 'hash'> : never
function changed(sha256: Sha256, of: DrawPackage, change: Bare<DrawChange>): DrawPackage {
  const text = canonicalJson(change)
  if (/\\n|\\r/.test(text)) throw new DrawError('A reason may not hold a line break')
  const hash = sha256(`shuzhi-draw-1\nchange\n${of.changes?.at(-1)?.hash ?? of.seed}\n${text}`)
  return { ...of, changes: [...(of.changes ?? []), { ...change, hash } as DrawChange] }
}
