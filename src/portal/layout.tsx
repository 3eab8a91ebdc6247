// The frame of every page: where one is, large type, and three places to go.
import { Outlet, useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { Go } from './parts/link.tsx'
import { useHome, useSession } from './session.ts'
import { acting, isLargeType, setLargeType } from './settings.ts'

const places = [
  { href: '/', label: '首页', icon: 'M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z' },
  { href: '/cases', label: '我的办件', icon: 'M7 3h8l4 4v13a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zm2 7h7v1.6H9zm0 4h7v1.6H9z' },
  { href: '/me', label: '我的', icon: 'M12 12a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4zm0 2c-4 0-8 2-8 5v1.6h16V19c0-3-4-5-8-5z' },
] as const

export function Layout() {
  const home = useHome()
  const session = useSession()
  const [large, setLarge] = useState(isLargeType)
  const path = useRouterState({ select: state => state.location.pathname })
  const firm = acting()
  if (path.startsWith('/poster/')) return <Outlet />
  const isAt = (href: string) => (href === '/' ? path === '/' : path.startsWith(href))
  return (
    <>
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="top">
        <div className="top-inner">
          <Go href="/" className="brand">
            <img src="/portal/mark.svg" alt="" width="28" height="28" />
            <span>{home.data?.region.name ?? ''}办事服务</span>
          </Go>
          <button
            type="button"
            className="top-button"
            aria-pressed={large}
            onClick={() => {
              setLargeType(!large)
              setLarge(!large)
            }}
          >
            {large ? '标准字号' : '大字版'}
          </button>
          {session.data === null ? (
            <Go href="/login" className="top-button">
              登录
            </Go>
          ) : null}
        </div>
        {firm ? (
          <p className="acting">
            正在代办：{firm.name}
            <Go href="/firms">切换</Go>
          </p>
        ) : null}
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="foot">
        <Go href="/help">帮助</Go>
        <Go href="/follow">凭编号查进度</Go>
        <Go href="/public">政务公示</Go>
        <Go href="/privacy">谁看过我的数据</Go>
        {home.data?.city.synthetic ? <p>演示系统：人员、企业和办件均为虚构</p> : null}
      </footer>
      <nav className="tabs" aria-label="主要页面">
        {places.map(({ href, label, icon }) => (
          <Go key={href} href={href} className={isAt(href) ? 'is-here' : ''}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d={icon} />
            </svg>
            {label}
          </Go>
        ))}
      </nav>
    </>
  )
}
