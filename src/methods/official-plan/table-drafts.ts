// Rows of a table of tasks as task drafts.

import { readCellTables } from './cell-tables.ts'
import type { Draft } from './drafts.ts'
import { type Joined, wordsOf } from './join-lines.ts'
import { pathOf, type Section, walkSections } from './outline.ts'
import { readUnitCell } from './responsibility.ts'
import type { TableColumn } from './table-columns.ts'
import { readTaskTables, type TableCell, type TaskRow } from './tables.ts'
import type { UnitGroup } from './unit-names.ts'

/** The rows of all tables that have a column of units. */
export function draftRows(joined: Joined, root: Section): Draft[] {
  const tables = [...readTaskTables(joined), ...readCellTables(joined)]
  if (tables.length === 0) return []
  const homes = new Map<number, Section>()
  for (const section of [root, ...walkSections(root)]) for (const paragraph of section.paragraphs) homes.set(paragraph.start, section)
  const drafts: Draft[] = []
  for (const table of tables) {
    for (const row of table.rows) {
      const draft = draftRow(joined, row, homes.get(row.paragraph.start) ?? root)
      if (draft) drafts.push(draft)
    }
  }
  return drafts
}

function draftRow(joined: Joined, row: TaskRow, home: Section): Draft | undefined {
  const own = (column: TableColumn) => row.cells[column]?.[0]
  const any = (column: TableColumn) => row.cells[column] ?? row.inherited[column] ?? []
  const words = (cell: TableCell | undefined) => (cell ? wordsOf(joined, cell.start, cell.end).trim() : '')
  const group = mergeCells(joined, any)
  const content = own('content')
  const title = own('title')
  const named = title ?? content
  if (!named || (!group && !row.inherited.title)) return undefined
  const path = home.style === 'root' ? [] : [...pathOf(home), home.heading]
  const kind = any('group')[0]
  if (kind) path.push(words(kind))
  if (!title && row.inherited.title?.[0]) path.push(words(row.inherited.title[0]))
  const from =
    named.start + /^(?:\d{1,3}[.、]|（[一二三四五六七八九十\d]{1,3}）)?/.exec(joined.norm.slice(named.start, named.end))![0].length
  const titleEnd = cutTitle(joined, from, named.end)
  return {
    path,
    number: words(own('number')),
    title: wordsOf(joined, from, titleEnd),
    start: row.paragraph.start,
    end: row.paragraph.end,
    titleStart: named.start,
    bodyStart: title && content && content.start > title.start ? content.start : titleEnd,
    groups: group ? [{ ...group, start: row.paragraph.start, end: row.paragraph.end }] : [],
    blank: (['lead', 'units', 'joint', 'due', 'number', 'group', 'other'] as const)
      .flatMap(column => row.cells[column] ?? [])
      .sort((one, other) => one.start - other.start),
  }
}

function cutTitle(joined: Joined, start: number, end: number): number {
  const cell = joined.norm.slice(start, end)
  const stop = /[。：；]/.exec(cell)
  if (stop && stop.index >= 3 && stop.index <= 50) return start + stop.index
  if (cell.length <= 50) return end
  const comma = cell.indexOf('，')
  return comma >= 4 && comma <= 50 ? start + comma : start + 50
}

function mergeCells(joined: Joined, any: (column: TableColumn) => TableCell[]): UnitGroup | undefined {
  let merged: UnitGroup | undefined
  const columns: [TableColumn, 'lead' | 'joint' | 'any'][] = [
    ['lead', 'lead'],
    ['units', 'any'],
    ['joint', 'joint'],
  ]
  for (const [column, role] of columns) {
    for (const cell of any(column)) {
      const group = readUnitCell({ norm: joined.norm, gaps: joined.gaps, start: cell.start, end: cell.end }, role)
      if (!merged) merged = group
      else {
        merged.units.push(...group.units)
        merged.open.push(...group.open)
      }
    }
  }
  if (!merged || merged.units.length === 0) return undefined
  merged.dueSpans = any('due')
  return merged
}
