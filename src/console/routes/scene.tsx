// The home of a scene: its own pages, its records, its figures, its flows with their law, what may be started, and its README.
import { DatabaseOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { get } from '../../kit/api.ts'
import { AppLink, useGo } from '../../kit/app-link.tsx'
import { figuresQuery } from '../../kit/figures.ts'
import { number } from '../../kit/format.ts'
import { GradeMark } from '../../kit/grade-mark.tsx'
import { Markdown } from '../../kit/markdown.tsx'
import { useModel, useSession } from '../../kit/model.tsx'
import { PageFrame, Panel } from '../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../kit/stat-card.tsx'
import { EmptyState } from '../../kit/states.tsx'
import type { IndicatorView, OperationView } from '../../wire/manifest.ts'
import type { RowList } from '../../wire/rows.ts'
import { loadScenePages } from '../scene-pages.ts'
import { NotFoundPage } from './not-found.tsx'
import { WatchPanel } from './watch-panel.tsx'
import './scene.css'

const OperationDialog = lazy(() => import('./operation-dialog.tsx').then(module => ({ default: module.OperationDialog })))
const FlowDiagram = lazy(() => import('../../kit/flow-diagram.tsx').then(module => ({ default: module.FlowDiagram })))

export function ScenePage() {
  const { scene: id = '' } = useParams({ strict: false }) as { scene?: string }
  const { scene: find, record: recordOf, manifest } = useModel()
  const go = useGo()
  const [operation, setOperation] = useState<OperationView | null>(null)
  const scene = find(id)
  const own = useQuery({ queryKey: ['scene-pages', id], queryFn: () => loadScenePages(id), staleTime: Number.POSITIVE_INFINITY }).data ?? []
  if (!scene) return <NotFoundPage />
  const records = scene.records.flatMap(name => recordOf(name) ?? [])
  const flows = manifest.flows.filter(flow => scene.records.includes(flow.record))
  const first = records.find(record => record.part === null && record.can.create)
  return (
    <PageFrame
      title={scene.title}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: scene.areaLabel, href: `/scenes?area=${scene.area}` },
      ]}
      tags={
        <>
          <span className="chip">主管：{scene.ownerName}</span>
          <span className="chip">规划 {scene.plan}</span>
          {scene.records.length > 0 ? <GradeMark grade={scene.grade} missing={scene.missing} /> : null}
        </>
      }
      actions={
        <>
          {(scene.hasPage ? [] : scene.operations).map(one => (
            <Button key={one.name} disabled={!one.allowed} onClick={() => setOperation(one)}>
              {one.label}
            </Button>
          ))}
          {first ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => go(`/records/${first.name}/new`)}>
              新建{first.label}
            </Button>
          ) : null}
        </>
      }
    >
      {own.some(page => !page.hidden) ? (
        <nav className="scene-pages" aria-label="场景页面">
          {own
            .filter(page => !page.hidden)
            .map(page => (
              <AppLink key={page.path} href={`/scenes/${id}/${page.path}`}>
                <strong>{page.title}</strong>
                <RightOutlined aria-hidden="true" />
              </AppLink>
            ))}
        </nav>
      ) : null}
      {scene.indicators.length > 0 ? (
        <StatRow label="指标">
          {scene.indicators.map(one => (
            <IndicatorCard key={one.name} scene={id} indicator={one} />
          ))}
        </StatRow>
      ) : null}
      <div className="scene-columns">
        <div className="stack">
          <Panel title="业务数据" pad={false}>
            {records.length === 0 ? (
              <EmptyState title="此场景正在筹建" hint="上线后，业务数据会列在这里。" />
            ) : (
              <ul className="record-links">
                {records.map(record => (
                  <RecordLink
                    key={record.name}
                    name={record.name}
                    label={record.label}
                    level={record.level}
                    share={record.share}
                    part={record.part ? (recordOf(record.part)?.label ?? null) : null}
                  />
                ))}
              </ul>
            )}
          </Panel>
          {scene.watches.length > 0 ? <WatchPanel watches={scene.watches} /> : null}
          {flows.map(flow => (
            <Panel key={flow.name} title={`${flow.label}流程`} extra={<FlowExtra basis={flow.basis} record={flow.record} />} pad={false}>
              <div className="scene-flow">
                <Suspense fallback={null}>
                  <FlowDiagram flow={flow} at={null} />
                </Suspense>
              </div>
            </Panel>
          ))}
        </div>
        <div className="stack">
          {scene.services.length > 0 ? (
            <Panel title="公众办事" pad={false}>
              <ul className="record-links">
                {scene.services.map(one => (
                  <ServiceLink key={one.name} service={one} />
                ))}
              </ul>
            </Panel>
          ) : null}
          {scene.scorecards.length > 0 ? (
            <Panel title="评价" pad={false}>
              <ul className="record-links">
                {scene.scorecards.map(card => (
                  <li key={card.name}>
                    <AppLink href={`/scenes/${id}/scorecards/${card.name}`} className="grow">
                      {card.label}
                    </AppLink>
                  </li>
                ))}
              </ul>
            </Panel>
          ) : null}
          <Panel title="场景说明">{scene.readme ? <Markdown text={scene.readme} skipTitle /> : <p className="muted">暂无说明。</p>}</Panel>
        </div>
      </div>
      {operation ? (
        <Suspense fallback={null}>
          <OperationDialog scene={id} operation={operation} onClose={() => setOperation(null)} />
        </Suspense>
      ) : null}
    </PageFrame>
  )
}

