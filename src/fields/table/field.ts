// A small table inside a row: each of its rows has the same columns, each column a kind. What is a thing of its own is a part-record instead.
import type { Field, FieldFault, FieldKind } from '#declare'
import { columnOf, hidden, type Kind, right, wrong } from '../kind.ts'
import { normaliseValues } from '../normalise-values.ts'
import { textCell } from '../plain-text.ts'

type TableRow = { readonly [column: string]: unknown }
const most = 1000

/** Needs to know the kinds of its columns, which `kinds.ts` hands in. */
export function makeTableKind(kindOf: (kind: FieldKind) => Kind): Kind<TableRow[]> {
  const show: Kind<TableRow[]>['show'] = (value, field, names, zone) =>
    value
      .map(row =>
        Object.entries(field.columns ?? {})
          .filter(([name]) => row[name] !== undefined && row[name] !== null)
          .map(([name, column]) => `${column.label}：${kindOf(column.kind).show(row[name], column, names, zone)}`)
          .join('，'),
      )
      .join('；')
  return {
    kind: 'table',
    column: (field, name) => columnOf(field, 'jsonb', `jsonb_typeof("${name}") = 'array' and "${name}" <> '[]'`),
    normalise(input, field, context) {
      const given = parse(input)
      if (!Array.isArray(given) || !given.every(row => typeof row === 'object' && row !== null && !Array.isArray(row)))
        return wrong('请按行填写表格')
      const rows: TableRow[] = []
      const faults: FieldFault[] = []
      for (const [i, row] of (given as TableRow[]).entries()) {
        const found = normaliseValues({ fields: field.columns ?? {}, values: row, context, kindOf })
        const kept = Object.entries(found.values).filter(([, value]) => value !== null)
        if (kept.length === 0 && found.faults.every(fault => fault.missing)) continue
        faults.push(...found.faults.map(({ at, message }) => ({ at: `${i}.${at}`, message })))
        rows.push(Object.fromEntries(kept))
      }
      if (faults.length > 0) return wrong(`表格有${faults.length}处需要修改`, faults)
      if (rows.length === 0) return wrong('请至少填写一行')
      const limit = field.max ?? most
      return rows.length > limit ? wrong(`最多填写${limit}行，现有${rows.length}行`) : right(rows)
    },
    toSql: value => JSON.stringify(value),
    fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as TableRow[],
    show,
    cell: (value, field, names, zone) => textCell(show(value, field as Field, names, zone)),
    filters: [],
    mask: () => hidden,
  }
}

function parse(input: unknown): unknown {
  if (typeof input !== 'string') return input
  try {
    return JSON.parse(input)
  } catch {
    return undefined
  }
}
