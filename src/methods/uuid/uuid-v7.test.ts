import { expect, test } from 'vitest'
import { uuidV7 } from './uuid-v7.ts'

test('version 7, variant 10, the time in front, always growing', () => {
  const ids = Array.from({ length: 20_000 }, () => uuidV7())
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  const later = Date.now() + 60_000
  expect(Number.parseInt(uuidV7(later).replaceAll('-', '').slice(0, 12), 16)).toBe(later)
})
