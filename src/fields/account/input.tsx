// An account is found by the telephone number; there is nothing to enter.
import type { InputProps } from '../../kit/field-props.ts'

export function Input({ value, id }: InputProps<string>) {
  return (
    <span id={id} className="muted">
      {value ? '已关联当事人账号' : '填写手机号后自动关联'}
    </span>
  )
}
