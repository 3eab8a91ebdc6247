// The public's door: who comes in, what they see, and that nobody sees more; residents, firms and officials against every address.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { workdays } from '#declare'
import { sandboxPhone } from '../capabilities/identity/firm-register.ts'
import { checkScenes } from '../declare/check-scenes.ts'
import type { OfficeAgencies } from '../wire/agencies.ts'
import type { PortalCase } from '../wire/portal.ts'
import { application, ink, inspection, permit, scenes } from './portal-city.ts'
import { type Answer, type Served, serveBox, type Visitor } from './served.ts'

type Made = { record: string; id: string; number: string; code: string; token: string }
let served: Served & { close(): Promise<void> }
let owner: Visitor
let neighbour: Visitor
let stranger: Visitor
let official: Visitor
let made: Made
const none = '018f0000-0000-7000-8000-000000000000'
const key = () => ({ 'idempotency-key': crypto.randomUUID() })
const post = (who: Visitor, path: string, body: object, headers: Record<string, string> = key()) =>
  who.ask(path, { method: 'POST', body, headers })
const apply = async (who: Visitor, values: object = application, headers = key()) =>
  post(who, '/api/portal/services/permit/apply', { values }, headers)
const seenBy = async (who: Visitor, of = made) => (await who.ask(`/api/portal/cases/${of.record}/${of.id}`)).json<PortalCase>()
const plain = (answer: Answer) => ({ status: answer.status, body: answer.text.replace(/"requestId":"[^"]*"/, '') })

beforeAll(async () => {
  served = await serveBox({ scenes })
  owner = await served.logInByPhone('13905750201')
  stranger = await served.logInByPhone('13905750202')
  neighbour = await served.logInByPhone('13905750203')
  const { city } = served.box.platform
  const office = city.organs.find(one => one.line === 'services' && one.region === '330602')!
  official = await served.logIn(city.people.find(one => one.posts.some(post => post.role === 'handler' && post.organ === office.id))!.id)
  made = (await apply(owner)).json<Made>()
}, 120_000)
afterAll(() => served?.close())

test('the scenes of this test are right', () => {
  expect(checkScenes(scenes, served.box.platform.city)).toEqual([])
})

describe('logging in by telephone', () => {
  const ties = new Map<string, string>()
  const code = async (phone: string) => {
    const answer = await post(served.stranger, '/api/portal/code', { phone }, {})
    const tie = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (tie !== undefined) ties.set(phone, tie)
    return answer
  }
  const enter = (phone: string, given: string, cookie = ties.get(phone) ?? '') =>
    post(served.stranger, '/api/portal/session', { phone, code: given }, { cookie })
  const sent = async (phone: string) => /\d{6}/.exec((await served.box.platform.sandbox!.listTo(phone)).at(-1)!.text)![0]

  test('the same answer for a number that is known and one that is not', async () => {
    const [known, unknown] = [await code('13905750250'), await code('13905750251')]
    expect(plain(known)).toEqual(plain(unknown))
    const wrong = await Promise.all(['13905750250', '13905750299'].map(phone => enter(phone, '000000')))
    expect(plain(wrong[0]!)).toEqual(plain(wrong[1]!))
    expect(wrong[0]!.status).toBe(401)
    expect((await code('0575-85123456')).status).toBe(422)
  })
  test('a code is good once, for five tries, and is kept as no more than a digest', async () => {
    await code('13905750252')
    const right = await sent('13905750252')
    const { rows } = await served.box.platform.store.asSystemPastAccessRules(tx =>
      sql<{ all: string }>`select string_agg(to_jsonb(c)::text, '') "all" from phone_code c`.execute(tx),
    )
    expect(rows[0]!.all).not.toContain(right)
    expect(rows[0]!.all).not.toContain('13905750252')
    const other = right === '111111' ? '222222' : '111111'
    for (let n = 0; n < 5; n += 1) expect((await enter('13905750252', other)).status).toBe(401)
    expect((await enter('13905750252', right)).status).toBe(401)
    await code('13905750253')
    const good = await sent('13905750253')
    expect((await enter('13905750253', good)).status).toBe(200)
    expect((await enter('13905750253', good)).status).toBe(401)
  })
  test('a code is worth nothing in another browser than the one that asked for it', async () => {
    await code('13905750255')
    await code('13905750256')
    const good = await sent('13905750255')
    expect((await enter('13905750255', good, '')).status).toBe(401)
    expect((await enter('13905750255', good, ties.get('13905750256'))).status).toBe(401)
    // Nor do others use up its tries, or replace it by asking for one of their own.
    for (let n = 0; n < 6; n += 1) expect((await enter('13905750255', '000000', '')).status).toBe(401)
    expect((await enter('13905750255', good)).status).toBe(200)
  })
  test('another code only after a minute, and many at once are one', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => code('13905750254')))
    expect(answers.map(one => one.status).sort()).toEqual([200, ...Array<number>(7).fill(429)])
  })
  test('every step lies in the ledger, the number in none of it', async () => {
    const { rows } = await served.box.platform.store.asSystemPastAccessRules(tx =>
      sql<{
        act: string
        content: string
      }>`select e.act, c.content from ledger_entry e join ledger_content c on c.entry = e.id where kind = 'login'`.execute(tx),
    )
    expect(new Set(rows.map(row => row.act))).toEqual(new Set(['code', 'refused', 'log-in']))
    expect(rows.map(row => row.content).join()).not.toContain('139057502')
  })
})

