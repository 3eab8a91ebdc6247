// 当场处罚 on a phone, arts. 51–53: one page from top to bottom in the order in which it is said to the party; the server holds every limit.
import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { ApiProblem } from '../../../../kit/api.ts'
import { FileUpload } from '../../../../kit/file-upload.tsx'
import { useSession } from '../../../../kit/model.tsx'
import { SignaturePad } from '../../../../kit/signature-pad.tsx'
import { Skeleton } from '../../../../kit/states.tsx'
import { Amount } from './spot-amount.tsx'
import { Causes } from './spot-causes.tsx'
import { useOfficers, useRecognised, useSpotCauses } from './spot-data.ts'
import { decideOnSpot, emptyForm, type Handed, missingIn, newAttempt, type SpotForm } from './spot-form.ts'
import { HandedOver } from './spot-handed.tsx'
import { type Change, Labelled, Pick } from './spot-parts.tsx'
import './spot.css'

export function SpotPage() {
  const [handed, setHanded] = useState<{ readonly of: Handed; readonly form: SpotForm } | null>(null)
  const [round, setRound] = useState(0)
  if (!handed) return <Deciding key={round} onHanded={(of, form) => setHanded({ of, form })} />
  return (
    <HandedOver
      handed={handed.of}
      form={handed.form}
      onNext={() => {
        setHanded(null)
        setRound(round + 1)
      }}
    />
  )
}

