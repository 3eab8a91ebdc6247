// What the city makes public: each publication with its rows, found by words and by year. Nobody has to log in.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import type { PublicationList, PublicPage, PublicRow } from '../../wire/public.ts'
import { getPublic } from '../api.ts'
import { Go, useGo } from '../parts/link.tsx'
import { Empty, Fault, Title, Waiting } from '../parts/states.tsx'

export function NoticesPage() {
  const list = useQuery({ queryKey: ['public'], queryFn: () => getPublic<z.infer<typeof PublicationList>>('') })
  if (list.error) return <Fault error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Waiting />
  return (
    <>
      <Title>政务公示</Title>
      <ul className="list">
        {list.data.items.map(one => (
          <li key={one.name}>
            <Go href={`/public/${one.name}`} className="list-item">
              <span className="list-title">{one.label}</span>
              <span className="list-facts">{one.basis}</span>
            </Go>
          </li>
        ))}
      </ul>
    </>
  )
}

export function NoticePage() {
  const { name = '' } = useParams({ strict: false }) as { name?: string }
  const { q = '', year = '' } = useSearch({ strict: false }) as { q?: string; year?: string }
  const query = new URLSearchParams({ ...(q && { q }), ...(year && { year }) })
  const pages = useInfiniteQuery({
    queryKey: ['public', name, q, year],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const asked = new URLSearchParams(query)
      if (pageParam) asked.set('cursor', pageParam)
      return getPublic<PublicPage>(`/${name}?${asked}`)
    },
    getNextPageParam: last => last.next,
  })
  if (pages.error) return <Fault error={pages.error} onRetry={() => void pages.refetch()} />
  const [first] = pages.data?.pages ?? []
  if (!first) return <Waiting />
  const rows = pages.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <>
      <Title over="政务公示">{first.label}</Title>
      <Find name={name} q={q} year={year} byYear={first.byYear} />
      {rows.length === 0 ? (
        <Empty title={q || year ? '没有找到符合条件的公示' : '现在没有公示'}>
          {q || year ? (
            <p>
              <Go href={`/public/${name}`}>查看全部</Go>
            </p>
          ) : null}
        </Empty>
      ) : (
        <ul className="list">
          {rows.map(row => (
            <li key={row.id}>
              <Card name={name} fields={first.fields} row={row} />
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <p className="more">
          <button type="button" className="button is-wide" disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            更多
          </button>
        </p>
      ) : null}
      <p className="muted">公示依据：{first.basis}</p>
    </>
  )
}

/** The first field names the row; of the others the first few are told. */
function Card({ name, fields, row }: { name: string; fields: PublicPage['fields']; row: PublicRow }) {
  const [head, ...rest] = fields.filter(field => row.values[field.name] !== undefined)
  return (
    <Go href={`/public/${name}/${row.id}`} className="list-item">
      <span className="list-title">{head ? row.values[head.name] : row.number}</span>
      <span className="list-facts notice-facts">
        {rest.slice(0, 6).map(field => (
          <span key={field.name}>
            {field.label}：{row.values[field.name]}
          </span>
        ))}
      </span>
    </Go>
  )
}

function Find({ name, q, year, byYear }: { name: string; q: string; year: string; byYear: boolean }) {
  const go = useGo()
  const [words, setWords] = useState(q)
  const now = new Date().getFullYear()
  const find = (next: { q?: string; year?: string }) => {
    const query = new URLSearchParams(Object.entries({ q: words.trim(), year, ...next }).filter(([, value]) => value !== ''))
    go(`/public/${name}${query.size > 0 ? `?${query}` : ''}`)
  }
  return (
    <search>
      <form
        className="search notice-search"
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          find({})
        }}
      >
        <input
          className="input"
          type="search"
          value={words}
          placeholder="企业名称、统一社会信用代码"
          aria-label="企业名称、统一社会信用代码"
          onChange={event => setWords(event.target.value)}
        />
        {byYear ? (
          <select className="input" aria-label="年份" value={year} onChange={event => find({ year: event.target.value })}>
            <option value="">全部年份</option>
            {Array.from({ length: 5 }, (_, at) => String(now - at)).map(one => (
              <option key={one} value={one}>
                {one}年
              </option>
            ))}
          </select>
        ) : null}
        <button type="submit" className="button is-primary">
          查找
        </button>
      </form>
    </search>
  )
}