describe('walls', () => {
  test('a public session opens no address of officials, and theirs none of the public', async () => {
    const document = (await served.stranger.ask('/api/openapi.json')).json<{
      paths: Record<string, Record<string, { security: unknown[] }>>
    }>()
    const filled = (path: string) =>
      path
        .replace('{record}', 'portal-permit')
        .replace('{id}', made.id)
        .replace('{name}', 'permit')
        .replace('{act}', 'toSign')
        .replace(/\{\w+\}/g, '1')
    let asked = 0
    for (const [path, verbs] of Object.entries(document.paths))
      for (const [verb, { security }] of Object.entries(verbs)) {
        if (security.length === 0 || path === '/api/events') continue
        const [who, others] = path.startsWith('/api/portal/') ? [official, 'portal'] : [owner, 'session']
        const answer = await who.ask(filled(path), { method: verb.toUpperCase(), ...(verb !== 'get' && { body: {} }), headers: key() })
        expect(answer.status, `${verb} ${path} with the wrong session (${others})`).toBe(401)
        asked += 1
      }
    expect(asked).toBeGreaterThan(60)
  })
  test('an unknown address of the portal is not there, for whomever', async () => {
    expect((await owner.ask('/api/portal/records/portal-permit')).status).toBe(404)
  })
  test('a change without the token of the session is refused', async () => {
    const bare: Visitor = { ...owner, ask: owner.ask }
    const answer = await served.stranger.ask('/api/portal/me', {
      method: 'PUT',
      body: { name: '王秀英' },
      headers: { cookie: bare.headers['cookie']! },
    })
    expect(answer.status).toBe(403)
  })
  test('a stranger’s case looks like none at all: read, act, rate, file', async () => {
    const ask = (who: Visitor, id: string) =>
      Promise.all([
        who.ask(`/api/portal/cases/portal-permit/${id}`),
        post(who, `/api/portal/cases/portal-permit/${id}/acts/drop`, { reason: '试' }),
        post(who, `/api/portal/cases/portal-permit/${id}/acts/comment`, { reason: '试' }),
        post(who, `/api/portal/cases/portal-permit/${id}/acts/toSign`, {}),
        who.ask(`/api/portal/cases/portal-permit/${id}/rating`, { method: 'PUT', body: { stars: 1 } }),
        who.ask(`/api/portal/cases/portal-permit/${id}/acts/sign/paper`),
        who.ask(`/api/portal/cases/portal-permit/${id}/acts/sign/paper/file`),
      ])
    const [there, nowhere] = [await ask(stranger, made.id), await ask(stranger, none)]
    expect(there.map(plain)).toEqual(nowhere.map(plain))
    expect(there.map(one => one.status)).toEqual(Array<number>(7).fill(404))
    expect((await stranger.ask('/api/portal/cases')).json<{ items: unknown[] }>().items).toEqual([])
  })
  test('the second wall: past the filters a resident’s transaction reads only rows that name their account', async () => {
    const { store, identity } = served.box.platform
    const count = async (account: string) => {
      const subject = await identity.public.findSubject(account)
      return store.as(subject, async tx => {
        const read = async (table: string) =>
          (await sql<{ n: number }>`select count(*)::int n from ${sql.table(table)}`.execute(tx)).rows[0]!.n
        const tables = [
          'portal_permit',
          'portal_inspection',
          'consultation',
          'account',
          'account_claim',
          'phone_code',
          'sms_message',
          'service_case',
        ]
        return Promise.all(tables.map(read))
      })
    }
    const { box } = served
    const officer = box.story.asPerson(official.person)
    await officer.do(permit, made.id, 'inspect', { values: { found: '现场核查情况属实无误' } })
    expect(await count(owner.person)).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
    expect(await count(stranger.person)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    await expect(officer.find(inspection, { op: 'always' })).resolves.toHaveLength(1)
  })
  test('a resident cannot make a row in another’s name, nor say an account', async () => {
    const { store, identity, model } = served.box.platform
    const subject = await identity.public.findSubject(stranger.person)
    const record = model.records.get('portal-permit')!
    const create = (accounts: Record<string, string>) =>
      store.as(subject, tx => store.create(tx, subject, record, { values: application, region: '330602', organ: null, accounts }))
    await expect(create({ holder: owner.person })).rejects.toThrow(/权限/)
    expect((await apply(stranger, { ...application, holder: owner.person })).status).toBe(422)
  })
  test('the view holds the form and what the service shows, no word of the office’s', async () => {
    const { story } = served.box
    await story.asPerson(official.person).do(permit, made.id, 'note', { values: { opinion: '内部意见绝不外传', clue: '内部线索绝不外传' } })
    await story.asPerson(official.person).do(permit, made.id, 'comment', { reason: '工作人员之间的话' })
    const text = (await owner.ask(`/api/portal/cases/portal-permit/${made.id}`)).text
    for (const word of ['绝不外传', '工作人员之间的话', '现场核查情况', '内部']) expect(text).not.toContain(word)
    const people = served.box.platform.city.people.find(one => one.id === official.person)!
    expect(text).not.toContain(people.name)
    expect(await seenBy(owner)).toMatchObject({ mine: true, values: { phone: '13905750201', neighbourPhone: '13905750203' } })
    // The other party sees that they are named, not the numbers of the first.
    expect(await seenBy(neighbour)).toMatchObject({ mine: false, values: { phone: '139****0201' }, acts: [] })
  })
})

describe('an application', () => {
  test('is told by the rules before it is made; a refusal is an answer and makes nothing', async () => {
    const verdict = (values: object) => post(served.stranger, '/api/portal/services/permit/verdict', { values }, {})
    expect((await verdict({})).json()).toMatchObject({ allowed: true, rules: [{ allowed: null }] })
    expect((await verdict({ area: 31 })).json()).toMatchObject({ allowed: false, basis: '《测试市容条例》第三条' })
    const refused = await apply(stranger, { ...application, area: 31 })
    expect(refused.status).toBe(200)
    expect(refused.json()).toMatchObject({ allowed: false, because: '占道面积不能超过30平方米，请缩小后再申请' })
    expect((await stranger.ask('/api/portal/cases')).json<{ items: unknown[] }>().items).toEqual([])
    expect((await apply(stranger, { ...application, where: '330600' })).json()).toMatchObject({ faults: [{ at: 'where' }] })
    expect((await apply(stranger, { ...application, what: '', area: 1 })).json()).toMatchObject({ faults: [{ at: 'what' }] })
  })
  test('is made once, however often it is sent', async () => {
    const who = await served.logInByPhone('13905750210')
    const headers = key()
    const answers = await Promise.all(Array.from({ length: 8 }, () => apply(who, application, headers)))
    const ids = new Set(answers.filter(one => one.status === 200).map(one => one.json<Made>().id))
    expect(ids.size).toBe(1)
    expect((await who.ask('/api/portal/cases')).json<{ items: unknown[] }>().items).toHaveLength(1)
    expect((await apply(who, { ...application, area: 5 }, headers)).status).toBe(409)
    expect((await post(who, '/api/portal/services/permit/apply', { values: application }, {})).status).toBe(422)
  })
  test('knows what was said before, and asks it once', async () => {
    await owner.ask('/api/portal/me', { method: 'PUT', body: { name: '王秀英' } })
    const known = (await owner.ask('/api/portal/services/ask/prefill')).json<{ values: object; place: string }>()
    expect(known).toMatchObject({ values: { name: '王秀英', phone: '13905750201', where: '330602' }, place: '330602' })
  })
  test('is signed by hand: kept sealed, shown only to those who may, in no history', async () => {
    const who = await served.logInByPhone('13905750211')
    const mine = (await apply(who)).json<Made>()
    await served.box.story.asPerson(official.person).do(permit, mine.id, 'toSign')
    const asked = (await seenBy(who, mine)).acts.filter(one => one.asked)
    expect(asked.map(one => [one.act, one.plain])).toEqual([['sign', '承诺按许可的范围和时间占道']])
    const path = `/api/portal/cases/portal-permit/${mine.id}/acts/sign`
    expect((await post(who, path, { values: { consent: { width: 300, height: 150, strokes: [] } } })).status).toBe(422)
    const headers = key()
    const [first, again] = [
      await post(who, path, { values: { consent: ink } }, headers),
      await post(who, path, { values: { consent: ink } }, headers),
    ]
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.json<{ repeated: boolean }>().repeated).toBe(true)
    const { rows } = await served.box.platform.store.asSystemPastAccessRules(tx =>
      sql<{
        all: string
      }>`select (select string_agg(data::text, '') from flow_event where case_id = ${mine.id}) || (select string_agg(c.content, '') from ledger_content c join ledger_entry e on e.id = c.entry where e.case_id = ${mine.id}) "all"`.execute(
        tx,
      ),
    )
    expect(rows[0]!.all).toContain('sign')
    expect(rows[0]!.all).not.toContain('strokes')
  })
  test('its files are its party’s own', async () => {
    const form = new FormData()
    form.set('file', new File([`平面图 ${crypto.randomUUID()}`], '平面图.txt', { type: 'text/plain' }))
    const file = (await owner.ask('/api/portal/files', { method: 'POST', raw: form })).json<{ hash: string }>()
    const mine = (await apply(owner, { ...application, plan: [file] })).json<Made>()
    const at = `/api/portal/files/${file.hash}?record=portal-permit&id=${mine.id}`
    expect((await owner.ask(at)).status).toBe(200)
    for (const path of [at, `/api/portal/files/${file.hash}`]) expect((await stranger.ask(path)).status, path).toBe(404)
    expect((await apply(stranger, { ...application, plan: [file] })).status).toBe(422)
  })
})

