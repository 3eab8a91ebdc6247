// The board over a told year: each figure leads down to its rows; the pictures are looked at, at both widths.
import { beforeAll, describe, expect, it } from 'vitest'
import { makeStory } from '../../../server/story.ts'
import { goldenPath } from '../../../testing/golden-path.ts'
import { cumulated } from './cumulated.ts'
import { demo } from './demo.ts'

describe('the rate of use as it grew', () => {
  const month = (key: string, value: number) => ({ key: { period: key }, value })
  it('sums the organs that began, month by month, also through months without any', () => {
    expect(cumulated([month('2026-01-01', 3), month('2026-04-01', 5)], 16)).toEqual([
      { month: '2026-01', percent: 18.8 },
      { month: '2026-02', percent: 18.8 },
      { month: '2026-03', percent: 18.8 },
      { month: '2026-04', percent: 50 },
    ])
    expect(cumulated([], 16)).toEqual([])
    expect(cumulated([month('2026-01', 3)], 0)).toEqual([])
  })
})

const path = goldenPath('penalty')
describe('the board', () => {
  beforeAll(async () => {
    const { platform, clock } = path.box
    const ends = platform.calendar().dateOf(clock.now())
    clock.set(new Date(clock.now().getTime() - 331 * 86_400_000))
    await demo(makeStory(platform, clock, { ends }))
  }, 300_000)

  it('shows rates with their goals, and every figure leads to its rows', async () => {
    const { box, base } = path
    const overseer = box.story.as('supervisor', { line: 'supervision' }).person
    for (const [name, width] of [
      ['13-board', 1440],
      ['14-board-phone', 390],
    ] as const) {
      const page = await path.as(overseer, width)
      await page.goto(`${base}/scenes/penalty/board`)
      await page.getByText('尚未在本系统办案的单位').waitFor()
      await page.getByRole('img', { name: /^应用率：/ }).waitFor()
      await page.getByRole('img', { name: /^罚款决定和罚没款缴纳：/ }).waitFor()
      await page.waitForTimeout(600)
      await path.look(page, name)
      await page.evaluate('document.scrollingElement.scrollTo(0, 100000)')
      await page.waitForTimeout(300)
      await path.look(page, `${name}-below`)
    }
    const page = await path.as(overseer)
    await page.goto(`${base}/scenes/penalty/board?rate=reversals`)
    await page.getByRole('link', { name: /九十日内办结率/ }).click()
    await page.getByText('自立案起九十日内').first().waitFor()
    await path.look(page, '15-figure')
    expect(page.url()).toContain('/scenes/penalty/figures/in-time')
  }, 120_000)
})
