// Every page of the portal. Only the front page comes with the first load.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Layout } from './layout.tsx'
import { HomePage } from './pages/home.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { FaultPage } from './parts/states.tsx'

type Search = {
  q?: string
  event?: string
  for?: string
  place?: string
  back?: string
  at?: string
  act?: string
  task?: string
  year?: string
}
/** Text parameters alone; anything else in an address is left out. */
const readSearch = (given: Record<string, unknown>): Search =>
  Object.fromEntries(
    ['q', 'event', 'for', 'place', 'back', 'at', 'act', 'task', 'year'].flatMap(name => {
      const value = given[name]
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : []
    }),
  )

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundPage, errorComponent: FaultPage, validateSearch: readSearch })
const page = <P extends string>(path: P, component: Parameters<typeof createRoute>[0]['component']) =>
  createRoute({ getParentRoute: () => root, path, component: component! })

const routes = [
  page('/', HomePage),
  page(
    '/search',
    lazyRouteComponent(() => import('./pages/search.tsx'), 'SearchPage'),
  ),
  page(
    '/s/$name',
    lazyRouteComponent(() => import('./pages/service.tsx'), 'ServicePage'),
  ),
  page(
    '/s/$name/apply',
    lazyRouteComponent(() => import('./pages/apply.tsx'), 'ApplyPage'),
  ),
  page(
    '/cases',
    lazyRouteComponent(() => import('./pages/cases.tsx'), 'CasesPage'),
  ),
  page(
    '/cases/$record/$id',
    lazyRouteComponent(() => import('./pages/case.tsx'), 'CasePage'),
  ),
  page(
    '/cases/$record/$id/act',
    lazyRouteComponent(() => import('./pages/act.tsx'), 'ActPage'),
  ),
  page(
    '/cases/$record/$id/rate',
    lazyRouteComponent(() => import('./pages/rate.tsx'), 'RatePage'),
  ),
  page(
    '/follow',
    lazyRouteComponent(() => import('./pages/follow.tsx'), 'FollowPage'),
  ),
  page(
    '/f/$token',
    lazyRouteComponent(() => import('./pages/follow.tsx'), 'FollowTokenPage'),
  ),
  page(
    '/login',
    lazyRouteComponent(() => import('./pages/login.tsx'), 'LogInPage'),
  ),
  page(
    '/me',
    lazyRouteComponent(() => import('./pages/me.tsx'), 'MePage'),
  ),
  page(
    '/firms',
    lazyRouteComponent(() => import('./pages/firms.tsx'), 'FirmsPage'),
  ),
  page(
    '/privacy',
    lazyRouteComponent(() => import('./pages/privacy.tsx'), 'PrivacyPage'),
  ),
  page(
    '/help',
    lazyRouteComponent(() => import('./pages/help.tsx'), 'HelpPage'),
  ),
  page(
    '/papers/$paper',
    lazyRouteComponent(() => import('./pages/paper.tsx'), 'PaperPage'),
  ),
  page(
    '/public',
    lazyRouteComponent(() => import('./pages/notices.tsx'), 'NoticesPage'),
  ),
  page(
    '/public/$name',
    lazyRouteComponent(() => import('./pages/notices.tsx'), 'NoticePage'),
  ),
  page(
    '/public/$name/$id',
    lazyRouteComponent(() => import('./pages/notice.tsx'), 'NoticeRowPage'),
  ),
  page(
    '/poster/$name',
    lazyRouteComponent(() => import('./pages/poster.tsx'), 'PosterPage'),
  ),
]

export const router = createRouter({
  routeTree: root.addChildren(routes),
  basepath: '/portal',
  // Plain text in addresses: they are printed on posters and read aloud.
  parseSearch: text => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: search => {
    const text = new URLSearchParams(Object.entries(search).filter(([, value]) => typeof value === 'string')).toString()
    return text === '' ? '' : `?${text}`
  },
  defaultPreload: 'intent',
  scrollRestoration: true,
  trailingSlash: 'never',
})
