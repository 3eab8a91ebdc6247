// Papers: numbered and frozen in the act's own transaction, drawn when somebody wants to read them.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Calendar, type Clock, type Paper, type PaperBody, Problem } from '#declare'
import { canonicalJson } from '../../methods/canonical-json/canonical-json.ts'
import type { OfficialDocument } from '../../methods/official-document/document.ts'
import { writeDocx } from '../../methods/official-document/write-docx.ts'
import { writePdf } from '../../methods/official-document/write-pdf.ts'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { actAsPlatform, openCase } from '../flow/port.ts'
import type { Subject } from '../identity/port.ts'
import type { EntryInput } from '../ledger/port.ts'
import { type PlacedRow, type Tx, takeNumber, type Vault } from '../store/port.ts'
import { copyCode, readCopyCode } from './copy-code.ts'
import type { DrawnPaper, ListedPaper, PaperFormat, PapersPort } from './port.ts'

export type PapersOptions = {
  readonly clock: Clock
  readonly vault: Vault
  calendar(): Calendar
  organ(id: string): { readonly name: string; readonly fullName: string } | undefined
  /** The words of a paper, written by its scene's own function through the narrow door. */
  write(tx: Tx, subject: Subject, paper: Paper, row: PlacedRow): Promise<PaperBody>
  remember(tx: Tx, entries: readonly EntryInput[]): Promise<readonly string[]>
  sceneOf(record: string): string
  /** A demo city: its seals say that they are specimens. */
  readonly specimen: boolean
}

/** How long a code on the officer's phone, photographed by the party, opens the paper. */
const copyDays = 7

type PaperRow = {
  id: string
  record: string
  name: string
  label: string
  number: string
  organ: string
  issuer: string
  issued_on: string
  at: Date
  open: Paper['open']
  sealed: boolean
  body: Buffer
  digest: string
  entry: string
}

