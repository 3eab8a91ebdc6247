// The columns of a record's list, also used for the parts of a row and the rows behind a figure.

import { AppLink } from '../../kit/app-link.tsx'
import type { Column } from '../../kit/data-table.tsx'
import { civilDate, shortDate } from '../../kit/format.ts'
import { LightTag, StateTag } from '../../kit/light-tag.tsx'
import { ShowValue } from '../../kit/show-value.tsx'
import type { FieldView, RecordView } from '../../wire/manifest.ts'
import type { RowBody } from '../../wire/rows.ts'

const widths: Readonly<Record<string, number>> = {
  organ: 118,
  organs: 176,
  persons: 150,
  text: 132,
  address: 200,
  ref: 180,
  number: 96,
  date: 108,
  instant: 140,
  region: 100,
}

export function columnsOf(record: RecordView, names: Readonly<Record<string, string>>, hasFlow: boolean): Column<RowBody>[] {
  const listed = record.fields.filter(
    field => field.name !== record.title && !field.hidden && field.protect !== 'secret' && !['table', 'area'].includes(field.kind),
  )
  const asField = (field: FieldView): Column<RowBody> => ({
    key: field.name,
    title: field.label,
    extra: field.list !== true,
    align: ['number', 'money'].includes(field.kind) && field.unit !== '%' ? 'end' : 'start',
    ...(widths[field.kind] && { width: field.long ? 240 : (widths[field.kind] ?? 100) }),
    ...(['number', 'money', 'date', 'instant', 'text', 'choice'].includes(field.kind) &&
      !field.long &&
      !field.protect && { sort: field.name }),
    render: row => <ShowValue field={field} value={row.values[field.name]} names={names} dense />,
  })
  return [
    ...(record.numbered
      ? [{ key: 'number', title: '编号', sort: 'number', render: (row: RowBody) => <span className="num">{row.number ?? ''}</span> }]
      : []),
    {
      key: record.title,
      title: record.fields.find(field => field.name === record.title)?.label ?? '名称',
      primary: true,
      width: 240,
      render: row => (
        <AppLink href={`/records/${record.name}/${row.id}`} className="two-lines">
          {row.title || '（未命名）'}
        </AppLink>
      ),
    },
    ...(hasFlow
      ? [
          {
            key: 'state',
            title: '状态',
            render: (row: RowBody) =>
              row.case ? <StateTag label={row.case.stateLabel} light={row.case.light} /> : <span className="muted">未开始</span>,
          },
          {
            key: 'light',
            title: '时限',
            sort: 'dueAt',
            render: (row: RowBody) => (row.case ? <LightTag light={row.case.light} workdaysLeft={row.case.workdaysLeft} /> : null),
          },
        ]
      : []),
    ...listed.map(asField),
    {
      key: 'createdAt',
      title: '创建时间',
      sort: 'createdAt',
      extra: true,
      render: row => <span className="num">{shortDate(civilDate(row.createdAt))}</span>,
    },
    {
      key: 'updatedAt',
      title: '更新时间',
      sort: 'updatedAt',
      extra: true,
      render: row => <span className="num">{shortDate(civilDate(row.updatedAt))}</span>,
    },
  ]
}
