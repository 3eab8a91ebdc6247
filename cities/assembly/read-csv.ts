// The tables of a city folder: UTF-8, a head line, commas; a cell with a comma stands in double quotes.
import { readFileSync } from 'node:fs'

/** The rows of a file by column name; throws with file and line when a row has another number of cells than the head. */
export const readCsv = <Column extends string>(file: URL, columns: readonly Column[]): Record<Column, string>[] => {
  const lines = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
  const head = cells(lines[0] ?? '')
  const missing = columns.filter(column => !head.includes(column))
  if (missing.length > 0) throw new Error(`${file.pathname}: 缺少列 ${missing.join('、')}`)
  const places = columns.map(column => head.indexOf(column))
  const rows: Record<Column, string>[] = []
  lines.slice(1).forEach((line, i) => {
    if (line === '') return
    const row = cells(line)
    if (row.length !== head.length) throw new Error(`${file.pathname}:${i + 2}: 有${row.length}列，应为${head.length}列`)
    rows.push(Object.fromEntries(columns.map((column, c) => [column, row[places[c]!]!])) as Record<Column, string>)
  })
  return rows
}

/** The parts of a cell that holds a list, separated by `|`. */
export const listOf = (cell: string): string[] => (cell === '' ? [] : cell.split('|'))

const cells = (line: string): string[] => {
  if (!line.includes('"')) return line.split(',')
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}
