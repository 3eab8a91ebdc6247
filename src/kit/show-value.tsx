// How a value is read on a page, by its kind. Names of organs, people, regions and rows come with the answer.
import type { ReactNode } from 'react'
import type { FileRef } from '#declare'
import type { FieldView } from '../wire/manifest.ts'
import { AppLink } from './app-link.tsx'
import { isEmpty } from './condition.ts'
import { FileList } from './file-list.tsx'
import { fullInstant, longDate, money, number } from './format.ts'
import { SignatureView } from './signature-view.tsx'
import './signature.css'
import './show-value.css'

export type NameMap = Readonly<Record<string, string>>

export function ShowValue({
  field,
  value,
  names,
  dense = false,
}: {
  field: FieldView
  value: unknown
  names: NameMap
  dense?: boolean
}): ReactNode {
  if (isEmpty(value))
    return (
      <span className="muted" aria-label="未填">
        —
      </span>
    )
  const name = (key: unknown) => names[String(key)] ?? String(key)
  switch (field.kind) {
    case 'number':
      return field.unit === '%' ? (
        <Progress value={Number(value)} />
      ) : (
        <span className="num">
          {number(Number(value), field.decimals)}
          {field.unit ? ` ${field.unit}` : ''}
        </span>
      )
    case 'money':
      return <span className="num">{money(String(value))} 元</span>
    case 'yesno':
      return value === true ? '是' : '否'
    case 'choice':
      return <span className="nowrap">{field.of?.[String(value)] ?? String(value)}</span>
    case 'choices':
      return <Chips of={(value as string[]).map(one => field.of?.[one] ?? one)} dense={dense} />
    case 'date':
      return <span className="num">{dense ? String(value) : longDate(String(value))}</span>
    case 'instant':
      return <span className="num">{dense ? fullInstant(String(value)).slice(0, 16) : fullInstant(String(value))}</span>
    case 'organ':
      return dense ? name(value) : <AppLink href={`/organisation?organ=${String(value)}`}>{name(value)}</AppLink>
    case 'person':
    case 'region':
      return name(value)
    case 'ref':
      return dense || !field.to ? name(value) : <AppLink href={`/records/${field.to}/${String(value)}`}>{name(value)}</AppLink>
    case 'organs':
    case 'persons':
      return <Chips of={(value as string[]).map(name)} dense={dense} />
    case 'file':
      return dense ? `${(value as FileRef[]).length} 个附件` : <FileList files={value as FileRef[]} />
    case 'table':
      return dense ? (
        `${(value as unknown[]).length} 行`
      ) : (
        <InnerTable field={field} rows={value as Record<string, unknown>[]} names={names} />
      )
    case 'address': {
      const at = value as { region: string; detail: string }
      return `${name(at.region)}${at.detail}`
    }
    case 'point': {
      const at = value as { lng: number; lat: number }
      return (
        <span className="num">
          东经 {at.lng.toFixed(6)}°，北纬 {at.lat.toFixed(6)}°
        </span>
      )
    }
    case 'signature':
      return dense ? '已签名' : <SignatureView value={value} label={field.label} />
    case 'account':
      return <span className="muted">已关联当事人账号</span>
    case 'area':
      return '已标绘范围'
    case 'idcard':
    case 'phone':
    case 'credit-code':
      return <span className="num">{String(value)}</span>
    default:
      return field.long && !dense ? (
        <div className="prose">{String(value)}</div>
      ) : dense ? (
        <span className="two-lines" title={String(value)}>
          {String(value)}
        </span>
      ) : (
        String(value)
      )
  }
}

export function Progress({ value }: { value: number }) {
  return (
    <span className="progress num">
      <span className="progress-bar" aria-hidden="true">
        <i style={{ width: `${Math.max(0, Math.min(100, value))}%` }} />
      </span>
      {number(value)}%
    </span>
  )
}

function Chips({ of, dense }: { of: readonly string[]; dense: boolean }) {
  if (dense)
    return (
      <span className="two-lines" title={of.join('、')}>
        {of.length > 2 ? `${of.slice(0, 2).join('、')}等${of.length}个` : of.join('、')}
      </span>
    )
  return (
    <span className="row wrap chips">
      {of.map(one => (
        <span key={one} className="chip">
          {one}
        </span>
      ))}
    </span>
  )
}

function InnerTable({ field, rows, names }: { field: FieldView; rows: readonly Record<string, unknown>[]; names: NameMap }) {
  const columns = field.columns ?? []
  return (
    <div className="inner-table" tabIndex={0} role="region" aria-label={field.label}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="num">
              序
            </th>
            {columns.map(column => (
              <th key={column.name} scope="col" className={column.kind === 'number' ? 'end' : ''}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <td className="num muted">{at + 1}</td>
              {columns.map(column => (
                <td key={column.name} className={column.kind === 'number' ? 'end num' : ''}>
                  <ShowValue field={column} value={row[column.name]} names={names} dense />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
