import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fillProof, planConsistency, planInclusion, verifyConsistency, verifyInclusion } from './proof.ts'
import { append, emptyFrontier, frontierPlaces, leafHash, type NodePlace, nodeHash, rootOf, rootOfFrontier, sha256, sm3 } from './tree.ts'

// github.com/google/certificate-transparency, merkletree tests.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const hex = (text: string) => Buffer.from(text, 'hex')
const ctLeaves = inputs.map(input => leafHash(hex(input)))

/** A tree with everything stored, as the ledger keeps it. */
function grow(leaves: readonly Buffer[], digest = sha256) {
  const { nodes, frontier } = append(emptyFrontier, leaves, digest)
  const stored = new Map(nodes.map(node => [`${node.level}/${node.index}`, node.hash]))
  const hashAt = (place: NodePlace) => {
    const found = stored.get(`${place.level}/${place.index}`)
    if (!found) throw new Error(`not stored: ${place.level}/${place.index}`)
    return found
  }
  return { hashAt, frontier }
}
const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`entry ${i}`)))
const inclusion = (leaves: readonly Buffer[], index: number, size = leaves.length) =>
  fillProof(planInclusion(index, size), grow(leaves).hashAt)

describe('published vectors', () => {
  test('the empty tree', () => {
    expect(rootOf([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })
  test.each(roots.map((root, i) => [i + 1, root] as const))('root of the first %i leaves', (size, root) => {
    expect(rootOf(ctLeaves.slice(0, size)).toString('hex')).toBe(root)
  })
  test('inclusion paths', () => {
    const path = (index: number, size: number) => inclusion(ctLeaves.slice(0, size), index).map(hash => hash.toString('hex'))
    expect(path(0, 1)).toEqual([])
    expect(path(0, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(path(5, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })
  test('consistency paths', () => {
    const path = (first: number, second: number) =>
      fillProof(planConsistency(first, second), grow(ctLeaves.slice(0, second)).hashAt).map(hash => hash.toString('hex'))
    expect(path(1, 1)).toEqual([])
    expect(path(1, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(path(6, 8)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })
})

describe('every tree up to 33 leaves', () => {
  const leaves = leavesOf(33)
  test('the recursive definition, appending in any portions, and resuming from stored nodes give one root', () => {
    const defined = (part: readonly Buffer[]): Buffer => {
      if (part.length === 1) return part[0]!
      let split = 1
      while (split * 2 < part.length) split *= 2
      return nodeHash(defined(part.slice(0, split)), defined(part.slice(split)))
    }
    for (let size = 1; size <= 33; size++) {
      const root = defined(leaves.slice(0, size))
      expect(rootOf(leaves.slice(0, size))).toEqual(root)
      for (let cut = 0; cut <= size; cut++) {
        const { hashAt } = grow(leaves.slice(0, cut))
        const resumed = { size: cut, hashes: frontierPlaces(cut).map(hashAt) }
        expect(rootOfFrontier(append(resumed, leaves.slice(cut, size)).frontier)).toEqual(root)
      }
    }
  })
  test('every inclusion and consistency proof verifies, with SM3 as well', () => {
    for (const digest of [sha256, sm3]) {
      for (let size = 1; size <= 33; size++) {
        const { hashAt, frontier } = grow(leaves.slice(0, size), digest)
        const root = rootOfFrontier(frontier, digest)
        for (let i = 0; i < size; i++) {
          const proof = fillProof(planInclusion(i, size), hashAt, digest)
          expect(verifyInclusion({ leaf: leaves[i]!, index: i, size, root, proof }, digest)).toBe(true)
          const firstRoot = rootOf(leaves.slice(0, i + 1), digest)
          const grown = fillProof(planConsistency(i + 1, size), hashAt, digest)
          expect(verifyConsistency({ first: i + 1, firstRoot, second: size, secondRoot: root, proof: grown }, digest)).toBe(true)
        }
      }
    }
  })
})

describe('nothing can be changed unseen', () => {
  const tree = fc.integer({ min: 2, max: 200 }).chain(size => fc.tuple(fc.constant(size), fc.nat(size - 1), fc.nat(size - 1)))
  const flip = (hash: Buffer, bit: number) => {
    const flipped = Buffer.from(hash)
    flipped[bit >> 3]! ^= 1 << (bit & 7)
    return flipped
  }

  test('a flipped bit, a lost or added step, another index or size makes an inclusion proof fail', () => {
    fc.assert(
      fc.property(tree, fc.nat(255), fc.nat(), ([size, index, other], bit, pick) => {
        const leaves = leavesOf(size)
        const claim = { leaf: leaves[index]!, index, size, root: rootOf(leaves), proof: inclusion(leaves, index) }
        const step = pick % claim.proof.length
        expect(verifyInclusion(claim)).toBe(true)
        expect(verifyInclusion({ ...claim, leaf: flip(claim.leaf, bit) })).toBe(false)
        expect(verifyInclusion({ ...claim, root: flip(claim.root, bit) })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: claim.proof.with(step, flip(claim.proof[step]!, bit)) })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: claim.proof.toSpliced(step, 1) })).toBe(false)
        expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
        if (other !== index) expect(verifyInclusion({ ...claim, index: other })).toBe(false)
        expect(verifyInclusion({ ...claim, index: size })).toBe(false)
      }),
    )
  })

  test('a changed, dropped, doubled or moved leaf changes the root, and consistency with the old root fails', () => {
    fc.assert(
      fc.property(tree, fc.nat(255), ([size, index, other], bit) => {
        const leaves = leavesOf(size)
        const root = rootOf(leaves)
        const forgeries = [
          leaves.with(index, flip(leaves[index]!, bit)),
          leaves.toSpliced(index, 1),
          leaves.toSpliced(index, 0, leaves[index]!),
        ]
        if (other !== index) forgeries.push(leaves.with(index, leaves[other]!).with(other, leaves[index]!))
        for (const forged of forgeries) {
          expect(rootOf(forged)).not.toEqual(root)
          const grown = [...forged, ...leavesOf(3)]
          const first = Math.min(size, forged.length)
          const proof = fillProof(planConsistency(first, grown.length), grow(grown).hashAt)
          if (rootOf(grown.slice(0, size)).equals(root)) continue
          const claim = { first: size, firstRoot: root, second: grown.length, secondRoot: rootOf(grown), proof }
          expect(verifyConsistency(claim)).toBe(false)
        }
      }),
    )
  })

  test('a consistency proof fails with any flipped bit or lost step', () => {
    fc.assert(
      fc.property(tree, fc.nat(255), fc.nat(), ([size, index], bit, pick) => {
        const first = index + 1
        fc.pre(first < size)
        const leaves = leavesOf(size)
        const proof = fillProof(planConsistency(first, size), grow(leaves).hashAt)
        const claim = { first, firstRoot: rootOf(leaves.slice(0, first)), second: size, secondRoot: rootOf(leaves), proof }
        const step = pick % proof.length
        expect(verifyConsistency(claim)).toBe(true)
        expect(verifyConsistency({ ...claim, proof: proof.with(step, flip(proof[step]!, bit)) })).toBe(false)
        expect(verifyConsistency({ ...claim, proof: proof.toSpliced(step, 1) })).toBe(false)
        expect(verifyConsistency({ ...claim, firstRoot: flip(claim.firstRoot, bit) })).toBe(false)
        expect(verifyConsistency({ ...claim, secondRoot: flip(claim.secondRoot, bit) })).toBe(false)
      }),
    )
  })

  test('plans stay logarithmic for trees past 2^40', () => {
    const size = 2 ** 41 + 12_345
    const places = planInclusion(2 ** 40 + 7, size).flat()
    expect(places.length).toBeLessThan(60)
    expect(planConsistency(2 ** 40 + 1, size).flat().length).toBeLessThan(100)
  })
})
