// The fields of a form in two columns: label, control, help, fault. Long texts, tables and files take the whole width.

import { FieldInput } from './field-input.tsx'
import type { NameMap } from './show-value.tsx'
import type { Form } from './use-form.ts'
import './field-grid.css'

const wide = (kind: string, long: boolean | undefined) => long === true || ['table', 'file', 'area', 'address', 'point'].includes(kind)

export function FieldGrid({
  form,
  names = {},
  editing = false,
  disabled = false,
}: {
  form: Form
  names?: NameMap
  editing?: boolean
  disabled?: boolean
}) {
  return (
    <div className="field-grid">
      {form.fields.map(field => {
        const id = `${form.prefix}-${field.name}`
        const fault = form.faults[field.name]
        const note = fault || field.help ? `${id}-note` : undefined
        const group = field.kind === 'file' || field.kind === 'table'
        return (
          <div key={field.name} className={`field ${wide(field.kind, field.long) ? 'wide' : ''} ${fault ? 'faulty' : ''}`}>
            <label htmlFor={id}>
              {field.required ? (
                <span className="required" aria-hidden="true">
                  *
                </span>
              ) : null}
              {field.label}
              {field.required && group ? <span className="visually-hidden">（必填）</span> : null}
              {field.protect ? (
                <span className="chip gold" title="加密保存，查看留痕">
                  个人信息
                </span>
              ) : null}
            </label>
            <FieldInput
              field={field}
              value={form.values[field.name]}
              onChange={value => form.set(field.name, value)}
              id={id}
              describedBy={note}
              invalid={fault !== undefined}
              disabled={disabled || (editing && field.fixed === true)}
              names={names}
            />
            {note ? (
              <div id={note} className="field-note">
                {fault ? (
                  <span className="fault" role="alert">
                    {fault}
                  </span>
                ) : (
                  field.help
                )}
              </div>
            ) : null}
          </div>
        )
      })}
    </div>
  )
}
