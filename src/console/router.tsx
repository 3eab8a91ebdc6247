// The addresses of the console. Every page is a chunk of its own.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { parseSearch, writeSearch } from '../kit/address.ts'
import { Skeleton } from '../kit/states.tsx'
import { NotFoundPage } from './routes/not-found.tsx'
import { RouteFault } from './shell/route-fault.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })
const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  component: lazyRouteComponent(() => import('./routes/login.tsx'), 'LoginPage'),
})
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })
const page = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => shell, path, component })

const pages = [
  page(
    '/',
    lazyRouteComponent(() => import('./routes/workbench/workbench.tsx'), 'WorkbenchPage'),
  ),
  page(
    '/scenes',
    lazyRouteComponent(() => import('./routes/scenes.tsx'), 'ScenesPage'),
  ),
  page(
    '/scenes/$scene',
    lazyRouteComponent(() => import('./routes/scene.tsx'), 'ScenePage'),
  ),
  page(
    '/scenes/$scene/$page',
    lazyRouteComponent(() => import('./routes/scene-own-page.tsx'), 'SceneOwnPage'),
  ),
  page(
    '/scenes/$scene/figures/$name',
    lazyRouteComponent(() => import('./routes/figure.tsx'), 'FigurePage'),
  ),
  page(
    '/scenes/$scene/scorecards/$name',
    lazyRouteComponent(() => import('./routes/scorecard.tsx'), 'ScorecardPage'),
  ),
  page(
    '/records/$record',
    lazyRouteComponent(() => import('./routes/record-list.tsx'), 'RecordListPage'),
  ),
  page(
    '/records/$record/new',
    lazyRouteComponent(() => import('./routes/record-new.tsx'), 'RecordNewPage'),
  ),
  page(
    '/records/$record/$id',
    lazyRouteComponent(() => import('./routes/record/record.tsx'), 'RecordPage'),
  ),
  page(
    '/replay/$record',
    lazyRouteComponent(() => import('./routes/replay/replay.tsx'), 'ReplayPage'),
  ),
  page(
    '/organisation',
    lazyRouteComponent(() => import('./routes/organisation/organisation.tsx'), 'OrganisationPage'),
  ),
  page(
    '/calendar',
    lazyRouteComponent(() => import('./routes/calendar/calendar.tsx'), 'CalendarPage'),
  ),
  page(
    '/agencies',
    lazyRouteComponent(() => import('./routes/agencies/agencies.tsx'), 'AgenciesPage'),
  ),
  page(
    '/ledger',
    lazyRouteComponent(() => import('./routes/ledger/ledger.tsx'), 'LedgerPage'),
  ),
  page(
    '/search',
    lazyRouteComponent(() => import('./routes/search.tsx'), 'SearchPage'),
  ),
  page(
    '/me',
    lazyRouteComponent(() => import('./routes/me.tsx'), 'MePage'),
  ),
  page(
    '/help',
    lazyRouteComponent(() => import('./routes/help.tsx'), 'HelpPage'),
  ),
  page(
    '/forbidden',
    lazyRouteComponent(() => import('./routes/forbidden.tsx'), 'ForbiddenPage'),
  ),
  createRoute({ getParentRoute: () => shell, path: '$', component: NotFoundPage }),
]

export const router = createRouter({
  routeTree: root.addChildren([login, shell.addChildren(pages)]),
  parseSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
  defaultPendingMs: 150,
  defaultPendingComponent: () => (
    <div className="page">
      <div className="panel">
        <Skeleton rows={6} />
      </div>
    </div>
  ),
  defaultErrorComponent: ({ error }) => <RouteFault error={error instanceof Error ? error : new Error(String(error))} />,
})
