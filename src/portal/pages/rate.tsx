// 好差评: five grades, reasons that fit, words if one likes.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { PortalCase } from '../../wire/portal.ts'
import { ApiProblem, put } from '../api.ts'
import { useGo } from '../parts/link.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Empty, Fault, Note, Title, Waiting } from '../parts/states.tsx'
import { useCase } from './case.tsx'

const grades = ['非常不满意', '不满意', '基本满意', '满意', '很满意'] as const
/** Reasons for the lower grades and for the upper ones, as the record names them. */
const bad = ['slow', 'trips', 'materials', 'unclear', 'attitude', 'result']

export const RatePage = () => (
  <NeedLogIn title="评价">
    <Load />
  </NeedLogIn>
)

function Load() {
  const query = useCase()
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Waiting />
  if (!query.data.rating?.may)
    return (
      <>
        <Title over={query.data.title}>评价这次服务</Title>
        <Empty title={query.data.rating?.says ?? '现在不能评价'} />
      </>
    )
  return <Rate of={query.data} />
}

function Rate({ of }: { of: PortalCase }) {
  const go = useGo()
  const client = useQueryClient()
  const rating = of.rating!
  const [stars, setStars] = useState(rating.stars ?? 0)
  const [reasons, setReasons] = useState<readonly string[]>(rating.reasons)
  const [words, setWords] = useState(rating.words ?? '')
  const [says, setSays] = useState('')
  const fitting = Object.entries(rating.options).filter(([key]) => (stars <= 2 ? bad.includes(key) : !bad.includes(key)))
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (stars === 0) return setSays('请先选择满意程度')
    const chosen = reasons.filter(one => fitting.some(([key]) => key === one))
    try {
      client.setQueryData(
        ['case', of.record, of.id],
        await put<PortalCase>(`/cases/${of.record}/${of.id}/rating`, {
          stars,
          reasons: chosen,
          ...(words.trim() && { words: words.trim() }),
        }),
      )
      void client.invalidateQueries({ queryKey: ['cases'] })
      go(`/cases/${of.record}/${of.id}`, { replace: true })
    } catch (error) {
      setSays(error instanceof ApiProblem ? error.message : '没有提交成功，请再试一次')
    }
  }
  return (
    <form onSubmit={event => void send(event)}>
      <Title over={of.title}>评价这次服务</Title>
      {says ? <Note tone="wrong">{says}</Note> : null}
      <fieldset className="grades">
        <legend className="label">您满意吗？</legend>
        {grades
          .map((label, at) => (
            <label key={label} className="option">
              <input type="radio" name="stars" checked={stars === at + 1} onChange={() => setStars(at + 1)} />
              <span className="stars" aria-hidden="true">
                {'★'.repeat(at + 1)}
                <span>{'★'.repeat(4 - at)}</span>
              </span>
              {label}
            </label>
          ))
          .reverse()}
      </fieldset>
      {stars > 0 ? (
        <fieldset>
          <legend className="label">
            {stars <= 2 ? '哪里没办好？' : '哪里办得好？'}
            <span className="optional">（可多选）</span>
          </legend>
          <div className="options">
            {fitting.map(([key, label]) => (
              <label key={key} className="option">
                <input
                  type="checkbox"
                  checked={reasons.includes(key)}
                  onChange={event => setReasons(event.target.checked ? [...reasons, key] : reasons.filter(one => one !== key))}
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
      ) : null}
      <div className="field">
        <label className="label" htmlFor="words">
          想说的话<span className="optional">（选填）</span>
        </label>
        <textarea id="words" className="input" rows={4} maxLength={1000} value={words} onChange={event => setWords(event.target.value)} />
      </div>
      {stars > 0 && stars <= 2 ? <Note>我们会在1个工作日内联系您了解情况，5个工作日内答复整改结果。</Note> : null}
      <div className="dock">
        <button type="submit" className="button is-primary is-wide">
          提交评价
        </button>
      </div>
    </form>
  )
}
