// Whether a paper was issued: what the code on it leads to. Anybody may ask; nothing is said but by whom, when and under which number.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouterState } from '@tanstack/react-router'
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
  // Handed over by an officer: the code behind `#` opens the paper itself. It is never sent in an address.
  const code = useRouterState({ select: state => state.location.hash })
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
      {code === '' ? null : <Copy id={paper} code={code} name={`${of.label}.pdf`} />}
      <p className="muted">
        内容摘要 <span className="code">{of.digest.slice(0, 16)}…</span>。
        <a href={`/api/ledger/proof/inclusion?entry=${of.entry}`}>查看账本证明</a>
      </p>
    </>
  )
}

function Copy({ id, code, name }: { id: string; code: string; name: string }) {
  const opened = useMutation({ mutationFn: () => keep(id, code, name) })
  return (
    <>
      {opened.error ? <Note tone="wrong">{opened.error.message}</Note> : null}
      <p className="paper-copy">
        <button type="button" className="button is-primary" disabled={opened.isPending} onClick={() => opened.mutate()}>
          下载文书（PDF）
        </button>
      </p>
      <p className="muted">二维码由执法人员当面交付，七天内有效，请尽早下载保存。</p>
    </>
  )
}

async function keep(id: string, code: string, name: string): Promise<void> {
  const response = await fetch(`/api/papers/${encodeURIComponent(id)}/copy`, { headers: { 'x-paper-code': code } })
  if (!response.ok) {
    const body = (await response.json().catch(() => null)) as { title?: string } | null
    throw new ApiProblem({ title: body?.title ?? '没有打开，请稍后再试', status: response.status, code: 'not-found' })
  }
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
