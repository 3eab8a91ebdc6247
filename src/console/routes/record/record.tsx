// One row with its case: what it is, where it stands, what may be done, what happened.
import { EditOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { ActBar } from '../../../kit/act-bar.tsx'
import { textOf, useAddress } from '../../../kit/address.ts'
import { ApiProblem, get, patch, post } from '../../../kit/api.ts'
import { FileOwnerContext } from '../../../kit/file-owner.ts'
import { fullInstant, shortInstant } from '../../../kit/format.ts'
import { LightTag, StateTag } from '../../../kit/light-tag.tsx'
import { useModel, useSession } from '../../../kit/model.tsx'
import { useKeepCase } from '../../../kit/offline/keep-case.ts'
import { type Crumb, PageFrame, PrintHeader } from '../../../kit/page-frame.tsx'
import { Facts, RecordDetail } from '../../../kit/record-detail.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import { type Tab, Tabs } from '../../../kit/tabs.tsx'
import type { CaseDetail } from '../../../wire/cases.ts'
import type { RecordView } from '../../../wire/manifest.ts'
import type { RowDetail } from '../../../wire/rows.ts'
import { SceneLinks } from '../../scene-links.tsx'
import { ForbiddenPage } from '../forbidden.tsx'
import { NotFoundPage } from '../not-found.tsx'
import { CaseMessages } from './case-messages.tsx'
import { CaseTab } from './case-tab.tsx'
import { FilesTab, filesOf } from './files-tab.tsx'
import { OpenWarnings } from './open-warnings.tsx'
import { PapersTab } from './papers-tab.tsx'
import { PartTab } from './part-tab.tsx'
import './record.css'

const RecordForm = lazy(() => import('../../../kit/record-form.tsx').then(module => ({ default: module.RecordForm })))
const ProofTab = lazy(() => import('../ledger/proof-tab.tsx').then(module => ({ default: module.ProofTab })))

export function RecordPage() {
  const { record: name = '', id = '' } = useParams({ strict: false }) as { record?: string; id?: string }
  const record = useModel().record(name)
  return record ? (
    <FileOwnerContext value={{ record: name, id }}>
      <RecordOne key={`${name}${id}`} record={record} id={id} />
    </FileOwnerContext>
  ) : (
    <NotFoundPage />
  )
}

function RecordOne({ record, id }: { record: RecordView; id: string }) {
  const { message } = App.useApp()
  const { flow: flowOf, scene: sceneOf, record: recordOf } = useModel()
  const session = useSession()
  const queries = useQueryClient()
  const [address, change] = useAddress()
  const [editing, setEditing] = useState(false)
  const [starting, setStarting] = useState(false)
  const flow = flowOf(record.name)
  const row = useQuery({
    queryKey: ['row', record.name, id],
    queryFn: ({ signal }) => get<RowDetail>(`/records/${record.name}/${id}`, {}, signal),
  })
  const started = Boolean(flow && row.data?.row.case)
  const case_ = useQuery({
    queryKey: ['case', record.name, id],
    queryFn: ({ signal }) => get<CaseDetail>(`/cases/${record.name}/${id}`, {}, signal),
    enabled: started,
  })
  useKeepCase(row.data, case_.data)
  const reread = () =>
    queries.invalidateQueries({ predicate: query => ['row', 'rows', 'case', 'inbox', 'notices'].includes(String(query.queryKey[0])) })

  if (row.error && !row.data) {
    const status = row.error instanceof ApiProblem ? row.error.status : 0
    return status === 404 || status === 410 ? (
      <NotFoundPage />
    ) : status === 403 ? (
      <ForbiddenPage />
    ) : (
      <div className="page">
        <div className="panel">
          <ErrorState error={row.error} onRetry={() => void row.refetch()} />
        </div>
      </div>
    )
  }
  if (!row.data)
    return (
      <div className="page">
        <Skeleton rows={2} />
        <div className="panel">
          <Skeleton rows={8} />
        </div>
      </div>
    )
  const { row: body, names, can, parts, parent } = row.data
  const at = case_.data
  const files = filesOf(record, body.values, at)
  const tabs: Tab<string>[] = [
    ...(flow ? [{ key: 'case', label: '办理' }] : []),
    { key: 'content', label: '内容' },
    ...parts.map(part => ({ key: part.record, label: part.label, count: part.count })),
    ...(record.papers ? [{ key: 'papers', label: '文书' }] : []),
    { key: 'files', label: '附件', count: files.length },
    ...(flow ? [{ key: 'proof', label: '存证' }] : []),
  ]
  const wanted = textOf(address['tab'])
  const tab = tabs.some(one => one.key === wanted) ? wanted : (tabs[0]?.key ?? 'content')
  const crumbs: Crumb[] = [
    { label: sceneOf(record.scene)?.title ?? '', href: `/scenes/${record.scene}` },
    ...(parent ? [{ label: parent.title, href: `/records/${parent.record}/${parent.id}` }] : []),
    { label: record.label, href: `/records/${record.name}` },
  ]
  const start = async () => {
    setStarting(true)
    try {
      await post(`/cases/${record.name}/${id}/start`)
      void message.success('已开始办理')
      await reread()
    } catch (error) {
      void message.error((error as Error).message)
    }
    setStarting(false)
  }
  const save = async (values: Record<string, unknown>) => {
    await patch(`/records/${record.name}/${id}`, { values }, { ifMatch: body.version })
    void message.success('已保存')
    setEditing(false)
    await reread()
  }
  return (
    <PageFrame
      title={body.title || record.label}
      crumbs={crumbs}
      tags={
        <>
          {body.number ? <span className="chip num">{body.number}</span> : null}
          {body.case ? (
            <>
              <StateTag label={body.case.stateLabel} light={body.case.light} />
              {body.case.light === 'none' ? null : <LightTag light={body.case.light} workdaysLeft={body.case.workdaysLeft} />}
              {body.case.dueAt && !body.case.endedAt ? <span className="soft num">{shortInstant(body.case.dueAt)} 到期</span> : null}
            </>
          ) : null}
          {at && at.counts.supervised > 0 ? <span className="chip seal">已督办{at.counts.supervised}次</span> : null}
          {at && at.counts.urged > 0 ? <span className="chip gold">已催办{at.counts.urged}次</span> : null}
          {at && at.counts.extended > 0 ? <span className="chip">已延期{at.counts.extended}次</span> : null}
        </>
      }
      actions={
        <>
          {at ? (
            <ActBar
              target={{ record: record.name, id, version: at.version, title: body.title, values: body.values, names }}
              acts={at.acts}
              addsFields={name => recordOf(name)?.fields ?? []}
              branchName={branch => at.open.find(step => step.branch === branch)?.organName ?? branch}
              onDone={() => void reread()}
            />
          ) : null}
          {flow && !body.case && can.write ? (
            <Button type="primary" loading={starting} onClick={() => void start()}>
              开始办理
            </Button>
          ) : null}
          <SceneLinks scene={record.scene} record={record.name} row={body} />
          <Button icon={<PrinterOutlined />} aria-label="打印" title="打印" onClick={() => window.print()} className="desk-only" />
        </>
      }
    >
      <PrintHeader title={record.label} by={session.name} />
      {at?.suspended ? (
        <div className="record-note" role="status">
          <strong>已中止</strong>自{shortInstant(at.suspended.since)}起中止计时：{at.suspended.reason}
        </div>
      ) : null}
      <OpenWarnings record={record.name} id={id} />
      <section className="panel" aria-label={record.label}>
        <Tabs
          label="内容分类"
          tabs={tabs}
          value={tab}
          onChange={key => change({ tab: key })}
          extra={
            tab === 'content' && can.write && !editing ? (
              <Button size="small" icon={<EditOutlined />} onClick={() => setEditing(true)}>
                编辑
              </Button>
            ) : null
          }
        >
          {tab === 'case' && flow ? (
            started ? (
              <>
                <CaseTab flow={flow} query={case_} onProof={entry => change({ tab: 'proof', entry })} />
                {record.fields.some(field => field.kind === 'account') ? <CaseMessages record={record.name} id={id} /> : null}
              </>
            ) : (
              <EmptyState title="还没有开始办理" hint="开始办理后，流程、时限和办理过程会显示在这里。" />
            )
          ) : null}
          {tab === 'content' ? (
            editing ? (
              <Suspense fallback={<Skeleton rows={6} />}>
                <RecordForm
                  fields={record.fields}
                  initial={body.values}
                  names={names}
                  submitLabel="保存"
                  editing
                  onSubmit={save}
                  onCancel={() => setEditing(false)}
                  draft={{ record: record.name, key: id }}
                />
              </Suspense>
            ) : (
              <div className="panel-body">
                <RecordDetail fields={record.fields} values={body.values} names={names} />
                <details className="record-meta">
                  <summary>登记信息</summary>
                  <Facts
                    of={[
                      ['所属区域', names[body.region] ?? body.region],
                      ['所属单位', body.organ ? (names[body.organ] ?? body.organ) : '—'],
                      ['登记人', names[body.author] ?? body.author],
                      ['登记时间', fullInstant(body.createdAt)],
                      ['更新时间', fullInstant(body.updatedAt)],
                      ['版本', `第${body.version}版`],
                    ]}
                  />
                </details>
              </div>
            )
          ) : null}
          {parts
            .filter(part => part.record === tab)
            .map(part => (
              <PartTab key={part.record} part={part} parent={id} />
            ))}
          {tab === 'papers' ? <PapersTab record={record.name} id={id} onProof={entry => change({ tab: 'proof', entry })} /> : null}
          {tab === 'files' ? <FilesTab groups={files} /> : null}
          {tab === 'proof' ? (
            <Suspense fallback={<Skeleton rows={5} />}>
              <ProofTab caseId={id} entry={textOf(address['entry']) || null} />
            </Suspense>
          ) : null}
        </Tabs>
      </section>
    </PageFrame>
  )
}
