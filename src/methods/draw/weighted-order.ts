// Weighted sampling without replacement by Efraimidis and Spirakis (2006): the object with the largest u^(1/w) comes first.
// No logarithm is taken: u₁^(1/w₁) > u₂^(1/w₂) is decided as u₁^w₂ > u₂^w₁ in whole numbers, so every machine finds the same order.
import type { DrawObject, Sha256 } from './package.ts'

const bits = 128n

/** The ticket of an object: the first 128 bits of a hash, hex. u = (ticket + 1) / 2^128 lies in (0, 1]. */
export const ticketOf = (sha256: Sha256, seed: string, object: string): string =>
  sha256(`shuzhi-draw-1\nobject\n${seed}\n${object}`).slice(0, 32)

export type Ticketed = { readonly id: string; readonly weight: number; readonly ticket: string }

/** Below 0 when `a` comes before `b`. Equal keys (one chance in 2^128) go by id, in UTF-16 order. */
export function compareKeys(a: Ticketed, b: Ticketed): number {
  const divisor = gcd(a.weight, b.weight)
  const [wa, wb] = [BigInt(a.weight / divisor), BigInt(b.weight / divisor)]
  const [ra, rb] = [BigInt(`0x${a.ticket}`) + 1n, BigInt(`0x${b.ticket}`) + 1n]
  const left = (ra ** wb) << (bits * wa)
  const right = (rb ** wa) << (bits * wb)
  if (left !== right) return left > right ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** All objects in the order in which they are drawn. O(n log n) comparisons; each costs about the weights' size in multiplications. */
export const weightedOrder = (sha256: Sha256, seed: string, objects: readonly DrawObject[]): Ticketed[] =>
  objects.map(({ id, weight }) => ({ id, weight, ticket: ticketOf(sha256, seed, id) })).sort(compareKeys)

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
