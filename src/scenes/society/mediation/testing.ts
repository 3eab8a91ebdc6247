// What tests of mediation begin with: who acts, a dispute that a resident has brought, an agreement that both sides have signed.
import type { Actor, Resident, Story } from '#declare'
import type { Box } from '../../../testing/city.ts'
import { dispute } from './records.ts'

export const code = { name: 'dispute-code' }
/** 塔山街道花园社区. */
export const village = '330602001004'
export const town = '330602001'
export const asked = {
  kind: 'neighbour',
  topic: '楼上卫生间漏水，天花板发霉',
  story: '楼上卫生间防水坏了，半年来一直往下漏，多次协商没有结果，要求修好并赔偿。',
  elsewhere: 'none',
  spot: '花园小区3幢2单元',
  amount: '3000',
  applicantName: '王秀英',
  applicantPhone: '13905750101',
  applicantIdcard: '330602196003070020',
  respondentName: '李建国',
  respondentPhone: '13905750102',
}
export const ink = (seed: number) => ({
  width: 600,
  height: 240,
  strokes: [Array.from({ length: 40 }, (_, at) => [20 + at * 13, 100 + Math.round(60 * Math.sin(at / 3 + seed)), at * 16] as const)],
})
export const terms = [
  { who: 'respondent', what: '十日内修好卫生间防水', by: '2026-03-20' },
  { who: 'respondent', what: '赔偿天花板粉刷费2000元', by: '2026-03-31' },
]
export const agreed = {
  facts: '双方确认漏水由楼上卫生间防水层破损引起，争议在于维修期限和赔偿数额。',
  terms,
  performHow: '由对方请专业公司维修，赔偿款转账支付',
  performBy: '2026-03-31',
}
export const mediatorAt = (story: Story, organ: string) => story.as('mediator', { organ })
export const cast = (story: Story) => ({
  village: mediatorAt(story, `${village}-committee`),
  town: mediatorAt(story, `${town}-gov`),
  county: mediatorAt(story, '330602-mediation'),
  city: mediatorAt(story, '330600-mediation'),
})
export async function applied(story: Story, more: object = {}): Promise<{ id: string; who: Resident }> {
  const who = await story.resident('13905750101', '王秀英')
  const made = await who.apply(code, { ...asked, ...more }, village)
  if (!made.allowed) throw new Error(made.because)
  return { id: made.id, who }
}
export const accept = (by: Actor, id: string) => by.do(dispute, id, 'accept', { values: { mediators: [by.person] } })
export const meet = (story: Story, by: Actor, id: string, result = 'agreed') =>
  by.do(dispute, id, 'meet', {
    values: {
      at: story.now().toISOString(),
      venue: '社区调解室',
      present: ['applicant', 'respondent'],
      told: true,
      minutes: '双方到场，查看现场后确认漏水点，商议维修和赔偿。',
      result,
    },
  })
/** Both sides read the application to the court and sign it on their own phones. */
export async function applying(by: Actor, id: string, { who, other }: { who: Resident; other: Resident }): Promise<void> {
  await by.do(dispute, id, 'draw', { values: { court: '越城区人民法院' } })
  await who.do(dispute, id, 'wish', { values: { applicantConfirmSign: ink(4) } })
  await other.do(dispute, id, 'concur', { values: { respondentConfirmSign: ink(5) } })
}
/** Up to an agreement that both sides have signed on their own phones. */
export async function signed(story: Story, by: Actor, id: string): Promise<{ who: Resident; other: Resident }> {
  await by.do(dispute, id, 'agree', { values: agreed })
  const who = await story.resident('13905750101')
  const other = await story.resident('13905750102', '李建国')
  await who.do(dispute, id, 'sign', { values: { applicantSign: ink(1) } })
  await other.do(dispute, id, 'countersign', { values: { respondentSign: ink(2) } })
  await by.do(dispute, id, 'conclude', { values: { mediatorSign: ink(3) } })
  return { who, other }
}
export const papersOf = async (box: Box, by: Actor, id: string) => {
  const subject = (await box.platform.identity.findSubject(by.person))!
  return box.platform.store.as(subject, async tx =>
    box.platform.papers.list(tx, await box.platform.store.get(tx, subject, dispute as never, id)),
  )
}
