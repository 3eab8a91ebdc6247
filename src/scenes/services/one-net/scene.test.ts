import { describe, expect, it } from 'vitest'
import { type Resident, refs, type Story, workdays } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { consultation, handled, rating } from './records.ts'

const ask = { name: 'ask' }
const question = {
  kind: 'question',
  topic: '新生儿落户要带哪些材料',
  question: '父母户口不在一个区，想问落户要带什么。',
  where: '330602',
  name: '王秀英',
  phone: '13905750101',
}
const officerOf = (story: Story) => story.as('handler', { line: 'services', region: '330602' })
async function askedBy(who: Resident): Promise<string> {
  const made = await who.apply(ask, question)
  if (!made.allowed) throw new Error(made.because)
  return made.id
}

describe('one-net: from a question to an answer', () => {
  it('a question reaches the county’s office, is answered in time, and its asker follows it all the way', async () => {
    const story = await storyOf()
    const who = await story.resident('13905750101', '王秀英')
    const made = await who.apply(ask, question)
    if (!made.allowed) throw new Error(made.because)
    expect(made.number).toMatch(/^咨〔2026〕\d{6}号$/)
    const officer = officerOf(story)
    expect((await officer.inbox()).filter(one => one.record === 'consultation').map(one => [one.id, one.dueAt?.slice(0, 10)])).toEqual([
      [made.id, '2026-03-09'],
    ])
    // Masked for the office until somebody has a reason to see it.
    expect((await officer.get(consultation, made.id))['phone']).toBe('139****0101')
    await officer.do(consultation, made.id, 'askMore', { reason: '请说明户籍所在地' })
    expect((await who.case(consultation, made.id)).asked.map(one => one.act)).toEqual(['supplement', 'drop'])
    await who.do(consultation, made.id, 'supplement', { values: { more: '户籍在越城区' } })
    await officer.do(consultation, made.id, 'answer', { values: { reply: '请携带出生证明和父母身份证。' } })
    const seen = await who.case(consultation, made.id)
    expect(seen).toMatchObject({
      ended: true,
      stateLabel: '已答复',
      values: { reply: '请携带出生证明和父母身份证。', phone: '13905750101' },
    })
    expect((await who.told()).map(text => text.replace(/（编号.*?）/, '').slice(0, 14))).toEqual([
      '您的“我要咨询”已受理，承诺',
      '您的“我要咨询”需要您办理：',
      '您的“我要咨询”现由越城区政',
      '您的“我要咨询”已办结：已答',
    ])
  })

  it('a bad rating is a task for the head of whoever answered; a good one is none', async () => {
    const story = await storyOf()
    const who = await story.resident('13905750101', '王秀英')
    const officer = officerOf(story)
    const [good, bad] = [await askedBy(who), await askedBy(who)]
    await expect(who.rate(consultation, bad, { stars: 1 })).rejects.toThrow(/办结后/)
    for (const id of [good, bad]) await officer.do(consultation, id, 'answer', { values: { reply: '请携带出生证明。' } })
    await who.rate(consultation, good, { stars: 5, reasons: ['clear'] })
    await who.rate(consultation, bad, { stars: 2, reasons: ['unclear'], words: '没说清楚' })
    const head = story.as('head', { organ: officer.organ! })
    const waiting = (await head.inbox()).filter(one => one.record === 'service-rating')
    expect(waiting).toHaveLength(1)
    const id = waiting[0]!.id
    expect(waiting[0]!.dueAt?.slice(0, 10)).toBe('2026-03-03')
    await head.do(rating, id, 'contacted', { values: { contact: '已电话回访', finding: 'true' } })
    await head.do(rating, id, 'corrected', { values: { measures: '已补充材料清单' } })
    // Changed within ten days, once and the same row; then no more.
    await who.rate(consultation, bad, { stars: 4 })
    const rows = await head.find(rating, refs(rating).caseId.is(bad))
    expect(rows.map(one => [one['stars'], one['state']])).toEqual([[4, 'corrected']])
    await story.pass(workdays(10))
    await expect(who.rate(consultation, bad, { stars: 1 })).rejects.toThrow(/10天/)
  })

  it('counts what came online and what came by telephone; whoever called finds their case by the number', async () => {
    const story = await storyOf()
    const who = await story.resident('13905750101', '王秀英')
    await askedBy(who)
    const officer = officerOf(story)
    const called = await officer.create(consultation, { ...question, name: '李建国', phone: '13905750102' }, { region: '330602' })
    const rows = await officer.find(handled, refs(handled).service.is('我要咨询'))
    expect(rows.map(one => one['channel']).sort()).toEqual(['online', 'window'])
    const caller = await story.resident('13905750102')
    expect((await caller.cases()).map(one => one.id)).toEqual([called])
    // Nobody else does.
    await expect(who.case(consultation, called)).rejects.toThrow(/没有找到/)
  })

  it('ends by itself when what was asked for never came', async () => {
    const story = await storyOf()
    const who = await story.resident('13905750101')
    const id = await askedBy(who)
    await officerOf(story).do(consultation, id, 'askMore', { reason: '请说明户籍所在地' })
    await story.pass(workdays(6))
    expect(await who.case(consultation, id)).toMatchObject({ ended: true, state: 'lapsed' })
  })
})
