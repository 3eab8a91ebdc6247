// One case: what is asked of me first, then where it is, by when, and what was filled in.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { longDate } from '../../kit/format.ts'
import type { PortalCase } from '../../wire/portal.ts'
import { ApiProblem, download, get, newKey, post } from '../api.ts'
import { Facts } from '../parts/facts.tsx'
import { Go } from '../parts/link.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Standing } from '../parts/standing.tsx'
import { Fault, Note, Title, Waiting } from '../parts/states.tsx'
import { StepsLine } from '../parts/steps-line.tsx'

const stars = ['', '非常不满意', '不满意', '基本满意', '满意', '很满意']

export const CasePage = () => (
  <NeedLogIn title="办件进度">
    <Load />
  </NeedLogIn>
)

export function useCase() {
  const { record = '', id = '' } = useParams({ strict: false })
  return useQuery({ queryKey: ['case', record, id], queryFn: () => get<PortalCase>(`/cases/${record}/${id}`) })
}

function Load() {
  const query = useCase()
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  return query.data ? <Shown of={query.data} /> : <Waiting />
}

function Shown({ of }: { of: PortalCase }) {
  const path = `/cases/${of.record}/${of.id}`
  const asked = of.acts.filter(act => act.asked)
  const possible = of.acts.filter(act => !act.asked && act.allowed)
  return (
    <>
      <Title over={of.number ?? ''}>{of.title}</Title>
      {asked.length > 0 ? (
        <section className="asked">
          <h2>需要您办理</h2>
          {of.steps.find(step => step.state === 'now')?.note ? (
            <p className="asked-note">{of.steps.find(step => step.state === 'now')?.note}</p>
          ) : null}
          {asked.map(act => (
            <div key={act.act} className="asked-act">
              <p>{act.plain}</p>
              {act.allowed ? null : <p className="muted">{act.says}</p>}
              <Go
                href={`${path}/act?act=${act.act}${act.task ? `&task=${encodeURIComponent(act.task)}` : ''}`}
                className={`button is-wide${act.tone === 'danger' ? ' is-danger' : ' is-primary'}`}
              >
                {act.label}
              </Go>
            </div>
          ))}
        </section>
      ) : null}
      {of.rating?.may && of.rating.stars === null ? (
        <section className="asked is-calm">
          <h2>这次办得怎么样？</h2>
          <Go href={`${path}/rate`} className="button is-primary is-wide">
            评价这次服务
          </Go>
        </section>
      ) : null}
      <Standing of={of} />
      <section>
        <h2>办理进度</h2>
        <StepsLine steps={of.steps} />
      </section>
      <section>
        <h2>{of.joined ? '内容' : '申请内容'}</h2>
        <Facts fields={of.fields} values={of.values} names={of.names} of={of} />
      </section>
      {of.papers.length > 0 ? <Papers of={of} /> : null}
      {of.rating && of.rating.stars !== null ? (
        <section>
          <h2>我的评价</h2>
          <p>
            {of.rating.stars}星，{stars[of.rating.stars]}
            {of.rating.words ? `：${of.rating.words}` : ''}
          </p>
          {of.rating.reply ? <Note tone="good">承办单位答复：{of.rating.reply}</Note> : null}
          {of.rating.may ? (
            <p className="more">
              <Go href={`${path}/rate`}>修改评价</Go>
            </p>
          ) : null}
        </section>
      ) : null}
      {of.mine ? (
        <section>
          <h2>不登录查进度</h2>
          <p>
            编号 {of.number}，查询码 <span className="code">{of.code}</span>
          </p>
        </section>
      ) : null}
      {of.ended ? null : <Supplement of={of} />}
      {possible.length > 0 ? (
        <section className="quiet-acts">
          {possible.map(act => (
            <p key={act.act}>
              <Go href={`${path}/act?act=${act.act}`} className="button">
                {act.label}
              </Go>
            </p>
          ))}
        </section>
      ) : null}
    </>
  )
}

/** What was issued to me, to keep or to print. */
function Papers({ of }: { of: PortalCase }) {
  const [says, setSays] = useState('')
  return (
    <section>
      <h2>文书</h2>
      <p role="status">{says}</p>
      <ul className="paper-list">
        {of.papers.map(paper => (
          <li key={paper.id}>
            <div>
              <strong>{paper.label}</strong>
              <p className="muted">
                {paper.number}，{paper.issuer}，{longDate(paper.date)}
              </p>
            </div>
            <button
              type="button"
              className="button"
              onClick={() => {
                setSays('')
                download(`/cases/${of.record}/${of.id}/papers/${paper.id}?format=pdf`, `${paper.label}.pdf`).catch((error: unknown) =>
                  setSays(error instanceof ApiProblem ? error.message : '没有打开，请稍后再试'),
                )
              }}
            >
              打开{paper.label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Supplement({ of }: { of: PortalCase }) {
  const client = useQueryClient()
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const [says, setSays] = useState('')
  const [key, setKey] = useState(newKey)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await post(`/cases/${of.record}/${of.id}/acts/comment`, { reason: words }, key)
      setWords('')
      setOpen(false)
      setSays('已告诉承办单位')
      setKey(newKey())
      await client.invalidateQueries({ queryKey: ['case', of.record, of.id] })
    } catch (error) {
      setSays(error instanceof ApiProblem ? error.message : '没有发送成功，请再试一次')
    }
  }
  return (
    <section>
      <p role="status">{says}</p>
      {open ? (
        <form onSubmit={event => void send(event)}>
          <label className="label" htmlFor="more">
            补充说明
          </label>
          <textarea id="more" className="input" rows={4} maxLength={2000} value={words} onChange={event => setWords(event.target.value)} />
          <button type="submit" className="button is-primary" disabled={words.trim() === ''}>
            发送
          </button>
        </form>
      ) : (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          补充说明
        </button>
      )}
    </section>
  )
}
