// The order in which the files of a first run begin.
import { expect, it } from 'vitest'
import { estimate } from './longest-first.ts'

it('takes a browser and a told year for longer than a database, and that for longer than arithmetic', () => {
  const texts = [
    'expect(1 + 1).toBe(2)',
    'cloneDatabase(template)',
    'await openBox({ scenes })',
    'await launchBrowser()',
    "goldenPath('penalty')",
  ]
  const taken = texts.map(estimate)
  expect(taken).toEqual([...new Set(taken)].sort((a, b) => a - b))
})
