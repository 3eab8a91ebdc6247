// My own page: who I am, who stands in for me, where I am logged in, my password.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Popconfirm } from 'antd'
import { type FormEvent, useRef, useState } from 'react'
import { get, listIn, post, remove, setCsrf } from '../../kit/api.ts'
import { longDate } from '../../kit/format.ts'
import { useSession, useToday } from '../../kit/model.tsx'
import { PageFrame, Panel } from '../../kit/page-frame.tsx'
import { Facts } from '../../kit/record-detail.tsx'
import { RecordForm } from '../../kit/record-form.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../kit/states.tsx'
import type { Delegation, Session } from '../../wire/session.ts'
import { MySessions } from './my-sessions.tsx'
import './me.css'

export function MePage() {
  const session = useSession()
  return (
    <PageFrame title="个人设置">
      <div className="me-columns">
        <div className="stack">
          <Panel title="基本信息">
            <Facts
              of={[
                ['姓名', session.name],
                ['职务', session.title],
                ['账号', session.account],
              ]}
            />
            <h3 className="me-heading">任职岗位</h3>
            <ul className="me-posts">
              {session.posts.map(post => (
                <li key={`${post.organ}${post.role}${post.onBehalfOf}`}>
                  <span className="grow">
                    {post.organName} · {post.roleLabel}
                  </span>
                  <span className="muted">{post.regionName}</span>
                  {post.onBehalfOf ? <span className="chip gold">代理</span> : null}
                </li>
              ))}
            </ul>
          </Panel>
          {session.demo ? null : (
            <Panel title="修改密码">
              <PasswordForm />
            </Panel>
          )}
        </div>
        <div className="stack">
          <Delegations />
          <MySessions />
        </div>
      </div>
    </PageFrame>
  )
}

function Delegations() {
  const { message } = App.useApp()
  const session = useSession()
  const today = useToday()
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const list = useQuery({
    queryKey: ['delegations'],
    queryFn: async ({ signal }) => listIn<Delegation>(await get('/delegations', {}, signal)),
  })
  const changed = () =>
    Promise.all([queries.invalidateQueries({ queryKey: ['delegations'] }), queries.invalidateQueries({ queryKey: ['session'] })])
  const add = async (values: Record<string, unknown>) => {
    await post('/delegations', { to: values['to'], startsOn: values['startsOn'], endsOn: values['endsOn'], reason: values['reason'] })
    void message.success('委托已设置，期间您的待办由代理人办理')
    setAdding(false)
    await changed()
  }
  const revoke = async (id: string) => {
    try {
      await remove(`/delegations/${id}`)
      void message.success('委托已撤销')
      await changed()
    } catch (error) {
      void message.error((error as Error).message)
    }
  }
  const stateOf = (one: Delegation) =>
    (one.revokedAt
      ? ['已撤销', '']
      : one.endsOn < today
        ? ['已结束', '']
        : one.startsOn > today
          ? ['未开始', 'gold']
          : ['生效中', 'primary']) as [string, string]
  return (
    <Panel
      title="请假委托"
      pad={false}
      extra={
        adding ? null : (
          <Button type="primary" size="small" onClick={() => setAdding(true)}>
            设置委托
          </Button>
        )
      }
    >
      {adding ? (
        <div className="me-form">
          <RecordForm
            submitLabel="确认委托"
            onSubmit={add}
            onCancel={() => setAdding(false)}
            fields={[
              { name: 'to', kind: 'person', label: '代理人', required: true, help: '应为同一单位的在岗人员' },
              { name: 'reason', kind: 'text', label: '事由', required: true, max: 500 },
              { name: 'startsOn', kind: 'date', label: '开始日期', required: true },
              { name: 'endsOn', kind: 'date', label: '结束日期', required: true, help: '含当日，最长一年' },
            ]}
            initial={{ startsOn: today }}
          />
        </div>
      ) : null}
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Skeleton rows={3} />
      ) : list.data.length === 0 && !adding ? (
        <EmptyState
          title="没有请假委托"
          hint="休假、出差前设置委托，代理人会看到您的待办，办理记录注明由谁代办。"
          action={<Button onClick={() => setAdding(true)}>设置委托</Button>}
        />
      ) : (
        <ul className="delegations">
          {list.data.map(one => (
            <li key={one.id}>
              <div className="grow">
                <div className="row wrap">
                  <strong>
                    {one.from === session.person
                      ? `委托${one.toName}代办`
                      : one.to === session.person
                        ? `代${one.fromName}办理`
                        : `${one.fromName}委托${one.toName}`}
                  </strong>
                  <span className={`chip ${stateOf(one)[1]}`}>{stateOf(one)[0]}</span>
                </div>
                <p className="soft num">
                  {longDate(one.startsOn)} 至 {longDate(one.endsOn)}
                </p>
                <p className="muted">{one.reason}</p>
              </div>
              {!one.revokedAt && one.endsOn >= today ? (
                <Popconfirm
                  title="撤销这项委托？"
                  description="撤销后代理人立即不能再办理。"
                  okText="撤销"
                  cancelText="保留"
                  onConfirm={() => revoke(one.id)}
                >
                  <Button size="small" danger>
                    撤销
                  </Button>
                </Popconfirm>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function PasswordForm() {
  const { message } = App.useApp()
  const form = useRef<HTMLFormElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const data = new FormData(form.current ?? undefined)
    const [current, next, again] = ['current', 'next', 'again'].map(name => String(data.get(name) ?? ''))
    if (!current || !next) return setFault('请填写原密码和新密码')
    if (next !== again) return setFault('两次输入的新密码不一致')
    setSending(true)
    setFault(null)
    try {
      const session = await post<Session>('/session/password', { current, next })
      setCsrf(session.csrf)
      form.current?.reset()
      void message.success('密码已修改，其他设备上的登录已全部退出')
    } catch (error) {
      setFault((error as Error).message)
    }
    setSending(false)
  }
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      {fault ? <Alert type="error" showIcon role="alert" title={fault} /> : null}
      <label className="act-field">
        原密码
        <input className="plain-input" name="current" type="password" autoComplete="current-password" />
      </label>
      <label className="act-field">
        新密码
        <input className="plain-input" name="next" type="password" autoComplete="new-password" />
      </label>
      <label className="act-field">
        再次输入新密码
        <input className="plain-input" name="again" type="password" autoComplete="new-password" />
      </label>
      <div>
        <Button type="primary" htmlType="submit" loading={sending}>
          修改密码
        </Button>
      </div>
    </form>
  )
}