describe('a firm', () => {
  const valid = '91110108551385082Q'
  /** The agent who is left. */
  let second: Visitor
  const letter = async (who: Visitor) => {
    const form = new FormData()
    form.set('file', new File([`授权委托书 ${crypto.randomUUID()}`], '授权委托书.txt', { type: 'text/plain' }))
    return (await who.ask('/api/portal/files', { method: 'POST', raw: form })).json<object>()
  }
  const claim = async (who: Visitor) => post(who, '/api/portal/agents', { creditCode: valid, letter: await letter(who) }, {})
  test('is acted for by its agents, and no more by one who was revoked', async () => {
    const first = await served.logInByPhone(sandboxPhone(valid))
    second = await served.logInByPhone('13905750222')
    const one = (await claim(first)).json<{ id: string; firm: string; state: string }>()
    expect(one.state).toBe('active')
    const two = (await claim(second)).json<{ id: string; state: string }>()
    expect(two.state).toBe('waiting')
    const acting = { 'x-acting-for': one.firm }
    expect((await second.ask('/api/portal/cases', { headers: acting })).status).toBe(403)
    const mine = (await apply(first, application, { ...key(), ...acting })).json<Made>()
    expect((await first.ask('/api/portal/cases')).json<{ items: unknown[] }>().items).toEqual([])
    await post(first, `/api/portal/agents/${two.id}/confirm`, {}, {})
    const seen = (await second.ask(`/api/portal/cases/portal-permit/${mine.id}`, { headers: acting })).json<PortalCase>()
    expect(seen).toMatchObject({ mine: true, values: { firm: valid } })
    expect((await second.ask(`/api/portal/agents/${one.id}`, { method: 'DELETE' })).status).toBe(204)
    for (const path of ['/api/portal/cases', `/api/portal/cases/portal-permit/${mine.id}`])
      expect((await first.ask(path, { headers: acting })).status).toBe(403)
    expect((await first.ask(`/api/portal/cases/portal-permit/${mine.id}`)).status).toBe(404)
    // Who acted stands in the history, and for whom.
    const { rows } = await served.box.platform.store.asSystemPastAccessRules(tx =>
      sql<{
        actor: string
        for: string
      }>`select data ->> 'actor' actor, data ->> 'onBehalfOf' "for" from flow_event where case_id = ${mine.id} and seq = 1`.execute(tx),
    )
    expect(rows).toEqual([{ actor: first.person, for: one.firm }])
  })
  test('is acted for in a story by the number its register holds; another is told which', async () => {
    const { story } = served.box
    const code = '91330602MA2BC1D04X'
    await expect((await story.resident('13905750224')).forFirm(code)).rejects.toThrow(sandboxPhone(code))
    expect(await (await (await story.resident(sandboxPhone(code))).forFirm(code)).cases()).toEqual([])
  })
  test('whose agents have all left is opened by the office, which reads the letter, and by nobody else', async () => {
    const taker = await served.logInByPhone('13905750223')
    const { items } = (await second.ask('/api/portal/agents')).json<{ items: { id: string; firm: string; mine: boolean }[] }>()
    const acting = { 'x-acting-for': items[0]!.firm }
    expect((await second.ask('/api/portal/cases', { headers: acting })).json<{ items: unknown[] }>().items).toHaveLength(1)
    for (const one of items) await second.ask(`/api/portal/agents/${one.id}`, { method: 'DELETE' })
    expect((await second.ask('/api/portal/cases', { headers: acting })).status).toBe(403)

    const { id, state } = (await claim(taker)).json<{ id: string; state: string }>()
    expect(state).toBe('waiting')
    expect((await taker.ask('/api/portal/cases', { headers: acting })).status).toBe(403)
    expect((await post(taker, `/api/portal/agents/${id}/confirm`, {}, {})).status).toBe(403)
    const at = `/api/agencies/${id}`
    const because = { because: '委托书没有加盖公章' }
    for (const [who, status] of [
      [served.stranger, 401],
      [taker, 401],
      [official, 403],
    ] as const) {
      for (const path of ['/api/agencies', `${at}/letter`]) expect((await who.ask(path)).status, path).toBe(status)
      for (const deed of ['confirm', 'refuse', 'revoke']) expect((await post(who, `${at}/${deed}`, because, {})).status, deed).toBe(status)
    }

    const { city, sandbox } = served.box.platform
    const office = await served.logIn(
      city.people.find(one => one.posts.some(post => post.role === 'handler' && post.organ === '330600-services'))!.id,
    )
    const [waiting] = (await office.ask(`/api/agencies?q=${valid}`)).json<OfficeAgencies>().items
    expect(waiting).toMatchObject({ id, creditCode: valid, who: '139****0223', others: 0, letter: { name: '授权委托书.txt' } })
    const opened = await office.ask(`${at}/letter?inline=1`)
    expect(opened.text).toMatch(/^授权委托书 /)
    expect(opened.headers.get('content-disposition')).toMatch(/^inline/)
    expect((await office.ask(`${at}/letter`)).headers.get('content-disposition')).toMatch(/^attachment/)
    const reads = (await taker.ask('/api/portal/privacy')).json<{ items: { organ: string; fields: string[] }[] }>().items
    expect(reads).toMatchObject([{ organ: '市政务服务办', fields: ['授权委托书'] }, {}])
    expect((await post(office, `${at}/refuse`, { because: ' ' }, {})).status).toBe(422)
    expect((await post(office, `${at}/refuse`, because, {})).status).toBe(204)
    await served.box.platform.service.messages.relay()
    expect((await sandbox!.listTo('13905750223')).filter(one => /未通过/.test(one.text))).toHaveLength(1)
    const mine = async () => (await taker.ask('/api/portal/agents')).json<{ items: object[] }>().items
    expect(await mine()).toMatchObject([{ state: 'refused', ended: { by: 'office', ...because } }])

    const again = (await claim(taker)).json<{ id: string }>()
    const confirmed = await Promise.all([1, 2].map(() => post(office, `/api/agencies/${again.id}/confirm`, {}, {})))
    expect(confirmed.map(one => one.status)).toEqual([204, 204])
    expect((await taker.ask('/api/portal/cases', { headers: acting })).json<{ items: unknown[] }>().items).toHaveLength(1)
    expect((await post(office, `/api/agencies/${again.id}/revoke`, { because: '委托已到期' }, {})).status).toBe(204)
    expect((await taker.ask('/api/portal/cases', { headers: acting })).status).toBe(403)
    await served.box.platform.service.messages.relay()
    expect((await sandbox!.listTo('13905750223')).filter(one => /代办/.test(one.text))).toHaveLength(3)
  })
})

