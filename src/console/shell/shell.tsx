// The shell around every page: who is here, navigation, top bar; everything else stands in the outlet.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { whenLoggedOut } from '../../kit/api.ts'
import { ErrorBoundary } from '../../kit/error-boundary.tsx'
import { HereProvider, manifestQuery, sessionQuery } from '../../kit/model.tsx'
import { ErrorState } from '../../kit/states.tsx'
import { useLive } from '../../kit/use-live.ts'
import { SideNav } from './side-nav.tsx'
import { TopBar } from './top-bar.tsx'
import './shell.css'

const OfflineBar = lazy(() => import('../../kit/offline/offline-bar.tsx').then(module => ({ default: module.OfflineBar })))

export function Shell() {
  const router = useRouter()
  const queries = useQueryClient()
  const path = useRouterState({ select: state => state.location.pathname })
  const session = useQuery(sessionQuery)
  const manifest = useQuery({ ...manifestQuery, enabled: Boolean(session.data) })
  const [menu, setMenu] = useState(false)
  const person = session.data?.person
  useLive(person !== undefined)
  useEffect(() => {
    whenLoggedOut(() => {
      void queries.resetQueries({ queryKey: ['session'] })
    })
  }, [queries])
  useEffect(() => {
    if (session.data !== null || session.isFetching) return
    const { pathname, searchStr } = router.latestLocation
    const from = `${pathname}${searchStr}`
    router.history.replace(from === '/' ? '/login' : `/login?from=${encodeURIComponent(from)}`)
  }, [session.data, session.isFetching, router])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when the page changes
  useEffect(() => setMenu(false), [path])

  const here = useMemo(
    () => (session.data && manifest.data ? { session: session.data, model: manifest.data } : null),
    [session.data, manifest.data],
  )
  const error = session.error ?? manifest.error
  if (error && !here)
    return (
      <main className="shell-alone">
        <ErrorState
          error={error}
          onRetry={() => {
            void session.refetch()
            if (session.data) void manifest.refetch()
          }}
        />
      </main>
    )
  if (!here)
    return (
      <div className="boot" role="status" aria-label="正在打开">
        <i />
      </div>
    )
  return (
    <HereProvider value={here}>
      <a
        className="skip-link"
        href="#main"
        onClick={event => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        跳到主要内容
      </a>
      <div className={`shell ${menu ? 'menu-open' : ''}`}>
        <SideNav path={path} open={menu} onClose={() => setMenu(false)} />
        <div className="shell-body">
          <TopBar onMenu={() => setMenu(true)} />
          <Suspense fallback={null}>
            <OfflineBar key={person} />
          </Suspense>
          <main id="main" tabIndex={-1} key={person}>
            <ErrorBoundary resetKey={path}>
              <Outlet />
            </ErrorBoundary>
          </main>
        </div>
      </div>
    </HereProvider>
  )
}
