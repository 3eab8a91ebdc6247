// Logging in: by password, by the city's identity provider, or — in a demo — as one of the invented people.

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type RoleId, roles } from '#declare'
import { textOf, useAddress } from '../../kit/address.ts'
import { apiUrl, get, listIn, post, setCsrf } from '../../kit/api.ts'
import { useGo } from '../../kit/app-link.tsx'
import { groupBy } from '../../kit/group-by.ts'
import { SearchBox } from '../../kit/search-box.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/states.tsx'
import { type Tab, Tabs } from '../../kit/tabs.tsx'
import type { DemoPerson, Session } from '../../wire/session.ts'
import { BrandMark } from '../shell/brand.tsx'
import './login.css'

type Ways = { password: boolean; oidc: boolean; demo: boolean }
type Way = 'demo' | 'password'

export function LoginPage() {
  const [address] = useAddress()
  const queries = useQueryClient()
  const go = useGo()
  const ways = useQuery({
    queryKey: ['ways'],
    queryFn: () => get<Ways>('/session/ways').catch((): Ways => ({ password: true, oidc: false, demo: true })),
  })
  const [way, setWay] = useState<Way | null>(null)
  useEffect(() => {
    document.title = '登录 · 数智'
  }, [])
  const enter = (session: Session) => {
    setCsrf(session.csrf)
    queries.clear()
    queries.setQueryData(['session'], session)
    const from = textOf(address['from'])
    go(from.startsWith('/') && !from.startsWith('//') ? from : '/', { replace: true })
  }
  const demo = ways.data?.demo === true
  const chosen = way ?? (demo ? 'demo' : 'password')
  const tabs: Tab<Way>[] = [
    { key: 'demo', label: '体验登录' },
    { key: 'password', label: '账号登录' },
  ]
  return (
    <div className="login">
      <aside className="login-side">
        <div className="login-brand">
          <BrandMark size={44} />
          <span>
            <strong>数智</strong>
            <small>现代政府数字化平台</small>
          </span>
        </div>
        <Scenery />
        <div className="login-words">
          <p>
            一件事，从交办到办结，
            <br />
            件件有着落、时时可回溯。
          </p>
          <ul>
            <li>感知</li>
            <li>数据</li>
            <li>大脑</li>
            <li>处置</li>
            <li>评价</li>
          </ul>
        </div>
      </aside>
      <main className="login-main" id="main">
        <h1>登录政务工作台</h1>
        {textOf(address['from']) && !address['switch'] ? <p className="muted">登录后将回到您刚才要打开的页面。</p> : null}
        {address['oidc'] ? <Alert type="error" showIcon title="统一身份认证没有完成，请重试或改用账号登录" /> : null}
        {ways.isPending ? (
          <Skeleton rows={5} />
        ) : demo ? (
          <div className="panel">
            <Tabs label="登录方式" tabs={tabs} value={chosen} onChange={setWay}>
              {chosen === 'demo' ? <DemoPicker onEnter={enter} /> : <PasswordForm onEnter={enter} />}
            </Tabs>
          </div>
        ) : (
          <div className="panel">
            <PasswordForm onEnter={enter} />
          </div>
        )}
        {ways.data?.oidc ? (
          <Button block size="large" href={apiUrl('/oidc/start', { back: textOf(address['from']) || '/' })}>
            使用统一身份认证登录
          </Button>
        ) : null}
        {demo ? (
          <p className="login-note">
            <b>演示环境</b>人员、事项与数据均为虚构，机构名称仅用于展示，请勿录入真实个人信息。
          </p>
        ) : null}
      </main>
    </div>
  )
}

function PasswordForm({ onEnter }: { onEnter: (session: Session) => void }) {
  const [fault, setFault] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const data = new FormData(form.current ?? undefined)
    const [account, password] = [String(data.get('account') ?? '').trim(), String(data.get('password') ?? '')]
    if (!account || !password) return setFault('请填写账号和密码')
    setSending(true)
    setFault(null)
    try {
      onEnter(await post<Session>('/session', { account, password }))
    } catch (error) {
      setFault((error as Error).message)
      setSending(false)
    }
  }
  return (
    <form ref={form} className="login-form" onSubmit={submit} noValidate>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <label>
        账号
        <input name="account" autoComplete="username" className="plain-input" aria-required />
      </label>
      <label>
        密码
        <input name="password" type="password" autoComplete="current-password" className="plain-input" aria-required />
      </label>
      <Button type="primary" size="large" block htmlType="submit" loading={sending}>
        登录
      </Button>
      <p className="muted">忘记密码请联系本单位系统管理员重置。</p>
    </form>
  )
}

