// The text of a paper on a screen, in the order of the paper. How it looks is said by whoever shows it; narrow screens turn tables into cards.
import type { PaperText } from '../wire/portal.ts'
import { longDate } from './format.ts'

type Block = PaperText['blocks'][number]

export const PaperBlocks = ({ of }: { of: readonly Block[] }) => of.map((block, at) => <Part key={at} of={block} />)

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
