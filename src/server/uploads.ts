// Who uploaded what: an attachment may be attached by whoever uploaded it, and until a row names it nobody else may see it.
import { sql } from 'kysely'
import { type FileRef, Problem } from '#declare'
import type { Subject } from '../capabilities/identity/port.ts'
import type { Tx } from '../capabilities/store/port.ts'

export async function noteUpload(tx: Tx, person: string, file: FileRef, at: Date): Promise<void> {
  await sql`insert into file_upload (hash, person, name, type, size, at) values (${file.hash}, ${person}, ${file.name}, ${file.type}, ${file.size}, ${at}) on conflict (hash, person) do nothing`.execute(
    tx,
  )
}

/** Of these hashes, those that the person uploaded. */
export async function uploadedBy(tx: Tx, subject: Subject, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    hash: string
  }>`select hash from file_upload where person = ${subject.person} and hash = any (${[...hashes]}::text[])`.execute(tx)
  return new Set(rows.map(row => row.hash))
}

export async function findUpload(tx: Tx, subject: Subject, hash: string): Promise<{ name: string; type: string } | undefined> {
  const { rows } = await sql<{
    name: string
    type: string
  }>`select name, type from file_upload where hash = ${hash} and person = ${subject.person}`.execute(tx)
  return rows[0]
}

/** Whoever names a file in a form must have uploaded it, or it would open to them whatever they know the hash of. `known`: what the row already names. */
export async function demandOwnUploads(tx: Tx, subject: Subject, values: unknown, known?: unknown): Promise<void> {
  const before = new Set(hashesIn(known))
  const hashes = hashesIn(values).filter(hash => !before.has(hash))
  if (hashes.length === 0) return
  const mine = await uploadedBy(tx, subject, hashes)
  if (hashes.some(hash => !mine.has(hash)))
    throw new Problem('invalid', '文件还没有上传成功，请重新上传', [{ at: 'file', message: '文件还没有上传成功，请重新上传' }])
}

/** Hashes of all references to files anywhere in a value. */
function hashesIn(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return []
  const { hash } = value as { hash?: unknown }
  return [...(typeof hash === 'string' ? [hash] : []), ...Object.values(value).flatMap(hashesIn)]
}
