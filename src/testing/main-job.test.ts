// The main job as people do it, in a real browser against the real server and PostgreSQL: import, check, hand over, sign, report, close.
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { writeDocument } from '../methods/official-document/write-document.ts'
import { task } from '../scenes/operation/supervision/records.ts'
import { makeApp } from '../server/app.ts'
import { makeLive } from '../server/live.ts'
import { silentLog } from '../server/log.ts'
import { makeMetrics } from '../server/observe.ts'
import { launchBrowser, openPage, type PageFault } from './browser.ts'
import { type Box, openBox } from './city.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const shots = join(tmpdir(), 'shuzhi-main-job')
const plan = `绍兴市人民政府关于印发公共数据提升行动方案的通知
绍政测〔2026〕9号
各区、县（市）人民政府，市政府各部门、各单位：
一、重点任务
1. 归集公共数据。归集率达到95%以上。2027年4月底前完成。
责任单位：市大数据局、市公安局、市宇航局
2. 清理闲置接口。闲置接口数量控制在20个以内。
责任单位：市发改委、市大数据局
绍兴市人民政府
2026年3月2日
`

let box: Box
let browser: Browser
let base: string
let server: ReturnType<typeof serve>
const faults: PageFault[] = []

beforeAll(async () => {
  mkdirSync(shots, { recursive: true })
  box = await openBox({ start: new Date() })
  box.clock.run()
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
}, 120_000)

afterAll(async () => {
  await browser?.close()
  server?.close()
  await box?.close()
})

/** A page of somebody's, opened through the demo picker's door. */
async function as(person: string, width = 1440): Promise<Page> {
  const opened = await openPage(browser, { width, height: width < 500 ? 844 : 900 })
  faults.push(...opened.faults)
  await opened.page.request.post(`${base}/api/session/demo`, { data: { person }, headers: { origin: base } })
  opened.page.on('close', () => faults.push(...opened.faults))
  return opened.page
}

const shoot = (page: Page, name: string) => page.screenshot({ path: join(shots, `${name}.png`) })

