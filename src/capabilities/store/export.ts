// A list as a file: the same filter, order and scope as on screen, page by page, so that neither memory nor a connection is held for long.
import { PassThrough, Readable } from 'node:stream'
import ExcelJS from 'exceljs'
import { type AnyRecord, Problem } from '#declare'
import type { Cell, Names } from '../../fields/kind.ts'
import { kindOf } from '../../fields/kinds.ts'
import { textCell } from '../../fields/plain-text.ts'
import type { Subject } from '../identity/port.ts'
import { isSealed } from './codec.ts'
import { type ListQuery, listRows } from './list.ts'
import type { PlacedRow, Store } from './port.ts'
import { namesIn } from './wire-rows.ts'
import { todayOf, type World } from './world.ts'

export type ExportOf = {
  readonly world: World
  readonly store: Store
  readonly subject: Subject
  readonly record: AnyRecord
  readonly query: Omit<ListQuery, 'cursor' | 'limit' | 'unmask' | 'fields'>
}

const mostRows = 100_000
const perPage = 1000
const longestCell = 32_000

type Line = { readonly row: PlacedRow; readonly names: Names }
type ExportColumn = {
  readonly label: string
  readonly width: number
  readonly isDate?: 'date' | 'instant'
  readonly cell: (line: Line) => Cell
}

/** Refuses before the first byte is sent: no right to export, a filter that makes no sense, too many rows. */
export async function prepareExport(of: ExportOf): Promise<{ lines: AsyncGenerator<Line>; columns: ExportColumn[] }> {
  const { world, subject, record } = of
  const access = world.decide(subject, record, 'export')
  if (access.answer === 'no') throw new Problem('denied', `您没有导出“${record.label}”的权限`)
  const first = await readPage(of, undefined)
  return { lines: linesOf(of, first), columns: exportColumns(world, record) }
}

type ExportPage = { readonly lines: Line[]; readonly next: string | null }

async function readPage({ world, store, subject, record, query }: ExportOf, cursor: string | undefined): Promise<ExportPage> {
  const fields = Object.keys(record.fields).filter(name => record.fields[name]!.protect !== 'secret')
  const access = world.decide(subject, record, 'export')
  return store.as(subject, async tx => {
    const as = { world, tx, subject }
    const page = await listRows(as, record, {
      ...query,
      fields,
      count: false,
      limit: perPage,
      most: perPage,
      ...(cursor !== undefined && { cursor }),
      ...(access.answer === 'filter' && { also: access.when }),
    })
    const names = await namesIn(as, record, page.rows, fields)
    return { lines: page.rows.map(row => ({ row, names: id => names[id] })), next: page.next }
  })
}

async function* linesOf(of: ExportOf, first: ExportPage): AsyncGenerator<Line> {
  let sent = 0
  for (let page: ExportPage | undefined = first; page; page = page.next === null ? undefined : await readPage(of, page.next)) {
    for (const line of page.lines) {
      if (sent++ >= mostRows) return
      yield line
    }
  }
}

function exportColumns(world: World, record: AnyRecord): ExportColumn[] {
  const { zone } = world.calendar
  const flow = world.model.flows.get(record.name)
  const instant = kindOf('instant')
  const moment = (label: string, pick: (row: PlacedRow) => string | null | undefined): ExportColumn => ({
    label,
    width: 18,
    isDate: 'instant',
    cell: ({ row }) => {
      const value = pick(row)
      return value ? instant.cell(value, { kind: 'instant', label }, () => undefined, zone) : null
    },
  })
  const fields = Object.entries(record.fields).filter(([, field]) => field.protect !== 'secret')
  return [
    ...(record.number ? [{ label: '编号', width: 18, cell: ({ row }: Line) => row.number }] : []),
    ...fields.map(
      ([name, field]): ExportColumn => ({
        label: field.unit ? `${field.label}（${field.unit}）` : field.label,
        width: widthOf(field),
        ...((field.kind === 'date' || field.kind === 'instant') && !isSealed(field) ? { isDate: field.kind } : {}),
        cell: ({ row, names }) => {
          const value = row[name]
          if (value === undefined || value === null) return null
          return isSealed(field) ? textCell(typeof value === 'string' ? value : '***') : kindOf(field.kind).cell(value, field, names, zone)
        },
      }),
    ),
    { label: '所属区划', width: 14, cell: ({ row, names }) => names(row.region) ?? row.region },
    { label: '所属单位', width: 18, cell: ({ row, names }) => (row.organ === null ? null : (names(row.organ) ?? row.organ)) },
    ...(flow
      ? [
          {
            label: '办理环节',
            width: 12,
            cell: ({ row }: Line) => (row.case?.state ? (flow.states[row.case.state]?.label ?? row.case.state) : null),
          },
          moment('办理时限', row => row.case?.dueAt?.toISOString()),
          moment('办结时间', row => row.case?.endedAt?.toISOString()),
        ]
      : []),
    { label: '创建人', width: 10, cell: ({ row, names }) => names(row.author) ?? row.author },
    moment('创建时间', row => row.createdAt),
  ]
}

