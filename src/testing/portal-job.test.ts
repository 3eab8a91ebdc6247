// The whole job of a resident in a real browser, on a telephone's screen: find, log in, apply, be asked, sign, rate, follow; and what axe says.
import { mkdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type ServerType, serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refs } from '#declare'
import { makeApp } from '../server/app.ts'
import { makeLive } from '../server/live.ts'
import { silentLog } from '../server/log.ts'
import { makeMetrics } from '../server/observe.ts'
import { findAxeFaults, launchBrowser, openPage, type PageFault } from './browser.ts'
import { type Box, openBox } from './city.ts'
import { application, permit, scenes } from './portal-city.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const shots = process.env['PORTAL_SHOTS']
let box: Box
let server: ServerType
let browser: Browser
let page: Page
let faults: PageFault[]
let base = ''
let count = 0

beforeAll(async () => {
  box = await openBox({ scenes })
  const live = makeLive({ url: box.url, pool: box.platform.pool, log: silentLog })
  const app = makeApp({
    platform: box.platform,
    live,
    log: silentLog,
    metrics: makeMetrics(),
    consoleFolder: join(root, 'dist', 'console'),
    portalFolder: join(root, 'dist', 'portal'),
    isStopping: () => false,
    ratePerMinute: 0,
  })
  await new Promise<void>(done => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => done())
  })
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  const opened = await openPage(browser, { width: 390, height: 844 })
  page = opened.page
  faults = opened.faults
}, 120_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
  await box?.close()
})

/** Runs in the page. */
const findWrong = `(() => {
  const found = []
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen: ' + document.documentElement.scrollWidth)
  for (const one of document.querySelectorAll('a, button, select, input:not([type=file]):not([type=radio]):not([type=checkbox])')) {
    const { width, height } = one.getBoundingClientRect()
    const isInText = one.tagName === 'A' && one.closest('p, li, dd') !== null && one.className === ''
    if (width > 0 && height < 43.5 && !isInText && !one.classList.contains('skip'))
      found.push(one.tagName + ' ' + (one.textContent ?? '').slice(0, 12) + ' is ' + Math.round(height) + ' px high')
  }
  return found
})()`
const go = async (path: string) => {
  await page.goto(`${base}/portal${path}`)
  await page.waitForLoadState('networkidle')
}
/** What axe finds, what is wider than the screen, what is too small for a thumb; and a picture for whoever wants to look. */
async function look(name: string): Promise<void> {
  await page.waitForLoadState('networkidle')
  if (shots) {
    mkdirSync(shots, { recursive: true })
    await page.screenshot({ path: join(shots, `${String(++count).padStart(2, '0')}-${name}.png`), fullPage: true })
  }
  // As tall as the page: what is under a fixed bar only while one scrolls is no fault of the page.
  const screen = page.viewportSize()!
  await page.setViewportSize({
    width: screen.width,
    height: Math.max(screen.height, await page.evaluate<number>('document.documentElement.scrollHeight')),
  })
  expect(await findAxeFaults(page), name).toEqual([])
  const wrong = await page.evaluate<string[]>(findWrong)
  expect(wrong, name).toEqual([])
  await page.setViewportSize(screen)
}

/** One claim that waits, one that the office has refused. */
async function firmsOf(phone: string): Promise<void> {
  const { agents, office, accounts } = box.platform.identity.public
  const letter = { hash: '0'.repeat(64), name: '授权委托书.pdf', type: 'application/pdf', size: 1 }
  const claim = (creditCode: string) => agents.claim({ account: accounts.idOf(phone), creditCode, letter })
  await claim('91110108551385082Q')
  const official = await box.platform.identity.findSubject(box.story.as('handler', { organ: '330600-services' }).person)
  await office.refuse(official!, (await claim('91330602MA2BC1D04X')).id, '委托书没有加盖公章。')
}