describe('following without logging in', () => {
  test('by number and code or by the token: state and dates, nothing of anybody', async () => {
    const by = (await post(served.stranger, '/api/portal/follow', { number: made.number, code: made.code.toLowerCase() }, {})).text
    expect(by).toContain('正在审查您的申请')
    for (const word of ['13905750201', '139****', '社区中秋', '王秀英', made.id]) expect(by).not.toContain(word)
    expect((await served.stranger.ask(`/api/portal/follow/${made.token}`)).text).toBe(by)
    const [wrong, nowhere] = [
      await post(served.stranger, '/api/portal/follow', { number: made.number, code: 'AAAAAAAA' }, {}),
      await post(served.stranger, '/api/portal/follow', { number: '占〔2026〕99999号', code: 'AAAAAAAA' }, {}),
    ]
    expect(plain(wrong)).toEqual(plain(nowhere))
    expect((await served.stranger.ask(`/api/portal/follow/${made.token.slice(0, -2)}AA`)).status).toBe(404)
  })
  test('guessing is stopped', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 40; n += 1)
      statuses.push((await post(served.stranger, '/api/portal/follow', { number: '占〔2026〕00077号', code: `CODE${n}` }, {})).status)
    expect(statuses.slice(-5)).toEqual([429, 429, 429, 429, 429])
  })
})

