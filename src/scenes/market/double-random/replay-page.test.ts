// The replay in a real browser: weights changed, run, read, kept as a workbook, and shared by its address; terms and people on a phone.
import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { expect, it } from 'vitest'
import { goldenPath } from '../../../testing/golden-path.ts'
import { batch } from './records.ts'
import { committed, drawIt, furnish, grow } from './testing.ts'

const path = goldenPath('replay')

it('is asked, answered, kept and shared', async () => {
  const { base, box } = path
  const { story } = box
  const later = (days: number) => new Date(Date.parse(story.today()) + days * 86_400_000).toISOString().slice(0, 10)
  const of = await furnish(box, 60)
  const row = await committed(of, 6, [later(0), later(4), later(20)])
  await grow(of, row)
  await drawIt(of, row.id)

  const page = await path.as(of.head.person)
  await page.goto(`${base}/replay/${batch.name}`)
  await page.getByRole('tab', { name: '抽取权重' }).click()
  const start = page.getByRole('button', { name: '开始推演' })
  expect(await start.isDisabled()).toBe(true)
  for (const label of ['信用A类', '信用B类']) await page.getByLabel(`${label}抽取权重的拟改值`).fill('60')
  await page.getByLabel('信用A类抽取权重的拟改值').blur()
  await start.click()
  await page.getByText('各信用等级抽中').first().waitFor()
  await page.waitForTimeout(800)
  await path.look(page, '1-weights-1440')
  const differing = await page.getByRole('heading', { name: /结果不同的\d+项/ }).textContent()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出 Excel' }).click()
  const book = new ExcelJS.Workbook()
  const bytes = readFileSync((await (await download).path())!)
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  expect(book.worksheets.map(one => one.name)).toContain('不同的办件')

  // The link alone asks the same again, for somebody else, on a phone.
  const address = page.url()
  expect(decodeURIComponent(address)).toContain('"inspection-rate-a":60')
  const supervisor = story.as('supervisor', { line: 'supervision' })
  const phone = await path.as(supervisor.person, 390)
  await phone.goto(address)
  await phone.getByRole('heading', { name: /结果不同的\d+项/ }).waitFor()
  expect(await phone.getByRole('heading', { name: /结果不同的\d+项/ }).textContent()).toBe(differing)
  await phone.waitForTimeout(800)
  await path.look(phone, '2-weights-390')

  await phone.getByRole('tab', { name: '期限' }).click()
  await phone.getByLabel('待确认的拟改期限').fill('1')
  await phone.getByLabel('待确认的拟改期限').blur()
  await phone.getByRole('button', { name: '开始推演' }).click()
  await phone.getByText('各环节按期率').first().waitFor()
  await page.getByRole('tab', { name: '人力' }).click()
  await page.getByLabel('单位联络员每岗增减人数').fill('1')
  await page.getByLabel('单位联络员每岗增减人数').blur()
  await page.getByRole('button', { name: '开始推演' }).click()
  await page.getByText('模拟与真实的过去差多少').first().waitFor()
  await page.waitForTimeout(800)
  await path.look(page, '3-staffing-1440')
}, 180_000)
