// The open warnings that speak of a row, on the row's own page; only those that the reader may see.
import { useQuery } from '@tanstack/react-query'
import type { Condition } from '#declare'
import { get } from '../../../kit/api.ts'
import { AppLink } from '../../../kit/app-link.tsx'
import { useModel } from '../../../kit/model.tsx'
import { WarningTag } from '../../../kit/warning-tag.tsx'
import type { RowList } from '../../../wire/rows.ts'

export function OpenWarnings({ record, id }: { record: string; id: string }) {
  const { manifest } = useModel()
  const isWatched = manifest.scenes.some(scene => scene.watches.some(watch => watch.record === record))
  const about: Condition = {
    op: 'all',
    of: [
      { op: 'is', field: 'record', value: record },
      { op: 'contains', field: 'rows', value: id },
      { op: 'is', field: 'ended', value: false },
    ],
  }
  const warnings = useQuery({
    queryKey: ['rows', 'warning', 'about', record, id],
    queryFn: ({ signal }) => get<RowList>('/records/warning', { filter: JSON.stringify(about), limit: 20 }, signal),
    enabled: isWatched,
  })
  const rows = warnings.data?.rows ?? []
  if (rows.length === 0) return null
  return (
    <section className="record-warnings" aria-label="在办预警">
      <ul>
        {rows.map(row => (
          <li key={row.id}>
            <WarningTag level={row.values['level']} />
            <AppLink href={`/records/warning/${row.id}`}>{row.title}</AppLink>
            <span className="muted">{row.case?.stateLabel}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
