// What a scene offers on the page of one of its rows: ways to its own pages.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useGo } from '../kit/app-link.tsx'
import type { RowBody } from '../wire/rows.ts'
import { hasOwnPages, loadSceneLinks } from './scene-pages.ts'

export function SceneLinks({ scene, record, row }: { scene: string; record: string; row: RowBody }) {
  const go = useGo()
  const links = useQuery({
    queryKey: ['scene-links', scene],
    queryFn: () => loadSceneLinks(scene),
    enabled: hasOwnPages(scene),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (links.data?.[record]?.(row) ?? []).map(link => (
    <Button
      key={link.href}
      href={link.href}
      onClick={event => {
        event.preventDefault()
        go(link.href)
      }}
    >
      {link.label}
    </Button>
  ))
}
