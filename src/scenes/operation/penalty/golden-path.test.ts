// The main job as people do it: file, investigate with the calculator beside, review, notice, decide, read the paper, serve, collect, close, publish.
// On the spot: on-spot-phone.test.ts.
import { describe, expect, it } from 'vitest'
import { refs } from '#declare'
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { goldenPath } from '../../../testing/golden-path.ts'
import { type Cast, findCast, furnish, registerLead } from './demo-cast.ts'
import { firmCode } from './demo-numbers.ts'
import { execution, publication } from './execution-records.ts'
import { lead, penaltyCase } from './records.ts'

const path = goldenPath('penalty')
type Page = Awaited<ReturnType<typeof path.as>>

/** One of several beside each other; one of a list, or some. */
type Entry = string | { readonly one: string } | { readonly of: string | readonly string[] }

async function enter(page: Page, field: string, entry: Entry): Promise<void> {
  const dialog = page.getByRole('dialog')
  if (typeof entry === 'object' && 'one' in entry)
    return dialog.getByRole('radiogroup', { name: field }).getByText(entry.one, { exact: true }).click()
  const box = dialog.getByLabel(field)
  if (typeof entry === 'object') {
    await box.click()
    // A long list draws only what is in sight: each is looked for by its words.
    for (const option of [entry.of].flat()) {
      await box.fill(option)
      await page.locator('.ant-select-item-option:visible').filter({ hasText: option }).first().click()
    }
    // A list of which only one is taken closes by itself; Escape would close the form.
    return typeof entry.of === 'string' ? undefined : page.keyboard.press('Escape')
  }
  await box.fill(entry)
  // A date is taken when its field is left; Enter would send the form.
  if (/^\d{4}-\d\d-\d\d$/.test(entry)) await box.press('Tab')
}

