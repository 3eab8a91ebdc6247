// A figure with its name; as a link it leads to the rows it counts.
import type { ReactNode } from 'react'
import { AppLink } from './app-link.tsx'
import { figure } from './format.ts'
import './stat-card.css'

type StatCardProps = {
  label: string
  value: number | string | null | undefined
  unit?: string
  note?: ReactNode
  tone?: 'plain' | 'overdue' | 'red' | 'yellow' | 'green' | 'gold'
  href?: string
  active?: boolean
  icon?: ReactNode
}

export function StatCard({ label, value, unit, note, tone = 'plain', href, active = false, icon }: StatCardProps) {
  const quiet = value === 0 ? 'quiet' : ''
  const inside = (
    <>
      <span className="stat-label">
        {icon}
        {label}
      </span>
      <span className="stat-value num">
        {value === null || value === undefined ? '—' : typeof value === 'number' ? figure(value) : value}
        {unit ? <small>{unit}</small> : null}
      </span>
      {note ? <span className="stat-note">{note}</span> : null}
    </>
  )
  const className = `stat stat-${tone} ${quiet} ${active ? 'active' : ''}`
  return href ? (
    <AppLink href={href} className={className} {...(active && { 'aria-current': 'true' as const })}>
      {inside}
    </AppLink>
  ) : (
    <div className={className}>{inside}</div>
  )
}

export function StatRow({ children, label }: { children: ReactNode; label: string }) {
  return (
    <div className="stat-row" role="group" aria-label={label}>
      {children}
    </div>
  )
}
