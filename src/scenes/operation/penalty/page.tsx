// The pages of penalties. Only names are here: what a page is made of is fetched when it is opened.
import { lazy, type ReactNode, Suspense } from 'react'
import { Skeleton } from '../../../kit/states.tsx'
import type { RowBody } from '../../../wire/rows.ts'

const CasePage = lazy(() => import('./web/case-page.tsx').then(module => ({ default: module.CasePage })))
const SpotPage = lazy(() => import('./web/spot-page.tsx').then(module => ({ default: module.SpotPage })))
const BoardPage = lazy(() => import('./web/board-page.tsx').then(module => ({ default: module.BoardPage })))
const wait = (page: ReactNode) => <Suspense fallback={<Skeleton rows={8} />}>{page}</Suspense>

export const pages = [
  { path: 'board', title: '处罚看板', element: wait(<BoardPage />) },
  { path: 'spot', title: '当场处罚', element: wait(<SpotPage />) },
  { path: 'case', title: '案件办理', element: wait(<CasePage />), hidden: true },
]

/** What a row's own page offers beside its acts. */
export const sceneLinks: Readonly<Record<string, (row: RowBody) => readonly { label: string; href: string }[]>> = {
  'penalty-referral': row => originOf(row.values['origin']),
  'penalty-lead': row => originOf(row.values['origin']),
  'penalty-case': row => [{ label: '期限、裁量、证据', href: `/scenes/penalty/case?case=${row.id}` }],
}

/** Back to where it was handed over from: `record/id`. */
function originOf(origin: unknown): readonly { label: string; href: string }[] {
  return typeof origin === 'string' && origin !== '' ? [{ label: '查看移送来源', href: `/records/${origin}` }] : []
}
