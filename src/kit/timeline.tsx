// What happened to a case, newest first: who, for whom, what, from where to where, with reason, values and files.

import { Button } from 'antd'
import { useState } from 'react'
import type { TimelineEntry } from '../wire/cases.ts'
import { FileList } from './file-list.tsx'
import { fullInstant, shortInstant } from './format.ts'
import { EmptyState } from './states.tsx'
import './timeline.css'

export function Timeline({
  entries,
  stateLabel,
  branchLabel,
  onProof,
}: {
  entries: readonly TimelineEntry[]
  stateLabel: (state: string) => string
  branchLabel: (branch: string) => string
  onProof?: (entry: string) => void
}) {
  const [all, setAll] = useState(false)
  if (entries.length === 0) return <EmptyState title="还没有办理记录" />
  const sorted = [...entries].sort((a, b) => b.seq - a.seq)
  const shown = all ? sorted : sorted.slice(0, 30)
  return (
    <>
      <ol className="timeline" aria-label="办理过程">
        {sorted.map((entry, at) => (
          <li
            key={entry.seq}
            className={`timeline-entry ${entry.actor === null ? 'by-system' : ''} ${at < shown.length ? '' : 'print-only'}`}
          >
            <div className="timeline-head">
              <strong>{entry.label}</strong>
              {entry.branch && branchLabel(entry.branch) ? <span className="chip">{branchLabel(entry.branch)}</span> : null}
              {entry.to && entry.to !== entry.from ? <span className="chip primary">进入“{stateLabel(entry.to)}”</span> : null}
              <time dateTime={entry.at} title={fullInstant(entry.at)} className="num">
                {shortInstant(entry.at)}
              </time>
            </div>
            <p className="timeline-who">
              {entry.actorName}
              {entry.onBehalfOf ? `（代${entry.onBehalfOf}）` : ''}
              {entry.organName ? <span className="muted"> · {entry.organName}</span> : null}
            </p>
            {entry.reason ? <blockquote>{entry.reason}</blockquote> : null}
            {entry.values.length > 0 ? (
              <dl className="timeline-values">
                {entry.values.map(value => (
                  <div key={value.label}>
                    <dt>{value.label}</dt>
                    <dd>{value.text}</dd>
                  </div>
                ))}
              </dl>
            ) : null}
            {entry.files.length > 0 ? <FileList files={entry.files} /> : null}
            {entry.ledgerEntry && onProof ? (
              <button type="button" className="timeline-proof no-print" onClick={() => onProof(entry.ledgerEntry ?? '')}>
                已存证 · 查看证明
              </button>
            ) : null}
          </li>
        ))}
      </ol>
      {sorted.length > shown.length ? (
        <Button type="link" className="no-print" onClick={() => setAll(true)}>
          显示更早的 {sorted.length - shown.length} 条
        </Button>
      ) : null}
    </>
  )
}
