// A tree of hashes in which nobody can change, drop or move a leaf unseen: RFC 6962 section 2.1, RFC 9162 section 2.1.
// Only the roots of complete subtrees are ever stored; they never change once they are written.
import { createHash, hash } from 'node:crypto'

/** Any hash will do: RFC 6962 takes SHA-256, GB/T 32905 is SM3. */
export type HashFunction = (data: Uint8Array) => Buffer

export const sha256: HashFunction = data => hash('sha256', data, 'buffer')
export const sm3: HashFunction = data => createHash('sm3').update(data).digest()

/** The root of the complete subtree over leaves [index·2^level, (index+1)·2^level). Level 0 is the leaf hash. */
export type NodePlace = { readonly level: number; readonly index: number }
export type Node = NodePlace & { readonly hash: Buffer }

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

export const leafHash = (data: Uint8Array, digest: HashFunction = sha256): Buffer => digest(Buffer.concat([leafPrefix, data]))
export const nodeHash = (left: Uint8Array, right: Uint8Array, digest: HashFunction = sha256): Buffer =>
  digest(Buffer.concat([nodePrefix, left, right]))

/** The state needed to append: a size, and the complete subtrees that make it up, largest first. At most log2(size) hashes. */
export type Frontier = { readonly size: number; readonly hashes: readonly Buffer[] }

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** Where the hashes of a frontier are stored. */
export const frontierPlaces = (size: number): NodePlace[] => subtreesOf(0, size)

/** Appends leaf hashes; `nodes` are the complete subtrees that came to be, the leaves themselves included. */
export function append(
  frontier: Frontier,
  leaves: readonly Buffer[],
  digest: HashFunction = sha256,
): { readonly frontier: Frontier; readonly nodes: Node[] } {
  const hashes = [...frontier.hashes]
  const nodes: Node[] = []
  let size = frontier.size
  for (const leaf of leaves) {
    let current: Node = { level: 0, index: size, hash: leaf }
    nodes.push(current)
    // As many carries as the size has trailing ones, like adding one to a binary number.
    while (current.index % 2 === 1) {
      const left = hashes.pop()!
      current = { level: current.level + 1, index: (current.index - 1) / 2, hash: nodeHash(left, current.hash, digest) }
      nodes.push(current)
    }
    hashes.push(current.hash)
    size++
  }
  return { frontier: { size, hashes }, nodes }
}

export function rootOfFrontier(frontier: Frontier, digest: HashFunction = sha256): Buffer {
  return frontier.size === 0 ? digest(new Uint8Array()) : foldRight(frontier.hashes, digest)
}

/** Root over leaf hashes, the textbook way; for tests and small trees. */
export const rootOf = (leaves: readonly Buffer[], digest: HashFunction = sha256): Buffer =>
  rootOfFrontier(append(emptyFrontier, leaves, digest).frontier, digest)

/** The complete subtrees, largest first, of leaves [start, end); `start` is a multiple of the largest's width. */
export function subtreesOf(start: number, end: number): NodePlace[] {
  const places: NodePlace[] = []
  for (let from = start; from < end; ) {
    let level = 0
    let width = 1
    while (from + width * 2 <= end) {
      width *= 2
      level++
    }
    places.push({ level, index: from / width })
    from += width
  }
  return places
}

/** Root of neighbouring subtrees of falling size. */
export function foldRight(hashes: readonly Buffer[], digest: HashFunction = sha256): Buffer {
  let root = hashes.at(-1)
  if (!root) throw new RangeError('Nothing to fold')
  for (let i = hashes.length - 2; i >= 0; i--) root = nodeHash(hashes[i]!, root, digest)
  return root
}
