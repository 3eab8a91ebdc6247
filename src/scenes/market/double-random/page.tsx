// The pages of double-random inspection. Only names are here: what a page is made of is fetched when it is opened.
import { lazy, Suspense } from 'react'
import { Skeleton } from '../../../kit/states.tsx'
import type { RowBody } from '../../../wire/rows.ts'

const BoardPage = lazy(() => import('./web/board-page.tsx').then(module => ({ default: module.BoardPage })))

export const pages = [
  {
    path: 'board',
    title: '双随机抽查看板',
    element: (
      <Suspense fallback={<Skeleton rows={8} />}>
        <BoardPage />
      </Suspense>
    ),
  },
]

/** From a batch to what everybody reads of it; from a visit to the case it was handed over to. */
export const sceneLinks: Readonly<Record<string, (row: RowBody) => readonly { label: string; href: string }[]>> = {
  'inspection-visit': row =>
    typeof row.values['handedTo'] === 'string' ? [{ label: '查看移送的线索', href: `/records/${row.values['handedTo']}` }] : [],
}
