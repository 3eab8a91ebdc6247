// Choosing an organ, person or row by searching; what was chosen shows its name at once.

import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useDeferredValue, useMemo, useState } from 'react'
import type { Condition } from '#declare'
import type { OrganBody, PersonBody } from '../wire/city.ts'
import type { RowList } from '../wire/rows.ts'
import { get, listIn } from './api.ts'
import type { NameMap } from './show-value.tsx'

type Option = { value: string; label: string; hint?: string }
type PickerProps<T> = {
  value: T | undefined
  onChange: (value: T | undefined) => void
  id?: string
  names?: NameMap
  placeholder?: string
  disabled?: boolean
  invalid?: boolean
  describedBy?: string | undefined
  label?: string
}

function usePicker(kind: string, find: (q: string, signal: AbortSignal) => Promise<Option[]>, scope = '') {
  const [text, setText] = useState('')
  const q = useDeferredValue(text)
  const answer = useQuery({ queryKey: ['picker', kind, scope, q], queryFn: ({ signal }) => find(q, signal), staleTime: 60_000 })
  return { setText, options: answer.data ?? [], loading: answer.isFetching, error: answer.isError }
}

function Picker({
  many,
  value,
  onChange,
  names = {},
  found,
  placeholder,
  id,
  disabled,
  invalid,
  describedBy,
  label,
  max,
}: PickerProps<string | string[]> & { many: boolean; found: ReturnType<typeof usePicker>; max?: number | undefined }) {
  const [known] = useState(() => new Map<string, string>())
  const options = useMemo(() => {
    for (const option of found.options) known.set(option.value, option.label)
    const chosen = (Array.isArray(value) ? value : value ? [value] : []).filter(one => !found.options.some(option => option.value === one))
    return [...found.options, ...chosen.map(one => ({ value: one, label: known.get(one) ?? names[one] ?? one }))]
  }, [found.options, value, names, known])
  return (
    <Select<string | string[], Option & { hint?: string }>
      {...(id && { id })}
      {...(many && { mode: 'multiple' as const })}
      {...(max && { maxCount: max })}
      {...(invalid && { status: 'error' as const })}
      {...(describedBy && { 'aria-describedby': describedBy })}
      {...(label && { 'aria-label': label })}
      value={(value ?? (many ? [] : null)) as string}
      options={options}
      showSearch={{ filterOption: false, onSearch: found.setText }}
      allowClear
      disabled={disabled ?? false}
      loading={found.loading}
      placeholder={placeholder}
      style={{ width: '100%' }}
      notFoundContent={found.error ? '没能读取，请重试' : found.loading ? '正在查找…' : '没有找到，请换个说法'}
      optionRender={option => (
        <span className="picker-option">
          <span>{option.data.label}</span>
          {option.data.hint ? <span className="muted"> {option.data.hint}</span> : null}
        </span>
      )}
      onChange={next => onChange(next === undefined || next === null || (Array.isArray(next) && next.length === 0) ? undefined : next)}
    />
  )
}

const findOrgans =
  (level?: string) =>
  async (q: string, signal: AbortSignal): Promise<Option[]> =>
    listIn<OrganBody>(await get('/organs', { q, level, limit: 60 }, signal)).map(one => ({
      value: one.id,
      label: one.name,
      ...(one.fullName !== one.name && { hint: one.fullName }),
    }))
const findPeople =
  (organ?: string) =>
  async (q: string, signal: AbortSignal): Promise<Option[]> =>
    listIn<PersonBody>(await get('/people', { q, organ, limit: 60 }, signal))
      .slice(0, 60)
      .map(one => ({ value: one.id, label: one.name, hint: [one.posts[0]?.organName, one.title].filter(Boolean).join(' · ') }))
const findRows =
  (record: string, filter?: Condition) =>
  async (q: string, signal: AbortSignal): Promise<Option[]> =>
    (await get<RowList>(`/records/${record}`, { q, limit: 30, ...(filter && { filter: JSON.stringify(filter) }) }, signal)).rows.map(
      row => ({
        value: row.id,
        label: row.title,
        ...(row.number && { hint: row.number }),
      }),
    )

type One = PickerProps<string>
type Many = PickerProps<string[]> & { max?: number | undefined }
const one = (props: One) => ({
  ...props,
  many: false,
  onChange: (value: string | string[] | undefined) => props.onChange(value as string | undefined),
})
const several = (props: Many) => ({
  ...props,
  many: true,
  onChange: (value: string | string[] | undefined) => props.onChange(value as string[] | undefined),
})

export function OrganPicker({ level, ...props }: One & { level?: string | undefined }) {
  return <Picker placeholder="输入单位名称查找" {...one(props)} found={usePicker('organ', findOrgans(level), level)} />
}
export function OrgansPicker({ level, ...props }: Many & { level?: string | undefined }) {
  return <Picker placeholder="输入单位名称查找，可多选" {...several(props)} found={usePicker('organ', findOrgans(level), level)} />
}
export function PersonPicker({ organ, ...props }: One & { organ?: string | undefined }) {
  return <Picker placeholder="输入姓名查找" {...one(props)} found={usePicker('person', findPeople(organ), organ)} />
}
export function PersonsPicker({ organ, ...props }: Many & { organ?: string | undefined }) {
  return <Picker placeholder="输入姓名查找，可多选" {...several(props)} found={usePicker('person', findPeople(organ), organ)} />
}
export function RowPicker({ record, filter, ...props }: One & { record: string; filter?: Condition | undefined }) {
  return (
    <Picker
      placeholder="输入关键字查找"
      {...one(props)}
      found={usePicker('row', findRows(record, filter), `${record} ${JSON.stringify(filter ?? null)}`)}
    />
  )
}
