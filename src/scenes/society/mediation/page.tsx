// The pages of mediation. Only names are here: what a page is made of is fetched when it is opened.
import { lazy, type ReactNode, Suspense } from 'react'
import { Skeleton } from '../../../kit/states.tsx'
import type { RowBody } from '../../../wire/rows.ts'

const BoardPage = lazy(() => import('./web/board-page.tsx').then(module => ({ default: module.BoardPage })))
const AlikePage = lazy(() => import('./web/alike-page.tsx').then(module => ({ default: module.AlikePage })))

const SigningPage = lazy(() => import('./web/signing-page.tsx').then(module => ({ default: module.SigningPage })))

const wait = (page: ReactNode) => <Suspense fallback={<Skeleton rows={8} />}>{page}</Suspense>

export const pages = [
  { path: 'board', title: '基层化解看板', element: wait(<BoardPage />) },
  { path: 'alike', title: '同案与类案', element: wait(<AlikePage />), hidden: true },
  { path: 'signing', title: '签署进度', element: wait(<SigningPage />), hidden: true },
]

/** What a row's own page offers beside its acts. */
export const sceneLinks: Readonly<Record<string, (row: RowBody) => readonly { label: string; href: string }[]>> = {
  dispute: row => [
    ...(row.values['agreedOn'] ? [{ label: '签署进度', href: `/scenes/mediation/signing?dispute=${row.id}` }] : []),
    { label: '同案与类案', href: `/scenes/mediation/alike?dispute=${row.id}` },
  ],
}
