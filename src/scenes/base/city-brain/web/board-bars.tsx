// Counts by a dimension as lying bars, the longest first; each leads to its rows.
import { AppLink } from '../../../../kit/app-link.tsx'
import type { Figures } from '../../../../wire/city.ts'

type BarsProps = { figures: Figures | undefined; by: string; href: (key: string, label: string) => string; most?: number }

export function Bars({ figures, by, href, most = 8 }: BarsProps) {
  const rows = (figures?.rows ?? [])
    .filter(row => row.key[by] !== null && (row.value ?? 0) > 0)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
  if (rows.length === 0) return <p className="muted cb-none">没有在办的预警</p>
  const widest = rows[0]?.value ?? 1
  return (
    <>
      <ul className="cb-bars">
        {rows.slice(0, most).map(row => (
          <li key={row.key[by]}>
            <AppLink href={href(row.key[by] ?? '', row.label)} className="clip" title={row.label}>
              {row.label}
            </AppLink>
            <span className="cb-bar" aria-hidden="true">
              <i style={{ width: `${(100 * (row.value ?? 0)) / widest}%` }} />
            </span>
            <b className="num">{row.value}</b>
          </li>
        ))}
      </ul>
      {rows.length > most ? <p className="muted cb-rest">另有 {rows.length - most} 个</p> : null}
    </>
  )
}
