// The pages of the city brain. Only names are here: what a page is made of is fetched when it is opened.
import { lazy, Suspense } from 'react'
import { Skeleton } from '../../../kit/states.tsx'
import type { RowBody } from '../../../wire/rows.ts'

const BoardPage = lazy(() => import('./web/board-page.tsx').then(module => ({ default: module.BoardPage })))

export const pages = [
  {
    path: 'board',
    title: '预警看板',
    element: (
      <Suspense fallback={<Skeleton rows={8} />}>
        <BoardPage />
      </Suspense>
    ),
  },
]

/** From a warning to what caused it: the newest row, the figure, the case it opened. Whether they may be seen is asked there. */
export const sceneLinks: Readonly<Record<string, (row: RowBody) => readonly { label: string; href: string }[]>> = {
  warning: ({ values }) => {
    const { record, row, indicator, scene, dimension, opened, openedRecord } = values
    return [
      ...(row ? [{ label: '查看来源数据', href: `/records/${String(record)}/${String(row)}` }] : []),
      ...(indicator
        ? [
            {
              label: '查看指标',
              href: `/scenes/${String(scene)}/figures/${String(indicator)}${dimension ? `?by=${String(dimension)}` : ''}`,
            },
          ]
        : []),
      ...(opened ? [{ label: '查看启动的事项', href: `/records/${String(openedRecord)}/${String(opened)}` }] : []),
    ]
  },
}
