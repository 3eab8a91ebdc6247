// Whether a paper was issued: what the code on it leads to. Anybody may ask; nothing is said but by whom, when and under which number.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { longDate } from '../../kit/format.ts'
import type { PaperCheck } from '../../wire/papers.ts'
import { ApiProblem } from '../api.ts'
import { Fault, Note, Title, Waiting } from '../parts/states.tsx'

async function check(id: string): Promise<PaperCheck | null> {
  const response = await fetch(`/api/papers/${encodeURIComponent(id)}/check`)
  if (response.status === 404 || response.status === 422) return null
  if (!response.ok) throw new ApiProblem({ title: '系统忙，请稍后再试', status: response.status, code: 'broken' })
  return (await response.json()) as PaperCheck
}

export function PaperPage() {
  const { paper = '' } = useParams({ strict: false }) as { paper?: string }
  const asked = useQuery({ queryKey: ['paper', paper], queryFn: () => check(paper) })
  if (asked.error) return <Fault error={asked.error} onRetry={() => void asked.refetch()} />
  if (asked.isPending) return <Waiting />
  const of = asked.data
  if (!of)
    return (
      <>
        <Title>文书核验</Title>
        <Note tone="wrong">没有出具过这份文书。请核对二维码是否完整；如果文书是别人交给您的，请谨慎对待，并向落款单位核实。</Note>
      </>
    )
  return (
    <>
      <Title>文书核验</Title>
      <Note tone="good">这份文书确由下列单位出具，已记入账本。</Note>
      <dl className="facts is-card">
        {(
          [
            ['文书', of.label],
            ['文号', of.number],
            ['出具单位', of.issuer],
            ['日期', longDate(of.date)],
          ] as const
        ).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        内容摘要 <span className="code">{of.digest.slice(0, 16)}…</span>。
        <a href={`/api/ledger/proof/inclusion?entry=${of.entry}`}>查看账本证明</a>
      </p>
    </>
  )
}
