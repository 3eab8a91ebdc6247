// A form drawn from fields: checks, draft, leave warning, the server's faults on their fields.
import { Alert, Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { FieldView } from '../wire/manifest.ts'
import { ApiProblem } from './api.ts'
import { FieldGrid } from './field-grid.tsx'
import { clock, shortInstant } from './format.ts'
import { LeaveGuard } from './leave-guard.tsx'
import type { NameMap } from './show-value.tsx'
import { useDraft } from './use-draft.ts'
import { type FormValues, useForm } from './use-form.ts'

type RecordFormProps = {
  fields: readonly FieldView[]
  initial?: FormValues
  names?: NameMap
  submitLabel: string
  /** Throws `ApiProblem`: its faults go to the fields, its title above the form. */
  onSubmit: (values: Record<string, unknown>) => Promise<void>
  onCancel?: () => void
  /** Where the draft is kept; without it nothing is kept. */
  draft?: { record: string; key: string }
  /** Fields that may be written only once are locked. */
  editing?: boolean
  extra?: ReactNode
}

export function RecordForm({
  fields,
  initial = {},
  names = {},
  submitLabel,
  onSubmit,
  onCancel,
  draft: at,
  editing = false,
  extra,
}: RecordFormProps) {
  const form = useForm(fields, initial)
  const draft = useDraft(at, form.values, form.changed)
  const [problem, setProblem] = useState<{ title: string; more: string[] } | null>(null)
  const [sending, setSending] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!form.check()) return
    setSending(true)
    setProblem(null)
    form.settle()
    try {
      await onSubmit(form.shownValues())
      await draft.clear()
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : new ApiProblem({ title: '没能提交，请重试', status: 0, code: 'broken' })
      setProblem({
        title: refused.status === 409 ? `${refused.message}。他人可能刚刚修改过，请刷新页面后核对再提交` : refused.message,
        more: form.refuse(refused.faults),
      })
    } finally {
      setSending(false)
    }
  }
  return (
    <form onSubmit={submit} noValidate aria-label={submitLabel}>
      <LeaveGuard when={form.changed && !sending} kept={draft.saved === 'saved'} />
      <div className="panel-body stack">
        {draft.found ? (
          <Alert
            type="info"
            showIcon
            title={`有一份${shortInstant(draft.found.savedAt)}自动保存的草稿`}
            closable={{ onClose: draft.dismiss }}
            action={
              <Button
                size="small"
                onClick={() => {
                  if (draft.found) form.replace({ ...form.values, ...draft.found.values })
                  draft.dismiss()
                }}
              >
                继续填写
              </Button>
            }
          />
        ) : null}
        {problem ? (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={problem.title}
            description={
              problem.more.length > 0 ? (
                <ul>
                  {problem.more.map(one => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              ) : null
            }
          />
        ) : null}
        <FieldGrid form={form} names={names} editing={editing} disabled={sending} />
        {extra}
      </div>
      <div className="form-foot no-print">
        <Button type="primary" htmlType="submit" loading={sending}>
          {submitLabel}
        </Button>
        {onCancel ? <Button onClick={onCancel}>取消</Button> : null}
        <span className="saved" role="status">
          {draft.saved === 'saving'
            ? '正在保存草稿…'
            : draft.saved === 'saved' && draft.savedAt
              ? `已自动保存 ${clock(draft.savedAt)}`
              : draft.saved === 'failed'
                ? '草稿未能保存，请勿关闭页面'
                : ''}
        </span>
      </div>
    </form>
  )
}
