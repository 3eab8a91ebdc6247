// A draw computed again in the reader's own browser, by the very file that is offered for download: no answer of the server is believed but the package.
import { useState } from 'react'
import type { DrawVerification } from '../../../bin/verify-draw.mjs'
import type { PublicRow } from '../../wire/public.ts'
import { Note } from './states.tsx'

type Result = DrawVerification & { readonly spread: { tickets: number; statistic: number; bound: number; ok: boolean } | null }

/** The packages of the draws that are said to have used up what was passed over: published beside this one, each under its own id. */
async function citedBy(text: string, href: string): Promise<unknown[]> {
  const all = href.split('/').slice(0, -3).join('/')
  try {
    const { full = [] } = JSON.parse(text) as { full?: { by: { draw: string }[] }[] }
    const draws = [...new Set(full.flatMap(one => one.by.map(by => by.draw)))]
    const rows = await Promise.all(draws.map(draw => fetchJson<PublicRow>(`${all}/${draw}`)))
    const files = rows.flatMap(row => row?.files ?? []).filter(file => file.name.startsWith('抽取包'))
    return (await Promise.all(files.map(file => fetchJson<object>(file.href)))).filter(one => one !== undefined)
  } catch {
    // What cannot be read is found faulty by the verifier.
    return []
  }
}

const fetchJson = async <T,>(href: string): Promise<T | undefined> => {
  const answer = await fetch(href)
  return answer.ok ? ((await answer.json()) as T) : undefined
}

async function verify(href: string): Promise<Result> {
  const [{ verifyDraw, ticketSpread }, text] = await Promise.all([
    import('../../../bin/verify-draw.mjs'),
    fetch(href).then(answer => (answer.ok ? answer.text() : Promise.reject(new Error('下载抽取包没有成功，请稍后再试')))),
  ])
  const result = await verifyDraw(text, { others: await citedBy(text, href) })
  return { ...result, spread: result.ok ? ticketSpread([JSON.parse(text)]) : null }
}

export function DrawProof({ href }: { href: string }) {
  const [state, setState] = useState<'idle' | 'busy' | Result | Error>('idle')
  const start = () => {
    setState('busy')
    verify(href).then(setState, (error: unknown) => setState(error instanceof Error ? error : new Error('没有核验成功，请再试一次')))
  }
  const result = typeof state === 'object' && !(state instanceof Error) ? state : undefined
  return (
    <section className="proof">
      <h2>核验抽取结果</h2>
      <p>
        谁被抽中，由三样东西共同算出：抽取前就公布了指纹的密值、之后才产生的账本签名、见证人当场说的话。事先没有人能知道结果，事后任何人都能重新算一遍。
      </p>
      <button type="button" className="button is-primary is-wide" disabled={state === 'busy'} onClick={start}>
        {state === 'busy' ? '正在计算…' : '在我的浏览器里重新计算'}
      </button>
      <div role="status">
        {state instanceof Error ? <Note tone="wrong">{state.message}</Note> : null}
        {result ? (
          <Note tone={result.ok ? 'good' : 'wrong'}>
            {result.ok ? '核验通过：抽取结果与公布的规则完全一致。' : '核验不通过：下面标出了不一致的步骤。'}
          </Note>
        ) : null}
      </div>
      {result ? (
        <>
          <ol className="proof-steps card">
            {result.steps.map(step => (
              <li key={step.name} className={step.ok ? 'is-good' : 'is-bad'}>
                <strong>
                  {step.ok ? '✓' : '✗'} {step.name}
                </strong>
                <span className="proof-says">{step.says}</span>
              </li>
            ))}
            {result.spread ? (
              <li className={result.spread.ok ? 'is-good' : 'is-bad'}>
                <strong>{result.spread.ok ? '✓' : '✗'} 签号是否均匀</strong>
                <span className="proof-says">
                  全部 {result.spread.tickets} 个候选企业的签号分成十段，卡方统计量 {result.spread.statistic.toFixed(1)}，界限{' '}
                  {result.spread.bound.toFixed(1)}，{result.spread.ok ? '未见异常' : '分布不均匀'}
                </span>
              </li>
            ) : null}
          </ol>
          <h3>逐个重新计算</h3>
          <ol className="picks card">
            {result.picks.map(one => (
              <li key={one.object} className={one.ok ? 'is-good' : 'is-bad'}>
                <span className="pick-place">{one.place}</span>
                <span className="pick-name">
                  {one.name}
                  <small>
                    签号 <span className="pick-ticket">{one.ticket.slice(0, 12)}…</span>　权重 {one.weight}
                  </small>
                </span>
                <span className="pick-mark">{one.ok ? '✓ 一致' : '✗ 不一致'}</span>
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </section>
  )
}
