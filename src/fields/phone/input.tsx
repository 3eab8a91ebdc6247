// A telephone number.
import type { InputProps } from '../../kit/field-props.ts'
import { CodeInput } from '../code-input.tsx'

export function Input(props: InputProps<string>) {
  return <CodeInput {...props} most={20} mode="tel" placeholder="手机或座机号码" keep={typed => typed.trim()} />
}
