// The frame of every page: breadcrumbs, one h1 that gets the focus after navigation, acts at the right, content below.
import { type ReactNode, useEffect, useRef } from 'react'
import { AppLink } from './app-link.tsx'
import './page-frame.css'

export type Crumb = { label: string; href?: string }
type PageFrameProps = {
  title: string
  /** Beside the title: number, light, state. */
  tags?: ReactNode
  crumbs?: readonly Crumb[]
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** `plain`: the page draws its own heading; the h1 is only heard. */
  plain?: boolean
}

export function PageFrame({ title, tags, crumbs = [], lead, actions, children, plain = false }: PageFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · 数智`
    // After a navigation the focus would stay on a link that is gone; readers start at the heading instead.
    if (document.activeElement === document.body || document.activeElement === null) heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <div className="page">
      {crumbs.length > 0 ? (
        <nav className="crumbs no-print" aria-label="所在位置">
          <ol>
            {crumbs.map(crumb => (
              <li key={crumb.label}>{crumb.href ? <AppLink href={crumb.href}>{crumb.label}</AppLink> : <span>{crumb.label}</span>}</li>
            ))}
          </ol>
        </nav>
      ) : null}
      <header className={plain ? 'visually-hidden' : 'page-head'}>
        <div className="page-title">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {tags ? <div className="row wrap page-tags">{tags}</div> : null}
          {lead ? <div className="page-lead">{lead}</div> : null}
        </div>
        {actions ? <div className="page-actions no-print">{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}

export function Panel({
  title,
  extra,
  children,
  pad = true,
  id,
}: {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  pad?: boolean
  id?: string
}) {
  return (
    <section className="panel" {...(id && { id })}>
      {title ? (
        <header>
          <h2>{title}</h2>
          {extra ? <div className="end no-print">{extra}</div> : null}
        </header>
      ) : null}
      {pad ? <div className="panel-body">{children}</div> : children}
    </section>
  )
}

/** Heads a printed page: what, when, by whom. */
export function PrintHeader({ title, by }: { title: string; by?: string }) {
  return (
    <div className="print-only print-header" aria-hidden="true">
      <strong>{title}</strong>
      <span>
        {by ? `${by} ` : ''}打印于 {new Date().toLocaleString('zh-CN', { hour12: false })}
      </span>
    </div>
  )
}
