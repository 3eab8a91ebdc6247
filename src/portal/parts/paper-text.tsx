// A paper to be read before it is signed: whole, large, in the order of the paper, with its PDF beside it. Narrow screens turn tables into cards.
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { longDate } from '../../kit/format.ts'
import type { PaperText } from '../../wire/portal.ts'
import { ApiProblem, download, get } from '../api.ts'
import { Fault, Waiting } from './states.tsx'

type Block = PaperText['blocks'][number]

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
        {blocks.map((block, at) => (
          <Part key={at} of={block} />
        ))}
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

function Part({ of }: { of: Block }) {
  switch (of.kind) {
    case 'heading':
      return <h3>{of.text}</h3>
    case 'paragraph':
      return of.text === '' ? null : <p className="prose">{of.bold ? <strong>{of.text}</strong> : of.text}</p>
    case 'facts':
      return (
        <dl className="facts">
          {of.of.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value ?? '无'}</dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <Table of={of} />
    case 'signatures':
      return (
        <ul className="signatories" aria-label="签字情况">
          {of.of.map((one, at) => (
            <li key={at}>
              <span className="muted">{one.label}</span>
              <span>{one.name || '—'}</span>
              <span className={one.date ? 'is-signed' : 'muted'}>{one.date ? `已签 ${longDate(one.date)}` : '待签'}</span>
            </li>
          ))}
        </ul>
      )
  }
}

function Table({ of }: { of: Extract<Block, { kind: 'table' }> }) {
  return (
    <table className="paper-table">
      {of.caption ? <caption>{of.caption}</caption> : null}
      <thead>
        <tr>
          {of.head.map(label => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, index) => (
              <td key={of.head[index]} data-label={of.head[index]}>
                {cell ?? '—'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
