// A paper to be read before somebody signs it at an official's desk: whole, as it would be issued now. What may be answered comes with the text,
// never before it.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { PaperText } from '../wire/portal.ts'
import { apiUrl, getNow } from './api.ts'
import { PaperBlocks } from './paper-blocks.tsx'
import './paper-reading.css'
import { ErrorState, Skeleton } from './states.tsx'

export function PaperReading({ path, children }: { path: string; children: ReactNode }) {
  const asked = useQuery({ queryKey: ['reads', path], queryFn: () => getNow<PaperText>(`${path}/paper`), staleTime: 0, gcTime: 0 })
  if (asked.error) return <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <Skeleton rows={6} />
  const { title, label, to, blocks, note } = asked.data
  return (
    <>
      <p>请让签署人看完下面的{label}全文，再在下方签字。</p>
      {/* A region that scrolls must be reached by the keyboard. */}
      <section className="paper-reading" aria-label={`${label}全文`} tabIndex={0}>
        <h2>{title}</h2>
        {to ? <p>{to}</p> : null}
        <PaperBlocks of={blocks} />
        {note ? <p className="muted">{note}</p> : null}
      </section>
      <a href={apiUrl(`${path}/paper/file`)} download={`${label}（待签署）.pdf`}>
        下载PDF，打印后阅读
      </a>
      {children}
    </>
  )
}
