import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldRadicals, normalForm, readNumeral, readScale } from './numerals.ts'

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

test('radicals are folded to the characters they stand for', () => {
  expect(foldRadicals('人⺠、部⻔、⻛险、⻝品、⼈口')).toBe('人民、部门、风险、食品、人口')
})

test('marks are Chinese among Chinese and stay in numbers', () => {
  expect(normalForm('责任单位:甲,乙;（１）１,２００')).toBe('责任单位：甲，乙；（1）1,200')
})
