// An identity card number: 18 characters, the last may be X.
import type { InputProps } from '../../kit/field-props.ts'
import { CodeInput } from '../code-input.tsx'

export function Input(props: InputProps<string>) {
  return <CodeInput {...props} most={18} placeholder="18 位公民身份号码" keep={typed => typed.replace(/[^0-9xX]/g, '').toUpperCase()} />
}
