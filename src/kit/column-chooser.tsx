// Which columns of a table are shown; the choice is remembered on this device.
import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import type { Column } from './data-table.tsx'

export function useHiddenColumns<T>(
  remember: string | undefined,
  columns: readonly Column<T>[],
): [readonly string[], (hidden: string[]) => void] {
  const [stored, setStored] = useState<string[] | null>(() => (remember ? read(remember) : null))
  const hidden = stored ?? columns.filter(column => column.extra).map(column => column.key)
  return [
    hidden,
    next => {
      setStored(next)
      if (remember) localStorage.setItem(`columns:${remember}`, JSON.stringify(next))
    },
  ]
}

export function ColumnChooser<T>({
  columns,
  hidden,
  onChange,
}: {
  columns: readonly Column<T>[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}) {
  const toggle = (key: string, on: boolean) => onChange(on ? hidden.filter(one => one !== key) : [...hidden, key])
  return (
    <Popover
      trigger="click"
      placement="topRight"
      title="显示的列"
      content={
        <div className="column-chooser">
          {columns.map(column => (
            <Checkbox
              key={column.key}
              checked={!hidden.includes(column.key)}
              disabled={column.primary === true}
              onChange={event => toggle(column.key, event.target.checked)}
            >
              {column.title}
            </Checkbox>
          ))}
        </div>
      }
    >
      <Button size="small" type="text" icon={<SettingOutlined />}>
        列
      </Button>
    </Popover>
  )
}

const read = (name: string): string[] | null => {
  try {
    return JSON.parse(localStorage.getItem(`columns:${name}`) ?? 'null') as string[] | null
  } catch {
    return null
  }
}
