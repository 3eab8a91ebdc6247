// The inspector's phone loses the network in the middle of a visit: what is filled in stays, survives a reload, arrives once, and meets what others
// have changed meanwhile with both values in sight.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { refs, type StoredRow } from '#declare'
import { findAxeFaults } from '../../../testing/browser.ts'
import { goldenPath } from '../../../testing/golden-path.ts'
import type { CaseDetail } from '../../../wire/cases.ts'
import { batch, visit } from './records.ts'
import { committed, drawIt, furnish, grow, signature, type World } from './testing.ts'

const path = goldenPath('double-random-offline')

async function drawn(): Promise<{ of: World; visits: StoredRow[] }> {
  const { box } = path
  const later = (days: number) => new Date(Date.parse(box.story.today()) + days * 86_400_000).toISOString().slice(0, 10)
  const of = await furnish(box, 60)
  const row = await committed(of, 4, [later(0), later(4), later(20)])
  await grow(of, row)
  await drawIt(of, row.id)
  await of.head.do(batch, row.id, 'confirm')
  return { of, visits: await of.lead.find(visit, refs(visit).parent.is(row.id)) }
}

/** A phone in the hand of an inspector. What it says about a network that is not there is no fault. */
async function phoneOf(person: string): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await path.browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors: string[] = []
  page.on('pageerror', error => errors.push(error.stack ?? error.message))
  await page.request.post(`${path.base}/api/session/demo`, { data: { person }, headers: { origin: path.base } })
  return { page, context, errors }
}

async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(path.folder, `${name}.png`), animations: 'disabled' })
  expect(await findAxeFaults(page), name).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1'), name).toBe(true)
}

/** Opens a visit while there is a network, until the device holds what it needs. */
async function openVisit(page: Page, id: string): Promise<void> {
  await page.goto(`${path.base}/records/inspection-visit/${id}`)
  await page.getByRole('button', { name: '提交检查结果' }).waitFor()
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await expect
    .poll(
      () =>
        page.evaluate(`new Promise(done => {
          const opening = indexedDB.open('shuzhi-offline')
          opening.onsuccess = () => {
            const asked = opening.result.transaction('answers').objectStore('answers').getKey('/cases/inspection-visit/${id}')
            asked.onsuccess = () => { opening.result.close(); done(asked.result !== undefined) }
          }
        })`),
      { timeout: 15_000 },
    )
    .toBe(true)
}

async function fill(page: Page, { first = '符合', result = '未发现问题' } = {}): Promise<void> {
  await page.getByRole('button', { name: '提交检查结果' }).click()
  const form = page.getByRole('dialog')
  await form.locator('.check-list tbody tr').first().waitFor()
  const rows = await form.locator('.check-list tbody tr').all()
  for (const [at, row] of rows.entries()) await row.getByText(at === 0 ? first : '符合', { exact: true }).click()
  await form.getByLabel('检查日期').fill(path.box.story.today())
  await form.getByLabel('检查日期').press('Tab')
  await form.getByRole('combobox', { name: '检查结果' }).click()
  await page.getByTitle(result, { exact: true }).click()
  await form.getByLabel('企业签字人').fill('陈掌柜')
  await form.getByRole('button', { name: '不便手写，输入姓名' }).click()
  await form.getByPlaceholder('请输入您的完整姓名').fill('陈掌柜')
  await form.getByRole('checkbox').check()
}

const submitButton = (page: Page) => page.getByRole('dialog').getByRole('button', { name: '提交检查结果' })
const submits = async (row: StoredRow): Promise<number> => {
  const page = await path.as(String(row['first']))
  const at = (await (await page.request.get(`${path.base}/api/cases/inspection-visit/${row.id}`)).json()) as CaseDetail
  await page.context().close()
  return at.timeline.filter(entry => entry.act === 'submit').length
}

