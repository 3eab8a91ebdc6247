// The main job as people do it: by the code on a phone, accepted and mediated in the village, signed in the portal, confirmed, visited, rated, counted.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { days, refs } from '#declare'
import { goldenPath } from '../../../testing/golden-path.ts'
import { cosigning, party } from './parties.ts'
import { dispute } from './records.ts'

const village = '330602001004'
const mediator = `p-${village}-committee-mediator`
const path = goldenPath('mediation')

/** Required fields carry a mark before their label. */
const labelled = (label: string) => new RegExp(`^\\*?\\s*${label}(（.*）)?$`)
const press = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^(\\S+ )?${name}$`) }).first()
async function dialog(page: Page, act: string) {
  await press(page, act).click()
  const form = page.getByRole('dialog')
  await form.waitFor()
  return form
}
/** Chooses in a drop-down list, several where it takes several. */
async function choose(page: Page, label: string, options: readonly (string | RegExp)[], search?: string): Promise<void> {
  const box = page.getByRole('dialog').getByLabel(labelled(label))
  await box.click()
  if (search) await box.fill(search)
  for (const option of options) await page.locator('.ant-select-item-option:visible').filter({ hasText: option }).first().click()
  await page.keyboard.press('Escape')
}
const pick = (page: Page, label: string, option: string) =>
  page.getByRole('dialog').getByRole('radiogroup', { name: label }).getByText(option, { exact: true }).click()
async function day(page: Page, label: string, date: string): Promise<void> {
  const box = page.getByRole('dialog').getByLabel(labelled(label))
  await box.fill(date)
  // A moment is taken by Enter; with a date alone Enter would send the form.
  await box.press(date.includes(':') ? 'Enter' : 'Tab')
}
async function send(page: Page, act: string): Promise<void> {
  const form = page.getByRole('dialog')
  await form.getByRole('button', { name: act }).last().click()
  await form.waitFor({ state: 'hidden' })
}
async function draw(page: Page, at: ReturnType<Page['locator']>): Promise<void> {
  await at.scrollIntoViewIfNeeded()
  const frame = (await at.boundingBox())!
  await page.mouse.move(frame.x + 30, frame.y + 50)
  await page.mouse.down()
  for (let step = 0; step < 30; step += 1) await page.mouse.move(frame.x + 30 + step * 7, frame.y + 50 + (step % 6) * 8)
  await page.mouse.up()
}
/** Logs in by the code that the demo shows. */
async function logIn(page: Page, phone: string): Promise<void> {
  await page.getByLabel('手机号').fill(phone)
  await page.getByRole('button', { name: '获取验证码' }).click()
  const message = await page.getByText(/^验证码\d{6}/).textContent()
  await page.getByLabel('验证码', { exact: true }).fill(/\d{6}/.exec(message!)![0])
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

describe('the main job in the browser', () => {
  it('is carried from the code on the wall to a closed case that the board counts', async () => {
    const { base, box } = path
    const citizen = await path.visitor(390)
    await citizen.goto(`${base}/portal/s/dispute-code?place=${village}`)
    await citizen.getByRole('heading', { name: '解纷码：申请调解' }).waitFor()
    await path.look(citizen, '1-code')
    await citizen.getByRole('link', { name: '现在办理' }).click()
    await citizen.getByRole('link', { name: '用手机号登录' }).click()
    await logIn(citizen, '13905750301')
    await citizen.getByLabel('纠纷概要').waitFor()
    await citizen
      .getByLabel('纠纷类型')
      .selectOption({ label: '邻里纠纷' })
      .catch(() => citizen.getByText('邻里纠纷', { exact: true }).click())
    await citizen.getByLabel('纠纷概要').fill('楼上卫生间漏水')
    await citizen.getByLabel('事情经过和要求').fill('楼上卫生间防水坏了，半年来一直往下漏，要求修好并赔偿。')
    await citizen
      .getByLabel('是否已由其他机关处理')
      .selectOption({ label: '没有' })
      .catch(() => citizen.getByText('没有', { exact: true }).click())
    await citizen.getByLabel('申请人姓名').fill('王秀英')
    await citizen.getByLabel('对方姓名或单位名称').fill('李建国')
    await citizen.getByLabel('对方电话').fill('13905750302')
    await path.look(citizen, '2-apply')
    await citizen.getByRole('button', { name: '下一步' }).click()
    await citizen.getByRole('heading', { name: '核对后提交' }).waitFor()
    await citizen.getByRole('button', { name: '确认提交' }).click()
    await citizen.getByRole('heading', { name: '提交成功' }).waitFor()
    await path.look(citizen, '3-done')
    await citizen.getByRole('link', { name: '查看办件' }).click()
    await citizen.getByRole('heading', { name: '办理进度' }).waitFor()
    const asSeen = citizen.url()
    const id = asSeen.split('/').at(-1)!.split('?')[0]!

    // The village's mediator finds it at once, accepts, records the session and drafts the agreement.
    let page = await path.as(mediator)
    const name = box.platform.city.people.find(one => one.id === mediator)!.name
    await page.goto(base)
    await page.getByText('楼上卫生间漏水').first().click()
    await dialog(page, '受理')
    await choose(page, '调解员', [name], name)
    await path.look(page, '4-accept')
    await send(page, '受理')
    await dialog(page, '登记调解')
    const now = new Date(box.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
    await day(page, '调解时间', now)
    await page.getByRole('dialog').getByLabel('调解地点').fill('社区调解室')
    await choose(page, '到场', ['申请人', '对方'])
    await pick(page, '已告知权利义务', '是')
    await page.getByRole('dialog').getByLabel('调解笔录').fill('双方到场查看，确认漏水点，同意由对方维修并赔偿。')
    await pick(page, '本次结果', '达成一致')
    await path.look(page, '5-session')
    await send(page, '登记调解')
    // The tenant is a party too: added by hand, asked with the others.
    const third = await box.story
      .asPerson(mediator)
      .create(party, { side: 'respondent', name: '陈海波', phone: '13905750303', signs: true }, { parent: id })
    expect(third).not.toBe('')
    const due = new Date(box.clock.now().getTime() + 15 * 86_400_000).toISOString().slice(0, 10)
    await dialog(page, '达成协议')
    await page.getByRole('dialog').getByLabel('主要事实和争议事项').fill('漏水由楼上防水层破损引起，双方争议在赔偿数额。')
    await page.getByRole('dialog').getByText('添加一行').click()
    await pick(page, '履行方', '对方')
    await page.getByRole('dialog').getByLabel('第1行 约定').fill('修好卫生间防水，赔偿2000元')
    await day(page, '第1行 履行期限', due)
    await page.getByRole('dialog').getByLabel('履行方式').fill('转账支付')
    await day(page, '最后履行期限', due)
    await path.look(page, '6-agreement')
    await send(page, '达成协议')

    // Whoever signs face to face is shown the whole text before the pad.
    const atDesk = await dialog(page, '当面签署')
    await atDesk.getByRole('heading', { name: '人民调解协议书' }).waitFor()
    await atDesk.getByRole('region', { name: '人民调解协议书全文' }).getByText('修好卫生间防水，赔偿2000元').waitFor()
    await path.look(page, '6-at-desk')
    await atDesk.getByRole('button', { name: '取消' }).click()

    // Both sides sign on their own phones.
    await citizen.goto(asSeen)
    await citizen.getByRole('heading', { name: '需要您办理' }).waitFor()
    await path.look(citizen, '7-asked')
    await citizen.getByRole('link', { name: '签署协议' }).first().click()
    // The whole text stands above the pad, the PDF beside it; until it is there nothing can be confirmed.
    await citizen.getByRole('heading', { name: '人民调解协议书' }).waitFor()
    await citizen.getByText('修好卫生间防水，赔偿2000元').waitFor()
    const [file] = await Promise.all([citizen.waitForEvent('download'), citizen.getByRole('button', { name: '下载PDF' }).click()])
    expect(file.suggestedFilename()).toBe('人民调解协议书（待签署）.pdf')
    await draw(citizen, citizen.locator('.signature-pad'))
    await path.look(citizen, '8-sign')
    await citizen.getByRole('button', { name: '确认签署协议' }).click()
    await citizen.getByRole('heading', { name: '办理进度' }).waitFor()
    const other = await path.visitor(390)
    await other.goto(`${base}/portal/login?back=/cases`)
    await logIn(other, '13905750302')
    await other.waitForURL(url => !url.pathname.endsWith('/login'))
    await other.goto(asSeen)
    await other.getByRole('link', { name: '签署协议' }).first().click()
    await draw(other, other.locator('.signature-pad'))
    await other.getByRole('button', { name: '确认签署协议' }).click()
    await other.getByRole('heading', { name: '办理进度' }).waitFor()
    await path.look(other, '9-countersigned')

    // The mediator sees who is missing; the tenant scans the code with their own phone.
    await page.goto(`${base}/scenes/mediation/signing?dispute=${id}`)
    await page.getByText('2 / 4 已签').waitFor()
    await path.look(page, '9-signing')
    const [asked] = await box.story.asPerson(mediator).find(cosigning, refs(cosigning).parent.is(id))
    const tenant = await path.visitor(390)
    await tenant.goto(`${base}/portal/cases/dispute-cosigning/${asked!.id}/act?act=sign`)
    await tenant.getByRole('link', { name: '用手机号登录' }).click()
    await logIn(tenant, '13905750303')
    await tenant.getByText('修好卫生间防水，赔偿2000元').waitFor()
    await draw(tenant, tenant.locator('.signature-pad'))
    await path.look(tenant, '9-third')
    await tenant.getByRole('button', { name: '确认签署协议' }).click()
    await tenant.getByRole('heading', { name: '办理进度' }).waitFor()

    // The mediator signs; from here on it binds. The application to the court is drawn up, and both read it and sign it.
    await page.goto(`${base}/records/dispute/${id}`)
    await dialog(page, '协议生效')
    await draw(page, page.getByRole('dialog').locator('.signature-pad'))
    await path.look(page, '10-seal')
    await send(page, '协议生效')
    await dialog(page, '拟司法确认申请书')
    await page.getByRole('dialog').getByLabel('管辖法院').fill('越城区人民法院')
    await path.look(page, '10-application')
    await send(page, '拟司法确认申请书')
    await citizen.goto(asSeen)
    await citizen.getByRole('link', { name: '签署司法确认申请书' }).first().click()
    await citizen.getByRole('heading', { name: '司法确认申请书', exact: true }).waitFor()
    await citizen.getByText('越城区人民法院：').waitFor()
    await draw(citizen, citizen.locator('.signature-pad'))
    await path.look(citizen, '10-wish')
    await citizen.getByRole('button', { name: '确认签署司法确认申请书' }).click()
    await citizen.getByRole('heading', { name: '办理进度' }).waitFor()
    const respondent = await box.story.resident('13905750302')
    await respondent.do(dispute, id, 'concur', { values: { respondentConfirmSign: { typed: '李建国', consent: true } } })
    await page.reload()
    await dialog(page, '当面签署司法确认申请书')
    await path.look(page, '10-face-to-face')
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await dialog(page, '移送司法确认')
    await send(page, '移送司法确认')
    await dialog(page, '登记裁定')
    await pick(page, '司法确认结果', '裁定确认有效')
    await send(page, '登记裁定')
    await dialog(page, '履行完毕')
    await page.getByRole('dialog').getByLabel('履行情况').fill('防水已修好，赔偿款已付')
    await send(page, '履行完毕')
    await page.getByRole('tab', { name: /文书/ }).click()
    await page.getByText('人民调解协议书').first().waitFor()
    await path.look(page, '11-papers')

    // Thirty days later somebody asks how it is.
    await box.story.pass(days(40))
    page = await path.as(mediator, 390)
    await page.goto(`${base}/records/dispute/${id}`)
    await page.getByRole('heading', { level: 1, name: '楼上卫生间漏水' }).waitFor()
    await press(page, '登记回访').waitFor()
    await path.look(page, '12-phone')
    await dialog(page, '登记回访')
    await day(page, '回访日期', new Date(box.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10))
    await pick(page, '方式', '上门')
    await pick(page, '履行情况', '全部履行')
    await page.getByRole('dialog').getByLabel('当事人意见').fill('不再漏水，很满意')
    await pick(page, '回访满意度', '满意')
    await send(page, '登记回访')
    expect((await box.story.asPerson(mediator).get(dispute, id)).state).toBe('closed')

    await citizen.goto(asSeen)
    await citizen.getByRole('link', { name: '评价这次服务' }).click()
    await citizen.locator('label.option', { hasText: '很满意' }).click()
    await citizen.getByRole('button', { name: '提交评价' }).click()
    await citizen.getByRole('heading', { name: '我的评价' }).waitFor()
    await path.look(citizen, '13-rated')

    const head = await path.as('p-330602-mediation-mediation-head')
    await head.goto(`${base}/scenes/mediation`)
    await head.getByText('基层化解率').first().waitFor()
    const posterAddress = await head.getByRole('link', { name: '打印扫码海报' }).getAttribute('href')
    expect(posterAddress).toBe('/portal/poster/dispute-code?place=330602')
    await path.look(head, '14-scene')
    await citizen.goto(`${base}${posterAddress}`)
    await citizen.getByText('手机扫码，在线办理').waitFor()
    await head.goto(`${base}/scenes/mediation/board`)
    await head.getByText('1 / 1').first().waitFor()
    await head
      .getByRole('link', { name: /塔山街道：1件/ })
      .first()
      .waitFor()
    await path.look(head, '15-board')
    await head.getByRole('button', { name: '大屏' }).click()
    await head.getByRole('button', { name: '退出大屏' }).waitFor()
    await path.look(head, '15-wall')
    // By the keyboard: a county's tile leads to its towns, a town's to its disputes.
    await head
      .getByRole('link', { name: /（越城区：/ })
      .first()
      .focus()
    await head.keyboard.press('Enter')
    await head.getByRole('button', { name: '返回全市' }).waitFor()
    await head
      .getByRole('link', { name: /塔山街道：1件/ })
      .first()
      .focus()
    await head.keyboard.press('Enter')
    await head.getByText('楼上卫生间漏水').first().waitFor()
    const phone = await path.as('p-330602-mediation-mediation-head', 390)
    await phone.goto(`${base}/scenes/mediation/board?map=grassroots`)
    await phone
      .getByRole('link', { name: /越城区：100%/ })
      .first()
      .waitFor()
    await path.look(phone, '15-board-phone')
    await head.goto(`${base}/scenes/mediation/alike?dispute=${id}`)
    await head.getByText('没有发现同一纠纷').waitFor()
    await path.look(head, '16-alike')
    expect(path.faults).toEqual([])
  }, 300_000)
})
