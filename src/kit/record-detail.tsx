// The content of a row, read: short facts in columns, long texts and tables below them.
import type { FieldView } from '../wire/manifest.ts'
import type { Condition } from '#declare'
import { holds, isEmpty } from './condition.ts'
import { civilDate } from './format.ts'
import { type NameMap, ShowValue } from './show-value.tsx'
import './record-detail.css'

const isWide = (field: FieldView) => field.long === true || ['table', 'file', 'organs', 'persons'].includes(field.kind)

export function RecordDetail({ fields, values, names, hideEmpty = false }: { fields: readonly FieldView[]; values: Readonly<Record<string, unknown>>; names: NameMap; hideEmpty?: boolean }) {
  const shown = fields.filter(field => (field.when === undefined || holds(field.when as Condition, { values, today: civilDate(new Date()) })) && !(hideEmpty && isEmpty(values[field.name])))
  const wide = shown.filter(isWide)
  return (
    <>
      <dl className="facts">
        {shown.filter(field => !isWide(field)).map(field => <div key={field.name}><dt>{field.label}</dt><dd><ShowValue field={field} value={values[field.name]} names={names} /></dd></div>)}
      </dl>
      {wide.length > 0 ? <dl className="facts-long">{wide.map(field => <div key={field.name}><dt>{field.label}</dt><dd><ShowValue field={field} value={values[field.name]} names={names} /></dd></div>)}</dl> : null}
    </>
  )
}

/** Facts that are no fields: `[['编号', '督〔2026〕0001号']]`. */
export function Facts({ of }: { of: readonly (readonly [string, React.ReactNode])[] }) {
  return <dl className="facts">{of.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
}