test('a resident finds a service, applies, signs what is asked, rates, and sees who read their data', async () => {
  await go('/?at=330602')
  await look('home')
  await page.getByRole('searchbox').fill('摆摊')
  await page.getByRole('button', { name: '搜索' }).click()
  await page.getByRole('link', { name: /临时占道许可/ }).waitFor()
  await look('search')
  await page.getByRole('link', { name: /临时占道许可/ }).click()
  await page.getByRole('heading', { name: '怎么办理' }).waitFor()
  await look('guide')
  await page.getByRole('link', { name: '现在办理' }).click()
  await page.getByRole('link', { name: '用手机号登录' }).waitFor()
  await look('need-log-in')
  await page.getByRole('link', { name: '用手机号登录' }).click()
  await page.getByLabel('手机号').fill('13905750201')
  await page.getByRole('button', { name: '获取验证码' }).click()
  const message = await page.getByText(/^验证码\d{6}/).textContent()
  await page.getByLabel('验证码', { exact: true }).fill(/\d{6}/.exec(message!)![0])
  await look('log-in')
  await page.getByRole('button', { name: '登录', exact: true }).click()

  await page.getByLabel('占道事由').waitFor()
  expect(await page.getByLabel('联系电话').inputValue()).toBe('13905750201')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('请填写占道事由').waitFor()
  await look('apply-faults')
  await page.getByLabel('占道事由').fill('社区中秋晚会搭台')
  await page.getByLabel('面积').fill('50')
  await page.getByLabel('县（市、区）').selectOption({ label: '越城区' })
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('占道面积不能超过30平方米').waitFor()
  await look('apply-refused')
  await page.getByLabel('面积').fill('20')
  // What was typed is there after the page was left.
  await page.waitForResponse(answer => answer.url().includes('/draft') && answer.request().method() === 'PUT')
  await page.reload()
  await page.getByText('已恢复您上次填写的内容').waitFor()
  expect(await page.getByLabel('占道事由').inputValue()).toBe('社区中秋晚会搭台')
  await look('apply')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('heading', { name: '核对后提交' }).waitFor()
  await look('apply-check')
  await page.getByRole('button', { name: '确认提交' }).click()
  await page.getByRole('heading', { name: '提交成功' }).waitFor()
  const number = (await page.locator('.big').first().textContent())!
  const code = (await page.locator('.big.code').textContent())!
  await look('apply-done')

  await page.getByRole('link', { name: '查看办件' }).click()
  await page.getByRole('heading', { name: '办理进度' }).waitFor()
  await look('case')
  const { city } = box.platform
  const office = city.organs.find(one => one.line === 'services' && one.region === '330602')!
  const handler = box.story.as('handler', { organ: office.id })
  const [row] = await handler.find(permit, refs(permit).what.is(application.what))
  await handler.do(permit, row!.id, 'toSign', { reason: '请承诺按时恢复路面' })
  await page.reload()
  await page.getByRole('heading', { name: '需要您办理' }).waitFor()
  await look('case-asked')
  await go('/cases')
  await page.getByText('需要您办理').waitFor()
  await look('cases')
  await page.getByRole('link', { name: /临时占道许可/ }).click()
  await page.getByRole('link', { name: '签署' }).click()
  const pad = page.locator('.signature-pad')
  await pad.waitFor()
  await page.getByRole('button', { name: '确认签署' }).click()
  await page
    .getByText(/签名框内签名|请填写签名|请手写签名/)
    .first()
    .waitFor()
    .catch(() => undefined)
  const frame = (await pad.boundingBox())!
  await page.mouse.move(frame.x + 40, frame.y + 60)
  await page.mouse.down()
  for (let step = 0; step < 30; step += 1) await page.mouse.move(frame.x + 40 + step * 8, frame.y + 60 + (step % 6) * 9)
  await page.mouse.up()
  await look('sign')
  await page.getByRole('button', { name: '确认签署' }).click()
  await page.getByRole('heading', { name: '这次办得怎么样？' }).waitFor()
  expect((await handler.get(permit, row!.id)).state).toBe('granted')
  await look('case-ended')
  await page.getByRole('link', { name: '评价这次服务' }).click()
  await page
    .getByLabel(/^不满意|★★ ?★★★ ?不满意/)
    .first()
    .waitFor()
    .catch(() => undefined)
  await page.locator('label.option', { hasText: /(?<!常)不满意$/ }).click()
  await page.locator('label.option', { hasText: '没讲清楚' }).click()
  await page.getByLabel(/想说的话/).fill('要求说得不清楚')
  await look('rate')
  await page.getByRole('button', { name: '提交评价' }).click()
  await page.getByRole('heading', { name: '我的评价' }).waitFor()
  await look('case-rated')

  const head = box.story.as('head', { organ: office.id })
  expect((await head.inbox()).map(one => one.record)).toContain('service-rating')
  await box.platform.store.as((await box.platform.identity.findSubject(head.person))!, async tx =>
    box.platform.store.get(
      tx,
      (await box.platform.identity.findSubject(head.person))!,
      box.platform.model.records.get('portal-permit')!,
      row!.id,
      { unmask: true },
    ),
  )
  while ((await box.platform.sequence()).count > 0);
  await go('/privacy')
  await page.getByText('办理“占道许可”').waitFor()
  await look('privacy')
  await go('/me')
  await look('me')
  await firmsOf('13905750201')
  await go('/firms')
  await page.getByText('政务服务办没有通过您的申请，理由：委托书没有加盖公章。').waitFor()
  await page.getByText('由企业已有的代办人同意，或由政务服务办核对授权委托书后通过').waitFor()
  await look('firms')
  await go('/follow')
  await look('follow')
  await page.getByLabel('编号').fill(number)
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '查询' }).click()
  await page.getByRole('heading', { name: '办理进度' }).waitFor()
  expect(await page.locator('main').textContent()).not.toContain('社区中秋')
  await look('followed')
  await go('/help')
  await look('help')
  await go('/nowhere')
  await look('not-found')
  await go('/search?q=飞机')
  await look('search-empty')
  // Who is to hang it up finds the poster where the service is explained.
  await go('/s/permit?place=330602')
  await page.getByRole('link', { name: '打印扫码海报' }).click()
  await page.getByText('手机扫码，在线办理').waitFor()
  expect(new URL(page.url()).search).toBe('?place=330602')
  await look('poster')
  await go('/cases/portal-permit/018f0000-0000-7000-8000-000000000000')
  await page.getByRole('alert').waitFor()
  await look('case-fault')
  expect(faults).toEqual([])
}, 300_000)

