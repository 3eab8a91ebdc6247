// The pages of supervision. Only names are here: what a page is made of is fetched when it is opened.
import { lazy, type ReactNode, Suspense } from 'react'
import { Skeleton } from '../../../kit/states.tsx'
import type { RowBody } from '../../../wire/rows.ts'

const ImportPage = lazy(() => import('./web/import-page.tsx').then(module => ({ default: module.ImportPage })))
const ProofreadPage = lazy(() => import('./web/proofread-page.tsx').then(module => ({ default: module.ProofreadPage })))
const BoardPage = lazy(() => import('./web/board-page.tsx').then(module => ({ default: module.BoardPage })))
const PassagePage = lazy(() => import('./web/passage-page.tsx').then(module => ({ default: module.PassagePage })))

const wait = (page: ReactNode) => <Suspense fallback={<Skeleton rows={8} />}>{page}</Suspense>

export const pages = [
  { path: 'import', title: '导入文件', element: wait(<ImportPage />) },
  { path: 'proofread', title: '校核交办', element: wait(<ProofreadPage />) },
  { path: 'board', title: '督查看板', element: wait(<BoardPage />) },
  { path: 'passage', title: '文件原文', element: wait(<PassagePage />), hidden: true },
]

const home = '/scenes/supervision'
/** What a row's own page offers beside its acts. */
export const sceneLinks: Readonly<Record<string, (row: RowBody) => readonly { label: string; href: string }[]>> = {
  'supervision-plan': row => [
    ...(row.case?.state === 'proofreading' ? [{ label: '校核', href: `${home}/proofread?plan=${row.id}` }] : []),
    ...(row.case?.state === 'running' || row.case?.state === 'closed'
      ? [
          { label: '看板', href: `${home}/board?plan=${row.id}` },
          { label: '对照原文', href: `${home}/proofread?plan=${row.id}` },
        ]
      : []),
  ],
  'supervision-task': row =>
    typeof row.values['from'] === 'number' ? [{ label: '查看原文', href: `${home}/passage?task=${row.id}` }] : [],
}
