// The list of a record: search, filters, views, export; its whole state lies in the address.
import { DownloadOutlined, PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useMemo, useState } from 'react'
import { all, type Condition } from '#declare'
import { textOf, useAddress } from '../../kit/address.ts'
import { apiUrl, get } from '../../kit/api.ts'
import { useGo } from '../../kit/app-link.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { FilterBar } from '../../kit/filter-bar.tsx'
import { type Filters, toCondition } from '../../kit/filter-condition.ts'
import { useModel, useSession } from '../../kit/model.tsx'
import { PageFrame, PrintHeader } from '../../kit/page-frame.tsx'
import { SavedViews } from '../../kit/saved-views.tsx'
import { EmptyState } from '../../kit/states.tsx'
import type { FieldView, RecordView } from '../../wire/manifest.ts'
import type { RowList } from '../../wire/rows.ts'
import { NotFoundPage } from './not-found.tsx'
import { columnsOf } from './record-columns.tsx'
import './record-list.css'

export function RecordListPage() {
  const { record: name = '' } = useParams({ strict: false }) as { record?: string }
  const record = useModel().record(name)
  return record ? <RecordList key={name} record={record} /> : <NotFoundPage />
}

function RecordList({ record }: { record: RecordView }) {
  const { flow: flowOf, scene: sceneOf } = useModel()
  const session = useSession()
  const go = useGo()
  const [address, change] = useAddress()
  const [chosen, setChosen] = useState<string[]>([])
  const flow = flowOf(record.name)
  const fields = useMemo(
    (): FieldView[] => [
      ...(flow
        ? [
            {
              name: 'state',
              kind: 'choice',
              label: '状态',
              of: Object.fromEntries(flow.states.filter(state => !state.branch).map(state => [state.name, state.label])),
            },
            { name: 'late', kind: 'yesno', label: '是否逾期' },
            { name: 'dueAt', kind: 'instant', label: '到期时间' },
          ]
        : []),
      ...record.fields.filter(field => !field.protect && !field.long && !field.hidden),
      { name: 'region', kind: 'region', label: '所属区域' },
      { name: 'createdAt', kind: 'instant', label: '创建时间' },
    ],
    [record, flow],
  )
  const q = textOf(address['q'])
  const sort = textOf(address['sort']) || undefined
  const filters = (address['f'] ?? {}) as Filters
  // A figure elsewhere leads here with the very condition it counts by; `of` says in words what it was.
  const given = address['filter'] && typeof address['filter'] === 'object' ? (address['filter'] as Condition) : undefined
  const chosenHere = toCondition(fields, filters)
  const condition = given && chosenHere ? all(given, chosenHere) : (given ?? chosenHere)
  const query = { q, sort, ...(condition && { filter: JSON.stringify(condition) }) }
  const rows = useInfiniteQuery({
    queryKey: ['rows', record.name, query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => get<RowList>(`/records/${record.name}`, { ...query, limit: 50, cursor: pageParam }, signal),
    getNextPageParam: last => last.next,
    placeholderData: before => before,
  })
  const list = rows.data?.pages.flatMap(page => page.rows)
  const names = useMemo(() => Object.assign({}, ...(rows.data?.pages.map(page => page.names) ?? [])) as Record<string, string>, [rows.data])
  const scene = sceneOf(record.scene)
  const narrowed = Boolean(q || condition)
  const exported = (kind: 'xlsx' | 'csv') => window.location.assign(apiUrl(`/records/${record.name}/export.${kind}`, query))
  return (
    <PageFrame
      title={record.label}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: scene?.title ?? '', href: `/scenes/${record.scene}` },
      ]}
      actions={
        <>
          {record.can.export ? (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'xlsx', label: '导出 Excel' },
                  { key: 'csv', label: '导出 CSV' },
                ],
                onClick: ({ key }) => exported(key as 'xlsx' | 'csv'),
              }}
            >
              <Button icon={<DownloadOutlined />}>导出</Button>
            </Dropdown>
          ) : null}
          <Button icon={<PrinterOutlined />} onClick={() => window.print()} className="desk-only">
            打印
          </Button>
          {record.can.create && record.part === null ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => go(`/records/${record.name}/new`)}>
              新建
            </Button>
          ) : null}
        </>
      }
    >
      <PrintHeader title={record.label} by={session.name} />
      <div className="panel">
        {given ? (
          <div className="row wrap list-given no-print" role="status">
            <span className="muted">来自指标</span>
            <strong>{textOf(address['of']) || '所选范围'}</strong>
            <Button size="small" type="link" onClick={() => change({ filter: undefined, of: undefined })}>
              查看全部{record.label}
            </Button>
          </div>
        ) : null}
        <FilterBar
          q={q}
          onSearch={next => change({ q: next })}
          fields={fields}
          filters={filters}
          onFilter={next => change({ f: next })}
          names={names}
          always={flow ? ['state', 'late'] : []}
          placeholder={`搜索${record.label}`}
          extra={
            <SavedViews
              record={record.name}
              query={{ q, sort: sort ?? '', f: filters }}
              onOpen={view => change({ q: view['q'], sort: view['sort'], f: view['f'] })}
            />
          }
        />
        <DataTable
          label={record.label}
          rows={list}
          rowKey={row => row.id}
          columns={columnsOf(record, names, Boolean(flow))}
          href={row => `/records/${record.name}/${row.id}`}
          error={rows.error}
          onRetry={() => void rows.refetch()}
          sort={sort}
          onSort={next => change({ sort: next })}
          total={rows.data?.pages[0]?.total ?? null}
          more={{ has: rows.hasNextPage, loading: rows.isFetchingNextPage, load: () => void rows.fetchNextPage() }}
          remember={record.name}
          {...(record.can.export && {
            selection: {
              keys: chosen,
              onChange: setChosen,
              bulk: (keys: readonly string[]) => (
                <Button
                  size="small"
                  icon={<DownloadOutlined />}
                  onClick={() =>
                    window.location.assign(
                      apiUrl(`/records/${record.name}/export.xlsx`, { filter: JSON.stringify({ op: 'in', field: 'id', value: keys }) }),
                    )
                  }
                >
                  导出所选
                </Button>
              ),
            },
          })}
          empty={
            narrowed ? (
              <EmptyState
                drawing="search"
                title={`没有符合条件的${record.label}`}
                hint="放宽条件再试。"
                action={<Button onClick={() => change({ q: '', f: {}, filter: undefined, of: undefined })}>清除全部条件</Button>}
              />
            ) : (
              <EmptyState
                title={`还没有${record.label}`}
                hint={record.can.create && record.part === null ? '新建第一条后会列在这里。' : '有新数据后会列在这里。'}
                action={
                  record.can.create && record.part === null ? (
                    <Button type="primary" onClick={() => go(`/records/${record.name}/new`)}>
                      新建{record.label}
                    </Button>
                  ) : null
                }
              />
            )
          }
        />
      </div>
    </PageFrame>
  )
}
