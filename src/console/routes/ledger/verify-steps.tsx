// The check of one entry, shown step by step as the browser computes it.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect } from 'react'
import { fullInstant } from '../../../kit/format.ts'
import { Facts } from '../../../kit/record-detail.tsx'
import { getHead, getInclusion } from './ledger-data.ts'
import { type PlacedEntry, verifyInclusion } from './merkle.ts'
import './ledger.css'

export function VerifySteps({ placed }: { placed: PlacedEntry }) {
  const head = useQuery({ queryKey: ['ledger', 'head'], queryFn: ({ signal }) => getHead(undefined, signal) })
  const check = useMutation({
    mutationFn: async () => {
      if (!globalThis.crypto.subtle) throw new Error('当前网址不是加密连接（https），浏览器不提供核验所需的计算功能')
      const latest = head.data ?? (await getHead())
      return verifyInclusion({ entry: placed.entry, inclusion: await getInclusion(placed.entry.id, latest.size), head: latest })
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry starts anew
  useEffect(() => check.reset(), [placed.entry.id])
  const result = check.data
  return (
    <div className="stack">
      <Facts
        of={[
          [
            '序号',
            <span key="index" className="num">
              {placed.index ?? '排队中'}
            </span>,
          ],
          [
            '时间',
            <span key="at" className="num">
              {fullInstant(placed.entry.at)}
            </span>,
          ],
          [
            '条目编号',
            <span key="id" className="mono">
              {placed.entry.id}
            </span>,
          ],
          [
            '账本规模',
            <span key="size" className="num">
              {head.data ? `${head.data.size}条` : '—'}
            </span>,
          ],
        ]}
      />
      <div className="row wrap">
        <Button type="primary" loading={check.isPending} onClick={() => check.mutate()}>
          {result ? '重新核验' : '在本机核验'}
        </Button>
        <span className="muted">核验在您的浏览器中完成，不依赖本系统的说法。</span>
      </div>
      {check.error ? (
        <p className="verify-result bad" role="alert">
          {check.error.message}
        </p>
      ) : null}
      {result ? (
        <p className={`verify-result ${result.ok ? 'good' : 'bad'}`} role="status">
          {result.ok ? '核验通过：此条记录在账本中，且自签发以来没有被改动。' : '核验未通过：此条记录与账本不一致，请立即联系审计人员。'}
        </p>
      ) : null}
      {result ? (
        <ol className="verify-steps">
          {result.steps.map((step, at) => (
            <li key={at} className={step.ok === true ? 'good' : step.ok === false ? 'bad' : ''}>
              <strong>{step.title}</strong>
              <span className="muted">{step.detail}</span>
              <code>{step.hash}</code>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  )
}
