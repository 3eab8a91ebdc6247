import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createKeyRing, openKeyRing, rotateKeyRing } from './key-ring.ts'
import { blindIndex, seal, unseal } from './seal.ts'

const ring = createKeyRing()

test('opens to what was sealed, only at its place, and never when a bit is changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(), (text, at) => {
      const sealed = seal(ring, 't.c:1', text)
      expect(unseal(ring, 't.c:1', sealed)).toBe(text)
      expect(() => unseal(ring, 't.c:2', sealed)).toThrow(expect.objectContaining({ code: 'broken' }))
      const changed = Buffer.from(sealed)
      changed[at % changed.length]! ^= 1
      expect(() => unseal(ring, 't.c:1', changed)).toThrow()
    }),
    { numRuns: 200 },
  )
})

test('the same value never looks the same twice, but has one blind index in each column', () => {
  expect(seal(ring, 'p', '13800001234').equals(seal(ring, 'p', '13800001234'))).toBe(false)
  expect(blindIndex(ring, 'a', '1')).toEqual(blindIndex(ring, 'a', '1'))
  expect(blindIndex(ring, 'a', '1')).not.toEqual(blindIndex(ring, 'b', '1'))
  expect(blindIndex(createKeyRing(), 'a', '1')).not.toEqual(blindIndex(ring, 'a', '1'))
})

test('a ring on disk is private, and keys can be changed while old values stay readable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'))
  const path = join(folder, 'keys.json')
  const first = openKeyRing(path)
  const sealed = seal(first, 'p', '旧')
  expect(statSync(path).mode & 0o077).toBe(0)
  expect(rotateKeyRing(path)).toBe('k2')
  const second = openKeyRing(path)
  expect(second.current).toBe('k2')
  expect(unseal(second, 'p', sealed)).toBe('旧')
  expect(seal(second, 'p', '新').includes('k2')).toBe(true)
  expect(blindIndex(second, 'a', '1')).toEqual(blindIndex(first, 'a', '1'))
  expect(() => unseal(first, 'p', seal(second, 'p', '新'))).toThrow(expect.objectContaining({ code: 'setting' }))
  expect(readFileSync(path, 'utf8')).toContain('"k1"')
  rmSync(folder, { recursive: true })
})
