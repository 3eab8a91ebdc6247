// The input of a field, by its kind: every folder of `src/fields` brings its own.
import type { ComponentType } from 'react'
import type { FieldInputProps, InputProps } from './field-props.ts'

const modules = import.meta.glob<{ Input: ComponentType<FieldInputProps> }>('../fields/*/input.tsx', { eager: true })
const inputs = new Map(Object.entries(modules).map(([path, module]) => [path.split('/').at(-2) ?? '', module.Input]))

export function FieldInput(props: Omit<InputProps<unknown>, 'Nested'>) {
  const Input = inputs.get(props.field.kind) ?? inputs.get('text')
  return Input ? <Input {...props} Nested={Nested} /> : null
}

function Nested(props: InputProps<unknown>) {
  return <FieldInput {...props} />
}
