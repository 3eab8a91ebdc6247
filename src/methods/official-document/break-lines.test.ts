import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines } from './break-lines.ts'

const width = (text: string) => [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 256 ? 0.5 : 1), 0)
const lines = (text: string, room: number) => breakLines(text, { first: room, rest: room }, width)

describe('breaking lines of Chinese', () => {
  it('lets no line begin with a closing mark or end with an opening one', () => {
    expect(lines('甲乙丙丁，戊己', 4)).toEqual(['甲乙丙', '丁，戊己'])
    expect(lines('甲乙丙“丁戊”', 4)).toEqual(['甲乙丙', '“丁戊”'])
    expect(lines('甲乙丙丁戊）。己', 5)).toEqual(['甲乙丙丁', '戊）。己'])
  })
  it('keeps numbers and words whole, and breaks what fits in no line', () => {
    expect(lines('共计1234567元整', 5)).toEqual(['共计', '1234567元', '整'])
    expect(lines('aaaaaaaaaaaaaaaa', 4)).toEqual(['aaaaaaaa', 'aaaaaaaa'])
  })
  it('the first line may be shorter', () => {
    expect(breakLines('甲乙丙丁戊', { first: 2, rest: 3 }, width)).toEqual(['甲乙', '丙丁戊'])
  })
  it('loses nothing but blanks at the end of lines, and no line is too long by more than half a mark', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'甲乙丙，。（）“”ab1 、'), maxLength: 80 }),
        fc.integer({ min: 4, max: 12 }),
        (text, room) => {
          const broken = lines(text, room)
          expect(broken.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
          for (const line of broken) expect(width(line)).toBeLessThanOrEqual(room + 0.5)
        },
      ),
    )
  })
})
