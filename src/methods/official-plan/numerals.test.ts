import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalForm, readNumeral, readScale } from './numerals.ts'

test.each([
  ['一', 1],
  ['十', 10],
  ['十五', 15],
  ['二十', 20],
  ['一百零三', 103],
  ['两千三百', 2300],
  ['二〇二六', 2026],
  ['三万五千', 35000],
  ['1,200', 1200],
  ['1.2', 1.2],
])('%s is %d', (written, value) => {
  expect(readNumeral(written)).toBe(value)
})

test('what is no number is NaN', () => {
  expect(readNumeral('若干')).toBeNaN()
  expect(readScale('万亿')).toBe(1e12)
  expect(readScale(undefined)).toBe(1)
})

test('the normal form keeps length and is its own normal form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const form = normalForm(text)
      expect(form.length).toBe(text.length)
      expect(normalForm(form)).toBe(form)
    }),
  )
})

test('marks are Chinese among Chinese and stay in numbers', () => {
  expect(normalForm('责任单位:甲,乙;（１）１,２００')).toBe('责任单位：甲，乙；（1）1,200')
})
