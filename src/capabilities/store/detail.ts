// One row with everything its page needs: what the person may do with it, its whole, and how many parts it has.

import type { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import type { AnyRecord } from '#declare'
import { holds } from '../../methods/condition/evaluate.ts'
import type { RowDetail } from '../../wire/rows.ts'
import { countRows } from './count.ts'
import { parentOf } from './names.ts'
import type { PlacedRow } from './port.ts'
import { type As, alias, from, getRow, live, mayColumn } from './rows.ts'
import { scopeSql } from './scope.ts'
import { allOf, column, conditionContext } from './where.ts'
import { namesIn, rowBody, titleOf } from './wire-rows.ts'

export async function rowDetail(
  as: As,
  record: AnyRecord,
  id: string,
  options: { unmask?: boolean } = {},
): Promise<z.infer<typeof RowDetail>> {
  const row = await getRow(as, record, id, options)
  const { rows } = await sql<{
    write: boolean
    delete: boolean
    unmask: boolean
  }>`select ${mayColumn(as, record, 'write')} as write, ${mayColumn(as, record, 'delete')} as delete, ${mayColumn(as, record, 'unmask')} as unmask from ${from(record)} where ${column(alias, 'id')} = ${id}`.execute(
    as.tx,
  )
  const parts = []
  for (const part of as.world.model.partsOf.get(record.name) ?? []) {
    const where = allOf([sql<boolean>`${column(alias, 'parent')} = ${id}::uuid`, live, scopeSql({ ...as, record: part, alias }, 'read')])
    parts.push({
      record: part.name,
      label: part.label,
      count: (await countRows(as, part, where)) ?? 10_000,
      canCreate: mayCreate(as, part, row),
    })
  }
  return {
    row: rowBody(as.world, record, row),
    names: await namesIn(as, record, [row]),
    can: rows[0]!,
    parts,
    parent: await findWhole(as, record, row),
  }
}

async function findWhole(as: As, record: AnyRecord, row: PlacedRow): Promise<{ record: string; id: string; title: string } | null> {
  const whole = parentOf(record)
  if (!whole || row.parent === null) return null
  const above = await getRow(as, whole, row.parent).catch(() => undefined)
  return above ? { record: whole.name, id: above.id, title: titleOf(whole, above) } : null
}

/** As far as it can be told before anything is filled in. */
function mayCreate({ world, subject }: As, record: AnyRecord, whole: PlacedRow): boolean {
  const access = world.decide(subject, record, 'create')
  if (access.answer !== 'filter') return access.answer === 'yes'
  return holds(
    access.when,
    { region: whole.region, organ: subject.organ, author: subject.person },
    { ...conditionContext(world, subject, record), involved: false },
  )
}
