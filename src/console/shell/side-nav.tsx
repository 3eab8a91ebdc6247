// Navigation at the left, grouped by the areas of government; on a phone it slides in over the page.
import {
  ApartmentOutlined,
  AppstoreOutlined,
  CalendarOutlined,
  CloseOutlined,
  HomeOutlined,
  SafetyCertificateOutlined,
  SolutionOutlined,
} from '@ant-design/icons'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { AppLink } from '../../kit/app-link.tsx'
import { useModel, useSession } from '../../kit/model.tsx'
import { keepsAgencies } from '../../wire/keeps-agencies.ts'
import { Brand } from './brand.tsx'

export function SideNav({ path, open, onClose }: { path: string; open: boolean; onClose: () => void }) {
  const { manifest, record } = useModel()
  const { posts } = useSession()
  const nav = useRef<HTMLElement>(null)
  const scene = path.startsWith('/scenes/')
    ? path.split('/')[2]
    : path.startsWith('/records/')
      ? record(path.split('/')[2] ?? '')?.scene
      : undefined
  const areas = [...new Map(manifest.scenes.map(one => [one.area, one.areaLabel]))]
  useEffect(() => {
    if (!open) return
    nav.current?.querySelector<HTMLElement>('button')?.focus()
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    document.addEventListener('keydown', closeOnEscape)
    return () => document.removeEventListener('keydown', closeOnEscape)
  }, [open, onClose])
  return (
    <>
      {open ? <div className="shell-veil" onClick={onClose} aria-hidden="true" /> : null}
      <nav className="shell-nav" aria-label="主导航" ref={nav}>
        <div className="shell-brand">
          <AppLink href="/" className="brand-link">
            <Brand title={manifest.city.short} />
          </AppLink>
          <button type="button" className="icon-button phone-only" aria-label="关闭导航" onClick={onClose}>
            <CloseOutlined />
          </button>
        </div>
        <div className="nav-scroll">
          <NavItem href="/" icon={<HomeOutlined />} label="工作台" active={path === '/'} />
          <NavItem href="/scenes" icon={<AppstoreOutlined />} label="场景总览" active={path === '/scenes'} />
          <h2 className="nav-heading">业务领域</h2>
          {areas.map(([area, label]) => {
            const scenes = manifest.scenes.filter(one => one.area === area)
            return (
              <NavGroup
                key={area}
                label={label}
                count={scenes.length}
                start={manifest.scenes.length <= 8 || scenes.some(one => one.id === scene)}
              >
                {scenes.map(one => (
                  <NavItem key={one.id} href={`/scenes/${one.id}`} label={one.title} active={one.id === scene} />
                ))}
              </NavGroup>
            )
          })}
          <h2 className="nav-heading">平台</h2>
          <NavItem href="/organisation" icon={<ApartmentOutlined />} label="组织机构" active={path === '/organisation'} />
          <NavItem href="/calendar" icon={<CalendarOutlined />} label="工作日历" active={path === '/calendar'} />
          {keepsAgencies(posts) ? (
            <NavItem href="/agencies" icon={<SolutionOutlined />} label="企业代办授权" active={path === '/agencies'} />
          ) : null}
          <NavItem href="/ledger" icon={<SafetyCertificateOutlined />} label="存证账本" active={path === '/ledger'} />
        </div>
        {manifest.city.synthetic ? <p className="nav-note">演示数据均为虚构</p> : null}
      </nav>
    </>
  )
}

function NavItem({ href, icon, label, active }: { href: string; icon?: ReactNode; label: string; active: boolean }) {
  return (
    <AppLink href={href} className={`nav-item ${active ? 'active' : ''}`} {...(active && { 'aria-current': 'page' as const })}>
      {icon ? (
        <span className="nav-icon" aria-hidden="true">
          {icon}
        </span>
      ) : null}
      <span>{label}</span>
    </AppLink>
  )
}

function NavGroup({ label, count, start, children }: { label: string; count: number; start: boolean; children: ReactNode }) {
  const [open, setOpen] = useState(start)
  useEffect(() => {
    if (start) setOpen(true)
  }, [start])
  return (
    <div className={`nav-group ${open ? 'open' : ''}`}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <i aria-hidden="true" />
        <span>{label}</span>
        <span className="nav-count num">{count}</span>
      </button>
      {open ? <div className="nav-inside">{children}</div> : null}
    </div>
  )
}
