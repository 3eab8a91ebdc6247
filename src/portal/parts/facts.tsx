// What was filled in, read again: by kind, in words; files open, signatures are drawn.
import type { Address, FileRef, Point } from '#declare'
import { isEmpty, isShown } from '../../kit/condition.ts'
import { fullInstant, longDate, money } from '../../kit/format.ts'
import { SignatureView } from '../../kit/signature-view.tsx'
import type { FieldView } from '../../wire/manifest.ts'

type Of = { readonly record: string; readonly id: string }
type Names = Readonly<Record<string, string>>

export function Facts({
  fields,
  values,
  names,
  of,
}: {
  fields: readonly FieldView[]
  values: Readonly<Record<string, unknown>>
  names: Names
  of?: Of
}) {
  const shown = fields.filter(field => isShown(field, { fields, values }) && !isEmpty(values[field.name]))
  if (shown.length === 0) return null
  return (
    <dl className="facts">
      {shown.map(field => (
        <div key={field.name} className={field.long ? 'is-long' : ''}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} value={values[field.name]} names={names} of={of} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Value({ field, value, names, of }: { field: FieldView; value: unknown; names: Names; of: Of | undefined }) {
  const name = (key: unknown) => names[String(key)] ?? String(key)
  switch (field.kind) {
    case 'yesno':
      return value === true ? '是' : '否'
    case 'choice':
      return field.of?.[String(value)] ?? String(value)
    case 'choices':
      return (value as string[]).map(one => field.of?.[one] ?? one).join('、')
    case 'date':
      return longDate(String(value))
    case 'instant':
      return fullInstant(String(value)).slice(0, 16)
    case 'money':
      return `${money(String(value))} 元`
    case 'number':
      return `${String(value)}${field.unit ? ` ${field.unit}` : ''}`
    case 'region':
    case 'organ':
      return name(value)
    case 'organs':
      return (value as string[]).map(name).join('、')
    case 'address':
      return `${name((value as Address).region)}${(value as Address).detail}`
    case 'point':
      return `东经 ${(value as Point).lng.toFixed(4)}°，北纬 ${(value as Point).lat.toFixed(4)}°`
    case 'signature':
      return <SignatureView value={value} label={field.label} />
    case 'file':
      return (
        <ul className="files">
          {(value as FileRef[]).map(file => (
            <li key={file.hash}>
              <a
                className="file-name"
                href={`/api/portal/files/${file.hash}?inline=1${of ? `&record=${of.record}&id=${of.id}` : ''}`}
                target="_blank"
                rel="noreferrer"
              >
                {file.name}
              </a>
            </li>
          ))}
        </ul>
      )
    case 'table':
      return (
        <ul className="stack">
          {(value as Record<string, unknown>[]).map((row, at) => (
            <li key={at}>
              {(field.columns ?? [])
                .filter(column => !isEmpty(row[column.name]))
                .map((column, index) => (
                  <span key={column.name}>
                    {index > 0 ? '，' : ''}
                    {column.label}：<Value field={column} value={row[column.name]} names={names} of={of} />
                  </span>
                ))}
            </li>
          ))}
        </ul>
      )
    default:
      return <span className={field.long ? 'prose' : ''}>{String(value)}</span>
  }
}
