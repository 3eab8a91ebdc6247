// Open warnings: what, whose, by when; from here to the case and, for who may see it, to the row that caused it.
import { AppLink } from '../../../../kit/app-link.tsx'
import { shortInstant } from '../../../../kit/format.ts'
import { LightTag } from '../../../../kit/light-tag.tsx'
import { EmptyState } from '../../../../kit/states.tsx'
import { WarningTag } from '../../../../kit/warning-tag.tsx'
import type { RowBody } from '../../../../wire/rows.ts'

export function WarningList({ rows }: { rows: readonly RowBody[] }) {
  if (rows.length === 0) return <EmptyState drawing="done" title="没有在办的预警" hint="规则命中时，预警会出现在这里和责任人的待办里。" />
  return (
    <ul className="cb-list">
      {rows.map(row => (
        <WarningLine key={row.id} row={row} />
      ))}
    </ul>
  )
}

function WarningLine({ row }: { row: RowBody }) {
  const { values } = row
  const times = Number(values['times'] ?? 1)
  return (
    <li>
      <WarningTag level={values['level']} />
      <AppLink href={`/records/warning/${row.id}`} className="cb-title">
        {row.title}
      </AppLink>
      <LightTag light={row.case?.light ?? 'none'} workdaysLeft={row.case?.workdaysLeft ?? null} />
      <p className="cb-says">{String(values['says'] ?? '')}</p>
      <p className="cb-facts muted num">
        <span className="cb-state">{row.case?.stateLabel}</span>
        <span>{String(values['answerer'] ?? '')}</span>
        <span>{shortInstant(row.createdAt)}发出</span>
        {times > 1 ? <span>已发现{times}次</span> : null}
        {values['row'] ? <AppLink href={`/records/${String(values['record'])}/${String(values['row'])}`}>来源数据</AppLink> : null}
      </p>
    </li>
  )
}
