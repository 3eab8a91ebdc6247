// What a value points at must be there and be seen by whoever writes it: rows of other records, uploaded files.
import { sql } from 'kysely'
import { type AnyRecord, type Field, type FieldFault, type FileRef, Problem, type RowValues } from '#declare'
import { type As, alias, from, live } from './rows.ts'
import { scopeSql } from './scope.ts'
import { allOf, column } from './where.ts'

type Pointer = { readonly at: string; readonly id: string }
type Pointers = { readonly rows: Map<AnyRecord, Pointer[]>; readonly files: Pointer[] }

/** `before`: what the row held; what it already points at is not asked again. */
export async function checkPointers(as: As, record: AnyRecord, values: RowValues, before: RowValues = {}): Promise<void> {
  const [now, old] = [pointersIn(record, values), pointersIn(record, before)]
  const faults: FieldFault[] = []
  for (const [to, pointers] of now.rows) {
    const known = new Set((old.rows.get(to) ?? []).map(one => one.id))
    const asked = pointers.filter(one => !known.has(one.id))
    if (asked.length === 0) continue
    const seen = await seenIds(
      as,
      to,
      asked.map(one => one.id),
    )
    faults.push(
      ...asked
        .filter(one => !seen.has(one.id))
        .map(({ at }) => ({ at, message: `请从列表中选择${to.label}，所选的一条不存在或您无权查看` })),
    )
  }
  const known = new Set(old.files.map(one => one.id))
  const files = now.files.filter(one => !known.has(one.id))
  if (files.length > 0 && as.world.attachable) {
    const allowed = await as.world.attachable(
      as.tx,
      as.subject,
      files.map(one => one.id),
    )
    faults.push(...files.filter(one => !allowed.has(one.id)).map(({ at }) => ({ at, message: '文件还没有上传成功，请重新上传' })))
  }
  if (faults.length > 0) throw new Problem('invalid', `“${record.label}”有${faults.length}处需要修改`, faults)
}

async function seenIds({ world, tx, subject }: As, record: AnyRecord, ids: readonly string[]): Promise<Set<string>> {
  const where = allOf([
    sql<boolean>`${column(alias, 'id')} = any (${[...ids]}::uuid[])`,
    live,
    scopeSql({ world, subject, record, alias }, 'read'),
  ])
  const { rows } = await sql<{ id: string }>`select ${column(alias, 'id')} as id from ${from(record)} where ${where}`.execute(tx)
  return new Set(rows.map(row => row.id))
}

function pointersIn(record: AnyRecord, values: RowValues): Pointers {
  const found: Pointers = { rows: new Map(), files: [] }
  for (const [name, field] of Object.entries(record.fields)) collect(found, field, name, values[name])
  return found
}

function collect(found: Pointers, field: Field, at: string, value: unknown): void {
  if (value === null || value === undefined) return
  if (field.kind === 'ref' && field.to) {
    const to = field.to()
    found.rows.set(to, [...(found.rows.get(to) ?? []), { at, id: String(value) }])
  }
  if (field.kind === 'file') found.files.push(...(value as readonly FileRef[]).map(file => ({ at, id: file.hash })))
  if (field.kind === 'table') {
    for (const [i, row] of (value as readonly Record<string, unknown>[]).entries())
      for (const [name, inner] of Object.entries(field.columns ?? {})) collect(found, inner, `${at}.${i}.${name}`, row[name])
  }
}
