// The main job as people do it: merge, approve, draw with a witness, confirm, inspect on a phone, confirm by the second inspector, publish for everybody.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { refs, type StoredRow } from '#declare'
import { goldenPath } from '../../../testing/golden-path.ts'
import type { PublicPage } from '../../../wire/public.ts'
import { batch, visit } from './records.ts'
import { batchesOf, drawIt, filled, furnish, grow } from './testing.ts'

const path = goldenPath('double-random')

/** Does an act that asks once more under its own name. */
async function act(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor({ timeout: 3_000 }).catch(() => {})
  if (!(await dialog.isVisible())) return
  await dialog.getByRole('button', { name: label }).last().click()
  await dialog.waitFor({ state: 'hidden' })
}

describe('the main job in the browser', () => {
  it('is carried from the plan to a published result by the people who do it', async () => {
    const { base, box } = path
    const { story } = box
    const later = (days: number) => new Date(Date.parse(story.today()) + days * 86_400_000).toISOString().slice(0, 10)
    const of = await furnish(box, 40)
    const weeks = [later(0), later(4)] as const
    const items = [['market', 3, ...weeks] as const, ['enforcement', 2, ...weeks] as const, ['market', 2, later(6), later(9)] as const]
    const plan = await filled(of, items, { endsOn: later(20) })

    // What two organs ask of the same firms becomes one batch; the head approves, which commits to the draws.
    const lead = await path.as(of.lead.person)
    await lead.goto(`${base}/records/inspection-plan/${plan}`)
    await act(lead, '合并为抽查任务')
    await lead.getByText('待批准').first().waitFor()
    const head = await path.as(of.head.person)
    await head.goto(`${base}/records/inspection-plan/${plan}`)
    await head.getByRole('button', { name: '批准并公布抽取承诺' }).first().waitFor()
    await path.look(head, '0-merged')
    await act(head, '批准并公布抽取承诺')
    await head.getByText('实施中').first().waitFor()
    const [row, next] = (await batchesOf(of, plan)) as [StoredRow, StoredRow]
    expect(row).toMatchObject({ take: 3, asked: 5, saved: 2, state: 'committed' })
    await grow(of, row)

    // The lead's liaison draws; the witness says a word.
    await lead.goto(`${base}/records/inspection-batch/${row.id}`)
    await lead.getByRole('tab', { name: '内容' }).click()
    await lead.getByText('抽取承诺').first().waitFor()
    await path.look(lead, '1-committed')
    await lead.getByRole('button', { name: /^(\S+ )?当场抽取$/ }).click()
    const drawing = lead.getByRole('dialog')
    await drawing.getByLabel('见证词').fill('鉴湖春水')
    await drawing.getByLabel('见证人').fill('审计员')
    await lead.locator('.ant-select-item-option').first().click()
    await path.look(lead, '2-draw')
    await drawing
      .getByRole('button', { name: /确定|提交|抽取/ })
      .last()
      .click()
    await drawing.waitFor({ state: 'hidden' })

    // The head confirms: visits are sent out.
    await head.goto(`${base}/records/inspection-batch/${row.id}`)
    await head.getByRole('tab', { name: '内容' }).click()
    await head.getByText('随机种子').first().waitFor()
    await path.look(head, '3-drawn')
    await act(head, '确认并公布、派发')
    await expect.poll(async () => (await of.lead.get(batch, row.id)).state, { timeout: 15_000 }).toBe('checking')

    // The first inspector, on a phone, finds the firm gone to another trade.
    const [one] = await of.lead.find(visit, refs(visit).parent.is(row.id))
    const phone = await path.as(String(one!['first']), 390)
    await phone.goto(base)
    await phone.getByText(String(one!['firmName'])).first().click()
    await phone.getByRole('button', { name: /提交检查结果/ }).waitFor()
    await path.look(phone, '4-phone-visit')
    await phone.getByRole('button', { name: /提交检查结果/ }).click()
    const form = phone.getByRole('dialog')
    // The check list is already there, item by item.
    await form
      .getByText('食品经营许可证在有效期内并公示')
      .or(form.locator('input[value="食品经营许可证在有效期内并公示"]'))
      .first()
      .waitFor()
    await form.getByLabel('检查日期').fill(story.today())
    await form.getByLabel('检查日期').press('Tab')
    await form.getByRole('combobox', { name: '检查结果' }).click()
    await phone.getByTitle('未发现开展本次抽查涉及的经营活动').click()
    await path.look(phone, '5-phone-result')
    await form
      .getByRole('button', { name: /确定|提交/ })
      .last()
      .click()
    await form.waitFor({ state: 'hidden' })

    // The second confirms, the lead publishes, everybody may read it.
    const second = await path.as(String(one!['second']), 390)
    await second.goto(`${base}/records/inspection-visit/${one!.id}`)
    await act(second, '确认无误')
    await second.getByText('待公示').first().waitFor()
    await lead.goto(`${base}/records/inspection-visit/${one!.id}`)
    await act(lead, '向社会公示')
    await lead.getByText('已办结').first().waitFor()
    await path.look(lead, '6-published')
    const visitor = await path.visitor()
    const page = (await (await visitor.request.get(`${base}/api/public/inspection-results`)).json()) as PublicPage
    expect(page.rows.map(shown => shown.values['firmName'])).toEqual([one!['firmName']])

    // Somebody without an account looks for the firm, reads the result, computes the draw again.
    for (const [width, size] of [
      [390, 'phone'],
      [1440, 'desk'],
    ] as const) {
      const citizen = await path.visitor(width)
      await citizen.goto(`${base}/portal/public/inspection-results`)
      await citizen.getByText(String(one!['firmName'])).waitFor()
      if (size === 'phone') {
        await citizen.getByRole('searchbox').fill('没有这家企业')
        await citizen.getByRole('button', { name: '查找' }).click()
        await citizen.getByText('没有找到符合条件的公示').waitFor()
        await citizen.getByRole('searchbox').fill(String(one!['firmName']).slice(0, 6))
        await citizen.getByRole('button', { name: '查找' }).click()
        await citizen.getByText(String(one!['firmName'])).waitFor()
        await citizen.getByLabel('年份').selectOption(String(Number(story.today().slice(0, 4)) - 1))
        await citizen.getByText('没有找到符合条件的公示').waitFor()
        await citizen.getByLabel('年份').selectOption(story.today().slice(0, 4))
        await citizen.getByText(String(one!['firmName'])).waitFor()
      }
      await path.look(citizen, `7-public-list-${size}`)
      await citizen.getByText(String(one!['firmName'])).click()
      await citizen.getByText('未发现开展本次抽查涉及的经营活动').waitFor()
      await path.look(citizen, `8-public-result-${size}`)
      await citizen.goto(`${base}/portal/public/inspection-draws/${row.id}`)
      await citizen.getByRole('button', { name: '在我的浏览器里重新计算' }).click()
      await citizen.getByText('核验通过：抽取结果与公布的规则完全一致。').waitFor()
      expect(await citizen.locator('.picks li').count()).toBe(3)
      expect(await citizen.locator('.picks .is-bad').count()).toBe(0)
      await path.look(citizen, `9-public-draw-${size}`)
      await citizen.locator('.picks').scrollIntoViewIfNeeded()
      await citizen.screenshot({ path: `${path.folder}/9-public-picks-${size}.png`, fullPage: true })
    }
    // The next batch was committed to at once with this one: it passes over whom this one used up, and the reader's browser looks there.
    await drawIt(of, next.id)
    const reader = await path.visitor(390)
    await reader.goto(`${base}/portal/public/inspection-draws/${next.id}`)
    await reader.getByRole('button', { name: '在我的浏览器里重新计算' }).click()
    await reader.getByText(/跳过 .*占用名额的抽取均已核对/).waitFor()
    await reader.getByText('核验通过：抽取结果与公布的规则完全一致。').waitFor()
    await path.look(reader, '9-public-passed')

    // A package that was tampered with on its way is told apart.
    const doubter = await path.visitor(390)
    await doubter.route('**/files/*', async route => {
      const answer = await route.fetch()
      const pack = JSON.parse(await answer.text()) as { drawn: { object: string }[] }
      pack.drawn.reverse()
      await route.fulfill({ response: answer, body: JSON.stringify(pack) })
    })
    await doubter.goto(`${base}/portal/public/inspection-draws/${row.id}`)
    await doubter.getByRole('button', { name: '在我的浏览器里重新计算' }).click()
    await doubter.getByText(/核验不通过/).waitFor()
    expect(await doubter.locator('.picks .is-bad').count()).toBeGreaterThan(0)

    // The head's board; each figure leads to its rows.
    for (const [width, size] of [
      [1440, 'desk'],
      [390, 'phone'],
    ] as const) {
      const board = await path.as(of.head.person, width)
      await board.goto(`${base}/scenes/double-random/board`)
      await board.getByText('信用等级：抽中占比与在册占比').waitFor()
      await board.locator('.chart canvas, .chart svg').first().waitFor()
      await board.waitForTimeout(1_200)
      await path.look(board, `10-board-${size}`)
      await board.screenshot({ path: `${path.folder}/10-board-${size}-full.png`, fullPage: true })
      await board.getByText('计划完成率').first().click()
      await board.waitForURL(/figures\/coverage/)
    }
    expect(path.faults).toEqual([])
  }, 300_000)
})
