// Puts the store together for whoever wires the server.

import { CompiledQuery } from 'kysely'
import { Problem } from '#declare'
import { systemSubject } from '../identity/port.ts'
import { createRow, removeRow, updateRow, writeCaseColumns } from './change.ts'
import { takeChanges } from './changes.ts'
import { figureRows } from './figures.ts'
import { groupKeys, groupRows } from './groups.ts'
import { publishedRows } from './past-walls.ts'
import type { Store } from './port.ts'
import { takenSlots, takeSlots } from './quotas.ts'
import { findRows, getRow, lockRow, partRows } from './rows.ts'
import { sharedValues } from './sharing.ts'
import { beginAs, beginAsSystem, defer, transact } from './transaction.ts'
import { missingFields } from './values.ts'
import { namesInValues } from './wire-rows.ts'
import type { World } from './world.ts'

/** The door of port.ts, and what only the store's own addresses use. */
export type StoreEngine = Store

export function createStore(world: World): StoreEngine {
  return {
    as: (subject, work) => transact(world.pool, beginAs(subject), work),
    asSystemPastAccessRules: work => transact(world.pool, beginAsSystem, work),
    create: (tx, subject, record, row) => createRow({ world, tx, subject }, record, row),
    update: (tx, subject, record, id, values, expect) => updateRow({ world, tx, subject }, record, id, values, expect),
    get: (tx, subject, record, id, options) => getRow({ world, tx, subject }, record, id, options),
    lock: (tx, subject, record, id, then) => lockRow({ world, tx, subject }, record, id, then),
    find: (tx, subject, record, when, most) => findRows({ world, tx, subject }, record, when, most),
    parts: (tx, subject, part, parent) => partRows({ world, tx, subject }, part, parent),
    namesInValues: (tx, subject, mentions) => namesInValues({ world, tx, subject }, mentions),
    shared: (tx, subject, of, places) => sharedValues({ world, tx, subject }, of, places),
    remove: (tx, subject, record, id, expect) => removeRow({ world, tx, subject }, record, id, expect),
    requireComplete(record, row) {
      const faults = missingFields(world, systemSubject(row.region), record, row)
      if (faults.length > 0) throw new Problem('invalid', `“${record.label}”还有${faults.length}项必填内容没有填写`, faults)
    },
    takeSlotsAgain: (tx, subject, record, row) => takeSlots({ world, tx, subject }, record, { id: row.id, values: row }),
    takenSlots: (tx, subject, quota, year) => takenSlots({ world, tx, subject }, quota, year),
    published: (tx, subject, of, when, most) => publishedRows({ world, tx, subject }, of, when, most),
    defer: (tx, { text, values }) => defer(tx, CompiledQuery.raw(text, [...values])),
    writeCase: (tx, record, row, columns) => writeCaseColumns({ world, tx }, record, row, columns),
    groups: (tx, subject, record, query) => groupRows({ world, tx, subject }, record, query),
    groupKeys: (tx, subject, record, same, ids) => groupKeys({ world, tx, subject }, record, same, ids),
    takeChanges,
    async figures(tx, subject, indicator, { by, keys, from }) {
      const field = by === undefined ? undefined : (indicator.record.fields[by]?.kind ?? 'text')
      const isList = field !== undefined && ['organs', 'persons', 'choices', 'region'].includes(field)
      const rows = await figureRows({ world, tx, subject }, indicator, {
        by: by === undefined ? [] : [by],
        ...(from && { from }),
        // Of lists and regions a row counts for several keys: there the whole is counted.
        ...(by !== undefined && keys && !isList && by !== 'region' && { filter: { op: 'in', field: by, value: keys } }),
      })
      return rows.map(row => ({ key: by === undefined ? null : (row.key[by] ?? null), value: row.value, denominator: row.denominator }))
    },
  }
}
