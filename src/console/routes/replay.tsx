// What another term, or another calendar, would have meant: today's rule and the one that is thought of, side by side, counted from the past.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { get, post } from '../../kit/api.ts'
import { AppLink } from '../../kit/app-link.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { figure, number } from '../../kit/format.ts'
import { useModel, useSession } from '../../kit/model.tsx'
import { PageFrame, Panel, PrintHeader } from '../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../kit/stat-card.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/states.tsx'
import type { ReplayBody, ReplayInput, ReplayTerms } from '../../wire/replay.ts'
import { NotFoundPage } from './not-found.tsx'
import './replay.css'

type Term = ReplayTerms['terms'][number]['term']
const units = { workday: '个工作日', day: '日', hour: '小时', month: '个月' } as const
const termText = (term: Term) => `${term.count}${units[term.unit]}`
const isSame = (a: Term, b: Term) => a.unit === b.unit && a.count === b.count
const shown = (value: number | null, unit = '') => (value === null ? '—' : `${figure(value)}${unit === '%' ? '%' : unit && ` ${unit}`}`)
const share = (late: number, visits: number) => (visits === 0 ? null : ((visits - late) / visits) * 100)

export function ReplayPage() {
  const { record: name = '' } = useParams({ strict: false }) as { record?: string }
  const { record: recordOf, flow: flowOf, scene: sceneOf } = useModel()
  const session = useSession()
  const record = recordOf(name)
  const flow = flowOf(name)
  const terms = useQuery({
    queryKey: ['replay-terms', name],
    queryFn: ({ signal }) => get<ReplayTerms>(`/replays/${name}/terms`, {}, signal),
    enabled: flow !== undefined,
  })
  const [changed, setChanged] = useState<Record<string, Term>>({})
  const [off, setOff] = useState('')
  const [span, setSpan] = useState({ from: '', to: '' })
  const run = useMutation({ mutationFn: (input: Partial<ReplayInput>) => post<ReplayBody>('/replays', input) })
  if (!record || !flow) return <NotFoundPage />
  const daysOff = off.match(/\d{4}-\d{2}-\d{2}/g) ?? []
  const different = Object.entries(changed).filter(([path, term]) => {
    const now = terms.data?.terms.find(one => one.path === path)
    return now && !isSame(now.term, term)
  })
  const ready = different.length > 0 || daysOff.length > 0
  const start = () =>
    run.mutate({
      record: name,
      terms: Object.fromEntries(different),
      daysOff,
      ...(span.from && { from: span.from }),
      ...(span.to && { to: span.to }),
    })
  return (
    <PageFrame
      title={`${flow.label}推演`}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: sceneOf(record.scene)?.title ?? '', href: `/scenes/${record.scene}` },
      ]}
      lead="用已经发生过的办件重新计算：同样的人在同样的时间办了同样的事，只是期限或放假安排不同。不改动任何业务数据。"
    >
      <PrintHeader title={`${flow.label}推演`} by={session.name} />
      <Panel title="拟改什么" extra={<span className="muted scene-law">现行依据：{flow.basis}</span>}>
        {terms.error ? <ErrorState error={terms.error} onRetry={() => void terms.refetch()} /> : null}
        {terms.isPending ? <Skeleton rows={4} /> : null}
        {terms.data ? (
          <form
            className="replay-form"
            onSubmit={event => {
              event.preventDefault()
              if (ready) start()
            }}
          >
            <ul className="replay-terms">
              {terms.data.terms.map(({ path, label, term }) => {
                const now = changed[path] ?? term
                return (
                  <li key={path} className={isSame(now, term) ? '' : 'changed'}>
                    <span className="replay-label">{label}</span>
                    <span className="muted num">现行 {termText(term)}</span>
                    <InputNumber
                      aria-label={`${label}的拟改期限`}
                      min={0}
                      max={3660}
                      precision={0}
                      value={now.count}
                      onChange={count => setChanged({ ...changed, [path]: { ...now, count: count ?? term.count } })}
                    />
                    <Select
                      aria-label={`${label}的期限单位`}
                      value={now.unit}
                      options={Object.entries(units).map(([value, text]) => ({ value: value as Term['unit'], label: text }))}
                      onChange={unit => setChanged({ ...changed, [path]: { ...now, unit } })}
                    />
                  </li>
                )
              })}
            </ul>
            <div className="replay-more">
              <label htmlFor="replay-off">另外放假的日子</label>
              <Input
                id="replay-off"
                value={off}
                placeholder="如 2026-03-03、2026-03-04；留空按现行安排"
                onChange={event => setOff(event.target.value)}
              />
              <label htmlFor="replay-from">只看这段时间发起的</label>
              <span className="replay-span">
                <Input id="replay-from" type="date" value={span.from} onChange={event => setSpan({ ...span, from: event.target.value })} />
                <span aria-hidden="true">至</span>
                <Input type="date" aria-label="到哪天" value={span.to} onChange={event => setSpan({ ...span, to: event.target.value })} />
              </span>
            </div>
            <div className="replay-go">
              <Button type="primary" htmlType="submit" disabled={!ready} loading={run.isPending}>
                开始推演
              </Button>
              <span className="muted">{ready ? '' : '先改动至少一项期限，或写明另外放假的日子。'}</span>
            </div>
          </form>
        ) : null}
      </Panel>
      {run.error ? (
        <div className="panel">
          <ErrorState error={run.error} onRetry={start} />
        </div>
      ) : null}
      {run.data ? <Answer of={run.data} record={name} /> : null}
    </PageFrame>
  )
}

