// Rows of tables whose cells stand one below the other. Only the kinds of the cells tell the columns apart: a number begins a row,
// names of units and terms go to the columns of units and terms that come next, words to the task.
import type { Joined, Paragraph } from './join-lines.ts'
import { columnOf, type TableColumn } from './table-columns.ts'
import type { TableCell, TaskRow, TaskTable } from './tables.ts'
import { isUnitLike, splitUnits } from './units.ts'

/** Tables of cells, each read to rows. */
export function readCellTables(joined: Joined): TaskTable[] {
  const tables: TaskTable[] = []
  let block: Paragraph[] = []
  for (const paragraph of [...joined.paragraphs, undefined]) {
    if (paragraph?.kind === 'cell') block.push(paragraph)
    else if (block.length > 0) {
      const table = readBlock(joined, block)
      if (table.rows.length > 0) tables.push(table)
      block = []
    }
  }
  return tables
}

const termCell =
  /^(?:20\d{2}[年.\-—/]|\d{1,2}月|[一二三四1-4]季度|第[一二三四]季度|[上下]半年|年[底内]|今年|全年|长期|持续|每[年月季]|常态|立即|即时|“?十[三四五六]五)[^，。；]{0,22}$/

function readBlock(joined: Joined, block: Paragraph[]): TaskTable {
  const words = (paragraph: Paragraph) => joined.norm.slice(paragraph.start, paragraph.end)
  const first = block.findIndex(paragraph => /^\d{1,3}$/.test(words(paragraph)))
  const columns = block.slice(0, first).map(paragraph => columnOf(words(paragraph)) ?? 'other')
  const rows: TaskRow[] = []
  let filling: Filling | undefined
  let count = 0
  for (const paragraph of block.slice(first)) {
    const cell = words(paragraph)
    const number = /^\d{1,3}$/.test(cell) ? Number(cell) : 0
    if (number > 0 && (rows.length === 0 || (number > count && number <= count + 3))) {
      count = number
      filling = { row: { paragraph: { ...paragraph }, cells: {}, inherited: {} }, at: 0 }
      rows.push(filling.row)
      fill(filling, 'number', paragraph)
      continue
    }
    if (!filling) continue
    const column = columnFor({ columns, filling, cell })
    if (column === 'next') {
      const above: TaskRow = filling.row
      filling = { row: { paragraph: { ...paragraph }, cells: {}, inherited: { ...above.inherited, ...above.cells } }, at: 0 }
      delete filling.row.inherited.title
      rows.push(filling.row)
      fill(filling, columns.includes('title') ? 'title' : 'content', paragraph)
    } else fill(filling, column, paragraph)
  }
  return { rows, columns }
}

// A row being filled; `at` is the column reached.
type Filling = { row: TaskRow; at: number }

function fill(filling: Filling, column: TableColumn, { start, end }: Paragraph): void {
  const cell: TableCell = { start, end }
  const known = filling.row.cells[column]
  // Words of one cell that were broken, and nothing but a break between them, are one cell again.
  if (known && (column === 'title' || column === 'content' || column === 'goal')) known.at(-1)!.end = end
  else if (known) known.push(cell)
  else filling.row.cells[column] = [cell]
  filling.row.paragraph.end = end
}

function columnFor({ columns, filling, cell }: { columns: TableColumn[]; filling: Filling; cell: string }): TableColumn | 'next' {
  const { cells } = filling.row
  const task = cells.title !== undefined || cells.content !== undefined
  const answered = cells.lead !== undefined || cells.units !== undefined || cells.joint !== undefined
  const first = columns.find(each => each === 'title' || each === 'content') ?? 'content'
  if (task && columns.includes('due') && termCell.test(cell)) return 'due'
  if (task && isUnits(cell)) {
    const kinds = columns.filter(each => each === 'lead' || each === 'units' || each === 'joint')
    return kinds.find(each => cells[each] === undefined) ?? kinds.at(-1) ?? 'units'
  }
  if (!task) return first
  if (!answered) {
    if (columns.includes('other') && cell.length <= 10 && !/[，。；\d]/.test(cell)) return 'other'
    if (columns.includes('goal') && first === 'title' && !columns.includes('content')) return 'goal'
    return columns.includes('content') ? 'content' : first
  }
  if (columns.includes('due') && cells.due === undefined && cell.length <= 24 && /\d月|年/.test(cell)) return 'due'
  return /。$/.test(cell) || cell.length > 12 ? 'next' : 'other'
}

// One or more names of units and nothing else.
function isUnits(cell: string): boolean {
  if (/[。！？]/.test(cell)) return false
  const names = splitUnits(cell.replace(/、$/, '')).map(piece => cell.slice(piece.start, piece.end))
  return names.length > 0 && names.every(name => isUnitLike(name.replace(/等$|（(?:牵头|配合)）$/, '')) && name.length <= 20)
}
