// The input of a field, by its kind: the browser's own controls, large enough for a thumb.
import type { Address, FileRef, Point } from '#declare'
import { SignaturePad } from '../../kit/signature-pad.tsx'
import type { FieldView } from '../../wire/manifest.ts'
import { FileInput } from './file-input.tsx'
import { PointInput } from './point-input.tsx'
import { RegionInput } from './region-input.tsx'
import { TableInput } from './table-input.tsx'

export type PortalInput = {
  readonly field: FieldView
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly id: string
  readonly invalid: boolean
  readonly describedBy: string | undefined
  /** How exact a place must be. */
  readonly level: string
}

const modes: Readonly<Record<string, 'tel' | 'decimal' | 'text'>> = { phone: 'tel', number: 'decimal', money: 'decimal' }
const completions: Readonly<Record<string, string>> = { phone: 'tel' }

export function FieldInput(props: PortalInput) {
  const { field, value, onChange, id, invalid, describedBy } = props
  const common = { id, 'aria-invalid': invalid || undefined, 'aria-required': field.required || undefined, 'aria-describedby': describedBy }
  const text = (next: string) => onChange(next === '' ? undefined : next)
  switch (field.kind) {
    case 'choice': {
      const options = Object.entries(field.of ?? {})
      if (options.length > 6)
        return (
          <select {...common} className="input" value={String(value ?? '')} onChange={event => text(event.target.value)}>
            <option value="">请选择</option>
            {options.map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        )
      return (
        <div className="options" role="radiogroup" aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
          {options.map(([key, label], at) => (
            <label key={key} className="option">
              <input type="radio" id={at === 0 ? id : undefined} name={id} checked={value === key} onChange={() => onChange(key)} />
              {label}
            </label>
          ))}
        </div>
      )
    }
    case 'choices': {
      const chosen = (value as string[] | undefined) ?? []
      const toggle = (key: string, on: boolean) => {
        const next = on ? [...chosen, key] : chosen.filter(one => one !== key)
        onChange(next.length > 0 ? next : undefined)
      }
      return (
        <fieldset className="options" aria-labelledby={`${id}-label`}>
          {Object.entries(field.of ?? {}).map(([key, label], at) => (
            <label key={key} className="option">
              <input
                type="checkbox"
                id={at === 0 ? id : undefined}
                checked={chosen.includes(key)}
                onChange={event => toggle(key, event.target.checked)}
              />
              {label}
            </label>
          ))}
        </fieldset>
      )
    }
    case 'yesno':
      return (
        <div className="options is-pair" role="radiogroup" aria-labelledby={`${id}-label`}>
          {([true, false] as const).map(answer => (
            <label key={String(answer)} className="option">
              <input type="radio" id={answer ? id : undefined} name={id} checked={value === answer} onChange={() => onChange(answer)} />
              {answer ? '是' : '否'}
            </label>
          ))}
        </div>
      )
    case 'date':
      return <input {...common} className="input" type="date" value={String(value ?? '')} onChange={event => text(event.target.value)} />
    case 'region':
      return <RegionInput {...props} value={value as string | undefined} level={field.level ?? props.level} onChange={onChange} />
    case 'address': {
      const address = value as Partial<Address> | undefined
      const keep = (next: Partial<Address>) =>
        onChange(next.region || next.detail ? { region: next.region ?? '', detail: next.detail ?? '' } : undefined)
      return (
        <div className="stack">
          <RegionInput {...props} value={address?.region || undefined} onChange={region => keep({ ...address, region: region ?? '' })} />
          <input
            className="input"
            aria-label={`${field.label}，门牌等详细地址`}
            placeholder="路、门牌、小区、楼栋"
            autoComplete="street-address"
            value={address?.detail ?? ''}
            onChange={event => keep({ ...address, detail: event.target.value })}
          />
        </div>
      )
    }
    case 'point':
      return <PointInput {...props} value={value as Point | undefined} onChange={onChange} />
    case 'file':
      return (
        <FileInput
          {...props}
          value={(value as FileRef[] | undefined) ?? []}
          most={field.max ?? 1}
          accept={field.accept}
          onChange={onChange}
        />
      )
    case 'signature':
      return <SignaturePad {...props} label={field.label} />
    case 'table':
      return <TableInput {...props} Input={FieldInput} />
    default:
      return field.long ? (
        <textarea
          {...common}
          className="input"
          rows={5}
          maxLength={field.max}
          value={String(value ?? '')}
          onChange={event => text(event.target.value)}
        />
      ) : (
        <span className="with-unit">
          <input
            {...common}
            className="input"
            inputMode={modes[field.kind] ?? 'text'}
            autoComplete={completions[field.kind] ?? 'off'}
            maxLength={field.kind === 'text' ? field.max : 40}
            value={String(value ?? '')}
            onChange={event => text(event.target.value)}
          />
          {field.unit || field.kind === 'money' ? <span className="unit">{field.unit ?? '元'}</span> : null}
        </span>
      )
  }
}
