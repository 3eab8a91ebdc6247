// Several things of one kind: each a small card with its own fields.
import type { ComponentType } from 'react'
import type { PortalInput } from './field-input.tsx'

type Row = Record<string, unknown>

export function TableInput({ field, value, onChange, id, level, Input }: PortalInput & { Input: ComponentType<PortalInput> }) {
  const rows = (value as Row[] | undefined) ?? []
  const keep = (next: Row[]) => onChange(next.length > 0 ? next : undefined)
  const change = (at: number, name: string, next: unknown) =>
    keep(rows.map((row, index) => (index === at ? { ...row, [name]: next } : row)))
  return (
    <div className="stack">
      {rows.map((row, at) => (
        <fieldset key={at} className="card">
          <legend>
            {field.label} {at + 1}
          </legend>
          {(field.columns ?? []).map(column => (
            <div key={column.name} className="field">
              <label id={`${id}-${at}-${column.name}-label`} htmlFor={`${id}-${at}-${column.name}`}>
                {column.label}
                {column.required ? null : <span className="optional">（选填）</span>}
              </label>
              <Input
                field={column}
                id={`${id}-${at}-${column.name}`}
                value={row[column.name]}
                onChange={next => change(at, column.name, next)}
                invalid={false}
                describedBy={undefined}
                level={level}
              />
            </div>
          ))}
          <button type="button" className="button is-small" onClick={() => keep(rows.filter((_, index) => index !== at))}>
            删除这一项
          </button>
        </fieldset>
      ))}
      {rows.length < (field.max ?? 50) ? (
        <button id={id} type="button" className="button" onClick={() => keep([...rows, {}])}>
          添加{field.label}
        </button>
      ) : null}
    </div>
  )
}
