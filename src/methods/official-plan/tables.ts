// Tables of tasks in text: rows with tabs (Word, Excel) or with bars (Markdown), under a row that names the columns.
import type { Joined, Paragraph } from './join-lines.ts'

import { columnOf, ditto, type TableColumn } from './table-columns.ts'

export type TableCell = { start: number; end: number }
export type TaskRow = {
  paragraph: Paragraph
  cells: Partial<Record<TableColumn, TableCell[]>>
  inherited: Partial<Record<TableColumn, TableCell[]>>
}
export type TaskTable = { rows: TaskRow[]; columns: TableColumn[] }

/** Tables with a column of units. */
export function readTaskTables(joined: Joined): TaskTable[] {
  const tables: TaskTable[] = []
  let block: Paragraph[] = []
  let known: TableColumn[] | undefined
  const close = () => {
    const table = readTable(joined, block, known)
    if (table) tables.push(table)
    if (block.length > 0) known = table?.columns
    block = []
  }
  for (const paragraph of joined.paragraphs) {
    if (paragraph.kind === 'row') block.push(paragraph)
    else if (block.length > 0) close()
  }
  close()
  return tables
}

function cellsOf(joined: Joined, { start, end }: Paragraph): TableCell[] {
  const words = joined.norm.slice(start, end)
  const bars = words.endsWith('|') && words.includes('|')
  const mark = bars ? '|' : '\t'
  const cells: TableCell[] = []
  let from = words.startsWith('|') ? 1 : 0
  for (let at = from; at <= words.length; at++) {
    if (at < words.length && words[at] !== mark) continue
    if (at === words.length && bars) break
    cells.push({ start: start + from, end: start + at })
    from = at + 1
  }
  return cells
}

// Rows that go on after a line across the table keep the columns named before it.
function readTable(joined: Joined, block: Paragraph[], known: TableColumn[] | undefined): TaskTable | undefined {
  if (block.length === 0) return undefined
  const header = block.findIndex((paragraph, at) => at < 3 && columnsOf(joined, paragraph) !== undefined)
  if (header < 0 && known?.length !== cellsOf(joined, block[0]!).length) return undefined
  let columns: TableColumn[] = (header < 0 ? known : columnsOf(joined, block[header]!)) ?? []
  const rows: TaskRow[] = []
  let above: TaskRow | undefined
  const second = header >= 0 && block[header + 1] ? secondHeader(joined, block[header + 1]!, columns) : undefined
  if (second) columns = second
  for (const paragraph of block.slice(header + (second ? 2 : 1))) {
    const again = columnsOf(joined, paragraph)
    if (again) {
      columns = again
      continue
    }
    const cells = cellsOf(joined, paragraph)
    if (cells.every(cell => /^[\s:：-]*$/.test(joined.norm.slice(cell.start, cell.end)))) continue
    const row: TaskRow = { paragraph, cells: {}, inherited: {} }
    for (const [index, cell] of cells.entries()) {
      const column = columns[index] ?? 'other'
      const words = joined.norm.slice(cell.start, cell.end).trim()
      const before = above?.cells[column] ?? above?.inherited[column]
      if (words === ditto || words === '同上') {
        if (before) row.inherited[column] = before
      } else if (words !== '') {
        const known = row.cells[column]
        if (known) known.push(cell)
        else row.cells[column] = [cell]
      } else if (column === 'group' && before) row.inherited.group = before
    }
    rows.push(row)
    above = row
  }
  return { rows, columns }
}

// A second header row under merged cells: 责任单位 over 牵头单位 and 配合单位.
function secondHeader(joined: Joined, paragraph: Paragraph, above: TableColumn[]): TableColumn[] | undefined {
  const cells = cellsOf(joined, paragraph).map(cell => joined.norm.slice(cell.start, cell.end).trim())
  const columns = cells.map(cell => columnOf(cell))
  const units = columns.filter(each => each === 'lead' || each === 'joint' || each === 'units').length
  if (units < 2 || cells.some((cell, at) => cell !== '' && cell !== ditto && columns[at] === undefined)) return undefined
  return cells.map((_, at) => columns[at] ?? above[at] ?? 'other')
}

function columnsOf(joined: Joined, paragraph: Paragraph): TableColumn[] | undefined {
  const cells = cellsOf(joined, paragraph).map(cell => joined.norm.slice(cell.start, cell.end).replaceAll(/[\s*：:]/g, ''))
  if (cells.length < 2 || cells.some(cell => cell.length > 24)) return undefined
  const columns = cells.map(cell => columnOf(cell) ?? 'other')
  const unit = columns.some(each => each === 'lead' || each === 'units')
  const task = columns.some(each => each === 'title' || each === 'content')
  return unit && task ? columns : undefined
}
