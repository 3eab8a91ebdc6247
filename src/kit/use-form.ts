// The state of a form drawn from fields: values, what is shown by condition, faults found here and those the server found.
import { useMemo, useRef, useState } from 'react'
import type { FieldView } from '../wire/manifest.ts'
import { isEmpty, isShown } from './condition.ts'
import { number } from './format.ts'

export type FormValues = Readonly<Record<string, unknown>>
export type Faults = Readonly<Record<string, string>>
export type Form = {
  fields: readonly FieldView[]
  values: FormValues
  faults: Faults
  changed: boolean
  set: (name: string, value: unknown) => void
  replace: (values: FormValues) => void
  settle: () => void
  /** Checks what is shown; on a fault it marks the fields, moves the focus there and answers false. */
  check: () => boolean
  /** Puts the server's faults on their fields; answers those that belong to no field here. */
  refuse: (faults: readonly { at: string; message: string }[]) => string[]
  /** Only what is shown: a field hidden by its condition is not sent. */
  shownValues: () => Record<string, unknown>
  prefix: string
}

let serial = 0

export function useForm(all: readonly FieldView[], initial: FormValues = {}): Form {
  const [values, setValues] = useState<FormValues>(initial)
  const [faults, setFaults] = useState<Faults>({})
  const [changed, setChanged] = useState(false)
  const [prefix] = useState(() => `form${++serial}`)
  const latest = useRef(values)
  const fields = useMemo(() => {
    // Accounts are found by the platform; nobody enters them.
    return all.filter(field => field.kind !== 'account' && isShown(field, { fields: all, values }))
  }, [all, values])
  const focus = (name: string) =>
    setTimeout(() => {
      const control = document.getElementById(`${prefix}-${name}`)
      control?.scrollIntoView({ block: 'center' })
      control?.focus()
    })
  return {
    fields,
    values,
    faults,
    changed,
    prefix,
    set: (name, value) => {
      latest.current = { ...latest.current, [name]: value }
      setValues(latest.current)
      setChanged(true)
      if (faults[name]) setFaults(({ [name]: _, ...rest }) => rest)
    },
    replace: next => {
      latest.current = next
      setValues(next)
    },
    settle: () => setChanged(false),
    check: () => {
      const found = fields.flatMap(field => {
        const fault = faultOf(field, values[field.name])
        return fault ? [[field.name, fault] as const] : []
      })
      setFaults(Object.fromEntries(found))
      if (found[0]) focus(found[0][0])
      return found.length === 0
    },
    refuse: list => {
      const mine = list.flatMap(fault => {
        const name = fault.at.split('.')[0] ?? ''
        return fields.some(field => field.name === name) ? [[name, rowWords(fault.at) + fault.message] as const] : []
      })
      setFaults(Object.fromEntries(mine))
      if (mine[0]) focus(mine[0][0])
      return list.filter(fault => !fields.some(field => field.name === fault.at.split('.')[0])).map(fault => fault.message)
    },
    shownValues: () => Object.fromEntries(fields.map(field => [field.name, latest.current[field.name] ?? null])),
  }
}

const rowWords = (at: string): string => {
  const row = /^[^.]+\.(\d+)/.exec(at)?.[1]
  return row === undefined ? '' : `第${Number(row) + 1}行：`
}

function faultOf(field: FieldView, value: unknown): string | undefined {
  if (isEmpty(value)) return field.required ? `请填写${field.label}` : undefined
  if (field.kind === 'text' && typeof value === 'string') {
    if (field.max !== undefined && value.length > field.max) return `最多${number(field.max)}个字，现有${number(value.length)}个`
    if (field.min !== undefined && value.length < field.min) return `至少${number(field.min)}个字`
    if (field.pattern && !new RegExp(`^(?:${field.pattern.source})$`, 'u').test(value)) return field.pattern.says
  }
  if (field.kind === 'number' && typeof value === 'number') {
    if (field.min !== undefined && value < field.min) return `不能小于${number(field.min)}`
    if (field.max !== undefined && value > field.max) return `不能大于${number(field.max)}`
  }
  if (field.kind === 'point' && Object.values(value as object).some(Number.isNaN)) return '请同时填写经度和纬度'
  if (field.kind === 'table') {
    for (const [at, row] of (value as Record<string, unknown>[]).entries()) {
      const missing = (field.columns ?? []).find(column => column.required && isEmpty(row[column.name]))
      if (missing) return `第${at + 1}行没有填写${missing.label}`
    }
  }
  return undefined
}
