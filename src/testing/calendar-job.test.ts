// Next year's holidays are entered in a real browser by who keeps the calendar; every term counts by them from then on.

import { expect, test } from 'vitest'
import { workdays } from '#declare'
import { goldenPath } from './golden-path.ts'

const path = goldenPath('calendar')

test('the administrator enters the arrangement of 2027, day by day, and it is in force', { timeout: 180_000 }, async () => {
  const { platform } = path.box
  const keeper = platform.city.people.find(one => one.posts.some(post => post.role === 'administrator' && !post.to))!.id
  const from = new Date('2027-09-28T09:00:00+08:00')
  const before = platform.calendar().due(from, workdays(5))
  const page = await path.as(keeper)
  await page.goto(`${path.base}/calendar?year=2027`)
  await page.getByRole('button', { name: '录入2027年安排' }).click()
  await path.look(page, 'entering-1440')
  const publish = page.getByRole('button', { name: '发布生效' })
  await expect.poll(() => publish.isDisabled()).toBe(true)
  await page.getByLabel('依据（发文机关和文号）').fill('国务院办公厅关于2027年部分节假日安排的通知（演示）')
  const holidays: Readonly<Record<string, readonly string[]>> = {
    元旦: ['1月1日', '1月2日', '1月3日'],
    春节: ['2月5日', '2月6日', '2月7日', '2月8日', '2月9日', '2月10日', '2月11日'],
    清明节: ['4月3日', '4月4日', '4月5日'],
    劳动节: ['5月1日', '5月2日', '5月3日', '5月4日', '5月5日'],
    端午节: ['6月9日', '6月10日', '6月11日'],
    中秋节: ['9月15日', '9月16日', '9月17日'],
    国庆节: ['10月1日', '10月2日', '10月3日', '10月4日', '10月5日', '10月6日', '10月7日', '10月8日'],
  }
  const day = (date: string) => page.getByRole('button', { name: new RegExp(`^${date}(?!\\d)`) })
  for (const [name, dates] of Object.entries(holidays)) {
    await page.getByRole('radio', { name }).check()
    for (const date of dates) if (!/放假|节|元旦/.test((await day(date).getAttribute('aria-label')) ?? '')) await day(date).click()
  }
  await page.getByRole('radio', { name: '调休上班' }).check()
  await day('10月9日').click()
  await page.evaluate('scrollTo(0, 0)')
  await path.look(page, 'entered-1440')
  await publish.click()
  await page.getByText('已发布').waitFor()
  await page.evaluate('scrollTo(0, 0)')
  await path.look(page, 'year-1440')
  const phone = await path.as(keeper, 390)
  await phone.goto(`${path.base}/calendar?year=2027`)
  await phone.getByText('已发布').waitFor()
  await path.look(phone, 'year-390')
  await platform.readCalendar()
  const after = platform.calendar().due(from, workdays(5))
  expect(after.getTime()).not.toBe(before.getTime())
  expect(platform.calendar().dateOf(after)).toBe('2027-10-12')
})
