// A signature, drawn or typed.
import type { InputProps } from '../../kit/field-props.ts'
import { SignaturePad } from '../../kit/signature-pad.tsx'

export function Input({ field, value, onChange, id, invalid, describedBy }: InputProps<unknown>) {
  return <SignaturePad id={id} label={field.label} value={value} onChange={onChange} invalid={invalid} describedBy={describedBy} />
}
