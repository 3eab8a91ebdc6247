// A new row: the form of its record.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { textOf, useAddress } from '../../kit/address.ts'
import { get, newKey, post } from '../../kit/api.ts'
import { useGo } from '../../kit/app-link.tsx'
import { useModel } from '../../kit/model.tsx'
import { PageFrame } from '../../kit/page-frame.tsx'
import { RecordForm } from '../../kit/record-form.tsx'
import type { RecordView } from '../../wire/manifest.ts'
import type { RowBody, RowDetail } from '../../wire/rows.ts'
import { ForbiddenPage } from './forbidden.tsx'
import { NotFoundPage } from './not-found.tsx'

export function RecordNewPage() {
  const { record: name = '' } = useParams({ strict: false }) as { record?: string }
  const record = useModel().record(name)
  if (!record) return <NotFoundPage />
  return record.can.create ? <RecordNew key={name} record={record} /> : <ForbiddenPage />
}

function RecordNew({ record }: { record: RecordView }) {
  const { message } = App.useApp()
  const { scene: sceneOf, record: recordOf } = useModel()
  const queries = useQueryClient()
  const go = useGo()
  const [address] = useAddress()
  const [key] = useState(newKey)
  const parent = textOf(address['parent'])
  const whole = useQuery({
    queryKey: ['row', record.part, parent],
    queryFn: ({ signal }) => get<RowDetail>(`/records/${record.part}/${parent}`, {}, signal),
    enabled: record.part !== null && parent !== '',
  })
  const back = record.part && parent ? `/records/${record.part}/${parent}` : `/records/${record.name}`
  const submit = async (values: Record<string, unknown>) => {
    const made = await post<RowBody | RowDetail>(`/records/${record.name}`, { values, ...(parent && { parent }) }, { key })
    void message.success(`已新建${record.label}`)
    await queries.invalidateQueries({ queryKey: ['rows', record.name] })
    if (record.part) await queries.invalidateQueries({ queryKey: ['row', record.part, parent] })
    const id = 'row' in made ? made.row.id : made.id
    go(record.part ? back : `/records/${record.name}/${id}`, { replace: true })
  }
  return (
    <PageFrame
      title={`新建${record.label}`}
      lead={whole.data ? `属于：${whole.data.row.title}` : null}
      crumbs={[
        { label: sceneOf(record.scene)?.title ?? '', href: `/scenes/${record.scene}` },
        record.part && whole.data ? { label: recordOf(record.part)?.label ?? '', href: back } : { label: record.label, href: back },
      ]}
    >
      <div className="panel">
        <RecordForm
          fields={record.fields}
          submitLabel="提交"
          onSubmit={submit}
          onCancel={() => go(back)}
          draft={{ record: record.name, key: parent ? `new:${parent}` : 'new' }}
        />
      </div>
    </PageFrame>
  )
}
