// A form as a column of questions: label, what helps, the input, and what is wrong, in this order and read out in this order.
import type { Form } from '../../kit/use-form.ts'
import { FieldInput } from '../inputs/field-input.tsx'

const grouped = ['choice', 'choices', 'yesno', 'region', 'address', 'file', 'signature', 'table', 'point']

export function FormFields({ form, level }: { form: Form; level: string }) {
  return (
    <>
      {form.fields.map(field => {
        const id = `${form.prefix}-${field.name}`
        const fault = form.faults[field.name]
        const described = [field.help ? `${id}-help` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined
        const words = (
          <>
            {field.label}
            {field.required ? null : <span className="optional">（选填）</span>}
          </>
        )
        return (
          <div key={field.name} className={`field${fault ? ' is-wrong' : ''}`}>
            {grouped.includes(field.kind) && !(field.kind === 'choice' && Object.keys(field.of ?? {}).length > 6) ? (
              <p className="label" id={`${id}-label`}>
                {words}
              </p>
            ) : (
              <label className="label" id={`${id}-label`} htmlFor={id}>
                {words}
              </label>
            )}
            {field.help ? (
              <p className="help" id={`${id}-help`}>
                {field.help}
              </p>
            ) : null}
            <FieldInput
              field={field}
              value={form.values[field.name]}
              onChange={value => form.set(field.name, value)}
              id={id}
              invalid={fault !== undefined}
              describedBy={described}
              level={level}
            />
            {fault ? (
              <p className="fault" id={`${id}-fault`} role="alert">
                {fault}
              </p>
            ) : null}
          </div>
        )
      })}
    </>
  )
}
