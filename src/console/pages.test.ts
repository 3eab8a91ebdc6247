// Every page of the console in a real browser, on a desk and on a phone: no fault, nothing wider than the screen, nothing found by axe.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAxeFaults, launchBrowser, openPage, wipePage } from '../testing/browser.ts'
import { startFakeServer } from './testing/fake-server.ts'
import { everyPage } from './testing/pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuzhi-console-'))
const configFile = new URL('../../vite.config.ts', import.meta.url).pathname
let browser: Browser
let fake: Awaited<ReturnType<typeof startFakeServer>>

beforeAll(async () => {
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  fake = await startFakeServer(folder)
  browser = await launchBrowser()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  fake?.server.closeAllConnections()
  fake?.server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each([
  [1440, 900],
  [390, 844],
] as const)('%i pixels wide', (width, height) => {
  // One page goes from test to test, wiped; after a test that failed comes a new one.
  let kept: Awaited<ReturnType<typeof openPage>> | undefined
  const openClean = async () => {
    const opened = kept ?? (await openPage(browser, { width, height }))
    if (kept) await wipePage(kept)
    kept = undefined
    return opened
  }
  afterAll(() => kept?.page.context().close())

  test.each(everyPage.map(([name, path, then]) => ({ name, path, then })))(
    '$name',
    async ({ path, then }) => {
      const opened = await openClean()
      const { page, faults } = opened
      await page.goto(fake.url + path, { waitUntil: 'load' })
      await page.locator('main h1, .login h1').first().waitFor({ state: 'attached' })
      await page.waitForFunction('document.querySelector(".skeleton, .boot") === null')
      await then?.(page)
      await page.waitForTimeout(300)
      expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true)
      // A popup over a field is the field's being covered, not its being small.
      expect((await findAxeFaults(page)).filter(one => !(one.id === 'target-size' && one.at.every(at => at.includes('obscured'))))).toEqual(
        [],
      )
      expect(faults).toEqual([])
      kept = opened
    },
    30_000,
  )
})

test('the first page brings less than 250 KB of packed JavaScript', async () => {
  const { gzipSync } = await import('node:zlib')
  const packed = join(folder, 'packed')
  const before = process.env['NODE_ENV']
  // The other tests run React's development build, which complains about faults.
  process.env['NODE_ENV'] = 'production'
  await build({ configFile, logLevel: 'error', build: { outDir: packed, emptyOutDir: true } })
  process.env['NODE_ENV'] = before
  const served = await startFakeServer(packed)
  const { page } = await openPage(browser)
  const sizes: Promise<number>[] = []
  page.on('response', response => {
    if (response.url().endsWith('.js')) sizes.push(response.body().then(body => gzipSync(body).length))
  })
  await page.goto(`${served.url}/`)
  await page.locator('.inbox-item').first().waitFor()
  expect((await Promise.all(sizes)).reduce((sum, one) => sum + one, 0)).toBeLessThan(250 * 1024)
  await page.context().close()
  served.server.closeAllConnections()
  served.server.close()
}, 60_000)

test('the workbench is worked with the keyboard alone', async () => {
  const { page } = await openPage(browser)
  await page.goto(`${fake.url}/`)
  await page.locator('.inbox-item').first().waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.getByRole('toolbar', { name: '批量办理' }).waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/records\/supervision-task\//)
  await page.getByRole('heading', { level: 1, name: /鉴湖/ }).waitFor()
  await page.context().close()
})

test('a conflict is explained and leads to the latest state', async () => {
  const { page } = await openPage(browser)
  const [, path] = everyPage.find(([name]) => name === 'case')!
  await page.goto(fake.url + path)
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '作废' }).click()
  await page.getByLabel(/理由/).fill('重复立项')
  await page.getByRole('button', { name: '确认作废' }).click()
  await page.getByText('事项已被他人办理').waitFor()
  await page.getByRole('button', { name: '查看最新情况' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.context().close()
})
