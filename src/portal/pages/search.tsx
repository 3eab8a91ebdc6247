// Found services: by words, by life event, by who asks.
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ServiceCards } from '../../wire/portal.ts'
import { get } from '../api.ts'
import { Go } from '../parts/link.tsx'
import { ServiceList } from '../parts/service-list.tsx'
import { Empty, Fault, Title, Waiting } from '../parts/states.tsx'
import { useHome } from '../session.ts'
import { SearchBox } from './home.tsx'

export function SearchPage() {
  const { q = '', event = '', for: audience = '' } = useSearch({ strict: false })
  const home = useHome()
  const at = home.data?.region.code ?? ''
  const asked = new URLSearchParams(Object.entries({ q, event, for: audience, at }).filter(([, value]) => value !== ''))
  const found = useQuery({ queryKey: ['services', q, event, audience, at], queryFn: () => get<ServiceCards>(`/services?${asked}`) })
  const label = home.data?.events.find(one => one.id === event)?.label
  return (
    <>
      <Title>{label ?? (q ? `“${q}”的搜索结果` : '全部服务')}</Title>
      <SearchBox key={q} initial={q} />
      <nav className="filters" aria-label="面向谁">
        {(
          [
            ['', '全部'],
            ['person', '个人'],
            ['business', '企业'],
          ] as const
        ).map(([key, words]) => {
          const next = new URLSearchParams(Object.entries({ q, event, for: key }).filter(([, value]) => value !== ''))
          return (
            <Go key={key} href={`/search?${next}`} className={`chip${audience === key ? ' is-here' : ''}`}>
              {words}
            </Go>
          )
        })}
      </nav>
      {found.error ? <Fault error={found.error} onRetry={() => void found.refetch()} /> : null}
      {!found.data && !found.error ? <Waiting /> : null}
      {found.data && found.data.items.length > 0 ? <ServiceList items={found.data.items} /> : null}
      {found.data?.items.length === 0 ? (
        <Empty title="没有找到相符的服务">
          <p>换一个说法试试，或者把问题告诉我们，由当地政务服务办答复。</p>
          <Go href="/s/ask" className="button is-primary">
            我要咨询
          </Go>
        </Empty>
      ) : null}
    </>
  )
}
