// A decision on the spot as an officer makes it on a phone of 390 px: filled in, signed with a finger, numbered and sealed, scanned by the party.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { goldenPath } from '../../../testing/golden-path.ts'
import { type Cast, findCast, furnish } from './demo-cast.ts'
import { personNumber } from './demo-numbers.ts'
import { execution, onSpot } from './execution-records.ts'

const path = goldenPath('penalty')

/** Draws a name: two strokes across the pad, as a finger does. */
async function sign(page: Page): Promise<void> {
  const pad = page.locator('svg.signature-pad')
  await pad.scrollIntoViewIfNeeded()
  const box = (await pad.boundingBox())!
  for (const row of [0.35, 0.6]) {
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * row)
    await page.mouse.down()
    for (let at = 0; at <= 12; at += 1)
      await page.mouse.move(box.x + box.width * (0.2 + at * 0.045), box.y + box.height * (row + (at % 3) * 0.06))
    await page.mouse.up()
  }
}

describe('on the spot, on a phone', () => {
  it('is made in one page, signed, handed over as a code that opens the paper; the next time the party is known', async () => {
    const { box, base } = path
    const cast = (await findCast(box.story, 'enforcement', '330602')) as Cast
    await furnish(box.story, [cast])
    const driver = personNumber('330602', 7)
    const phone = await path.as(cast.officer.person, 390)
    await phone.goto(`${base}/scenes/penalty/spot`)
    await phone.getByRole('radio', { name: /浙执0010002/ }).waitFor()
    await path.look(phone, '6-spot-empty')
    const started = Date.now()
    await phone.getByRole('radio', { name: /浙执0010002/ }).check()
    await phone.getByLabel('身份证号码').fill(driver)
    await phone.getByText('本单位没有办过').waitFor()
    await phone.getByRole('textbox', { name: '姓名' }).fill('沈国强')
    await phone.getByLabel('住址').fill('越城区某小区3幢')
    await phone.getByLabel('地点').fill('鲁迅中路人行道')
    await phone.getByRole('radio', { name: /在人行道违法停放机动车/ }).check()
    await phone.getByText(/基准（一般）/).waitFor()
    const fine = phone.getByLabel('罚款（元）')
    await expect.poll(() => fine.inputValue()).toBe('110')
    // Above what art. 51 allows the button says so and nothing is sent.
    await fine.fill('201')
    await phone.getByRole('button', { name: '罚款不得超过200元' }).waitFor()
    await fine.fill('110')
    await phone.getByRole('button', { name: '请告知权利后勾选' }).waitFor()
    await phone.getByLabel(/已出示执法证件/).check()
    await phone.getByRole('button', { name: '请当事人签名' }).waitFor()
    await sign(phone)
    await path.look(phone, '7-spot-signed')
    await phone.getByRole('button', { name: '当场决定并交付：罚款110元' }).click()
    await phone.getByRole('img', { name: '当场行政处罚决定书的二维码' }).waitFor()
    // The machine types at once; what is measured is that nothing waits: far below the minute an officer has.
    expect(Date.now() - started).toBeLessThan(30_000)
    await phone.getByText(/当罚〔\d{4}〕00001号/).waitFor()
    await path.look(phone, '8-spot-handed')
    const [made] = await cast.officer.find(onSpot, refs(onSpot).officer.is(cast.officer.person))
    expect(made).toMatchObject({ state: 'recording', fine: '110.00', told: true, party: '沈国强', signed: '已签名' })
    expect(String(made!['facts'])).toContain('鲁迅中路人行道')
    expect(await cast.officer.find(execution, refs(execution).onSpot.is(made!.id))).toHaveLength(1)
    // Put on the organ's record within two working days.
    expect((await cast.head.inbox()).some(one => one.id === made!.id)).toBe(true)

    // The party scans the code: no account, no log-in, the paper itself.
    const url = String(await phone.getByRole('img', { name: '当场行政处罚决定书的二维码' }).getAttribute('data-text'))
    const party = await path.visitor(390)
    await party.goto(url)
    await party.getByText('这份文书确由下列单位出具').waitFor()
    await path.look(party, '9-spot-party')
    const [download] = await Promise.all([party.waitForEvent('download'), party.getByRole('button', { name: '下载文书（PDF）' }).click()])
    expect(download.suggestedFilename()).toBe('当场行政处罚决定书.pdf')

    // The same driver on another day: known by the number; refuses to sign, before a witness.
    await phone.getByRole('button', { name: '下一件' }).click()
    await phone.getByLabel('身份证号码').fill(driver)
    await phone.getByText('已识别：沈国强').waitFor()
    expect(await phone.getByLabel('住址').inputValue()).toBe('越城区某小区3幢')
    await phone.getByRole('radio', { name: /在人行道违法停放机动车/ }).check()
    await phone.getByRole('button', { name: '一年内再犯', pressed: true }).waitFor()
    await phone.getByText(/基准（从重）/).waitFor()
    await expect.poll(() => fine.inputValue()).toBe('173')
    await phone.getByLabel(/已出示执法证件/).check()
    await phone.getByLabel('当事人拒绝签收，在决定书上注明').check()
    await phone.getByLabel('拒绝签收的情况和见证人').fill('看后离开，见证人王某（路口商店店员）')
    await path.look(phone, '10-spot-refused')
    // The same day, the same act: art. 29 is held by the server, and the page says it.
    await phone.getByRole('button', { name: /当场决定并交付/ }).click()
    await phone
      .getByRole('alert')
      .getByText(/第二十九条/)
      .waitFor()
    await path.look(phone, '11-spot-once')
  }, 180_000)

  it('whoever holds no certificate in force is told so, and decides nothing', async () => {
    const { box, base } = path
    const cast = (await findCast(box.story, 'ecology', '330602')) as Cast
    const phone = await path.as(cast.officer.person, 390)
    await phone.goto(`${base}/scenes/penalty/spot`)
    await phone
      .getByRole('alert')
      .getByText(/您没有本单位在有效期内的行政执法证件/)
      .waitFor()
    await path.look(phone, '12-spot-no-certificate')
  }, 60_000)
})
