// Papers: numbered without gaps, frozen, remembered by the ledger, drawn alike twice, shown to nobody who may not read the row.
import { inflateSync } from 'node:zlib'
import { sql } from 'kysely'
import mammoth from 'mammoth'
import { expect, it, onTestFinished } from 'vitest'
import {
  at,
  days,
  flow,
  go,
  here,
  type IssuedPaper,
  inRegion,
  operation,
  type PaperBody,
  paper,
  record,
  scene,
  text,
  workdays,
} from '#declare'
import { checkScenes } from '../../declare/check-scenes.ts'
import { loadCity } from '../../server/load-city.ts'
import { openBox } from '../../testing/city.ts'
import { createVault, type PlacedRow, type Tx } from '../store/port.ts'
import { digestOf, findIssued } from './create-papers.ts'

const matter = record('paper-matter', {
  label: '事项',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'title',
  access: [inRegion(['supervisor'], ['read', 'create', 'write'])],
  fields: { title: text({ label: '标题', required: true }), opinion: text({ label: '意见' }) },
})
const letter = paper(matter, {
  name: 'paper-letter',
  label: '告知书',
  number: '{organ}告〔{yyyy}〕{n:3}号',
  basis: '测试',
  write: (_city, row) => ({
    title: '告知书',
    to: '当事人',
    blocks: [
      { kind: 'paragraph', text: `关于“${row['title']}”，意见：${row['opinion']}。` },
      { kind: 'facts', of: [['意见', String(row['opinion'])]] },
    ],
  }),
})
const internal = paper(matter, {
  name: 'paper-internal',
  label: '审批表',
  number: '审〔{yyyy}〕{n:3}号',
  basis: '测试',
  open: 'officials',
  sealed: false,
  write: () => ({ title: '审批表', blocks: [] }),
})
const issueAgain = operation(matter, {
  name: 'again',
  label: '补发',
  roles: ['supervisor'],
  input: { id: text({ label: '事项', required: true }) },
  run: async (city, input) => ({ ...(await city.issue(letter, String(input['id']))) }),
})
const handling = flow(matter, ({ step, end }) => ({
  name: 'paper-handling',
  label: '办理',
  start: 'open',
  states: {
    open: step('办理', {
      by: here('supervisor'),
      within: workdays(5),
      on: {
        tell: go('告知', 'told', {
          sets: ['opinion'],
          form: { opinion: text({ label: '意见', required: true }) },
          issues: [internal, letter],
        }),
      },
    }),
    told: end('已告知'),
  },
  marks: { yellow: workdays(2), red: workdays(1) },
  oversight: { by: at('city', 'supervisor'), acts: ['reopen'], reply: { within: workdays(3), role: 'head' } },
  basis: '测试',
}))
const papers = scene('paper-test', {
  title: '文书测试',
  area: 'operation',
  plan: '二(六)17',
  owner: 'gov-office',
  records: { matter },
  flows: { handling },
  papers: { letter, internal },
  operations: { issueAgain },
})

it('is refused at start when an act issues a paper that its scene does not list, or one without a running number', async () => {
  const city = await loadCity('shaoxing')
  expect(checkScenes([papers], city)).toEqual([])
  expect(checkScenes([{ ...papers, papers: { letter } }], city)).toEqual([
    expect.objectContaining({ message: expect.stringContaining('审批表') }),
  ])
  const bad = { ...letter, number: '告', basis: '' }
  const faults = checkScenes([{ ...papers, papers: { letter: bad, internal } }], city)
  expect(faults.map(fault => fault.message).join()).toMatch(/没有流水号.*没有写依据/)
})