test('large type, the desktop, and an entry by QR code at a place', async () => {
  await go('/?at=330602')
  const size = () => page.evaluate<string>('getComputedStyle(document.documentElement).fontSize')
  expect(await size()).toBe('17.5px')
  await page.getByRole('button', { name: '大字版' }).click()
  expect(await size()).toBe('22px')
  await look('home-large')
  await go('/s/ask?place=330603')
  await look('guide-large')
  await page.getByRole('link', { name: '现在办理' }).click()
  await page.getByLabel('县（市、区）').waitFor()
  await expect.poll(() => page.getByLabel('县（市、区）').inputValue()).toBe('330603')
  await look('apply-large')
  await page.getByRole('button', { name: '标准字号' }).click()
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const [name, path] of [
    ['home', '/'],
    ['guide', '/s/permit'],
    ['apply', '/s/ask/apply'],
    ['cases', '/cases'],
    ['firms', '/firms'],
    ['poster', '/poster/permit?place=330602'],
  ] as const) {
    await go(path)
    await look(`wide-${name}`)
  }
  expect(faults).toEqual([])
}, 120_000)

test('the first load is small: what index.html asks for is under 130 KB, packed', () => {
  const folder = join(root, 'dist', 'portal')
  const asked = [...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/\/portal\/(assets\/[^"]+\.js)/g)].map(found => found[1]!)
  expect(asked.length).toBeGreaterThan(0)
  const bytes = asked.reduce((sum, path) => sum + gzipSync(readFileSync(join(folder, path))).length, 0)
  expect(bytes).toBeLessThan(130_000)
})
