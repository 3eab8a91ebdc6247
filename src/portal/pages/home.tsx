// The front page: search first, then life events, what is used most, and what waits for whoever is logged in.
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseCards, ServiceCards } from '../../wire/portal.ts'
import { get } from '../api.ts'
import { Go, useGo } from '../parts/link.tsx'
import { ServiceList } from '../parts/service-list.tsx'
import { Fault, Waiting } from '../parts/states.tsx'
import { useHome, useSession } from '../session.ts'
import { setEdition } from '../settings.ts'
import { CaseList } from './case-list.tsx'

export function HomePage() {
  const home = useHome()
  const at = home.data?.region.code
  const session = useSession()
  const services = useQuery({
    queryKey: ['services', '', '', '', at],
    queryFn: () => get<ServiceCards>(`/services?at=${at}`),
    enabled: at !== undefined,
  })
  const cases = useQuery({ queryKey: ['cases'], queryFn: () => get<CaseCards>('/cases'), enabled: Boolean(session.data) })
  if (home.error) return <Fault error={home.error} onRetry={() => void home.refetch()} />
  if (!home.data) return <Waiting />
  document.title = `${home.data.region.name}办事服务`
  const waiting = (cases.data?.items ?? []).filter(one => one.asked || one.endedAt === null).slice(0, 3)
  return (
    <>
      <section className="hero">
        <h1>您想办什么事？</h1>
        <SearchBox />
        <label className="edition">
          地区
          <select
            value={home.data.region.code}
            onChange={event => {
              setEdition(event.target.value)
              location.assign(`/portal/?at=${event.target.value}`)
            }}
          >
            {home.data.editions.map(region => (
              <option key={region.code} value={region.code}>
                {region.name}
              </option>
            ))}
          </select>
        </label>
      </section>
      {waiting.length > 0 ? (
        <section>
          <h2>我的办件</h2>
          <CaseList items={waiting} />
          <p className="more">
            <Go href="/cases">全部办件</Go>
          </p>
        </section>
      ) : null}
      <section>
        <h2>按人生大事找</h2>
        <ul className="tiles">
          {home.data.events.map(event => (
            <li key={event.id}>
              <Go href={`/search?event=${event.id}`} className="tile">
                <span>{event.label}</span>
                <small>{event.count}项</small>
              </Go>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>常用服务</h2>
        {services.data ? <ServiceList items={services.data.items.slice(0, 8)} /> : <Waiting />}
        <p className="more">
          <Go href="/search">全部服务</Go>
        </p>
      </section>
      <section className="quick">
        <Go href="/follow" className="button">
          凭编号查进度
        </Go>
      </section>
    </>
  )
}

export function SearchBox({ initial = '' }: { initial?: string }) {
  const go = useGo()
  const [words, setWords] = useState(initial)
  const search = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim()) go(`/search?q=${encodeURIComponent(words.trim())}`)
  }
  return (
    <search>
      <form className="search" onSubmit={search}>
        <input
          className="input"
          type="search"
          value={words}
          maxLength={60}
          aria-label="搜索服务"
          placeholder="如：摆摊、落户、欠薪"
          onChange={event => setWords(event.target.value)}
        />
        <button type="submit" className="button is-primary">
          搜索
        </button>
      </form>
    </search>
  )
}
