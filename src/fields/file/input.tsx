// Attachments.
import type { FileRef } from '#declare'
import type { InputProps } from '../../kit/field-props.ts'
import { FileUpload } from '../../kit/file-upload.tsx'

export function Input({ field, value, onChange, id, describedBy, disabled }: InputProps<FileRef[]>) {
  return (
    <FileUpload
      id={id}
      value={value ?? []}
      onChange={next => onChange(next.length > 0 ? next : undefined)}
      max={field.max}
      accept={field.accept}
      disabled={disabled}
      describedBy={describedBy}
    />
  )
}
