// A unified social credit code: 18 characters.
import type { InputProps } from '../../kit/field-props.ts'
import { CodeInput } from '../code-input.tsx'

export function Input(props: InputProps<string>) {
  return <CodeInput {...props} most={18} placeholder="18 位统一社会信用代码" keep={typed => typed.trim().toUpperCase()} />
}
