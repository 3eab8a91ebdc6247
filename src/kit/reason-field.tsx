// A reason that is owed: why, in one's own words, and where it will be seen.
import { Input } from 'antd'
import { useId } from 'react'
import './field-grid.css'
import './file-upload.css'

type ReasonFieldProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  /** It was asked for and is not there. */
  readonly fault: boolean
  readonly max: number
  readonly placeholder: string
}

export function ReasonField({ value, onChange, fault, max, placeholder }: ReasonFieldProps) {
  const id = useId()
  return (
    <div>
      <label className="act-field" htmlFor={id}>
        <span>
          <span className="required" aria-hidden="true">
            *
          </span>
          理由
        </span>
      </label>
      <Input.TextArea
        id={id}
        value={value}
        maxLength={max}
        autoSize={{ minRows: 3, maxRows: 10 }}
        aria-required
        aria-invalid={fault}
        {...(fault && { status: 'error' as const })}
        placeholder={placeholder}
        onChange={event => onChange(event.target.value)}
      />
      {fault ? (
        <div className="fault" role="alert">
          请写明理由
        </div>
      ) : null}
    </div>
  )
}
