// The main job as people do it: file, investigate with the calculator beside, review, decide, read the paper. On the spot: on-spot-phone.test.ts.
import { describe, expect, it } from 'vitest'
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { goldenPath } from '../../../testing/golden-path.ts'
import { type Cast, findCast, furnish, registerLead } from './demo-cast.ts'
import { firmCode } from './demo-numbers.ts'
import { lead, penaltyCase } from './records.ts'

const path = goldenPath('penalty')
type Page = Awaited<ReturnType<typeof path.as>>

/** Presses an act on a row's page; a form that opens is filled in and sent. */
async function act(page: Page, label: string, fill: Readonly<Record<string, string>> = {}): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(\\S+ )?${label}$`) }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor({ timeout: 1500 }).catch(() => {})
  if (!(await dialog.isVisible())) return
  for (const [field, text] of Object.entries(fill)) await dialog.getByLabel(field).fill(text)
  await dialog
    .getByRole('button', { name: new RegExp(`确定|提交|${label}`) })
    .last()
    .click()
  await dialog.waitFor({ state: 'hidden' })
}

describe('the main job in the browser', () => {
  it('goes from a lead to a decision that can be read', async () => {
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

    await cast.officer.do(penaltyCase, of, 'conclude', {
      values: { findings: '当事人经营超过保质期的食品，货值金额320元', outcome: 'punish', penalties: ['fine'], facts: ['cooperative'] },
    })
    const handler = await path.as(cast.handler.person)
    await handler.goto(`${base}/records/penalty-case/${of}`)
    await act(handler, '审核通过', { 审核意见: '事实清楚，证据确凿，裁量适当' })
    await cast.officer.do(penaltyCase, of, 'notify', { values: { noticedOn: today } })
    await cast.officer.do(penaltyCase, of, 'waive', { reason: '当事人书面放弃' })
    await head.goto(`${base}/records/penalty-case/${of}`)
    await head.getByRole('button', { name: /作出处罚决定/ }).click()
    const dialog = head.getByRole('dialog')
    await dialog
      .getByRole('button', { name: /确定|提交|作出处罚决定/ })
      .last()
      .click()
    await dialog.waitFor({ state: 'hidden' })
    await head.getByText('已作出处罚决定').first().waitFor()
    await path.look(head, '4-decided')
    await officer.reload()
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
  }, 240_000)
})