/** Presses an act on a row's page; a form that opens is filled in and sent. */
async function act(page: Page, label: string, fill: Readonly<Record<string, Entry>> = {}): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(\\S+ )?${label}$`) }).click()
  await send(page, label, fill)
}

async function send(page: Page, label: string, fill: Readonly<Record<string, Entry>>): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.waitFor({ timeout: 1500 }).catch(() => {})
  if (!(await dialog.isVisible())) return
  for (const [field, entry] of Object.entries(fill)) await enter(page, field, entry)
  await dialog
    .getByRole('button', { name: new RegExp(`确定|提交|${label}`) })
    .last()
    .click()
  await dialog.waitFor({ state: 'hidden' })
}

describe('the main job in the browser', () => {
  it('goes from a lead to a decision that can be read, and on to a closed case', async () => {
    const { box, base } = path
    const { story } = box
    const cast = (await findCast(story, 'market', '330602')) as Cast
    const laws = await furnish(story, [cast])
    const today = story.today()
    const id = await registerLead(cast, {
      summary: '销售过期食品',
      partyKind: 'firm',
      party: '绍兴市越城区稽山食品店',
      creditCode: firmCode('330602', 1),
      representative: '陈建国',
      address: '越城区解放北路1号',
      phone: '13905750101',
      benchmark: laws.get('330231-01'),
      site: '解放北路1号',
      actFrom: civilDate(dayNumber(today) - 9),
      actTo: civilDate(dayNumber(today) - 2),
      foundOn: today,
    })
    const officer = await path.as(cast.officer.person)
    await officer.goto(base)
    await officer.getByText('销售过期食品').first().click()
    await act(officer, '提请立案', { 核查情况: '现场检查发现货架上有超过保质期的食品，建议立案' })
    const head = await path.as(cast.head.person)
    await head.goto(`${base}/records/penalty-lead/${id}`)
    await act(head, '批准立案')
    await head.getByText('已立案').first().waitFor()
    await path.look(head, '1-filed')

    const of = String((await cast.officer.get(lead, id))['filedCase'])
    const photo = await cast.officer.attach('现场照片.txt', '照片')
    const now = story.now().toISOString()
    await cast.officer.do(penaltyCase, of, 'addEvidence', {
      values: {
        name: '过期饼干12包',
        kind: 'physical',
        proves: '当事人经营超过保质期的食品',
        original: 'original',
        takenAt: now,
        takenPlace: '解放北路1号',
        source: '现场提取',
        keeper: '王执法',
        files: [photo],
      },
    })
    await officer.goto(`${base}/scenes/penalty/case?case=${of}`)
    await officer.getByText('作出决定（立案之日起九十日）').waitFor()
    await officer.getByLabel('积极配合调查，如实陈述').check()
    await officer.getByRole('button', { name: /计\s*算/ }).click()
    await officer.getByText('57,500 元').waitFor()
    await officer.getByText('现由王执法保管').waitFor()
    await officer.getByText(/SHA-256 [0-9a-f]{16}/).waitFor()
    await path.look(officer, '2-case')
    const phone = await path.as(cast.officer.person, 390)
    await phone.goto(`${base}/scenes/penalty/case?case=${of}`)
    await phone.getByText('现由王执法保管').waitFor()
    await path.look(phone, '3-case-phone')

    await officer.goto(`${base}/records/penalty-case/${of}`)
    await officer.getByRole('button', { name: /^更多/ }).click()
    await officer.getByRole('menuitem', { name: '调查终结' }).click()
    await send(officer, '调查终结', {
      查明的事实: '当事人经营超过保质期的食品，货值金额320元',
      处理意见: { one: '给予行政处罚' },
      裁量情节: { of: ['积极配合调查，如实陈述'] },
      拟处罚种类: { of: ['罚款'] },
    })
    const handler = await path.as(cast.handler.person)
    await handler.goto(`${base}/records/penalty-case/${of}`)
    await act(handler, '审核通过', { 审核意见: '事实清楚，证据确凿，裁量适当' })
    await officer.reload()
    await act(officer, '送达告知书', { 告知书送达日期: today })
    await act(officer, '当事人书面放弃', { 理由: '当事人书面声明放弃陈述、申辩' })
    await head.goto(`${base}/records/penalty-case/${of}`)
    await act(head, '作出处罚决定')
    await head.getByText('已作出处罚决定').first().waitFor()
    await path.look(head, '4-decided')
    await officer.goto(`${base}/scenes/penalty/case?case=${of}`)
    const decision = officer.getByRole('link', { name: '行政处罚决定书' })
    await decision.waitFor()
    const [status, start] = await officer.evaluate(
      async href => {
        const answer = await fetch(href)
        return [answer.status, new TextDecoder().decode((await answer.arrayBuffer()).slice(0, 5))] as const
      },
      (await decision.getAttribute('href'))!,
    )
    expect([status, start]).toEqual([200, '%PDF-'])
    await path.look(officer, '5-papers')

    const [due] = await cast.officer.find(execution, refs(execution).ofCase.is(of))
    await officer.goto(`${base}/records/penalty-execution/${due!.id}`)
    await act(officer, '送达', { 送达方式: { of: '直接送达' }, 收件人: '陈建国', 送达日期: today })
    await act(officer, '登记缴款', {
      票据号码: '浙缴0001',
      金额: '57500',
      缴款日期: today,
      款项: { one: '罚款' },
      缴款方式: { one: '银行' },
    })
    await act(officer, '确认缴清')
    await head.goto(`${base}/records/penalty-execution/${due!.id}`)
    await act(head, '批准结案', { 执行情况: '罚款已全部缴清', 归档编号: '2026-罚-0001' })
    await head.getByText('已结案归档').first().waitFor()
    await path.look(head, '6-closed')

    const [made] = await cast.handler.find(publication, refs(publication).ofCase.is(of))
    await handler.goto(`${base}/records/penalty-publication/${made!.id}`)
    await act(handler, '公示')
    const visitor = await path.visitor(390)
    await visitor.goto(`${base}/portal/public`)
    await visitor.getByText('行政处罚决定公示', { exact: true }).click()
    await visitor.getByText('绍兴市越城区稽山食品店经营超过保质期的食品案').click()
    await visitor.getByText('罚款5.75万元').waitFor()
    await path.look(visitor, '7-public')
  }, 240_000)
})