const levels = [
  ['', '全部'],
  ['city', '市级'],
  ['county', '县级'],
  ['town', '镇街'],
  ['village', '村社'],
] as const

function DemoPicker({ onEnter }: { onEnter: (session: Session) => void }) {
  const [q, setQ] = useState('')
  const [level, setLevel] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const people = useQuery({
    queryKey: ['demo-people', q, level],
    queryFn: async ({ signal }) => listIn<DemoPerson>(await get('/demo/people', { q, level, limit: 50 }, signal)),
  })
  const enter = async (person: DemoPerson) => {
    setBusy(person.person)
    try {
      onEnter(await post<Session>('/session/demo', { person: person.person }))
    } catch (error) {
      setFault((error as Error).message)
      setBusy(null)
    }
  }
  const organs = [...groupBy(people.data ?? [], person => person.organName)]
  return (
    <div className="demo-picker">
      <div className="demo-tools">
        <SearchBox value={q} onSearch={setQ} placeholder="按姓名、单位、岗位查找" />
        <div role="radiogroup" aria-label="层级" className="segments">
          {levels.map(([key, label]) => (
            <label key={key}>
              <input type="radio" name="level" checked={level === key} onChange={() => setLevel(key)} />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </div>
      {fault ? <Alert type="error" showIcon title={fault} /> : null}
      <div className="demo-list">
        {people.error ? (
          <ErrorState error={people.error} onRetry={() => void people.refetch()} />
        ) : people.isPending ? (
          <Skeleton rows={6} />
        ) : organs.length === 0 ? (
          <EmptyState drawing="search" title="没有找到这个人" hint="换个姓名或单位试试。" />
        ) : (
          organs.map(([organ, list]) => (
            <section key={organ}>
              <h2>
                {organ}
                <span className="muted">{list[0]?.regionName}</span>
              </h2>
              <ul>
                {list.map(person => (
                  <li key={person.person}>
                    <button type="button" disabled={busy !== null} onClick={() => void enter(person)}>
                      <span className="avatar" aria-hidden="true">
                        {person.name.slice(-1)}
                      </span>
                      <span className="grow">
                        <b>{person.name}</b>
                        <span className="muted">{person.title}</span>
                      </span>
                      <span className="demo-roles">
                        {[...new Set(person.roles)].map(role => (
                          <span key={role} className="chip primary">
                            {roles[role as RoleId]?.label ?? role}
                          </span>
                        ))}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))
        )}
      </div>
    </div>
  )
}

/** Hills, water and a bridge, drawn: no picture is fetched. */
function Scenery() {
  return (
    <svg className="login-scenery" viewBox="0 0 600 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <circle cx="440" cy="96" r="38" fill="#e9b872" opacity=".9" />
      <path d="M0 250c70-60 120-78 180-30 50-70 120-96 190-20 60-50 130-70 230 10v210H0z" fill="#14606f" opacity=".55" />
      <path d="M0 292c80-34 150-40 220-8 90-46 180-40 380 6v130H0z" fill="#0f4e5c" />
      <path d="M120 330h64c14-44 54-70 104-70s90 26 104 70h88v16H120z" fill="#0a3c48" />
      <path d="M212 346c8-36 38-58 76-58s68 22 76 58z" fill="#14606f" />
      <path d="M212 350c8 30 38 46 76 46s68-16 76-46z" fill="#0a3c48" opacity=".35" />
      <g stroke="#9fd3d6" strokeWidth="1.500" opacity=".5" strokeLinecap="round">
        <path d="M40 372h90M180 384h60M330 378h120M480 366h80M90 400h140M300 404h90M430 396h130" />
      </g>
    </svg>
  )
}
