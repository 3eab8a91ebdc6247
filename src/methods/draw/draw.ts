// A draw that anybody can compute again and nobody controls alone: seed from a committed secret, a later head of the ledger and spoken words.
import { canonicalJson } from '../canonical-json/canonical-json.ts'
import { assignCrews, type Shortage } from './assign-crews.ts'
import type { DrawFull, DrawHead, DrawObject, DrawPackage, DrawPlan, DrawWord, Sha256 } from './package.ts'
import { weightedOrder } from './weighted-order.ts'

export const commitmentOf = (sha256: Sha256, secret: string): string => sha256(`shuzhi-draw-1\nsecret\n${secret}`)
/** Over the canonical JSON (RFC 8785) of the plan. */
export const planHashOf = (sha256: Sha256, plan: DrawPlan): string => sha256(canonicalJson(plan))

/** What of a head goes into the seed: what is signed. */
const headText = ({ origin, size, root, at }: DrawHead): string => `${origin}\n${size}\n${root}\n${at}`

/** What is passed over enters the seed: whoever would pass over another object draws by another seed. */
export function seedOf(
  sha256: Sha256,
  of: {
    readonly planHash: string
    readonly secret: string
    readonly head: DrawHead
    readonly words: readonly DrawWord[]
    readonly full?: readonly DrawFull[]
  },
): string {
  const words = of.words.map(word => `\n${word.from}\n${word.value}`).join('')
  const seed = sha256(`shuzhi-draw-1\nseed\n${of.planHash}\n${of.secret}\n${headText(of.head)}${words}`)
  return of.full?.length ? sha256(`shuzhi-draw-1\nfull\n${seed}\n${canonicalJson(of.full)}`) : seed
}

export class DrawError extends RangeError {
  readonly shortages: readonly Shortage[]
  constructor(message: string, shortages: readonly Shortage[] = []) {
    super(message)
    this.shortages = shortages
  }
}

/** What is wrong with a plan, in English, for whoever builds one; empty when nothing is. */
export function faultsOf(plan: DrawPlan): string[] {
  const faults: string[] = []
  const whole = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most
  if (!whole(plan.take, 1, plan.objects.length)) faults.push(`take must be from 1 to ${plan.objects.length}`)
  if (!whole(plan.crew, 2, 100)) faults.push('a visit needs at least two inspectors')
  if (!whole(plan.headSize, 1, Number.MAX_SAFE_INTEGER)) faults.push('headSize must be a whole number')
  if (!/^[0-9a-f]{64}$/.test(plan.commitment)) faults.push('commitment must be a SHA-256 in hex')
  const seen = new Set<string>()
  for (const { id, weight, organs } of plan.objects) {
    if (seen.has(id)) faults.push(`object ${id} stands twice`)
    seen.add(id)
    if (!whole(weight, 1, 1000)) faults.push(`weight of ${id} must be a whole number from 1 to 1000`)
    if (organs.length === 0 || new Set(organs).size !== organs.length) faults.push(`object ${id} must name its organs, each once`)
  }
  if (new Set(plan.inspectors.map(one => one.id)).size !== plan.inspectors.length) faults.push('an inspector stands twice')
  for (const { id, load } of plan.inspectors) if (!whole(load, 0, 1_000_000)) faults.push(`load of ${id} must be a whole number`)
  const text = canonicalJson(plan)
  // Lines separate what is hashed; an id with a line break could be read two ways.
  if (/\\n|\\r/.test(text)) faults.push('no text of a plan may hold a line break')
  return faults
}

/** The objects of a plan that are not passed over. */
export function openObjects(plan: DrawPlan, full: readonly DrawFull[] = []): DrawObject[] {
  const passed = new Set(full.map(one => one.object))
  return plan.objects.filter(object => !passed.has(object.id))
}

/** What is wrong with the objects that are passed over; empty when nothing is. */
function fullFaults(plan: DrawPlan, full: readonly DrawFull[]): string[] {
  const faults: string[] = []
  const known = new Set(plan.objects.map(object => object.id))
  for (const [index, { object, most, by }] of full.entries()) {
    if (!known.has(object)) faults.push(`${object} is passed over and does not stand in the plan`)
    if (index > 0 && full[index - 1]!.object >= object) faults.push('what is passed over stands in order of ids, each once')
    if (!Number.isInteger(most) || most < 1 || by.length < most) faults.push(`${object} is not full: ${by.length} of ${most} visits`)
  }
  if (plan.objects.length - full.length < plan.take) faults.push(`${plan.objects.length - full.length} objects are left for ${plan.take}`)
  return faults
}

/** Throws DrawError when plan or `full` has a fault, the secret does not fit, the head is too small or a visit lacks inspectors. */
export function draw(
  sha256: Sha256,
  of: {
    readonly plan: DrawPlan
    readonly secret: string
    readonly head: DrawHead
    readonly words: readonly DrawWord[]
    readonly full?: readonly DrawFull[]
  },
): DrawPackage {
  const { plan, secret, head, words, full = [] } = of
  const faults = [...faultsOf(plan), ...fullFaults(plan, full)]
  if (faults.length) throw new DrawError(faults.join('; '))
  if (commitmentOf(sha256, secret) !== plan.commitment) throw new DrawError('The secret is not the one that was committed to')
  if (head.size < plan.headSize) throw new DrawError(`The ledger has ${head.size} entries, the draw waits for ${plan.headSize}`)
  if (words.some(word => /[\r\n]/.test(word.from + word.value))) throw new DrawError('A spoken word may not hold a line break')
  const planHash = planHashOf(sha256, plan)
  const seed = seedOf(sha256, { planHash, secret, head, words, full })
  const order = weightedOrder(sha256, seed, openObjects(plan, full))
  const chosen = order.slice(0, plan.take)
  const organs = new Map(plan.objects.map(object => [object.id, object.organs]))
  const { crews, shortages } = assignCrews({
    sha256,
    seed,
    crew: plan.crew,
    inspectors: plan.inspectors,
    objects: chosen.map(({ id }) => ({ id, organs: organs.get(id)! })),
  })
  if (shortages.length) throw new DrawError(`${shortages.length} visits lack inspectors`, shortages)
  return {
    format: 'shuzhi-draw-1',
    plan,
    planHash,
    secret,
    head,
    words,
    ...(full.length > 0 && { full }),
    seed,
    drawn: chosen.map(({ id, ticket }, index) => ({ object: id, ticket, crew: crews[index]!.crew })),
    reserve: order.slice(plan.take, plan.take * 2).map(({ id }) => id),
  }
}
