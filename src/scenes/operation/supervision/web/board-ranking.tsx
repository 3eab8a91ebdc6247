// The units' scores; each opens to the parts it is made of, and each part leads to its rows.
import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { AppLink } from '../../../../kit/app-link.tsx'
import { rowsBehind, rowsHref } from '../../../../kit/figures.ts'
import { number } from '../../../../kit/format.ts'
import { EmptyState } from '../../../../kit/states.tsx'
import type { ScoreBody } from '../../../../wire/city.ts'
import { declared } from './board-data.ts'

type Row = ScoreBody['rows'][number]

export function Ranking({ scores }: { scores: ScoreBody }) {
  const [open, setOpen] = useState<string | null>(null)
  const [whole, setWhole] = useState(false)
  if (scores.rows.length === 0) return <EmptyState title="还没有可评价的单位" hint="任务交办后开始评价。" />
  const shown = whole ? scores.rows : scores.rows.slice(0, 10)
  return (
    <>
      <table className="ranking">
        <caption className="visually-hidden">{scores.label}</caption>
        <thead>
          <tr>
            <th scope="col" className="rank-no">
              名次
            </th>
            <th scope="col">牵头单位</th>
            <th scope="col" className="end">
              得分
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(row => (
            <RankRows
              key={row.subject}
              row={row}
              open={open === row.subject}
              onToggle={() => setOpen(open === row.subject ? null : row.subject)}
            />
          ))}
        </tbody>
      </table>
      {scores.rows.length > 10 ? (
        <p className="rank-more">
          <button type="button" className="link-like" onClick={() => setWhole(!whole)}>
            {whole ? '收起' : `全部 ${scores.rows.length} 个单位`}
          </button>
        </p>
      ) : null}
      <p className="muted rank-basis">依据：{scores.basis}。没有数据的分项不计权重。</p>
    </>
  )
}

function RankRows({ row, open, onToggle }: { row: Row; open: boolean; onToggle: () => void }) {
  return (
    <>
      <tr className={open ? 'open' : ''}>
        <td className="rank-no num">
          <span className={row.rank <= 3 ? 'top' : ''}>{row.rank}</span>
        </td>
        <td>
          <button type="button" className="rank-name" aria-expanded={open} onClick={onToggle}>
            {open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
            {row.subjectName}
          </button>
        </td>
        <td className="end num rank-score">
          <span className="rank-bar" aria-hidden="true">
            <i style={{ width: `${Math.max(0, Math.min(100, row.score))}%` }} />
          </span>
          {number(row.score, 1)}
        </td>
      </tr>
      {open ? (
        <tr className="rank-parts">
          <td colSpan={3}>
            <ul>
              {row.parts.map(part => (
                <PartLine key={part.indicator} part={part} row={row} />
              ))}
            </ul>
          </td>
        </tr>
      ) : null}
    </>
  )
}

function PartLine({ part, row }: { part: Row['parts'][number]; row: Row }) {
  const indicator = declared.get(part.indicator)
  const value = part.value === null ? '无数据' : `${number(Number(part.value.toFixed(1)))}%`
  const lead = { op: 'is', field: 'lead', value: row.subject } as const
  return (
    <li>
      <span className="part-name">{part.label}</span>
      <span className="num">
        {indicator && part.value !== null ? (
          <AppLink href={rowsHref('supervision-task', `${row.subjectName} · ${part.label}`, ...rowsBehind(indicator, 'denominator'), lead)}>
            {value}
          </AppLink>
        ) : (
          value
        )}
      </span>
      <span className="num soft">
        → {number(part.points, 1)} 分 × {part.weight}%
      </span>
      <span className="num part-sum">{part.value === null ? '不计' : `＝ ${number((part.points * part.weight) / 100, 1)}`}</span>
      <span className="muted part-says">{part.says}</span>
    </li>
  )
}
