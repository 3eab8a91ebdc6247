// The answer as a workbook: what was asked, the figures, every table, every case that differs.
import ExcelJS from 'exceljs'
import type { ReplayBody } from '../../wire/replay.ts'

type Cell = ReplayBody['tables'][number]['rows'][number][string]

export async function writeWorkbook(
  told: ReplayBody,
  of: { readonly title: string; readonly asked: readonly (readonly [string, string])[] },
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new ExcelJS.Workbook()
  const sheet = (name: string, widths: readonly number[]) => {
    const made = book.addWorksheet(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))
    made.columns = widths.map(width => ({ width }))
    return made
  }
  const bold = (row: ExcelJS.Row) => {
    row.font = { bold: true }
  }
  const first = sheet('说明', [24, 100])
  bold(first.addRow([of.title]))
  for (const line of of.asked) first.addRow([...line])
  first.addRow(['重新计算', `${told.cases}件`])
  for (const says of told.says) first.addRow(['说明', says]).getCell(2).alignment = { wrapText: true }

  const figures = sheet('对照', [40, 10, 14, 14, 14, 14])
  bold(figures.addRow(['指标', '单位', '现行', '拟改', '至少', '至多']))
  for (const one of told.figures) figures.addRow([one.label, one.unit, one.was, one.is, one.least ?? null, one.most ?? null])

  const isPair = (cell: Cell | undefined) => cell !== null && typeof cell === 'object'
  for (const table of told.tables) {
    const columns = table.columns.flatMap(column => {
      const cells = table.rows.map(row => row[column.key])
      const label = column.unit ? `${column.label}（${column.unit}）` : column.label
      if (!cells.some(isPair)) return [{ label, cell: (row: (typeof table.rows)[number]) => plain(row[column.key]) }]
      const sides = [
        ...(cells.some(cell => isPair(cell) && (cell as { real?: unknown }).real !== undefined) ? (['real'] as const) : []),
        'was' as const,
        'is' as const,
      ]
      return sides.map(side => ({
        label: `${label} ${{ real: '实际', was: '现行', is: '拟改' }[side]}`,
        cell: (row: (typeof table.rows)[number]) => pick(row[column.key], side),
      }))
    })
    const made = sheet(
      table.label,
      columns.map((_, index) => (index === 0 ? 40 : 18)),
    )
    bold(made.addRow(columns.map(one => one.label)))
    for (const row of table.rows) made.addRow(columns.map(one => one.cell(row)))
  }
  for (const chart of told.charts.filter(one => one.kind === 'lines')) {
    const made = sheet(chart.label, [16, ...chart.series.map(() => 16)])
    bold(made.addRow(['', ...chart.series.map(one => one.name)]))
    for (const [index, name] of chart.names.entries()) made.addRow([name, ...chart.series.map(one => one.values[index] ?? null)])
  }
  const cases = sheet('不同的办件', [44, 24, 50, 50])
  bold(cases.addRow(['名称', '编号', '现行', '拟改']))
  for (const one of told.changed.rows) cases.addRow([one.title, one.number, one.was, one.is])
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const plain = (cell: Cell | undefined) => (cell !== null && typeof cell === 'object' ? null : (cell ?? null))
const pick = (cell: Cell | undefined, side: 'real' | 'was' | 'is') =>
  cell !== null && typeof cell === 'object' ? (cell[side] ?? null) : side === 'is' ? (cell ?? null) : null
