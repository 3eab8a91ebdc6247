// One act in a dialog: what it does, its form, its reason. The idempotency key lives as long as the dialog: a second click acts once.
import { Alert, App, Button, DatePicker, Modal } from 'antd'
import dayjs from 'dayjs'
import { type FormEvent, useMemo, useState } from 'react'
import type { ActInput, ActResult, ActView } from '../wire/cases.ts'
import type { FieldView } from '../wire/manifest.ts'
import type { ActTarget } from './act-bar.tsx'
import { ApiProblem, newKey, post } from './api.ts'
import { FieldGrid } from './field-grid.tsx'
import { shortInstant } from './format.ts'
import { KeepFileContext } from './offline/keep-file.ts'
import { type Filling, useFilledAct } from './offline/use-filled-act.ts'
import { PaperReading } from './paper-reading.tsx'
import { OrganPicker, PersonPicker, PersonsPicker } from './pickers.tsx'
import { ReasonField } from './reason-field.tsx'
import { SubjectProvider } from './subject.ts'
import { useForm } from './use-form.ts'

type ActDialogProps = { act: ActView; target: ActTarget; addsFields: readonly FieldView[]; onClose: () => void; onDone: () => void }

export function ActDialog({ act, target, addsFields, onClose, onDone }: ActDialogProps) {
  const { message } = App.useApp()
  const [key] = useState(newKey)
  const form = useForm(
    useMemo(() => [...act.form, ...addsFields.filter(field => !act.form.some(one => one.name === field.name))], [act, addsFields]),
    useMemo(
      () =>
        Object.fromEntries(
          act.form.flatMap(({ name, kind }) => (kind === 'table' && target.values?.[name] ? [[name, target.values[name]]] : [])),
        ),
      [act, target.values],
    ),
  )
  const [reason, setReason] = useState('')
  const [reasonFault, setReasonFault] = useState(false)
  const [aim, setAim] = useState<{ to?: string; people?: string[]; date?: string }>({})
  const [problem, setProblem] = useState<{ title: string; conflict: boolean } | null>(null)
  const [sending, setSending] = useState(false)
  const filling = useFilledAct({ act, target, form, reason, setReason })
  const bare = form.fields.length === 0
  const needs = bare ? aimOf(act.act) : null
  const aimed =
    needs === null ||
    (needs === 'people' ? (aim.people?.length ?? 0) > 0 : needs === 'date' ? aim.date !== undefined : aim.to !== undefined)

  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    const complete = form.check()
    setReasonFault(act.reason && reason.trim() === '')
    if (!complete || (act.reason && reason.trim() === '')) return
    if (!aimed)
      return setProblem({
        title: needs === 'date' ? '请选择新的截止日期' : needs === 'organ' ? '请选择单位' : '请选择人员',
        conflict: false,
      })
    setSending(true)
    setProblem(null)
    if (filling) return handIn(filling)
    const input: Partial<ActInput> = {
      values: form.shownValues(),
      expect: target.version,
      ...aim,
      ...(act.task && { task: act.task }),
      ...(act.branch && { branch: act.branch }),
      ...(reason.trim() && { reason: reason.trim() }),
    }
    try {
      const result = await post<ActResult>(`/cases/${target.record}/${target.id}/acts/${act.act}`, input, { key })
      void message.success(`已${act.label}${result.stateLabel ? `，当前状态：${result.stateLabel}` : ''}`)
      onDone()
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : new ApiProblem({ title: '没能办理，请重试', status: 0, code: 'broken' })
      const rest = form.refuse(refused.faults)
      setProblem({ title: [refused.message, ...rest].join('；'), conflict: refused.status === 409 })
      setSending(false)
    }
  }
  /** Kept first, sent second: without a network it waits on the device. */
  const handIn = async (of: Filling) => {
    const sent = await of.send().catch(() => ({ is: 'refused' as const, says: '本机没有空间保存，请清理后重试', faults: [] }))
    if (sent.is === 'done') void message.success(`已${act.label}${sent.stateLabel ? `，当前状态：${sent.stateLabel}` : ''}`)
    else if (sent.is === 'waiting') void message.info('没有网络，已保存在本机，联网后自动上传')
    if (sent.is === 'done' || sent.is === 'waiting') return onDone()
    const rest = form.refuse(sent.faults)
    setProblem({ title: sent.is === 'conflict' ? sent.says : [sent.says, ...rest].join('；'), conflict: sent.is === 'conflict' })
    setSending(false)
  }
  const fields = (
    <SubjectProvider value={target.id}>
      <KeepFileContext value={filling?.keepFile ?? null}>
        <FieldGrid form={form} disabled={sending} names={target.names ?? {}} />
      </KeepFileContext>
    </SubjectProvider>
  )
  const danger = act.tone === 'danger'
  return (
    <Modal
      open
      centered
      destroyOnHidden
      width={bare ? 520 : 760}
      title={act.label}
      onCancel={onClose}
      mask={{ closable: !form.changed && reason === '' }}
      footer={
        problem?.conflict ? (
          <Button type="primary" onClick={onDone}>
            查看最新情况
          </Button>
        ) : (
          <>
            {filling ? <span className="act-kept muted">内容随填随存在本机</span> : null}
            <Button onClick={onClose}>{filling ? '稍后再填' : '取消'}</Button>
            <Button type="primary" danger={danger} loading={sending} onClick={() => void submit()}>
              {danger ? `确认${act.label}` : act.label}
            </Button>
          </>
        )
      }
    >
      <form className="stack" onSubmit={submit} noValidate aria-label={act.label}>
        <div className="act-target">
          <span>{target.title}</span>
          {act.leadsTo ? <span className="muted">办理后进入“{act.leadsTo}”</span> : null}
        </div>
        {filling?.found && !problem ? <Alert type="info" showIcon title={`已恢复本机${shortInstant(filling.found)}保存的内容`} /> : null}
        {problem ? (
          <Alert
            type={problem.conflict ? 'warning' : 'error'}
            showIcon
            role="alert"
            title={problem.title}
            description={
              problem.conflict
                ? filling
                  ? '您填写的内容没有提交，仍保存在本机，请在“未上传”中逐项核对。'
                  : '您填写的内容没有提交，请先查看最新情况。'
                : null
            }
          />
        ) : null}
        {act.reads ? <PaperReading path={`/cases/${target.record}/${target.id}/acts/${act.act}`}>{fields}</PaperReading> : fields}
        {needs === 'organ' ? (
          <label className="act-field">
            转给哪个单位
            <OrganPicker value={aim.to} onChange={to => setAim(to === undefined ? {} : { to })} label="转给哪个单位" />
          </label>
        ) : null}
        {needs === 'person' ? (
          <label className="act-field">
            交给谁
            <PersonPicker value={aim.to} onChange={to => setAim(to === undefined ? {} : { to })} label="交给谁" />
          </label>
        ) : null}
        {needs === 'people' ? (
          <label className="act-field">
            抄送给
            <PersonsPicker value={aim.people} onChange={people => setAim(people === undefined ? {} : { people })} label="抄送给" />
          </label>
        ) : null}
        {needs === 'date' ? (
          <label className="act-field">
            新的截止日期
            <DatePicker
              style={{ width: '100%' }}
              minDate={dayjs()}
              onChange={date => setAim(date ? { date: date.format('YYYY-MM-DD') } : {})}
            />
          </label>
        ) : null}
        {act.reason ? (
          <ReasonField
            value={reason}
            max={2000}
            fault={reasonFault}
            placeholder="将记入办理过程并告知相关单位"
            onChange={value => {
              setReason(value)
              setReasonFault(false)
            }}
          />
        ) : null}
        {bare && !act.reason && needs === null ? <p>{danger ? '此操作将记入办理过程，不能撤销。' : `确认${act.label}吗？`}</p> : null}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Modal>
  )
}

/** What an act of oversight is aimed at, when the server sends no form for it. */
const aimOf = (act: string): 'organ' | 'person' | 'people' | 'date' | null =>
  act === 'transfer' ? 'organ' : act === 'assign' ? 'person' : act === 'copy' ? 'people' : act === 'extend' ? 'date' : null
