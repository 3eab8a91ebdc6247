// The content of a row, read: short facts in columns, long texts and tables below them.
import type { FieldView } from '../wire/manifest.ts'
import { isEmpty, isShown } from './condition.ts'
import { type NameMap, ShowValue } from './show-value.tsx'
import './record-detail.css'

const isWide = (field: FieldView) => field.long === true || ['table', 'file', 'organs', 'persons'].includes(field.kind)

export function RecordDetail({
  fields,
  values,
  names,
  hideEmpty = false,
}: {
  fields: readonly FieldView[]
  values: Readonly<Record<string, unknown>>
  names: NameMap
  hideEmpty?: boolean
}) {
  const shown = fields.filter(field => isShown(field, { fields, values }) && !(hideEmpty && isEmpty(values[field.name])))
  const wide = shown.filter(field => isWide(field) && !isEmpty(values[field.name]))
  const missing = shown.filter(field => isWide(field) && isEmpty(values[field.name]))
  return (
    <>
      <dl className="facts">
        {shown
          .filter(field => !isWide(field))
          .map(field => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd>
                <ShowValue field={field} value={values[field.name]} names={names} />
              </dd>
            </div>
          ))}
      </dl>
      {wide.length > 0 ? (
        <dl className="facts-long">
          {wide.map(field => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd>
                <ShowValue field={field} value={values[field.name]} names={names} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {missing.length > 0 ? <p className="facts-missing">尚未填写：{missing.map(field => field.label).join('、')}</p> : null}
    </>
  )
}

/** Facts that are no fields: `[['编号', '督〔2026〕0001号']]`. */
export function Facts({ of }: { of: readonly (readonly [string, React.ReactNode])[] }) {
  return (
    <dl className="facts">
      {of.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
