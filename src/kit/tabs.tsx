// Tabs by the WAI-ARIA pattern: arrows move, the chosen tab lies in the address.
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import './tabs.css'

export type Tab<K extends string> = { key: K; label: string; count?: number | null; tone?: 'alert' }

export function Tabs<K extends string>({
  label,
  tabs,
  value,
  onChange,
  extra,
  children,
}: {
  label: string
  tabs: readonly Tab<K>[]
  value: K
  onChange: (key: K) => void
  extra?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = tabs[(tabs.findIndex(tab => tab.key === value) + step + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.key)
    list.current?.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus()
  }
  return (
    <>
      <div className="tabs">
        <div role="tablist" aria-label={label} ref={list} onKeyDown={move} className="tabs-list">
          {tabs.map(tab => (
            <button
              key={tab.key}
              type="button"
              role="tab"
              data-key={tab.key}
              id={`${id}-${tab.key}`}
              aria-selected={tab.key === value}
              aria-controls={`${id}-panel`}
              tabIndex={tab.key === value ? 0 : -1}
              onClick={() => onChange(tab.key)}
            >
              {tab.label}
              {typeof tab.count === 'number' ? (
                <span className={`tabs-count num ${tab.tone ?? ''}`}>{tab.count > 999 ? '999+' : tab.count}</span>
              ) : null}
            </button>
          ))}
        </div>
        {extra ? <div className="tabs-extra">{extra}</div> : null}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`} className="tabs-panel">
        {children}
      </div>
    </>
  )
}
