// Following a case without logging in: by number and code, or by the QR code of the receipt. State and dates, nothing of anybody.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { FollowView } from '../../wire/portal.ts'
import { ApiProblem, get, post } from '../api.ts'
import { Standing } from '../parts/standing.tsx'
import { Fault, Note, Title, Waiting } from '../parts/states.tsx'
import { StepsLine } from '../parts/steps-line.tsx'

export function FollowPage() {
  const [number, setNumber] = useState('')
  const [code, setCode] = useState('')
  const [found, setFound] = useState<FollowView | null>(null)
  const [says, setSays] = useState('')
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSays('')
    try {
      setFound(await post<FollowView>('/follow', { number: number.trim(), code: code.trim() }))
    } catch (error) {
      setSays(error instanceof ApiProblem ? error.message : '查询没有成功，请再试一次')
    }
  }
  if (found) return <Followed of={found} />
  return (
    <form onSubmit={event => void send(event)}>
      <Title>凭编号查进度</Title>
      <p className="lead">编号和查询码在提交成功的页面和短信里。</p>
      {says ? <Note tone="wrong">{says}</Note> : null}
      <div className="field">
        <label className="label" htmlFor="number">
          编号
        </label>
        <input
          id="number"
          className="input"
          value={number}
          maxLength={60}
          placeholder="如 咨〔2026〕000001号"
          onChange={event => setNumber(event.target.value)}
        />
      </div>
      <div className="field">
        <label className="label" htmlFor="code">
          查询码
        </label>
        <input
          id="code"
          className="input code"
          value={code}
          maxLength={20}
          autoCapitalize="characters"
          autoComplete="off"
          onChange={event => setCode(event.target.value)}
        />
      </div>
      <div className="dock">
        <button type="submit" className="button is-primary is-wide" disabled={!number.trim() || !code.trim()}>
          查询
        </button>
      </div>
    </form>
  )
}

export function FollowTokenPage() {
  const { token = '' } = useParams({ strict: false })
  const query = useQuery({ queryKey: ['follow', token], queryFn: () => get<FollowView>(`/follow/${encodeURIComponent(token)}`) })
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  return query.data ? <Followed of={query.data} /> : <Waiting />
}

function Followed({ of }: { of: FollowView }) {
  return (
    <>
      <Title over={of.number ?? ''}>{of.service}</Title>
      <Standing of={of} />
      <section>
        <h2>办理进度</h2>
        <StepsLine steps={of.steps} />
      </section>
      <p className="muted">这里不显示个人信息。查看申请内容和结果请登录。</p>
    </>
  )
}
