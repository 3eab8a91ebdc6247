// Puts the store together for whoever wires the server.

import { CompiledQuery } from 'kysely'
import { Problem } from '#declare'
import { systemSubject } from '../identity/port.ts'
import { createRow, removeRow, updateRow, writeCaseColumns } from './change.ts'
import type { Store } from './port.ts'
import { findRows, getRow, lockRow, partRows } from './rows.ts'
import { beginAs, beginAsSystem, defer, transact } from './transaction.ts'
import { missingFields } from './values.ts'
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
    remove: (tx, subject, record, id, expect) => removeRow({ world, tx, subject }, record, id, expect),
    requireComplete(record, row) {
      const faults = missingFields(world, systemSubject(row.region), record, row)
      if (faults.length > 0) throw new Problem('invalid', `“${record.label}”还有${faults.length}项必填内容没有填写`, faults)
    },
    defer: (tx, { text, values }) => defer(tx, CompiledQuery.raw(text, [...values])),
    writeCase: (tx, record, row, columns) => writeCaseColumns({ tx }, record, row, columns),
  }
}
