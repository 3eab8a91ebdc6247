// A paper to be read before it is signed: whole, large, in the order of the paper, with its PDF beside it. Narrow screens turn tables into cards.
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { PaperBlocks } from '../../kit/paper-blocks.tsx'
import type { PaperText } from '../../wire/portal.ts'
import { ApiProblem, download, get } from '../api.ts'
import { Fault, Waiting } from './states.tsx'

/** `children`: what may be answered; it comes with the text, never before it. */
export function ReadBefore({ path, children }: { path: string; children: ReactNode }) {
  const asked = useQuery({
    queryKey: ['reads', path],
    queryFn: () => get<PaperText>(`${path}/paper`),
    // What is read must be what stands now, not what stood when it was read before.
    staleTime: 0,
    gcTime: 0,
  })
  const [says, setSays] = useState('')
  if (asked.error) return <Fault error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <Waiting />
  const { title, label, to, blocks, note } = asked.data
  return (
    <>
      <section className="reading" aria-label={`${label}全文`}>
        <h2 className="reading-title">{title}</h2>
        {to ? <p>{to}</p> : null}
        <PaperBlocks of={blocks} />
        {note ? <p className="muted">{note}</p> : null}
        <div className="reading-foot">
          <button
            type="button"
            className="button is-small"
            onClick={() => {
              setSays('')
              download(`${path}/paper/file`, `${label}（待签署）.pdf`).catch((error: unknown) =>
                setSays(error instanceof ApiProblem ? error.message : '没有打开，请稍后再试'),
              )
            }}
          >
            下载PDF
          </button>
          <span role="status">{says}</span>
        </div>
      </section>
      {children}
    </>
  )
}