function Deciding({ onHanded }: { onHanded: (of: Handed, form: SpotForm) => void }) {
  const { posts } = useSession()
  const post = posts.find(one => one.role === 'inspector') ?? posts.find(one => one.role === 'handler') ?? posts[0]!
  const [form, setForm] = useState(emptyForm)
  const change: Change = part => setForm(now => ({ ...now, ...part }))
  const attempt = useRef(newAttempt())
  const officers = useOfficers(post.organ)
  const causes = useSpotCauses(form.partyKind)
  const recognised = useRecognised(form, change)
  const decide = useMutation({
    mutationFn: () => decideOnSpot(form, post.region, attempt.current),
    onSuccess: of => onHanded(of, form),
  })
  const isFirm = form.partyKind === 'firm'
  const cause = causes.data?.causes.find(one => one.id === form.benchmark)
  const most = causes.data?.limit ?? 0
  const missing = missingIn(form, most)
  const refused = decide.error instanceof ApiProblem ? decide.error : null
  if (!officers.data || !causes.data) return <Skeleton rows={10} />
  const { me, others } = officers.data
  return (
    <form
      className="spot"
      onSubmit={event => {
        event.preventDefault()
        if (missing === null) decide.mutate()
      }}
    >
      <section className="panel spot-officers">
        <p>
          执法人员 <b>{me ? me.name : '—'}</b> {me ? <span className="soft num">{me.serial}</span> : null}
        </p>
        {me ? null : (
          <p className="spot-fault" role="alert">
            您没有本单位在有效期内的行政执法证件，不能作出处罚。请联系本单位登记或者换证。
          </p>
        )}
        <Pick
          label="协同执法人员"
          value={form.second}
          options={others.map(one => ({ value: one.person, label: one.name, hint: one.serial }))}
          onPick={second => change({ second })}
          none="本单位没有其他持有效证件的人员"
        />
      </section>

      <section className="panel" aria-labelledby="spot-party">
        <h2 id="spot-party">当事人</h2>
        <Segmented
          block
          aria-label="当事人类别"
          value={form.partyKind}
          options={[
            { value: 'person', label: '公民' },
            { value: 'firm', label: '法人、其他组织' },
          ]}
          onChange={partyKind =>
            change({ ...emptyForm(), second: form.second, site: form.site, partyKind: partyKind as 'person' | 'firm' })
          }
        />
        <Labelled label={isFirm ? '统一社会信用代码' : '身份证号码'} note="输满18位自动识别">
          {id => (
            <Input
              id={id}
              size="large"
              autoComplete="off"
              inputMode={isFirm ? 'text' : 'numeric'}
              maxLength={18}
              value={form.number}
              onChange={event => change({ number: event.target.value.replace(/\s/g, '').toUpperCase() })}
            />
          )}
        </Labelled>
        <div aria-live="polite">
          {recognised.error ? <p className="spot-fault">{recognised.error.message}</p> : null}
          {recognised.data?.known ? <p className="spot-known">已识别：{recognised.data.known.party}</p> : null}
          {recognised.data && !recognised.data.known ? <p className="muted">本单位没有办过该当事人的案件，请填写下列各项</p> : null}
          {recognised.data?.priors.map(one => (
            <p key={`${one.decidedOn}${one.cause}`} className="spot-prior">
              <span className="num">{one.decidedOn}</span> {one.cause} 罚款
              <span className="num">{Number(one.fine).toLocaleString('zh-CN')}</span>元
            </p>
          ))}
        </div>
        <Labelled label={isFirm ? '单位名称' : '姓名'}>
          {id => <Input id={id} size="large" value={form.party} onChange={event => change({ party: event.target.value })} />}
        </Labelled>
        {isFirm ? (
          <Labelled label="法定代表人、负责人">
            {id => (
              <Input id={id} size="large" value={form.representative} onChange={event => change({ representative: event.target.value })} />
            )}
          </Labelled>
        ) : null}
        <Labelled label={isFirm ? '经营场所' : '住址'}>
          {id => <Input id={id} size="large" value={form.address} onChange={event => change({ address: event.target.value })} />}
        </Labelled>
      </section>

      <section className="panel" aria-labelledby="spot-cause">
        <h2 id="spot-cause">违法行为</h2>
        <Causes
          causes={causes.data.causes}
          line={post.line}
          value={form.benchmark}
          onPick={one =>
            change({ benchmark: one.id, warning: one.warning && !one.fined, fine: '', measure: '', facts: factsOf(form, one.cause) })
          }
        />
        <Labelled label="地点">
          {id => (
            <Input
              id={id}
              size="large"
              placeholder="路名、门牌"
              value={form.site}
              onChange={event => change({ site: event.target.value })}
              onBlur={() => cause && change({ facts: factsOf(form, cause.cause) })}
            />
          )}
        </Labelled>
        <Labelled label="违法事实">
          {id => (
            <Input.TextArea
              id={id}
              size="large"
              autoSize={{ minRows: 2, maxRows: 6 }}
              value={form.facts}
              onChange={event => change({ facts: event.target.value })}
            />
          )}
        </Labelled>
        <FileUpload value={form.evidence} onChange={evidence => change({ evidence })} max={9} accept={['image/*']} />
      </section>

      {cause ? <Amount form={form} change={change} cause={cause} limit={most} repeated={recognised.data?.repeated === true} /> : null}

      <section className="panel" aria-labelledby="spot-rights">
        <h2 id="spot-rights">告知权利</h2>
        <Checkbox className="spot-told" checked={form.told} onChange={event => change({ told: event.target.checked })}>
          已出示执法证件，告知拟作出的处罚内容及事实、理由、依据，告知当事人有权陈述、申辩，并听取了意见
        </Checkbox>
        <Labelled label="当事人陈述、申辩" note="没有的不填">
          {id => <Input id={id} size="large" value={form.statement} onChange={event => change({ statement: event.target.value })} />}
        </Labelled>
      </section>

      <section className="panel" aria-labelledby="spot-signed">
        <h2 id="spot-signed">当事人签收</h2>
        {form.refused ? null : (
          <SignaturePad
            id="spot-signature"
            label="当事人签名"
            value={form.signed}
            onChange={signed => change({ signed })}
            invalid={false}
            describedBy={undefined}
          />
        )}
        <Checkbox checked={form.refused} onChange={event => change({ refused: event.target.checked, signed: undefined })}>
          当事人拒绝签收，在决定书上注明
        </Checkbox>
        {form.refused ? (
          <Labelled label="拒绝签收的情况和见证人">
            {id => (
              <Input
                id={id}
                size="large"
                placeholder="如：当事人看后离开，见证人王某（店员）"
                value={form.witness}
                onChange={event => change({ witness: event.target.value })}
              />
            )}
          </Labelled>
        ) : null}
      </section>

      <footer className="spot-bar">
        {refused ? (
          <p className="spot-fault" role="alert">
            {refused.message}
            {refused.faults.length > 0 && refused.status === 422 ? `：${refused.faults.map(one => one.message).join('；')}` : ''}
          </p>
        ) : null}
        <Button type="primary" size="large" block htmlType="submit" disabled={!me || missing !== null} loading={decide.isPending}>
          {missing ?? `当场决定并交付：${sanctionOf(form)}`}
        </Button>
      </footer>
    </form>
  )
}

const sanctionOf = ({ warning, fine }: SpotForm): string =>
  [warning && '警告', Number(fine) > 0 && `罚款${Number(fine).toLocaleString('zh-CN')}元`].filter(Boolean).join('，')

/** A first wording of what happened, as long as the officer has written none of their own. */
const factsOf = (form: SpotForm, cause: string): string =>
  form.facts === '' || form.facts.startsWith('当事人在')
    ? `当事人在${form.site.trim() || '现场'}${cause}，被执法人员当场查获。`
    : form.facts