it('freezes what was said, under numbers without a gap, with a digest in the ledger', async () => {
  const box = await openBox({ scenes: [papers] })
  const { story, platform } = box
  const officer = story.as('supervisor', { line: 'supervision' })
  const subject = (await platform.identity.findSubject(officer.person))!
  const ids: string[] = []
  for (const title of ['甲', '乙']) {
    const id = await officer.create(matter, { title })
    await officer.do(matter, id, 'tell', { values: { opinion: '同意' } })
    ids.push(id)
  }
  const [first, second] = ids as [string, string]
  const again = (await officer.run(issueAgain, { id: first })) as unknown as IssuedPaper
  const read = (id: string, open?: 'party') =>
    platform.store.as(subject, async tx => platform.papers.list(tx, await platform.store.get(tx, subject, matter as never, id), open))
  const listed = await read(first)
  const organ = platform.city.organs.find(one => one.id === officer.organ)!
  expect(listed.map(one => one.number)).toEqual(['审〔2026〕001号', `${organ.name}告〔2026〕001号`, `${organ.name}告〔2026〕003号`])
  expect((await read(second)).map(one => one.number)).toEqual(['审〔2026〕002号', `${organ.name}告〔2026〕002号`])
  expect((await read(first, 'party')).map(one => one.label)).toEqual(['告知书', '告知书'])
  expect(again).toMatchObject({ number: `${organ.name}告〔2026〕003号`, organ: organ.id, date: '2026-03-02' })

  // What it says stays what it said, whatever becomes of the row.
  await officer.update(matter, first, { opinion: '不同意' })
  const draw = (format: 'pdf' | 'docx') =>
    platform.store.as(subject, async tx =>
      platform.papers.draw(tx, await platform.store.get(tx, subject, matter as never, first), {
        id: listed[1]!.id,
        format,
        checkAt: 'https://example.cn/portal/papers/',
      }),
    )
  const docx = await draw('docx')
  expect(docx.name).toBe(`告知书-${organ.name}告〔2026〕001号.docx`)
  const { value } = await mammoth.extractRawText({ buffer: Buffer.from(docx.bytes) })
  expect(value).toContain('关于“甲”，意见：同意。')
  expect(value).toContain(`https://example.cn/portal/papers/${listed[1]!.id}`)
  const [one, two] = [await draw('pdf'), await draw('pdf')]
  expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(true)
  expect(Buffer.from(one.bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  expect(redOf(one.bytes)).toBe(true)

  // The ledger holds the digest, and anybody who holds the id may ask.
  const ledger = await platform.store.asSystemPastAccessRules(
    async tx =>
      (
        await sql<{
          content: string
        }>`select c.content from ledger_content c join ledger_entry e on e.id = c.entry where e.id = ${listed[1]!.entry}`.execute(tx)
      ).rows,
  )
  expect(JSON.parse(ledger[0]!.content)).toMatchObject({ number: listed[1]!.number, digest: listed[1]!.digest })
  const issued = await platform.store.asSystemPastAccessRules(tx => findIssued(tx, listed[1]!.id))
  expect(issued?.digest).toBe(listed[1]!.digest)
  const stored = await platform.store.asSystemPastAccessRules(
    async tx => (await sql<{ body: Buffer }>`select body from paper where id = ${listed[1]!.id}`.execute(tx)).rows[0]!.body,
  )
  expect(stored.includes(Buffer.from('同意'))).toBe(false)
  const body = JSON.parse(createVault(platform.world.keyRing).open(`paper.body:${listed[1]!.id}`, stored)) as PaperBody
  expect(digestOf({ name: letter.name, number: listed[1]!.number, issuer: organ.fullName, date: '2026-03-02', body })).toBe(
    listed[1]!.digest,
  )
  await box.close()
})

it('is not shown to those who may not read the row, by any way', async () => {
  const box = await openBox({ scenes: [papers] })
  const { story, platform } = box
  const officer = story.as('supervisor', { line: 'supervision' })
  const id = await officer.create(matter, { title: '甲' })
  await officer.do(matter, id, 'tell', { values: { opinion: '同意' } })
  const stranger = (await platform.identity.findSubject(story.as('liaison', { line: 'education' }).person))!
  await expect(
    platform.store.as(stranger, async tx => platform.papers.list(tx, await platform.store.get(tx, stranger, matter as never, id))),
  ).rejects.toThrow(/没有|找不到|不存在/)
  const seen = await platform.store.as(stranger, async tx => (await sql`select * from paper`.execute(tx)).rows)
  expect(seen).toEqual([])
  await expect(
    platform.store.asSystemPastAccessRules(async tx => sql`update paper set number = '1' where true`.execute(tx)),
  ).rejects.toThrow(/只可追加|permission denied/)
  await box.close()
})

it('is handed over by a code that opens this paper alone, for seven days, and leaves a trace', async () => {
  const box = await openBox({ scenes: [papers] })
  onTestFinished(() => box.close())
  const { story, platform } = box
  const officer = story.as('supervisor', { line: 'supervision' })
  const subject = (await platform.identity.findSubject(officer.person))!
  const id = await officer.create(matter, { title: '甲' })
  await officer.do(matter, id, 'tell', { values: { opinion: '同意' } })
  const withRow = <T>(work: (tx: Tx, row: PlacedRow) => Promise<T>) =>
    platform.store.as(subject, async tx => work(tx, await platform.store.get(tx, subject, matter as never, id)))
  const [form, told] = await withRow((tx, row) => platform.papers.list(tx, row))
  await expect(withRow((tx, row) => platform.papers.handOver(tx, subject, row, form!.id))).rejects.toThrow(/没有这份可以交付/)
  const { code, until } = await withRow((tx, row) => platform.papers.handOver(tx, subject, row, told!.id))
  expect(until.slice(0, 10)).toBe('2026-03-09')
  const open = (of: string, with_: string) =>
    platform.store.asSystemPastAccessRules(tx => platform.papers.drawCopy(tx, { id: of, code: with_, checkAt: 'https://example.cn/' }))
  expect(Buffer.from((await open(told!.id, code)).bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  // Nothing else opens by it, and nothing near it opens this.
  await expect(open(form!.id, code)).rejects.toThrow(/不能打开/)
  for (const near of ['', `${code}A`, code.slice(0, -1), `B${code.slice(1)}`, `${code.slice(0, -4)}AAAA`, code.toLowerCase()])
    await expect(open(told!.id, near), near).rejects.toThrow(/不能打开/)
  await story.pass(days(6))
  await open(told!.id, code)
  await story.pass(days(2))
  await expect(open(told!.id, code)).rejects.toThrow(/超过7天/)
  const traces = await platform.store.asSystemPastAccessRules(
    async tx =>
      (await sql<{ n: number }>`select count(*)::int as n from ledger_entry where kind = 'paper' and act = 'hand-over'`.execute(tx))
        .rows[0]!.n,
  )
  expect(traces).toBe(1)
})

/** Whether a page draws in the seal's red: 200 16 46 of 255. */
function redOf(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes)
  for (let at = text.indexOf('stream\n'); at >= 0; at = text.indexOf('stream\n', at + 7)) {
    if (text.subarray(at - 3, at).toString() === 'end') continue
    const end = text.indexOf('endstream', at)
    try {
      if (/0?\.784\d* 0?\.0627\d* 0?\.180\d* (scn|SCN)/.test(inflateSync(text.subarray(at + 7, end)).toString('latin1'))) return true
    } catch {
      // A font or a picture.
    }
  }
  return false
}
