// One line for a number or code that is typed or pasted: digits of one width, no autocompletion, as long as the code may be.
// Identity cards, credit codes and telephone numbers differ only in what they take.
import { Input as Line } from 'antd'
import { aria, type InputProps, status } from '../kit/field-props.ts'

type CodeInputProps = InputProps<string> & {
  readonly most: number
  readonly placeholder: string
  readonly mode?: 'text' | 'tel'
  /** What is kept of what was typed. */
  readonly keep: (typed: string) => string
}

export function CodeInput(props: CodeInputProps) {
  const { field, value, onChange, id, invalid, describedBy, disabled, most, placeholder, mode = 'text', keep } = props
  return (
    <Line
      id={id}
      className="num"
      value={value ?? ''}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      maxLength={most}
      inputMode={mode}
      placeholder={placeholder}
      {...status(invalid)}
      {...aria({ invalid, describedBy, field })}
      onChange={event => onChange(keep(event.target.value) || undefined)}
    />
  )
}
