// Search, filters by the kind of each field, saved views; all of it lies in the address, so that a link shows the same list.
import { CloseOutlined, LinkOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, DatePicker, Dropdown, Input, InputNumber, Popover, Radio } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useState } from 'react'
import type { FieldView } from '../wire/manifest.ts'
import { type Filters, type FilterValue, filterKind, filterWords } from './filter-condition.ts'
import { OrganPicker, PersonPicker } from './pickers.tsx'
import { RegionPicker } from './region-picker.tsx'
import { SearchBox } from './search-box.tsx'
import type { NameMap } from './show-value.tsx'
import './filter-bar.css'

type FilterBarProps = {
  q: string
  onSearch: (q: string) => void
  fields: readonly FieldView[]
  filters: Filters
  onFilter: (filters: Filters) => void
  names?: NameMap
  /** Shown from the start, even when empty. */
  always?: readonly string[]
  placeholder?: string
  extra?: ReactNode
}

export function FilterBar({
  q,
  onSearch,
  fields,
  filters,
  onFilter,
  names = {},
  always = [],
  placeholder = '搜索',
  extra,
}: FilterBarProps) {
  const { message } = App.useApp()
  const [opened, setOpened] = useState<string | null>(null)
  const usable = fields.filter(field => filterKind(field) !== null)
  const shown = usable.filter(field => always.includes(field.name) || filters[field.name] !== undefined || opened === field.name)
  const rest = usable.filter(field => !shown.includes(field))
  const set = (name: string, value: FilterValue | undefined) =>
    onFilter(value === undefined ? without(filters, name) : { ...filters, [name]: value })
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.href)
      void message.success('链接已复制，有权限的同事打开后看到同样的列表')
    } catch {
      void message.info('请复制浏览器地址栏中的链接')
    }
  }
  return (
    <search className="filter-bar no-print">
      <SearchBox value={q} onSearch={onSearch} placeholder={placeholder} />
      {shown.map(field => (
        <FilterChip
          key={field.name}
          field={field}
          value={filters[field.name]}
          names={names}
          open={opened === field.name}
          onOpen={open => setOpened(open ? field.name : null)}
          onChange={value => set(field.name, value)}
        />
      ))}
      {rest.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map(field => ({ key: field.name, label: field.label })),
            onClick: ({ key }) => setTimeout(() => setOpened(key), 60),
            style: { maxHeight: 360, overflow: 'auto' },
          }}
        >
          <Button type="text" icon={<PlusOutlined />}>
            筛选
          </Button>
        </Dropdown>
      ) : null}
      {Object.keys(filters).length > 0 || q ? (
        <Button
          type="text"
          onClick={() => {
            onFilter({})
            onSearch('')
          }}
        >
          清除
        </Button>
      ) : null}
      <span className="filter-end row">
        {extra}
        <Button type="text" icon={<LinkOutlined />} onClick={() => void share()} aria-label="复制此列表的链接" title="复制此列表的链接" />
      </span>
    </search>
  )
}

type ChipProps = {
  field: FieldView
  value: FilterValue | undefined
  names: NameMap
  open: boolean
  onOpen: (open: boolean) => void
  onChange: (value: FilterValue | undefined) => void
}

function FilterChip({ field, value, names, open, onOpen, onChange }: ChipProps) {
  return (
    <span className={`filter-chip ${value === undefined ? '' : 'set'}`}>
      <Popover
        trigger="click"
        placement="bottomLeft"
        open={open}
        onOpenChange={onOpen}
        destroyOnHidden
        content={
          <div className="filter-popover">
            <FilterControl field={field} value={value} names={names} onChange={onChange} />
          </div>
        }
      >
        <button type="button" aria-expanded={open}>
          {field.label}
          {value === undefined ? null : <b>{filterWords(field, value, names)}</b>}
          <i aria-hidden="true" />
        </button>
      </Popover>
      {value === undefined ? null : (
        <button type="button" className="filter-clear" aria-label={`清除${field.label}筛选`} onClick={() => onChange(undefined)}>
          <CloseOutlined style={{ fontSize: 10 }} />
        </button>
      )}
    </span>
  )
}

function FilterControl({ field, value, names, onChange }: Omit<ChipProps, 'open' | 'onOpen'>) {
  const [from, to] = Array.isArray(value) ? (value as [string | number | null, string | number | null]) : [null, null]
  const bounds = (next: [string | number | null, string | number | null]) =>
    onChange(next[0] === null && next[1] === null ? undefined : next)
  const one = {
    value: typeof value === 'string' ? value : undefined,
    onChange: (next: string | undefined) => onChange(next),
    names,
    label: field.label,
  }
  switch (filterKind(field)) {
    case 'keys':
      return (
        <Checkbox.Group
          className="filter-keys"
          value={[...((value as readonly string[]) ?? [])]}
          options={Object.entries(field.of ?? {}).map(([key, label]) => ({ value: key, label }))}
          onChange={keys => onChange(keys.length > 0 ? keys : undefined)}
        />
      )
    case 'yesno':
      return (
        <Radio.Group
          value={value ?? null}
          options={[
            { value: true, label: '是' },
            { value: false, label: '否' },
          ]}
          onChange={event => onChange(event.target.value as boolean)}
        />
      )
    case 'dates':
      return (
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          value={[from ? dayjs(String(from)) : null, to ? dayjs(String(to)) : null]}
          onChange={days => bounds([days?.[0]?.format('YYYY-MM-DD') ?? null, days?.[1]?.format('YYYY-MM-DD') ?? null])}
        />
      )
    case 'range':
      return (
        <span className="row">
          <InputNumber<number>
            aria-label={`${field.label}不低于`}
            placeholder="不低于"
            value={from === null ? null : Number(from)}
            onChange={next => bounds([next, to])}
          />
          至
          <InputNumber<number>
            aria-label={`${field.label}不高于`}
            placeholder="不高于"
            value={to === null ? null : Number(to)}
            onChange={next => bounds([from, next])}
          />
        </span>
      )
    case 'organ':
      return <OrganPicker {...one} level={field.level} />
    case 'person':
      return <PersonPicker {...one} />
    case 'region':
      return <RegionPicker {...one} />
    default:
      return (
        <Input
          aria-label={`${field.label}包含`}
          placeholder="包含的文字"
          defaultValue={typeof value === 'string' ? value : ''}
          onPressEnter={event => onChange(event.currentTarget.value || undefined)}
          onBlur={event => onChange(event.target.value || undefined)}
        />
      )
  }
}

const without = (filters: Filters, name: string): Filters => Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name))
