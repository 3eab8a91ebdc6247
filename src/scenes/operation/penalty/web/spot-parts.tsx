// Pieces of the phone page: a labelled input, and a few choices that are each as large as a thumb.
import { type ReactNode, useId } from 'react'
import type { SpotForm } from './spot-form.ts'

export type Change = (part: Partial<SpotForm>) => void

export function Labelled({ label, note, children }: { label: string; note?: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="spot-field">
      <label htmlFor={id}>
        {label}
        {note ? <small className="muted">{note}</small> : null}
      </label>
      {children(id)}
    </div>
  )
}

export type PickOption = { readonly value: string; readonly label: string; readonly hint?: string }

export function Pick({
  label,
  value,
  options,
  onPick,
  none = '',
  stacked = false,
}: {
  label: string
  value: string
  options: readonly PickOption[]
  onPick: (value: string) => void
  /** Said where there is nothing to choose from. */
  none?: string
  /** One below the other, with the hint on a line of its own. */
  stacked?: boolean
}) {
  const name = useId()
  return (
    <fieldset className={stacked ? 'spot-pick stacked' : 'spot-pick'}>
      <legend>{label}</legend>
      {options.length === 0 ? <p className="spot-fault">{none}</p> : null}
      {options.map(one => (
        <label key={one.value}>
          <input type="radio" name={name} checked={one.value === value} onChange={() => onPick(one.value)} />
          <span>{one.label}</span>
          {one.hint ? <small>{one.hint}</small> : null}
        </label>
      ))}
    </fieldset>
  )
}
