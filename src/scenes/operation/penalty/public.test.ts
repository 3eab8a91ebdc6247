// What everybody may read of penalties without logging in, and what they may not.
import { expect, it, onTestFinished } from 'vitest'
import { refs } from '#declare'
import { serveBox } from '../../../testing/served.ts'
import type { PublicPage } from '../../../wire/public.ts'
import { personNumber } from './demo-numbers.ts'
import { publication } from './execution-records.ts'
import { penaltyCase } from './records.ts'
import { punished, world } from './testing.ts'

it('shows a decision while it is published, names no natural person, and says why one was taken back', async () => {
  const served = await serveBox()
  onTestFinished(() => served.close())
  const { stranger } = served
  const ask = async <T>(path: string) => (await stranger.ask(`/api/public${path}`)).json<T>()
  const page = () => ask<PublicPage>('/penalty-decisions')
  const of = await world(served.box.story)
  const { handler, head } = of.cast
  expect((await ask<{ items: { name: string }[] }>('')).items.map(one => one.name)).toEqual(
    expect.arrayContaining(['penalty-decisions', 'penalty-withdrawals']),
  )
  const publicationOf = async (id: string) => (await handler.find(publication, refs(publication).ofCase.is(id)))[0]!
  const today = of.story.today()

  const number = personNumber('330602', 7)
  const id = await punished(
    of,
    { findings: `经查，欧阳国强（${number}，电话13905750102）销售过期食品。`, penalties: ['fine', 'warning'] },
    { partyKind: 'person', party: '欧阳国强', idNumber: number, creditCode: null, representative: null, phone: '13905750102' },
  )
  const decided = await publicationOf(id)
  const title = '欧某某经营超过保质期的食品案'
  expect(decided).toMatchObject({ state: 'publishing', title })
  expect((await page()).rows).toEqual([])
  await handler.do(publication, decided.id, 'publish')
  const shown = await page()
  expect(shown.rows.map(row => row.values)).toEqual([
    {
      title,
      named: '欧某某',
      cause: '经营超过保质期的食品',
      summary: '经查，欧某某（＊＊＊，电话＊＊＊）销售过期食品。\n处罚：警告；罚款7.5万元。',
      decidedOn: today,
      publishedOn: today,
    },
  ])
  expect(JSON.stringify(shown)).not.toMatch(new RegExp(`欧阳|国强|${number}|13905750102|解放北路|${id}`))
  // Neither the case nor what else is kept of it; and a search finds only what is shown.
  const found = async (q: string) => (await ask<PublicPage>(`/penalty-decisions?q=${encodeURIComponent(q)}`)).rows.length
  expect([await found('过期食品'), await found('欧阳国强')]).toEqual([1, 0])
  expect((await stranger.ask(`/api/records/penalty-publication/${decided.id}`)).status).toBe(401)

  // A firm: by its name. What the handler rewrites is published, numbers of persons still struck out.
  const firm = await publicationOf(await punished(of, {}, { sourceNumber: 'B' }))
  await handler.do(publication, firm.id, 'rewrite', { values: { summary: '销售过期食品，经营者电话13905750101。罚款7.5万元。' } })
  await handler.do(publication, firm.id, 'publish')
  expect((await page()).rows.find(row => row.id === firm.id)!.values).toMatchObject({
    named: '绍兴市越城区稽山食品店',
    summary: '销售过期食品，经营者电话＊＊＊。罚款7.5万元。',
  })
  const kept = await publicationOf(await punished(of, {}, { sourceNumber: 'C', party: '绍兴鉴湖超市', creditCode: null }))
  await handler.do(publication, kept.id, 'keep', { reason: '没有社会影响' })

  // Art. 48(2): gone at once, and the reason is said in public.
  await head.do(publication, decided.id, 'takeDown', { reason: '复议决定撤销' })
  expect((await page()).rows.map(row => row.id)).toEqual([firm.id])
  expect((await stranger.ask(`/api/public/penalty-decisions/${decided.id}`)).status).toBe(404)
  expect((await ask<PublicPage>('/penalty-withdrawals')).rows).toEqual([])
  await handler.do(publication, decided.id, 'withdrawn', { values: { withdrawal: '对欧阳国强的处罚决定已被复议机关撤销。' } })
  expect((await ask<PublicPage>('/penalty-withdrawals')).rows.map(row => row.values)).toEqual([
    { title, decidedOn: today, withdrawnOn: today, withdrawal: '对欧某某的处罚决定已被复议机关撤销。' },
  ])
  await head.do(publication, firm.id, 'expire')
  expect((await page()).rows).toEqual([])
  expect((await of.cast.officer.get(penaltyCase, id))['party']).toBe('欧阳国强')
}, 60_000)
