// Acting for firms: whose matters I may do, who else asks to, and as whom I act now.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { FileRef } from '#declare'
import { civilDate, longDate } from '../../kit/format.ts'
import type { Agencies } from '../../wire/portal.ts'
import { ApiProblem, get, post, remove } from '../api.ts'
import { findFault } from '../check.ts'
import { FileInput } from '../inputs/file-input.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Fault, Note, Title, Waiting } from '../parts/states.tsx'
import { useHome } from '../session.ts'
import { acting, setActing } from '../settings.ts'

export const FirmsPage = () => (
  <NeedLogIn title="代办企业事项">
    <Firms />
  </NeedLogIn>
)

function Firms() {
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['agents'], queryFn: () => get<Agencies>('/agents') })
  const now = acting()
  const [says, setSays] = useState('')
  const refresh = () => Promise.all([query.refetch(), client.invalidateQueries({ queryKey: ['session'] })])
  const attempt = async (work: () => Promise<unknown>) => {
    setSays('')
    try {
      await work()
      await refresh()
    } catch (error) {
      setSays(error instanceof ApiProblem ? error.message : '没有成功，请再试一次')
    }
  }
  const change = (firm: { account: string; name: string } | null) => {
    setActing(firm)
    client.removeQueries({ queryKey: ['cases'] })
    location.assign('/portal/cases')
  }
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Waiting />
  return (
    <>
      <Title>代办企业事项</Title>
      <p className="lead">代企业办事时，办件归企业所有，由企业的代办人共同查看。</p>
      {says ? <Note tone="wrong">{says}</Note> : null}
      {now ? (
        <Note tone="good">
          正在代办：{now.name}
          <button type="button" className="button is-small" onClick={() => change(null)}>
            改为本人办理
          </button>
        </Note>
      ) : null}
      <ul className="stack">
        {query.data.items.map(one => (
          <li key={one.id} className="card">
            <p>
              <strong>{one.name}</strong>
            </p>
            <p className="muted">
              {one.creditCode} · {saysOf(one)}
            </p>
            {one.mine && one.state === 'waiting' ? (
              <p>由企业已有的代办人同意，或由政务服务办核对授权委托书后通过。结果会短信告诉您，不用重复申请。</p>
            ) : null}
            {one.ended ? <p>{endOf(one.state, one.ended)}</p> : null}
            {one.ended ? null : (
              <div className="card-acts">
                {one.mine && one.state === 'active' ? (
                  <button type="button" className="button is-primary" onClick={() => change({ account: one.firm, name: one.name })}>
                    代它办事
                  </button>
                ) : null}
                {!one.mine && one.state === 'waiting' ? (
                  <button type="button" className="button is-primary" onClick={() => void attempt(() => post(`/agents/${one.id}/confirm`))}>
                    同意
                  </button>
                ) : null}
                <button type="button" className="button" onClick={() => void attempt(() => remove(`/agents/${one.id}`))}>
                  {one.state === 'waiting' ? (one.mine ? '撤回申请' : '不同意') : one.mine ? '不再代办' : '撤销'}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Claim onDone={() => void refresh()} />
    </>
  )
}

type Agency = Agencies['items'][number]

function saysOf({ mine, state, since, who }: Agency): string {
  const day = longDate(civilDate(since))
  if (!mine) return `${who} ${state === 'active' ? '也可代办' : '申请代办'}`
  return { active: `${day}起代办`, waiting: `${day}申请，等待确认`, refused: `${day}未通过`, revoked: `${day}授权已撤销` }[state]
}

/** Who ended it, why, and what one can do. */
function endOf(state: Agency['state'], { by, because }: NonNullable<Agency['ended']>): string {
  const who = by === 'office' ? '政务服务办' : '企业的代办人'
  const what = state === 'refused' ? '没有通过您的申请' : '撤销了您的授权'
  return `${who}${what}${because ? `，理由：${because.replace(/[。；]+$/, '')}` : ''}。如需代办，请补正后在下面重新提交，或与企业联系。`
}

function Claim({ onDone }: { onDone: () => void }) {
  const demo = useHome().data?.demo === true
  const [creditCode, setCreditCode] = useState('')
  const [letter, setLetter] = useState<FileRef[]>([])
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = creditCode
      ? findFault({ name: 'creditCode', kind: 'credit-code', label: '统一社会信用代码' }, creditCode)
      : '请填写统一社会信用代码'
    if (wrong) return setFaults({ creditCode: wrong })
    if (!letter[0]) return setFaults({ letter: '请上传授权委托书' })
    try {
      await post('/agents', { creditCode, letter: letter[0] })
      setCreditCode('')
      setLetter([])
      setFaults({})
      onDone()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setFaults(error.faults[0] ? { [error.faults[0].at]: error.faults[0].message } : { creditCode: error.message })
    }
  }
  return (
    <section>
      <h2>添加企业</h2>
      <p className="lead">企业登记的法定代表人、联络员用登记的手机号登录，提交后立即可以代办；其他人须等待确认。</p>
      {demo ? (
        <div className="sandbox">
          <strong>演示登记库（虚构）</strong>
          <p>为每家企业登记的手机号是1390575加上信用代码里最后四个数字，字母不计。</p>
        </div>
      ) : null}
      <form noValidate onSubmit={event => void send(event)}>
        <div className="field">
          <label className="label" htmlFor="creditCode">
            统一社会信用代码
          </label>
          <p className="help" id="creditCode-help">
            18位，在营业执照上
          </p>
          <input
            id="creditCode"
            className="input"
            maxLength={30}
            autoCapitalize="characters"
            aria-describedby="creditCode-help"
            aria-invalid={faults['creditCode'] ? true : undefined}
            value={creditCode}
            onChange={event => setCreditCode(event.target.value)}
          />
          {faults['creditCode'] ? (
            <p className="fault" role="alert">
              {faults['creditCode']}
            </p>
          ) : null}
        </div>
        <div className="field">
          <p className="label">授权委托书</p>
          <FileInput
            id="letter"
            value={letter}
            onChange={files => setLetter(files ?? [])}
            most={1}
            accept={undefined}
            invalid={Boolean(faults['letter'])}
            describedBy={undefined}
          />
          {faults['letter'] ? (
            <p className="fault" role="alert">
              {faults['letter']}
            </p>
          ) : null}
        </div>
        <button type="submit" className="button is-primary">
          提交
        </button>
      </form>
    </section>
  )
}