it('is filled in without a network, kept over a reload, and arrives once although the server goes in between', async () => {
  const { of, visits } = await drawn()
  const row = visits[0]!
  const state = async () => (await of.lead.get(visit, row.id)).state
  const { page, context, errors } = await phoneOf(String(row['first']))
  await openVisit(page, row.id)
  const photo = join(path.folder, '厨房.png')
  writeFileSync(photo, await page.screenshot())

  await context.setOffline(true)
  await page.getByText('离线', { exact: true }).waitFor({ timeout: 20_000 })
  await fill(page)
  const form = page.getByRole('dialog')
  await form.locator('input[type=file]').setInputFiles(photo)
  await form.getByText('在本机，待上传').waitFor()
  await form.locator('.check-list textarea, .check-list input[type=text]').first().fill('许可证挂在前台')
  await look(page, '1-filling')
  // The phone closes the page by itself.
  await page.waitForTimeout(500)
  await page.reload()
  await page.getByText('未上传 1 项').waitFor({ timeout: 20_000 })
  await look(page, '2-after-reload')
  await page.getByRole('button', { name: '提交检查结果' }).click()
  await form.getByText(/已恢复本机/).waitFor()
  expect(await form.locator('.check-list input[type=radio][value=good]:checked').count()).toBe((row['answers'] as object[]).length)
  await form.getByText('厨房.png').waitFor()
  await form.getByText('许可证挂在前台').or(form.locator('[value="许可证挂在前台"]')).first().waitFor()
  await submitButton(page).dblclick()
  await form.waitFor({ state: 'hidden' })
  await page.getByText('待上传 1，联网后自动上传').waitFor()
  await look(page, '3-waiting')
  expect(await state()).toBe('visiting')

  // Back on line, but the server goes as soon as it has the act: its answer never arrives.
  let asked = 0
  let serverGone = false
  await page.route('**/acts/submit', async route => {
    asked += 1
    if (asked > 1) return route.continue()
    await route.fetch()
    await path.down()
    serverGone = true
    await route.abort('connectionreset')
  })
  await context.setOffline(false)
  await expect.poll(() => serverGone, { timeout: 20_000 }).toBe(true)
  await page.getByText('未上传 1 项').waitFor()
  await path.up()
  await page.getByText('网络已恢复，已上传 1 项').waitFor({ timeout: 40_000 })
  await expect.poll(() => page.getByText(/未上传/).count()).toBe(0)
  expect(asked).toBe(2)
  expect(await state()).toBe('confirming')
  expect(await submits(row)).toBe(1)
  const stored = await of.lead.get(visit, row.id)
  expect(stored).toMatchObject({ result: 'clean', checkedOn: path.box.story.today() })
  expect((stored['photos'] as { name: string }[]).map(one => one.name)).toEqual(['厨房.png'])
  expect((stored['answers'] as { note?: string }[])[0]).toMatchObject({ answer: 'good', note: '许可证挂在前台' })
  await look(page, '4-arrived')
  expect(errors).toEqual([])

  // Nothing stays on the device after the log-out.
  await page.getByRole('button', { name: /个人菜单/ }).click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL(/login/)
  const left = await page.evaluate(`new Promise(done => {
    const opening = indexedDB.open('shuzhi-offline')
    opening.onsuccess = async () => {
      const count = name => new Promise(counted => { const asked = opening.result.transaction(name).objectStore(name).count(); asked.onsuccess = () => counted(asked.result) })
      done(await Promise.all(['answers', 'filled', 'files', 'words'].map(count)))
    }
  })`)
  expect(left).toEqual([0, 0, 0, 0])

  // Another device handed the visit in and the second inspector sent it back: both values are shown, the inspector chooses.
  const other = visits[1]!
  const person = String(other['first'])
  const away = await phoneOf(person)
  await openVisit(away.page, other.id)
  await away.context.setOffline(true)
  await fill(away.page)
  await submitButton(away.page).click()
  await away.page.getByText('未上传 1 项').waitFor()
  const items = other['answers'] as object[]
  const elsewhere = items.map((answer, at) => (at === 0 ? { ...answer, answer: 'bad', note: '证照过期' } : { ...answer, answer: 'good' }))
  const values = {
    checkedOn: of.story.today(),
    answers: elsewhere,
    result: 'corrected',
    findings: '许可证过期，责令改正',
    signer: '陈掌柜',
    signed: signature,
  }
  await of.story.asPerson(person).do(visit, other.id, 'submit', { values })
  await of.story.asPerson(String(other['second'])).do(visit, other.id, 'sendBack', { reason: '请核对第一项' })
  await away.context.setOffline(false)
  await away.page.getByText('需要核对 1').waitFor({ timeout: 40_000 })
  await away.page.getByRole('button', { name: '核对', exact: true }).click()
  await away.page.getByRole('button', { name: '逐项核对' }).click()
  const dialog = away.page.getByRole('dialog')
  await dialog.getByText('检查表第1行').waitFor()
  await dialog.getByText('证照过期').waitFor()
  await dialog.getByText('未发现问题', { exact: true }).waitFor()
  await look(away.page, '5-conflict')
  expect(await dialog.getByRole('button', { name: '按所选内容提交' }).isDisabled()).toBe(true)
  for (const group of await dialog.getByRole('radiogroup').all()) await group.getByText('现在的').click()
  await dialog.getByRole('button', { name: '按所选内容提交' }).dblclick()
  await expect.poll(async () => (await of.lead.get(visit, other.id)).state, { timeout: 20_000 }).toBe('confirming')
  expect(await of.lead.get(visit, other.id)).toMatchObject({ result: 'corrected' })
  expect(await submits(other)).toBe(2)
  await away.context.close()

  // The case was voided meanwhile: it cannot be sent, what was filled in stays and can be taken along; leaving asks first.
  const gone = visits[2]!
  const late = await phoneOf(String(gone['first']))
  await openVisit(late.page, gone.id)
  await late.context.setOffline(true)
  await fill(late.page)
  await submitButton(late.page).click()
  await late.page.getByText('未上传 1 项').waitFor()
  await of.story.as('supervisor', { line: 'supervision' }).do(visit, gone.id, 'void', { reason: '企业已并入其他检查' })
  await late.context.setOffline(false)
  await late.page.getByText('需要核对 1').waitFor({ timeout: 40_000 })
  await late.page.getByRole('button', { name: '核对', exact: true }).click()
  await late.page.getByRole('button', { name: '逐项核对' }).click()
  const lost = late.page.getByRole('dialog')
  await lost.getByText(/不能再“提交检查结果”/).waitFor()
  await look(late.page, '6-voided')
  const [file] = await Promise.all([late.page.waitForEvent('download'), lost.getByRole('button', { name: '下载我填的内容' }).click()])
  expect(file.suggestedFilename()).toContain(String(gone['firmName']))
  // It is still there when the page is opened again.
  await late.page.reload()
  await late.page.getByText('未上传 1 项').waitFor()
  await late.page.getByRole('button', { name: /个人菜单/ }).click()
  await late.page.getByRole('button', { name: '退出登录' }).click()
  await late.page.locator('.ant-modal-confirm-title', { hasText: '还有1项没有上传' }).waitFor()
  await late.page.getByRole('button', { name: '先不退出' }).click()
  await late.page.getByText('未上传 1 项').waitFor()
  expect(late.errors).toEqual([])
  await late.context.close()
}, 240_000)
