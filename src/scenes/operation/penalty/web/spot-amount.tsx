// The amount: what the published benchmark asks for under the circumstances that are ticked, held under the limit of art. 51.
import { Checkbox, Input } from 'antd'
import { useEffect, useRef } from 'react'
import { facts } from '../parameters.ts'
import { type SpotCause, useReckoned } from './spot-data.ts'
import type { SpotForm } from './spot-form.ts'
import { type Change, Labelled, Pick } from './spot-parts.tsx'

/** What can be seen on a street; the others belong to the ordinary procedure. */
const seen = ['cooperative', 'mended', 'repeated', 'obstructed', 'refused']
const offered = facts.filter(one => seen.includes(one.id))
const short: Readonly<Record<string, string>> = {
  cooperative: '积极配合',
  mended: '主动消除危害后果',
  repeated: '一年内再犯',
  obstructed: '逃避、妨碍执法',
  refused: '拒不改正',
}

export function Amount({
  form,
  change,
  cause,
  limit,
  repeated,
}: {
  form: SpotForm
  change: Change
  cause: SpotCause
  limit: number
  repeated: boolean
}) {
  const needsMeasure = cause.unit !== ''
  const reckoned = useReckoned(form, cause.fined && (!needsMeasure || form.measure !== ''))
  const span = reckoned.data?.span
  const most = span ? Math.min(Number(span.most), limit) : limit
  const tooMuch = span !== undefined && Number(span.least) > limit
  const suggested = reckoned.data?.amount
  const asked = `${form.benchmark} ${form.circumstances.join()} ${form.measure}`
  const filled = useRef('')
  useEffect(() => {
    if (suggested === undefined || tooMuch || filled.current === asked) return
    filled.current = asked
    change({ fine: String(Math.floor(Math.min(Number(suggested), limit))) })
  }, [suggested, tooMuch, asked, limit, change])
  // A repeat is in the files: it is ticked for the officer.
  const ticked = useRef('')
  useEffect(() => {
    if (!repeated || ticked.current === form.benchmark) return
    ticked.current = form.benchmark
    if (!form.circumstances.includes('repeated')) change({ circumstances: [...form.circumstances, 'repeated'] })
  }, [repeated, form.benchmark, form.circumstances, change])
  const fine = Number(form.fine || 0)
  return (
    <section className="panel" aria-labelledby="spot-amount">
      <h2 id="spot-amount">处罚</h2>
      <fieldset className="spot-facts">
        <legend>裁量情节</legend>
        {offered.map(one => (
          <button
            key={one.id}
            type="button"
            aria-pressed={form.circumstances.includes(one.id)}
            onClick={() =>
              change({
                circumstances: form.circumstances.includes(one.id)
                  ? form.circumstances.filter(id => id !== one.id)
                  : [...form.circumstances, one.id],
              })
            }
          >
            {short[one.id]}
          </button>
        ))}
      </fieldset>
      {needsMeasure ? (
        <Labelled label={`数量（${cause.unit}）`}>
          {id => (
            <Input
              id={id}
              size="large"
              inputMode="decimal"
              value={form.measure}
              onChange={event => change({ measure: event.target.value.replace(/[^\d.]/g, '') })}
            />
          )}
        </Labelled>
      ) : null}
      {cause.warning ? (
        <Checkbox checked={form.warning} onChange={event => change({ warning: event.target.checked })}>
          警告
        </Checkbox>
      ) : null}
      {cause.fined ? (
        <>
          <Labelled label="罚款（元）">
            {id => (
              <Input
                id={id}
                size="large"
                className="spot-fine num"
                inputMode="decimal"
                status={fine > most ? 'error' : ''}
                value={form.fine}
                onChange={event => change({ fine: event.target.value.replace(/[^\d.]/g, '') })}
              />
            )}
          </Labelled>
          <p className="spot-span" aria-live="polite">
            {reckoned.error ? <span className="spot-fault">{reckoned.error.message}</span> : null}
            {span ? (
              <>
                基准（{reckoned.data?.tierLabel}）
                <span className="num">
                  {Number(span.least).toLocaleString('zh-CN')}—{Number(span.most).toLocaleString('zh-CN')}
                </span>
                元，
              </>
            ) : null}
            当场罚款上限<span className="num">{limit.toLocaleString('zh-CN')}</span>元
          </p>
          {tooMuch ? (
            <p className="spot-fault" role="alert">
              基准下限高于当场处罚的上限，应当按普通程序立案办理。
            </p>
          ) : null}
        </>
      ) : null}
      {fine > 0 ? <Collect form={form} change={change} fine={fine} /> : null}
    </section>
  )
}

function Collect({ form, change, fine }: { form: SpotForm; change: Change; fine: number }) {
  return (
    <>
      <Pick
        label="缴纳方式"
        value={form.collect}
        options={[
          { value: 'bank', label: '十五日内缴到银行' },
          { value: 'cash', label: '当场收缴' },
        ]}
        onPick={collect => change({ collect: collect as SpotForm['collect'], cashReason: '' })}
      />
      {form.collect === 'cash' ? (
        <>
          <Pick
            label="当场收缴的理由"
            value={form.cashReason}
            options={[
              ...(fine <= 100 ? [{ value: 'small', label: '一百元以下' }] : []),
              { value: 'hard', label: '事后难以执行' },
              { value: 'remote', label: '边远、水上、交通不便，当事人提出' },
            ]}
            onPick={cashReason => change({ cashReason })}
          />
          <Labelled label="专用票据号码" note="两个工作日内把罚款交至本机关">
            {id => <Input id={id} size="large" value={form.receipt} onChange={event => change({ receipt: event.target.value })} />}
          </Labelled>
        </>
      ) : null}
    </>
  )
}
