// The light of a case or step: an icon, a word and a colour — never the colour alone.
import type { Light } from '../wire/cases.ts'
import { dueText } from './format.ts'
import './light-tag.css'

export const lightLabels: Record<Light, string> = {
  green: '正常',
  remind: '提醒',
  yellow: '黄灯',
  red: '红灯',
  overdue: '逾期',
  paused: '中止',
  ended: '办结',
  void: '作废',
  none: '无时限',
}

const shapes: Record<Light, string> = {
  green: 'M3.5 8.5l3 3 6-7',
  remind: 'M8 3.2v5.3M8 11.6v.6',
  yellow: 'M8 2.5l6 11H2zM8 6.6v3.1M8 11.4v.4',
  red: 'M8 2.2v7.300M8 12.600v.800',
  overdue: 'M8 1.800a6.200 6.200 0 100 12.400A6.200 6.200 0 008 1.800M8 4.800V8.300l2.300 1.400',
  paused: 'M5.500 4v8M10.500 4v8',
  ended: 'M4 8.400l2.800 2.800L12.200 5',
  void: 'M4.500 4.500l7 7M11.500 4.500l-7 7',
  none: 'M4 8h8',
}

export function LightTag({ light, workdaysLeft, className = '' }: { light: Light; workdaysLeft?: number | null; className?: string }) {
  if (light === 'none') return <span className={`muted ${className}`}>无时限</span>
  const due = ['ended', 'void', 'paused', 'none'].includes(light) ? '' : dueText(workdaysLeft ?? null)
  return (
    <span className={`light light-${light} ${className}`}>
      <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d={shapes[light]} fill="none" stroke="currentColor" strokeWidth="1.900" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {due && light !== 'green' && light !== 'overdue' ? <span className="light-word">{lightLabels[light]}</span> : null}
      <span>{due || lightLabels[light]}</span>
    </span>
  )
}

/** The state of a case beside its light. */
export function StateTag({ label, light }: { label: string; light?: Light }) {
  return <span className={`chip ${light === 'ended' || light === 'void' ? '' : 'primary'}`}>{label}</span>
}