/** The law a flow rests on, and the way to ask what other terms would have meant. */
function FlowExtra({ basis, record }: { basis: string; record: string }) {
  return (
    <>
      <span className="muted scene-law">{basis}</span>
      <AppLink href={`/replay/${record}`} className="scene-replay">
        推演
      </AppLink>
    </>
  )
}

/** Where the public finds it, and the code that is hung up where whoever looks works. */
function ServiceLink({ service }: { service: { readonly name: string; readonly title: string } }) {
  const region = useSession().posts[0]?.region
  return (
    <li>
      <a href={`/portal/s/${service.name}`} target="_blank" rel="noreferrer" className="grow">
        {service.title}
      </a>
      <a
        href={`/portal/poster/${service.name}${region ? `?place=${region}` : ''}`}
        target="_blank"
        rel="noreferrer"
        className="scene-poster"
      >
        打印扫码海报
      </a>
    </li>
  )
}

function RecordLink({
  name,
  label,
  level,
  share,
  part,
}: {
  name: string
  label: string
  level: string
  share: string
  part: string | null
}) {
  const total = useQuery({
    queryKey: ['rows', name, 'total'],
    queryFn: ({ signal }) => get<RowList>(`/records/${name}`, { limit: 1 }, signal),
    staleTime: 60_000,
  })
  return (
    <li>
      <DatabaseOutlined aria-hidden="true" className="muted" />
      <AppLink href={`/records/${name}`} className="grow">
        {label}
      </AppLink>
      {part ? <span className="muted">属于{part}</span> : null}
      <span className="chip" title="数据安全分级">
        {level}
      </span>
      <span className="chip desk-only">{share === 'open' ? '无条件共享' : share === 'on-request' ? '依申请共享' : '不予共享'}</span>
      <span className="record-total num">
        {typeof total.data?.total === 'number' ? number(total.data.total) : total.data ? '1万+' : ''}
      </span>
    </li>
  )
}

function IndicatorCard({ scene, indicator }: { scene: string; indicator: IndicatorView }) {
  const figures = useQuery(figuresQuery({ scene, name: indicator.name }))
  const value = figures.data?.rows[0]?.value
  const goal = figures.data?.goal
  return (
    <StatCard
      label={indicator.label}
      href={`/scenes/${scene}/figures/${indicator.name}`}
      value={value}
      {...(indicator.unit && { unit: indicator.unit })}
      tone={goal?.attained === false ? 'yellow' : goal?.attained ? 'green' : 'plain'}
      note={
        goal ? (
          <span title={goal.basis}>
            目标 {number(goal.value)}
            {indicator.unit}
            {goal.attained === null ? '' : goal.attained ? ' · 已达到' : ' · 未达到'}
          </span>
        ) : (
          <span title={indicator.formula} className="clip" style={{ display: 'block' }}>
            {indicator.formula}
          </span>
        )
      }
    />
  )
}
