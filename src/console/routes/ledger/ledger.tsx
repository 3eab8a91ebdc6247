// The ledger of the city: its latest signed head, its entries, and a check that anybody can make.
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { textOf, useAddress } from '../../../kit/address.ts'
import { ApiProblem } from '../../../kit/api.ts'
import { AppLink } from '../../../kit/app-link.tsx'
import { DataTable } from '../../../kit/data-table.tsx'
import { fullInstant, number } from '../../../kit/format.ts'
import { useModel } from '../../../kit/model.tsx'
import { PageFrame, Panel } from '../../../kit/page-frame.tsx'
import { StatCard, StatRow } from '../../../kit/stat-card.tsx'
import { EmptyState, Skeleton } from '../../../kit/states.tsx'
import { getEntries, getHead, kindLabels } from './ledger-data.ts'
import type { PlacedEntry } from './merkle.ts'
import { VerifySteps } from './verify-steps.tsx'
import './ledger.css'

const pageSize = 50

export function LedgerPage() {
  const { record: recordOf } = useModel()
  const [address, change] = useAddress()
  const [picked, setPicked] = useState<PlacedEntry | null>(null)
  const [wanted, setWanted] = useState('')
  const head = useQuery({ queryKey: ['ledger', 'head'], queryFn: ({ signal }) => getHead(undefined, signal) })
  const size = head.data?.size ?? 0
  const case_ = textOf(address['case'])
  const to = Number(textOf(address['to'])) || size
  const entries = useQuery({
    queryKey: ['ledger', 'entries', case_, to],
    queryFn: ({ signal }) => getEntries(case_ ? { case: case_ } : { from: Math.max(0, to - pageSize), to, limit: pageSize }, signal),
    enabled: case_ !== '' || head.isSuccess,
  })
  const rows = entries.data && [...entries.data].reverse()
  const find = (event: FormEvent) => {
    event.preventDefault()
    const text = wanted.trim()
    if (/^\d+$/.test(text)) change({ to: Number(text) + 1, case: '' })
    else change({ case: text, to: '' })
  }
  const denied = entries.error instanceof ApiProblem && entries.error.status === 403
  return (
    <PageFrame
      title="存证账本"
      lead="每一次办理、查阅和授权都写入只增不改的账本。任何人可以用自己的浏览器核验记录未被改动，无需信任本系统。"
    >
      <StatRow label="账本概况">
        <StatCard label="条目总数" value={head.data?.size} unit="条" />
        <StatCard label="最近签发" value={head.data ? fullInstant(head.data.at).slice(5, 16) : undefined} note="由本市密钥签名" />
        <StatCard label="指纹算法" value="SHA-256" note="符合 RFC 9162" />
      </StatRow>
      <Panel title="最新总指纹">
        {head.data ? (
          <dl className="head-facts">
            <div>
              <dt>总指纹</dt>
              <dd className="mono">{head.data.root}</dd>
            </div>
            <div>
              <dt>签名</dt>
              <dd className="mono">{head.data.signature}</dd>
            </div>
            <div>
              <dt>公钥编号</dt>
              <dd className="mono">{head.data.key}</dd>
            </div>
          </dl>
        ) : head.error ? (
          <EmptyState title="账本还没有条目" hint="第一次办理后会自动签发总指纹。" />
        ) : (
          <Skeleton rows={3} />
        )}
      </Panel>
      <div className="ledger-columns">
        <section className="panel" aria-label="条目">
          <form className="filter-row" onSubmit={find} role="search">
            <Input
              value={wanted}
              onChange={event => setWanted(event.target.value)}
              placeholder="输入条目序号或事项编号"
              aria-label="条目序号或事项编号"
              style={{ maxWidth: 280 }}
              allowClear
            />
            <Button htmlType="submit">查找</Button>
            {case_ || address['to'] ? (
              <Button
                type="text"
                onClick={() => {
                  setWanted('')
                  change({ case: '', to: '' })
                }}
              >
                回到最新
              </Button>
            ) : null}
          </form>
          {denied ? (
            <EmptyState drawing="lock" title="您没有查看条目的权限" hint="条目对审计人员开放；您经办的事项可在事项页“存证”中核验。" />
          ) : (
            <DataTable
              label="存证条目"
              rows={rows}
              rowKey={row => row.entry.id}
              error={entries.error}
              onRetry={() => void entries.refetch()}
              columns={[
                {
                  key: 'index',
                  title: '序号',
                  align: 'end',
                  width: 80,
                  render: row => (typeof row.index === 'number' ? number(row.index) : '排队中'),
                },
                { key: 'at', title: '时间', width: 160, render: row => <span className="num">{fullInstant(row.entry.at)}</span> },
                { key: 'kind', title: '类别', render: row => <span className="chip">{kindLabels[row.entry.kind] ?? row.entry.kind}</span> },
                {
                  key: 'record',
                  title: '事项',
                  primary: true,
                  render: row => {
                    const name = recordOf(row.entry.record ?? '')?.label ?? '—'
                    const id = row.entry.case ?? row.entry.row
                    return id && row.entry.record ? <AppLink href={`/records/${row.entry.record}/${id}`}>{name}</AppLink> : name
                  },
                },
                {
                  key: 'hash',
                  title: '指纹',
                  render: row => <code className="hash">{(row.hash ?? row.entry.commitment ?? '').slice(0, 12)}…</code>,
                },
                {
                  key: 'check',
                  title: '核验',
                  render: row => (
                    <Button size="small" onClick={() => setPicked(row)}>
                      核验
                    </Button>
                  ),
                },
              ]}
              tools={
                !case_ && to > pageSize ? (
                  <Button size="small" onClick={() => change({ to: to - pageSize })}>
                    更早的条目
                  </Button>
                ) : null
              }
            />
          )}
        </section>
        <Panel title="核验">
          {picked ? (
            <VerifySteps placed={picked} />
          ) : (
            <p className="muted">在左侧选择一条记录，点击“核验”。浏览器会逐层重新计算指纹，并与已签名的总指纹比对。</p>
          )}
        </Panel>
      </div>
    </PageFrame>
  )
}