const widthOf = (field: { kind: string; long?: boolean; max?: number }) =>
  field.long
    ? 50
    : field.kind === 'text'
      ? Math.min(40, Math.max(14, field.max ?? 20))
      : field.kind === 'organs' || field.kind === 'table'
        ? 36
        : 16

/** Text never starts a formula, whatever kind it came from, and fits a cell. */
function safe(cell: Cell): Cell {
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return typeof cell === 'string' ? textCell(cell.length > longestCell ? `${cell.slice(0, longestCell)}…` : cell) : cell
}

/** RFC 4180 with a byte order mark, so that Excel reads the Chinese. */
export async function exportCsv(of: ExportOf): Promise<ReadableStream<Uint8Array>> {
  const { lines, columns } = await prepareExport(of)
  return ReadableStream.from(
    (async function* () {
      const encoder = new TextEncoder()
      let block = `\ufeff${columns.map(one => csvText(one.label)).join(',')}\r\n`
      for await (const line of lines) {
        block += `${columns.map(one => csvCell(safe(one.cell(line)), one.isDate)).join(',')}\r\n`
        if (block.length > 64_000) {
          yield encoder.encode(block)
          block = ''
        }
      }
      if (block) yield encoder.encode(block)
    })(),
  ) as ReadableStream<Uint8Array>
}

function csvCell(cell: Cell, isDate: ExportColumn['isDate']): string {
  if (cell === null) return ''
  if (cell instanceof Date) return isDate === 'date' ? cell.toISOString().slice(0, 10) : cell.toISOString().slice(0, 16).replace('T', ' ')
  // Excel would round what looks like a number of more than 15 digits.
  return typeof cell === 'number' ? String(cell) : csvText(/^\d{16,}$/.test(String(cell)) ? `\t${String(cell)}` : String(cell))
}

const csvText = (text: string) => (/[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

export async function exportXlsx(of: ExportOf): Promise<ReadableStream<Uint8Array>> {
  const { lines, columns } = await prepareExport(of)
  const out = new PassThrough({ highWaterMark: 1 << 20 })
  writeSheet(of, out, { lines, columns }).catch((error: Error) => out.destroy(error))
  return Readable.toWeb(out) as ReadableStream<Uint8Array>
}

async function writeSheet(
  { record, world }: ExportOf,
  out: PassThrough,
  { lines, columns }: Awaited<ReturnType<typeof prepareExport>>,
): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  book.title = record.label
  const sheet = book.addWorksheet(record.label.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 2, topLeftCell: 'A3' }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  sheet.columns = columns.map(one => ({
    width: one.width,
    style: {
      alignment: { vertical: 'top', wrapText: one.width > 30 },
      ...(one.isDate && { numFmt: one.isDate === 'date' ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm' }),
    },
  }))
  const title = sheet.addRow([`${record.label}（${todayOf(world)}）`])
  title.height = 28
  title.getCell(1).style = { font: { name: '方正小标宋简体', size: 16 }, alignment: { vertical: 'middle', horizontal: 'center' } }
  if (columns.length > 1) sheet.mergeCells(1, 1, 1, Math.min(columns.length, 16_384))
  title.commit()
  const header = sheet.addRow(columns.map(one => one.label))
  header.height = 22
  header.eachCell(cell => {
    cell.style = {
      font: { bold: true, color: { argb: 'FFFFFFFF' } },
      fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF1F4E8C' } },
      alignment: { vertical: 'middle', horizontal: 'center' },
    }
  })
  header.commit()
  for await (const line of lines) {
    sheet.addRow(columns.map(one => safe(one.cell(line)))).commit()
    if (out.writableNeedDrain) await new Promise(resolve => out.once('drain', resolve))
    if (out.destroyed) return
  }
  sheet.autoFilter = { from: { row: 2, column: 1 }, to: { row: 2, column: columns.length } }
  sheet.commit()
  await book.commit()
}

export const exportName = (world: World, record: AnyRecord, kind: 'xlsx' | 'csv'): string => `${record.label}${todayOf(world)}.${kind}`