describe('the main job in the browser', () => {
  it('is carried from an official plan to a closed task by the people who do it', async () => {
    // Log in as people do, by the picker.
    const opened = await openPage(browser)
    const supervisor = opened.page
    await supervisor.goto(`${base}/login`)
    await supervisor.getByPlaceholder(/按姓名、单位、岗位查找/).fill('督查室')
    await supervisor
      .getByRole('button', { name: /督查员/ })
      .first()
      .click()
    await supervisor.waitForURL(url => !url.pathname.startsWith('/login'))

    // Import by pasting.
    await supervisor.goto(`${base}/scenes/supervision/import`)
    await supervisor.getByRole('button', { name: '粘贴全文' }).click()
    await supervisor.getByLabel('文件全文').fill(plan)
    await supervisor.getByRole('button', { name: '开始识别' }).click()
    await supervisor.getByRole('button', { name: /开始校核/ }).click()
    await supervisor.getByRole('heading', { name: '校核交办' }).waitFor()
    await shoot(supervisor, '1-proofread')

    // Settle the unknown unit and the missing term.
    await supervisor.getByText('1 个单位待确认').waitFor()
    await supervisor.getByText('1 项任务没有完成时限').waitFor()
    await supervisor.getByRole('button', { name: '补齐时限' }).click()
    await expect.poll(() => supervisor.getByText('项任务没有完成时限').count(), { timeout: 20_000 }).toBe(0)

    // Hand over.
    await supervisor.getByRole('button', { name: /^(\S+ )?交办$/ }).click()
    await supervisor.getByRole('button', { name: /确认交办/ }).click()
    await supervisor.getByText(/已交办 2 项任务/).waitFor()
    await shoot(supervisor, '2-handed-over')

    // The lead's liaison finds it at once and signs.
    const liaison = await as('p-330600-bigdata-liaison')
    await liaison.goto(base)
    await liaison.getByText('归集公共数据').first().click()
    await liaison.getByRole('button', { name: /^(\S+ )?签收$/ }).click()
    await confirmIfAsked(liaison)
    await liaison.getByRole('button', { name: '填报进展' }).waitFor()

    // Reports, then asks for closing with evidence.
    await liaison.getByRole('button', { name: '填报进展' }).click()
    const form = liaison.getByRole('dialog')
    await form.getByLabel('进展情况').fill('全部数据已归集')
    await form.getByLabel('完成进度').fill('100')
    await shoot(liaison, '3-report')
    await form
      .getByRole('button', { name: /确定|提交|填报/ })
      .last()
      .click()
    await form.waitFor({ state: 'hidden' })
    await liaison.getByRole('button', { name: '汇总报结' }).click()
    const closing = liaison.getByRole('dialog')
    await closing.getByLabel('办结情况').fill('任务要求均已完成')
    const evidence = join(shots, '佐证材料.txt')
    writeFileSync(evidence, '归集清单')
    await closing.locator('input[type=file]').setInputFiles(evidence)
    await closing.getByRole('button', { name: '移除佐证材料.txt' }).waitFor()
    await closing
      .getByRole('button', { name: /确定|提交|报结/ })
      .last()
      .click()
    await closing.waitFor({ state: 'hidden' })

    // The supervisor accepts; the board counts it.
    await supervisor.goto(base)
    await supervisor.getByText('归集公共数据').first().click()
    await supervisor.getByRole('button', { name: '验收通过' }).click()
    const accepting = supervisor.getByRole('dialog')
    await accepting.getByLabel('验收意见').fill('材料齐全，同意办结')
    await accepting
      .getByRole('button', { name: /确定|提交|通过/ })
      .last()
      .click()
    await accepting.waitFor({ state: 'hidden' })
    await supervisor.getByText('已办结').first().waitFor()
    await shoot(supervisor, '4-closed')
    const planId = await supervisor.evaluate(
      async () => ((await (await fetch('/api/records/supervision-plan')).json()) as { rows: { id: string }[] }).rows[0]!.id,
    )
    await supervisor.goto(`${base}/scenes/supervision/board?plan=${planId}`)
    await supervisor.getByText('办结率').first().waitFor()
    await supervisor.getByText('1 / 2').first().waitFor()
    await shoot(supervisor, '5-board')

    faults.push(...opened.faults)
    expect(faults).toEqual([])
  }, 180_000)

  it('reads an uploaded .docx, and the overseer urges, supervises and exports', async () => {
    const page = await as('p-330600-supervision-supervisor')
    const source = join(shots, '行动方案.docx')
    writeFileSync(
      source,
      await writeDocument({
        title: '公共数据提升行动方案',
        issuer: '绍兴市人民政府',
        date: '2026-03-02',
        blocks: plan
          .split('\n')
          .slice(3, 8)
          .map(text => ({ kind: 'paragraph' as const, text })),
      }),
    )
    await page.goto(`${base}/scenes/supervision/import`)
    await page.locator('input[type=file]').first().setInputFiles(source)
    await page.getByRole('button', { name: /开始校核/ }).click()
    await page.getByText('归集公共数据').first().waitFor()

    const officer = box.story.as('supervisor', { line: 'supervision' })
    const [open] = await officer.find(task, refs(task).state.is('handling'))
    await page.goto(`${base}/records/supervision-task/${open!.id}`)
    for (const [label, reason] of [
      ['催办', '请抓紧办理'],
      ['督办', '请书面说明原因'],
    ] as const) {
      await page.getByRole('button', { name: /督办操作/ }).click()
      await page.getByRole('menuitem', { name: label, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('textbox').first().fill(reason)
      await dialog
        .getByRole('button', { name: new RegExp(label) })
        .last()
        .click()
      await dialog.waitFor({ state: 'hidden' })
    }
    await page.getByText('已催办1次').waitFor()
    await page.getByText('已督办1次').waitFor()
    await shoot(page, '6-supervised')

    await page.goto(`${base}/records/supervision-task`)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /导出/ }).first().click()
    const choice = page.getByRole('menuitem', { name: /Excel/ })
    if (await choice.isVisible().catch(() => false)) await choice.click()
    expect((await download).suggestedFilename()).toMatch(/\.xlsx$/)
    expect(faults).toEqual([])
  }, 120_000)

  it('shows a phone the same work without a sideways scroll', async () => {
    const page = await as('p-330600-police-liaison', 390)
    for (const path of ['/', '/scenes', '/scenes/supervision', '/records/supervision-task']) {
      await page.goto(base + path, { waitUntil: 'networkidle' })
      const { wide, shown } = (await page.evaluate(
        '({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth })',
      )) as { wide: number; shown: number }
      expect(wide, path).toBeLessThanOrEqual(shown + 1)
    }
  }, 60_000)
})

/** Some acts ask once more. */
async function confirmIfAsked(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.waitFor({ timeout: 1500 }).catch(() => {})
  if (await dialog.isVisible())
    await dialog
      .getByRole('button', { name: /确定|签收|提交/ })
      .last()
      .click()
}
