// My account: my name, large type, firms I act for, who read my data, leaving.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { PortalSession } from '../../wire/portal.ts'
import { ApiProblem, post, put, setCsrf } from '../api.ts'
import { Go, useGo } from '../parts/link.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Note, Title } from '../parts/states.tsx'
import { useLogOut, useSession } from '../session.ts'
import { setActing } from '../settings.ts'

export const MePage = () => (
  <NeedLogIn title="我的">
    <Me />
  </NeedLogIn>
)

function Me() {
  const session = useSession().data!
  const go = useGo()
  const logOut = useLogOut()
  const client = useQueryClient()
  const [name, setName] = useState(session.name)
  const [says, setSays] = useState('')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      client.setQueryData(['session'], await put<PortalSession>('/me', { name }))
      setSays('已保存')
    } catch (error) {
      setSays(error instanceof ApiProblem ? error.message : '没有保存成功，请再试一次')
    }
  }
  const everywhere = async () => {
    await post('/session/end-all')
    setActing(null)
    setCsrf('')
    client.clear()
    client.setQueryData(['session'], null)
    go('/')
  }
  return (
    <>
      <Title>我的</Title>
      <dl className="facts is-card">
        <div>
          <dt>手机号</dt>
          <dd>{session.phone}</dd>
        </div>
      </dl>
      <form onSubmit={event => void save(event)}>
        <div className="field">
          <label className="label" htmlFor="name">
            姓名
          </label>
          <p className="help" id="name-help">
            办事时自动填写，不用每次输入
          </p>
          <input
            id="name"
            className="input"
            autoComplete="name"
            maxLength={40}
            aria-describedby="name-help"
            value={name}
            onChange={event => setName(event.target.value)}
          />
        </div>
        <button type="submit" className="button" disabled={name.trim().length < 2 || name === session.name}>
          保存姓名
        </button>
      </form>
      <p role="status">{says ? <Note>{says}</Note> : null}</p>
      <ul className="list">
        {(
          [
            ['/firms', '代办企业事项', session.firms.length > 0 ? `${session.firms.length}家企业` : '凭授权委托书代企业办事'],
            ['/privacy', '谁看过我的数据', '查看工作人员查阅您个人信息的记录'],
            ['/help', '帮助', '常见问题'],
          ] as const
        ).map(([href, title, text]) => (
          <li key={href}>
            <Go href={href} className="list-item">
              <span className="list-title">{title}</span>
              <span className="list-text">{text}</span>
            </Go>
          </li>
        ))}
      </ul>
      <div className="dock is-pair is-still">
        <button type="button" className="button" onClick={() => void logOut().then(() => go('/'))}>
          退出登录
        </button>
        <button type="button" className="button" onClick={() => void everywhere()}>
          在所有设备上退出
        </button>
      </div>
    </>
  )
}