describe('openness', () => {
  test('whoever reads a number in the clear is seen by the person: organ, purpose, time, proof', async () => {
    const { city } = served.box.platform
    const office = city.organs.find(one => one.line === 'services' && one.region === '330602')!
    const head = await served.logIn(city.people.find(one => one.posts.some(post => post.role === 'head' && post.organ === office.id))!.id)
    expect((await owner.ask('/api/portal/privacy')).json<{ items: unknown[] }>().items).toEqual([])
    expect((await head.ask(`/api/records/portal-permit/${made.id}?unmask=true`)).status).toBe(200)
    while ((await served.box.platform.sequence()).count > 0);
    const { items } = (await owner.ask('/api/portal/privacy')).json<{
      items: { organ: string; purpose: string; fields: string[]; proof: string }[]
    }>()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ organ: office.name, purpose: '办理“占道许可”' })
    expect(items[0]!.fields).toContain('联系电话')
    expect((await served.stranger.ask(items[0]!.proof)).status).toBe(200)
    expect((await stranger.ask('/api/portal/privacy')).json<{ items: unknown[] }>().items).toEqual([])
  })
  test('officials see that the applicant was told; the text with the code they do not', async () => {
    await served.box.platform.service.messages.relay()
    const answer = await official.ask(`/api/cases/portal-permit/${made.id}/messages`)
    expect(answer.json<{ items: { label: string; to: string; sentAt: string | null }[] }>().items[0]).toMatchObject({
      label: '已受理',
      to: '139****0201',
    })
    expect(answer.text).not.toContain(made.code)
    expect(await served.box.platform.service.messages.relay()).toBe(0)
  })
  test('a number that nothing reaches holds nobody else up', async () => {
    const { service, sandbox } = served.box.platform
    const [dead, alive] = ['13905750291', '13905750292']
    for (const phone of [dead, alive]) await apply(await served.logInByPhone(phone))
    const told = async (phone: string) => (await sandbox!.listTo(phone)).filter(one => one.text.includes('已受理')).length
    const { send } = sandbox!
    const gateway = vi.spyOn(sandbox!, 'send').mockImplementation(async message => {
      if (message.to === dead) throw new Error('空号')
      return send(message)
    })
    await expect(service.messages.relay()).rejects.toThrow('1 of 2')
    expect([await told(dead), await told(alive)]).toEqual([0, 1])
    gateway.mockRestore()
    served.box.clock.set(new Date(served.box.clock.now().getTime() + 31_000))
    expect(await service.messages.relay()).toBe(1)
    expect(await told(dead)).toBe(1)
  })
  test('a service is found by what people call it', async () => {
    const titles = async (q: string) =>
      (await served.stranger.ask(`/api/portal/services?q=${encodeURIComponent(q)}`))
        .json<{ items: { title: string }[] }>()
        .items.map(one => one.title)
    expect((await titles('摆摊'))[0]).toBe('临时占道许可')
    expect((await titles('我想问一问政策'))[0]).toBe('我要咨询')
    expect(await titles('飞机')).toEqual([])
  })
  test('time passes and the case stays right for its party', async () => {
    await served.box.story.pass(workdays(2))
    expect(await seenBy(owner)).toMatchObject({ who: '越城区政务服务办', promisedBy: '2026-03-12T15:59:59.000Z', ended: false })
  })
})
