// Logging in: the number, then the code. In a demo the message is shown on the page and says so.
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import type { PortalSession } from '../../wire/portal.ts'
import { ApiProblem, get, post } from '../api.ts'
import { useGo } from '../parts/link.tsx'
import { Note, Title } from '../parts/states.tsx'
import { enterSession, useHome } from '../session.ts'

export function LogInPage() {
  const go = useGo()
  const client = useQueryClient()
  const { back = '/cases' } = useSearch({ strict: false })
  const demo = useHome().data?.demo === true
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [sent, setSent] = useState(false)
  const [wait, setWait] = useState(0)
  const [says, setSays] = useState('')
  const [message, setMessage] = useState('')
  useEffect(() => {
    if (wait === 0) return
    const timer = setTimeout(() => setWait(wait - 1), 1000)
    return () => clearTimeout(timer)
  }, [wait])

  const attempt = async (work: () => Promise<void>) => {
    setSays('')
    try {
      await work()
    } catch (error) {
      setSays(error instanceof ApiProblem ? error.message : '没有成功，请再试一次')
    }
  }
  const send = () =>
    attempt(async () => {
      const answer = await post<{ againSeconds: number }>('/code', { phone })
      setSent(true)
      setWait(answer.againSeconds)
      if (!demo) return
      const { items } = await get<{ items: { text: string }[] }>(`/demo/messages?phone=${encodeURIComponent(phone)}`)
      setMessage(items.findLast(one => one.text.startsWith('验证码'))?.text ?? '')
    })
  const enter = (event: FormEvent) => {
    event.preventDefault()
    void attempt(async () => {
      if (!sent) return send()
      enterSession(client, await post<PortalSession>('/session', { phone, code }))
      // Only to our own pages.
      go(back.startsWith('/') && !back.startsWith('//') ? back : '/cases', { replace: true })
    })
  }
  return (
    <form onSubmit={enter}>
      <Title>用手机号登录</Title>
      <p className="lead">第一次登录会自动建立账号。用您的手机号登记过的办件，登录后就能看到。</p>
      {says ? <Note tone="wrong">{says}</Note> : null}
      <div className="field">
        <label className="label" htmlFor="phone">
          手机号
        </label>
        <input
          id="phone"
          className="input"
          inputMode="tel"
          autoComplete="tel"
          maxLength={20}
          value={phone}
          onChange={event => {
            setPhone(event.target.value)
            setSent(false)
          }}
        />
      </div>
      {sent ? (
        <div className="field">
          <label className="label" htmlFor="code">
            验证码
          </label>
          <p className="help" id="code-help">
            已发送6位数字验证码，5分钟内有效
          </p>
          <input
            id="code"
            className="input code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            aria-describedby="code-help"
            value={code}
            onChange={event => setCode(event.target.value)}
          />
          <p>
            <button type="button" className="button is-small" disabled={wait > 0} onClick={() => void send()}>
              {wait > 0 ? `${wait}秒后可重新获取` : '重新获取'}
            </button>
          </p>
        </div>
      ) : null}
      {message ? (
        <div className="sandbox" role="status">
          <strong>演示短信（未真实发送）</strong>
          <p>{message}</p>
        </div>
      ) : null}
      <div className="dock">
        <button type="submit" className="button is-primary is-wide" disabled={phone.trim() === '' || (sent && code.length !== 6)}>
          {sent ? '登录' : '获取验证码'}
        </button>
      </div>
    </form>
  )
}
