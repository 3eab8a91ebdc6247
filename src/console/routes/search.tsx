// Everything that was found for some words: matters, organs, people.
import { useQuery } from '@tanstack/react-query'
import { textOf, useAddress } from '../../kit/address.ts'
import { get } from '../../kit/api.ts'
import { AppLink } from '../../kit/app-link.tsx'
import { StateTag } from '../../kit/light-tag.tsx'
import { PageFrame, Panel } from '../../kit/page-frame.tsx'
import { SearchBox } from '../../kit/search-box.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/states.tsx'
import type { SearchResult } from '../../wire/rows.ts'
import './search.css'

export function SearchPage() {
  const [address, change] = useAddress()
  const q = textOf(address['q'])
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<SearchResult>('/search', { q }, signal),
    enabled: q.length > 0,
    placeholderData: before => before,
  })
  const { hits = [], people = [], organs = [] } = found.data ?? {}
  const none = found.isSuccess && hits.length + people.length + organs.length === 0
  return (
    <PageFrame
      title={q ? `搜索“${q}”` : '搜索'}
      lead={
        found.isSuccess && !none ? (
          <span role="status">
            找到事项 <span className="num">{hits.length}</span> 项，单位 <span className="num">{organs.length}</span> 个，人员{' '}
            <span className="num">{people.length}</span> 名
          </span>
        ) : null
      }
    >
      <div className="search-head">
        <SearchBox value={q} onSearch={next => change({ q: next })} placeholder="搜索事项、单位、人员" />
      </div>
      {!q ? (
        <div className="panel">
          <EmptyState drawing="search" title="输入要找的内容" hint="可以输入事项名称、编号、单位或人员姓名。" />
        </div>
      ) : null}
      {found.error ? (
        <div className="panel">
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        </div>
      ) : null}
      {q && found.isPending ? (
        <div className="panel">
          <Skeleton rows={6} />
        </div>
      ) : null}
      {q && none ? (
        <div className="panel">
          <EmptyState drawing="search" title="没有找到" hint="换个说法，或减少几个字再试。没有查看权限的事项不会出现。" />
        </div>
      ) : null}
      <div className="search-columns">
        {hits.length > 0 ? (
          <Panel title="事项" pad={false}>
            <ul className="search-hits">
              {hits.map(hit => (
                <li key={`${hit.record}${hit.id}`}>
                  <div className="row wrap">
                    <AppLink href={`/records/${hit.record}/${hit.id}`} className="search-title">
                      <Marked text={hit.title} q={q} />
                    </AppLink>
                    {hit.stateLabel ? <StateTag label={hit.stateLabel} /> : null}
                  </div>
                  <p className="soft two-lines">
                    <Marked text={hit.excerpt} q={q} />
                  </p>
                  <p className="muted">
                    {hit.recordLabel}
                    {hit.number ? <span className="num"> · {hit.number}</span> : null}
                  </p>
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
        {organs.length + people.length > 0 ? (
          <div className="stack">
            {organs.length > 0 ? (
              <Panel title="单位" pad={false}>
                <ul className="record-links">
                  {organs.map(organ => (
                    <li key={organ.id}>
                      <AppLink href={`/organisation?organ=${organ.id}`}>
                        <Marked text={organ.name} q={q} />
                      </AppLink>
                    </li>
                  ))}
                </ul>
              </Panel>
            ) : null}
            {people.length > 0 ? (
              <Panel title="人员" pad={false}>
                <ul className="record-links">
                  {people.map(person => (
                    <li key={person.id}>
                      <AppLink href={`/organisation?person=${person.id}`}>
                        <Marked text={person.name} q={q} />
                      </AppLink>
                      <span className="muted">
                        {person.organName} · {person.title}
                      </span>
                    </li>
                  ))}
                </ul>
              </Panel>
            ) : null}
          </div>
        ) : null}
      </div>
    </PageFrame>
  )
}

function Marked({ text, q }: { text: string; q: string }) {
  const at = q ? text.toLowerCase().indexOf(q.toLowerCase()) : -1
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + q.length)}</mark>
      {text.slice(at + q.length)}
    </>
  )
}