export function createPapers(options: PapersOptions): PapersPort {
  const { clock } = options

  const find = async (tx: Tx, row: PlacedRow, id: string, open?: Paper['open']): Promise<PaperRow | undefined> => {
    await openCase(tx, row)
    const { rows } =
      await sql<PaperRow>`select *, issued_on::text as issued_on from paper where root = ${row.root} and row_id = ${row.id} and id = ${id}`.execute(
        tx,
      )
    return rows.find(one => open === undefined || one.open === open)
  }

  const draw = async (found: PaperRow, body: PaperBody, format: PaperFormat, checkAt: string): Promise<DrawnPaper> => ({
    name: `${found.label}-${found.number}.${format}`,
    type: media[format],
    bytes: await drawings[format](documentOf(found, body, { checkAt, specimen: options.specimen })),
  })

  return {
    async issue(tx, subject, paper, row) {
      const now = clock.now()
      const date = options.calendar().dateOf(now)
      const organ = subject.organ ?? row.organ
      const issuing = organ === null ? undefined : options.organ(organ)
      if (organ === null || !issuing) throw new Problem('invalid', `“${paper.label}”要由一个单位出具，您目前没有以单位身份办理`)
      const body = await options.write(tx, subject, paper, row)
      const template = paper.number.replaceAll('{organ}', issuing.name)
      const number = await takeNumber(tx, `paper:${paper.name}:${organ}`, template, date)
      const id = uuidV7()
      const digest = digestOf({ name: paper.name, number, issuer: issuing.fullName, date, body })
      const scene = options.sceneOf(paper.record.name)
      const [entry] = await options.remember(tx, [
        {
          kind: 'paper',
          at: now,
          actor: subject.person,
          scene,
          record: paper.record.name,
          row: row.id,
          case: row.id,
          act: paper.name,
          content: { id, number, digest },
        },
      ])
      await actAsPlatform(tx)
      await sql`insert into paper (root, id, row_id, record, name, label, number, organ, issuer, issued_on, at, actor, open, sealed, body, digest, entry)
        values (${row.root}, ${id}, ${row.id}, ${paper.record.name}, ${paper.name}, ${paper.label}, ${number}, ${organ}, ${issuing.fullName}, ${date}::date, ${now},
          ${subject.person}, ${paper.open}, ${paper.sealed}, ${options.vault.seal(placeOf(id), JSON.stringify(body))}, ${digest}, ${entry})`.execute(
        tx,
      )
      return { id, number, label: paper.label, organ, date }
    },
    async draft(tx, subject, { paper, row, organ }) {
      const body = await options.write(tx, subject, paper, row)
      const document: OfficialDocument = {
        ...body,
        issuer: (organ !== null && options.organ(organ)?.fullName) || '',
        number: '待签署，尚未生效',
        date: options.calendar().dateOf(clock.now()),
      }
      const draw = async (format: PaperFormat) => ({
        name: `${paper.label}（待签署）.${format}`,
        type: media[format],
        bytes: await drawings[format](document),
      })
      return { body, draw }
    },
    async list(tx, row, open) {
      await openCase(tx, row)
      const { rows } =
        await sql<PaperRow>`select *, issued_on::text as issued_on from paper where root = ${row.root} and row_id = ${row.id} order by at, id`.execute(
          tx,
        )
      return rows.filter(one => open === undefined || one.open === open).map(listed)
    },
    async draw(tx, row, { id, format, checkAt, open }) {
      const found = await find(tx, row, id, open)
      if (!found) throw new Problem('not-found', '没有这份文书，或者您无权查看')
      const body = JSON.parse(options.vault.open(placeOf(found.id), found.body)) as PaperBody
      return draw(found, body, format, checkAt)
    },
    async handOver(tx, subject, row, id) {
      const found = await find(tx, row, id, 'party')
      if (!found) throw new Problem('not-found', '没有这份可以交付当事人的文书')
      const until = new Date(clock.now().getTime() + copyDays * 86_400_000)
      await options.remember(tx, [
        {
          kind: 'paper',
          at: clock.now(),
          actor: subject.person,
          scene: options.sceneOf(found.record),
          record: found.record,
          row: row.id,
          case: row.id,
          act: 'hand-over',
          content: { id, number: found.number, until: until.toISOString() },
        },
      ])
      return { code: copyCode(options.vault, { id: found.id, until }), until: until.toISOString() }
    },
    async drawCopy(tx, { id, code, checkAt }) {
      const answer = readCopyCode(options.vault, id, code, clock.now())
      const { rows } = await sql<PaperRow>`select *, issued_on::text as issued_on from paper where id = ${id} and open = 'party'`.execute(
        tx,
      )
      const [found] = rows
      if (answer === 'wrong' || !found) throw new Problem('not-found', '这个二维码不能打开文书，请向出具单位索取')
      if (answer === 'over') throw new Problem('not-found', `二维码超过${copyDays}天，已不能打开文书；文书仍然有效，请向出具单位索取`)
      return draw(found, JSON.parse(options.vault.open(placeOf(found.id), found.body)) as PaperBody, 'pdf', checkAt)
    },
  }
}

/** What anybody may know of a paper whose id they hold: that it was issued, by whom, when, under which number, and its digest. */
export async function findIssued(tx: Tx, id: string): Promise<ListedPaper | undefined> {
  const { rows } = await sql<PaperRow>`select *, issued_on::text as issued_on from paper where id = ${id}`.execute(tx)
  return rows[0] && listed(rows[0])
}

/** SHA-256 over the canonical JSON of everything a paper says; the ledger keeps the same. */
export const digestOf = (of: {
  readonly name: string
  readonly number: string
  readonly issuer: string
  readonly date: string
  readonly body: PaperBody
}): string => createHash('sha256').update(canonicalJson(of)).digest('hex')

const drawings: Readonly<Record<PaperFormat, (of: OfficialDocument) => Promise<Uint8Array>>> = { pdf: writePdf, docx: writeDocx }
const media: Readonly<Record<PaperFormat, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

const placeOf = (id: string) => `paper.body:${id}`

const documentOf = (row: PaperRow, body: PaperBody, { checkAt, specimen }: { checkAt: string; specimen: boolean }): OfficialDocument => ({
  ...body,
  issuer: row.issuer,
  number: row.number,
  date: row.issued_on,
  ...(row.sealed && { seal: { name: row.issuer, specimen } }),
  check: { url: `${checkAt}${row.id}`, says: '扫码核验本文书' },
})

const listed = (row: PaperRow): ListedPaper => ({
  id: row.id,
  name: row.name,
  label: row.label,
  number: row.number,
  organ: row.organ,
  issuer: row.issuer,
  date: row.issued_on,
  at: new Date(row.at).toISOString(),
  open: row.open,
  sealed: row.sealed,
  digest: row.digest,
  entry: row.entry,
})
