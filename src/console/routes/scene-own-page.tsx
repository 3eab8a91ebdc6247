// A page that a scene brings itself.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useModel } from '../../kit/model.tsx'
import { PageFrame } from '../../kit/page-frame.tsx'
import { ErrorState, Skeleton } from '../../kit/states.tsx'
import { loadScenePages } from '../scene-pages.ts'
import { NotFoundPage } from './not-found.tsx'

export function SceneOwnPage() {
  const { scene = '', page = '' } = useParams({ strict: false }) as { scene?: string; page?: string }
  const found = useModel().scene(scene)
  const pages = useQuery({ queryKey: ['scene-pages', scene], queryFn: () => loadScenePages(scene), staleTime: Number.POSITIVE_INFINITY })
  const own = pages.data?.find(one => one.path === page)
  if (!found) return <NotFoundPage />
  if (pages.isPending)
    return (
      <div className="page">
        <div className="panel">
          <Skeleton rows={6} />
        </div>
      </div>
    )
  if (pages.error)
    return (
      <div className="page">
        <div className="panel">
          <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
        </div>
      </div>
    )
  if (!own) return <NotFoundPage />
  return (
    <PageFrame
      title={own.title}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: found.title, href: `/scenes/${scene}` },
      ]}
    >
      {own.element}
    </PageFrame>
  )
}
