// Applying in three steps: fill in, check, done. What is typed is kept; what the rules refuse is said before anything is sent.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type FormValues, useForm } from '../../kit/use-form.ts'
import type { ApplyResult, Prefill, ServiceGuide, VerdictBody } from '../../wire/portal.ts'
import { ApiProblem, get, newKey, post, put, remove } from '../api.ts'
import { findFault } from '../check.ts'
import { RegionInput } from '../inputs/region-input.tsx'
import { Facts } from '../parts/facts.tsx'
import { FormFields } from '../parts/form-fields.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Fault, Note, Title, Waiting } from '../parts/states.tsx'
import { useHome } from '../session.ts'
import { Done } from './apply-done.tsx'

type Made = Extract<ApplyResult, { allowed: true }>

export function ApplyPage() {
  const { name = '' } = useParams({ strict: false })
  return (
    <NeedLogIn title="在线办理">
      <Load name={name} />
    </NeedLogIn>
  )
}

function Load({ name }: { name: string }) {
  const { place } = useSearch({ strict: false })
  const at = useHome().data?.region.code ?? ''
  const guide = useQuery({ queryKey: ['guide', name, at], queryFn: () => get<ServiceGuide>(`/services/${name}${at ? `?at=${at}` : ''}`) })
  const prefill = useQuery({
    queryKey: ['prefill', name, place],
    queryFn: () => get<Prefill>(`/services/${name}/prefill${place ? `?place=${place}` : ''}`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const draft = useQuery({
    queryKey: ['draft', name],
    queryFn: () => get<{ values: FormValues } | null>(`/services/${name}/draft`),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const error = guide.error ?? prefill.error ?? draft.error
  if (error) return <Fault error={error} onRetry={() => void Promise.all([guide.refetch(), prefill.refetch(), draft.refetch()])} />
  if (!guide.data || !prefill.data || draft.data === undefined) return <Waiting />
  return <Apply guide={guide.data} prefill={prefill.data} draft={draft.data?.values ?? null} place={place} />
}

function Apply({
  guide,
  prefill,
  draft,
  place,
}: {
  guide: ServiceGuide
  prefill: Prefill
  draft: FormValues | null
  place: string | undefined
}) {
  const client = useQueryClient()
  const form = useForm(guide.fields, { ...prefill.values, ...draft })
  const [step, setStep] = useState<'fill' | 'check'>('fill')
  const [made, setMade] = useState<Made | null>(null)
  const [busy, setBusy] = useState(false)
  const [where, setWhere] = useState<string | undefined>(place ?? prefill.place ?? undefined)
  const [says, setSays] = useState<readonly string[]>([])
  const [refusal, setRefusal] = useState<{ because: string; basis: string } | null>(null)
  const [key] = useState(newKey)
  const regions = useHome().data?.editions ?? []
  const top = useRef<HTMLDivElement>(null)
  const path = `/services/${guide.name}`

  useEffect(() => {
    if (!form.changed || made) return
    const timer = setTimeout(() => void put(`${path}/draft`, { values: form.values }).catch(() => undefined), 1500)
    return () => clearTimeout(timer)
  }, [form.values, form.changed, made, path])

  const show = (next: 'fill' | 'check') => {
    setStep(next)
    top.current?.scrollIntoView()
    top.current?.focus()
  }
  const check = async () => {
    setSays([])
    setRefusal(null)
    const complete = form.check()
    const faults = form.fields.flatMap(field => {
      const message = findFault(field, form.values[field.name])
      return message ? [{ at: field.name, message }] : []
    })
    if (!complete) return
    if (faults.length > 0) return void form.refuse(faults)
    if (guide.asksPlace && !where) return setSays(['请选择办理地区'])
    const verdict = await post<VerdictBody>(`${path}/verdict`, { values: form.shownValues() }).catch(() => null)
    if (verdict && !verdict.allowed) return setRefusal({ because: verdict.because ?? '', basis: verdict.basis ?? '' })
    show('check')
  }
  const send = async () => {
    setBusy(true)
    setSays([])
    const values = Object.fromEntries(Object.entries(form.shownValues()).filter(([, value]) => value !== null && value !== undefined))
    try {
      const result = await post<ApplyResult>(`${path}/apply`, { values, ...(guide.asksPlace && where && { place: where }) }, key)
      if (result.allowed) {
        setMade(result)
        void client.invalidateQueries({ queryKey: ['cases'] })
        client.removeQueries({ queryKey: ['draft', guide.name] })
      } else {
        setRefusal(result)
        show('fill')
      }
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      show('fill')
      const rest = form.refuse(error.faults)
      setSays(error.faults.length === 0 ? [error.message] : rest)
    } finally {
      setBusy(false)
    }
  }

  if (made) return <Done made={made} guide={guide} />
  const names = Object.fromEntries(regions.map(region => [region.code, region.name]))
  return (
    <div ref={top} tabIndex={-1} className="focus-quietly">
      <Title over={`第${step === 'fill' ? '1' : '2'}步，共2步`}>{step === 'fill' ? guide.title : '核对后提交'}</Title>
      {refusal ? (
        <Note tone="wrong">
          <p>
            <strong>暂时不能办理：{refusal.because}</strong>
          </p>
          {refusal.basis ? <p>依据：{refusal.basis}</p> : null}
        </Note>
      ) : null}
      {says.map(one => (
        <Note key={one} tone="wrong">
          {one}
        </Note>
      ))}
      {step === 'fill' ? (
        <form
          noValidate
          onSubmit={event => {
            event.preventDefault()
            void check()
          }}
        >
          {draft ? (
            <Note>
              已恢复您上次填写的内容。
              <button
                type="button"
                className="button is-small"
                onClick={() => {
                  form.replace(prefill.values)
                  void remove(`${path}/draft`)
                }}
              >
                重新填写
              </button>
            </Note>
          ) : prefill.known.length > 0 ? (
            <Note>已为您填好：{prefill.known.join('、')}。如有变化可以修改。</Note>
          ) : null}
          {guide.asksPlace ? (
            <div className="field">
              <p className="label">办理地区</p>
              <RegionInput id="place" value={where} onChange={setWhere} level={guide.placeLevel} invalid={false} describedBy={undefined} />
            </div>
          ) : null}
          <FormFields form={form} level={guide.placeLevel} />
          <div className="dock">
            <button type="submit" className="button is-primary is-wide">
              下一步
            </button>
          </div>
        </form>
      ) : (
        <>
          <Facts fields={guide.fields} values={form.values} names={names} />
          <p className="promise">
            提交后由{guide.organ}办理，{guide.promise}内办结。
          </p>
          <div className="dock is-pair">
            <button type="button" className="button" onClick={() => show('fill')}>
              返回修改
            </button>
            <button type="button" className="button is-primary" disabled={busy} onClick={() => void send()}>
              {busy ? '正在提交…' : '确认提交'}
            </button>
          </div>
        </>
      )}
    </div>
  )
}
