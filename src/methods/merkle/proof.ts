// Proofs that a leaf is in a tree, and that a tree only grew: RFC 9162 sections 2.1.3 and 2.1.4.
import { foldRight, type HashFunction, type NodePlace, nodeHash, sha256, subtreesOf } from './tree.ts'

/** What to read for a proof: each step is one hash of the proof, folded from the stored subtrees named. Read them all at once. */
export type ProofPlan = readonly (readonly NodePlace[])[]

/** Steps for leaf `index` in the tree of the first `size` leaves. Throws RangeError when it is not in it. */
export function planInclusion(index: number, size: number): ProofPlan {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) {
    throw new RangeError(`Leaf ${index} is not in a tree of ${size}`)
  }
  const steps: NodePlace[][] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      steps.push(subtreesOf(middle, end))
      end = middle
    } else {
      steps.push(subtreesOf(start, middle))
      start = middle
    }
  }
  return steps.reverse()
}

/** Steps that show the tree of `first` leaves to be the beginning of the tree of `second`. Empty for equal sizes. */
export function planConsistency(first: number, second: number): ProofPlan {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second) {
    throw new RangeError(`A tree of ${first} cannot be the beginning of one of ${second}`)
  }
  if (first === second) return []
  const steps: NodePlace[][] = []
  let start = 0
  let end = second
  while (end !== first) {
    const middle = start + splitOf(end - start)
    if (first <= middle) {
      steps.push(subtreesOf(middle, end))
      end = middle
    } else {
      steps.push(subtreesOf(start, middle))
      start = middle
    }
  }
  // The old tree itself is known to the verifier; a part of it must be named.
  if (start > 0) steps.push(subtreesOf(start, end))
  return steps.reverse()
}

/** Turns a plan into a proof with the hashes that were read. */
export function fillProof(plan: ProofPlan, hashAt: (place: NodePlace) => Buffer, digest: HashFunction = sha256): Buffer[] {
  return plan.map(step => foldRight(step.map(hashAt), digest))
}

export type InclusionClaim = { leaf: Buffer; index: number; size: number; root: Buffer; proof: readonly Buffer[] }

export function verifyInclusion({ leaf, index, size, root, proof }: InclusionClaim, digest: HashFunction = sha256): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false
  let place = index
  let last = size - 1
  let hash = leaf
  for (const step of proof) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(step, hash, digest)
      while (place % 2 === 0 && place !== 0) {
        place = half(place)
        last = half(last)
      }
    } else {
      hash = nodeHash(hash, step, digest)
    }
    place = half(place)
    last = half(last)
  }
  return last === 0 && hash.equals(root)
}

export type ConsistencyClaim = { first: number; firstRoot: Buffer; second: number; secondRoot: Buffer; proof: readonly Buffer[] }

export function verifyConsistency(claim: ConsistencyClaim, digest: HashFunction = sha256): boolean {
  const { first, firstRoot, second, secondRoot, proof } = claim
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 1 || first > second) return false
  if (first === second) return proof.length === 0 && firstRoot.equals(secondRoot)
  const steps = isPowerOfTwo(first) ? [firstRoot, ...proof] : [...proof]
  let place = first - 1
  let last = second - 1
  while (place % 2 === 1) {
    place = half(place)
    last = half(last)
  }
  const start = steps.shift()
  if (!start || proof.length === 0) return false
  let old = start
  let now = start
  for (const step of steps) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      old = nodeHash(step, old, digest)
      now = nodeHash(step, now, digest)
      while (place % 2 === 0 && place !== 0) {
        place = half(place)
        last = half(last)
      }
    } else {
      now = nodeHash(now, step, digest)
    }
    place = half(place)
    last = half(last)
  }
  return last === 0 && old.equals(firstRoot) && now.equals(secondRoot)
}

const half = (value: number) => Math.floor(value / 2)
const isPowerOfTwo = (value: number) => splitOf(value * 2) === value

/** The largest power of two smaller than `count`. Sizes pass 2^31, so no bit operators. */
function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}
