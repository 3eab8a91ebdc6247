// Doing what is asked: sign, supplement, confirm, withdraw. What it means stands above the form.
import { useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useForm } from '../../kit/use-form.ts'
import type { PortalAct, PortalCase } from '../../wire/portal.ts'
import { ApiProblem, newKey, post } from '../api.ts'
import { findFault } from '../check.ts'
import { FormFields } from '../parts/form-fields.tsx'
import { Go, useGo } from '../parts/link.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { ReadBefore } from '../parts/paper-text.tsx'
import { Empty, Fault, Note, Title, Waiting } from '../parts/states.tsx'
import { useCase } from './case.tsx'

export const ActPage = () => (
  <NeedLogIn title="办理">
    <Load />
  </NeedLogIn>
)

function Load() {
  const query = useCase()
  const { act: name, task } = useSearch({ strict: false })
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Waiting />
  const act = query.data.acts.find(one => one.act === name && (task === undefined || one.task === task))
  if (!act)
    return (
      <>
        <Title over={query.data.title}>办理</Title>
        <Empty title="这一步已经办过，或者现在不需要办理">
          <Go href={`/cases/${query.data.record}/${query.data.id}`} className="button is-primary">
            查看进度
          </Go>
        </Empty>
      </>
    )
  return <Do of={query.data} act={act} />
}

function Do({ of, act }: { of: PortalCase; act: PortalAct }) {
  const go = useGo()
  const client = useQueryClient()
  const form = useForm(act.form)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [says, setSays] = useState<readonly string[]>([])
  const [key] = useState(newKey)
  const back = `/cases/${of.record}/${of.id}`
  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!form.check()) return
    const faults = form.fields.flatMap(field => {
      const message = findFault(field, form.values[field.name])
      return message ? [{ at: field.name, message }] : []
    })
    if (faults.length > 0) return void form.refuse(faults)
    setBusy(true)
    setSays([])
    const values = Object.fromEntries(Object.entries(form.shownValues()).filter(([, value]) => value !== null))
    try {
      await post(
        `${back}/acts/${act.act}`,
        { values, ...(act.task && { task: act.task }), ...(reason && { reason }), expect: of.version },
        key,
      )
      await client.invalidateQueries({ queryKey: ['case', of.record, of.id] })
      void client.invalidateQueries({ queryKey: ['cases'] })
      go(back, { replace: true })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const rest = form.refuse(error.faults)
      setSays(error.faults.length > 0 && rest.length === 0 ? [] : [error.message])
      setBusy(false)
    }
  }
  const answer = (
    <>
      {says.map(one => (
        <Note key={one} tone="wrong">
          {one}
        </Note>
      ))}
      <FormFields form={form} level="village" />
      {act.reason ? (
        <div className="field">
          <label className="label" htmlFor="reason">
            理由
          </label>
          <textarea
            id="reason"
            className="input"
            rows={4}
            maxLength={2000}
            value={reason}
            onChange={event => setReason(event.target.value)}
          />
        </div>
      ) : null}
      <div className="dock is-pair">
        <Go href={back} className="button">
          先不办
        </Go>
        <button type="submit" className={`button ${act.tone === 'danger' ? 'is-danger' : 'is-primary'}`} disabled={busy || !act.allowed}>
          {busy ? '正在提交…' : `确认${act.label}`}
        </button>
      </div>
    </>
  )
  return (
    <form noValidate onSubmit={event => void send(event)}>
      <Title over={of.title}>{act.label}</Title>
      {act.reads ? (
        <>
          <p className="lead">请先看完{act.reads}全文，再在下面签字。</p>
          <ReadBefore path={`${back}/acts/${act.act}`}>
            <p className="consent">{act.plain}</p>
            {answer}
          </ReadBefore>
        </>
      ) : (
        <>
          <p className="lead">{act.plain}</p>
          {answer}
        </>
      )}
    </form>
  )
}
