// A dense table with sticky head, sorting, selection, column choice, keyset paging and j/k/Enter; on a phone its rows become cards.

import { Button, Checkbox } from 'antd'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { useGo } from './app-link.tsx'
import { ColumnChooser, useHiddenColumns } from './column-chooser.tsx'
import { EmptyState, ErrorState, Skeleton } from './states.tsx'
import { useHotkeys } from './use-hotkeys.ts'
import './data-table.css'

export type Column<T> = {
  key: string
  title: string
  render: (row: T) => ReactNode
  align?: 'start' | 'end'
  width?: number
  /** The name the server sorts by; without it the column cannot be sorted. */
  sort?: string
  /** Not shown until it is chosen. */
  extra?: boolean
  /** The heading of the card on a phone; it cannot be hidden. */
  primary?: boolean
}

export type DataTableProps<T> = {
  /** What the table holds, for readers: “重点任务”. */
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[] | undefined
  rowKey: (row: T) => string
  /** Where a row leads. */
  href?: (row: T) => string
  error?: unknown
  onRetry?: () => void
  empty?: ReactNode
  sort?: string | undefined
  onSort?: (sort: string | undefined) => void
  total?: number | null
  more?: { has: boolean; loading: boolean; load: () => void }
  selection?: { keys: readonly string[]; onChange: (keys: string[]) => void; bulk: (keys: readonly string[]) => ReactNode }
  /** Remembers the chosen columns under this name; without it there is no chooser. */
  remember?: string
  /** At the left of the foot or head: export, share. */
  tools?: ReactNode
  keyboard?: boolean
}

export function DataTable<T>({
  label,
  columns,
  rows,
  rowKey,
  href,
  error,
  onRetry,
  empty,
  sort,
  onSort,
  total,
  more,
  selection,
  remember,
  tools,
  keyboard = true,
}: DataTableProps<T>) {
  const go = useGo()
  const body = useRef<HTMLTableSectionElement>(null)
  const [active, setActive] = useState(0)
  const [hidden, setHidden] = useHiddenColumns(remember, columns)
  const shown = columns.filter(column => !hidden.includes(column.key))
  const focusRow = (at: number) => {
    const to = Math.max(0, Math.min(at, (rows?.length ?? 1) - 1))
    setActive(to)
    body.current?.querySelectorAll<HTMLElement>('tr')[to]?.focus()
  }
  const toggle = (key: string) =>
    selection?.onChange(selection.keys.includes(key) ? selection.keys.filter(one => one !== key) : [...selection.keys, key])
  useHotkeys(
    { j: () => focusRow(body.current?.contains(document.activeElement) ? active + 1 : active), k: () => focusRow(active - 1) },
    keyboard,
  )

  if (error !== undefined && error !== null && !rows) return <ErrorState error={error} onRetry={onRetry} />
  if (!rows) return <Skeleton kind="table" rows={8} />

  const pressed = (event: KeyboardEvent, row: T, at: number) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      focusRow(at + 1)
    } else if (event.key === 'ArrowUp') {
      event.preventDefault()
      focusRow(at - 1)
    } else if (event.key === 'Enter' && href) go(href(row))
    else if ((event.key === 'x' || event.key === ' ') && selection) {
      event.preventDefault()
      toggle(rowKey(row))
    }
  }
  const clicked = (event: MouseEvent, row: T, at: number) => {
    setActive(at)
    if (!href || (event.target as HTMLElement).closest('a,button,label,input') || String(getSelection()) !== '') return
    go(href(row))
  }
  const keys = rows.map(rowKey)
  const chosen = selection?.keys.filter(key => keys.includes(key)) ?? []
  return (
    <div className="table-wrap">
      {chosen.length > 0 && selection ? (
        <div className="bulk-bar no-print" role="toolbar" aria-label="批量操作">
          <span>
            已选 <b className="num">{chosen.length}</b> 项
          </span>
          <span className="row wrap">{selection.bulk(chosen)}</span>
          <Button type="text" size="small" onClick={() => selection.onChange([])}>
            取消选择
          </Button>
        </div>
      ) : null}
      {rows.length === 0 ? (
        (empty ?? <EmptyState title={`暂无${label}`} />)
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={`${label}列表`}>
          <table className="data-table" aria-label={label}>
            <thead>
              <tr>
                {selection ? (
                  <th scope="col" className="cell-check">
                    <Checkbox
                      aria-label="全选本页"
                      checked={chosen.length === keys.length}
                      indeterminate={chosen.length > 0 && chosen.length < keys.length}
                      onChange={event => selection.onChange(event.target.checked ? keys : [])}
                    />
                  </th>
                ) : null}
                {shown.map(column => (
                  <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
                ))}
              </tr>
            </thead>
            <tbody ref={body}>
              {rows.map((row, at) => {
                const key = rowKey(row)
                return (
                  <tr
                    key={key}
                    tabIndex={at === active ? 0 : -1}
                    className={`${href ? 'openable' : ''} ${chosen.includes(key) ? 'chosen' : ''}`}
                    onKeyDown={event => pressed(event, row, at)}
                    onClick={event => clicked(event, row, at)}
                  >
                    {selection ? (
                      <td className="cell-check">
                        <Checkbox aria-label={`选择第${at + 1}行`} checked={chosen.includes(key)} onChange={() => toggle(key)} />
                      </td>
                    ) : null}
                    {shown.map(column => (
                      <td
                        key={column.key}
                        data-label={column.title}
                        className={`${column.align === 'end' ? 'end num' : ''} ${column.primary ? 'primary' : ''}`}
                      >
                        {column.render(row)}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 || remember || tools ? (
        <footer className="table-foot no-print">
          <span className="muted" role="status">
            {rows.length > 0 ? (
              typeof total === 'number' ? (
                <>
                  已显示 <span className="num">{rows.length}</span> 条，共 <span className="num">{total.toLocaleString('zh-CN')}</span> 条
                </>
              ) : total === null ? (
                <>
                  已显示 <span className="num">{rows.length}</span> 条，后面还有很多，没有逐一清点
                </>
              ) : (
                <>
                  共 <span className="num">{rows.length}</span> 条
                </>
              )
            ) : null}
          </span>
          {more?.has ? (
            <Button size="small" loading={more.loading} onClick={more.load}>
              加载更多
            </Button>
          ) : null}
          <span className="end row">
            {tools}
            {remember ? <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} /> : null}
          </span>
        </footer>
      ) : null}
    </div>
  )
}

function HeadCell<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>
  sort: string | undefined
  onSort: ((sort: string | undefined) => void) | undefined
}) {
  const by = column.sort
  const state = by && sort === by ? 'ascending' : by && sort === `-${by}` ? 'descending' : 'none'
  const style = column.width ? { minWidth: column.width, width: column.width } : undefined
  const className = column.align === 'end' ? 'end' : ''
  if (!by || !onSort)
    return (
      <th scope="col" style={style} className={className}>
        {column.title}
      </th>
    )
  return (
    <th scope="col" style={style} className={className} aria-sort={state}>
      <button type="button" onClick={() => onSort(state === 'none' ? by : state === 'ascending' ? `-${by}` : undefined)}>
        {column.title}
        <svg viewBox="0 0 8 12" width="8" height="12" aria-hidden="true">
          <path d="M4 1l3 4H1z" opacity={state === 'ascending' ? 1 : 0.28} />
          <path d="M4 11L1 7h6z" opacity={state === 'descending' ? 1 : 0.28} />
        </svg>
      </button>
    </th>
  )
}