function Answer({ of, record }: { of: ReplayBody; record: string }) {
  if (of.cases === 0)
    return (
      <div className="panel">
        <EmptyState title="这段时间没有办件" hint="换一段时间，或不限时间再推演。" />
      </div>
    )
  return (
    <>
      <StatRow label="推演结果">
        <StatCard label="重新计算的办件" value={of.cases} unit="件" />
        <StatCard label="由按期变为逾期" value={of.becameLate} unit="件" tone={of.becameLate > 0 ? 'red' : 'plain'} />
        <StatCard label="由逾期变为按期" value={of.becamePunctual} unit="件" tone={of.becamePunctual > 0 ? 'green' : 'plain'} />
      </StatRow>
      <Panel title="各环节按期率" pad={false}>
        <DataTable
          label="各环节按期率"
          rows={of.steps}
          rowKey={row => row.path}
          empty={<EmptyState title="没有按期限办理的环节" />}
          columns={[
            { key: 'label', title: '环节', primary: true, render: row => row.label },
            {
              key: 'term',
              title: '期限',
              render: row =>
                isSame(row.before.term, row.after.term) ? (
                  termText(row.before.term)
                ) : (
                  <>
                    <span className="muted">{termText(row.before.term)}</span> → <b>{termText(row.after.term)}</b>
                  </>
                ),
            },
            { key: 'visits', title: '办理次数', align: 'end', render: row => number(row.before.visits) },
            {
              key: 'late',
              title: '超期次数',
              align: 'end',
              render: row => <Change before={row.before.late} after={row.after.late} better="down" />,
            },
            {
              key: 'share',
              title: '按期率',
              align: 'end',
              render: row => (
                <Change
                  before={share(row.before.late, row.before.visits)}
                  after={share(row.after.late, row.after.visits)}
                  better="up"
                  unit="%"
                />
              ),
            },
          ]}
        />
      </Panel>
      <Panel title="指标对照" pad={false}>
        <DataTable
          label="指标对照"
          rows={of.indicators}
          rowKey={row => row.name}
          empty={<EmptyState title="这项数据还没有指标" />}
          columns={[
            { key: 'label', title: '指标', primary: true, render: row => row.label },
            { key: 'before', title: '现行', align: 'end', render: row => shown(row.before, row.unit) },
            { key: 'after', title: '拟改', align: 'end', render: row => shown(row.after, row.unit) },
            { key: 'change', title: '变化', align: 'end', render: row => <Difference {...row} /> },
          ]}
        />
      </Panel>
      {of.changed.length > 0 ? (
        <Panel title="结论不同的办件" extra={<span className="muted">最多列出50件</span>} pad={false}>
          <ul className="record-links">
            {of.changed.map(one => (
              <li key={one.id}>
                <AppLink href={`/records/${record}/${one.id}`} className="grow">
                  {one.title}
                </AppLink>
                <span className="muted num">{one.number}</span>
                <span className={one.late ? 'chip seal' : 'chip'}>{one.late ? '变为逾期' : '变为按期'}</span>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  )
}

type Pair = { before: number | null; after: number | null; better: 'up' | 'down'; unit?: string }

function Change({ before, after, better, unit = '' }: Pair) {
  if (before === after || before === null || after === null) return <>{shown(after, unit)}</>
  return (
    <>
      <span className="muted">{shown(before, unit)}</span> →{' '}
      <b className={after > before === (better === 'up') ? 'replay-better' : 'replay-worse'}>{shown(after, unit)}</b>
    </>
  )
}

function Difference({ before, after, better, unit = '' }: Pair) {
  if (before === null || after === null || before === after) return <span className="muted">不变</span>
  const isBetter = after > before === (better === 'up')
  const sign = after > before ? '+' : '−'
  return (
    <b className={isBetter ? 'replay-better' : 'replay-worse'}>
      {sign}
      {number(Math.abs(after - before), 2)}
      {unit === '%' ? '个百分点' : unit} {isBetter ? '变好' : '变差'}
    </b>
  )
}
