// One decision about an agency: what it means for the firm, the reason where one is owed, and what to do when somebody else was faster.
import { Alert, Button, Modal } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { ApiProblem, post } from '../../../kit/api.ts'
import { ReasonField } from '../../../kit/reason-field.tsx'
import { Facts } from '../../../kit/record-detail.tsx'
import type { OfficeAgency } from '../../../wire/agencies.ts'

export const deeds = {
  confirm: {
    label: '通过',
    title: '通过代办申请',
    done: '已通过，短信已通知申请人',
    says: '通过后，申请人立即能看到这家企业的全部办件和材料。',
  },
  refuse: { label: '不通过', title: '不通过代办申请', done: '已退回，短信已通知申请人', says: '申请人会看到理由，可以补正后重新申请。' },
  revoke: {
    label: '撤销',
    title: '撤销代办授权',
    done: '已撤销，短信已通知代办人',
    says: '撤销后，代办人立即不能再查看和办理这家企业的事项。',
  },
} as const
export type Deed = keyof typeof deeds

type AgencyDialogProps = {
  deed: Deed
  of: OfficeAgency
  letter: ReactNode
  onClose: () => void
  onDone: () => void
  /** It is no more as it was shown. */
  onChanged: () => void
}

export function AgencyDialog({ deed, of, letter, onClose, onDone, onChanged }: AgencyDialogProps) {
  const [because, setBecause] = useState('')
  const [fault, setFault] = useState(false)
  const [problem, setProblem] = useState<{ says: string; changed: boolean } | null>(null)
  const [sending, setSending] = useState(false)
  const { label, title, says } = deeds[deed]
  const needsReason = deed !== 'confirm'
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (needsReason && because.trim() === '') return setFault(true)
    setSending(true)
    setProblem(null)
    try {
      await post(`/agencies/${of.id}/${deed}`, needsReason ? { because: because.trim() } : undefined)
      onDone()
    } catch (error) {
      setProblem({ says: (error as Error).message, changed: error instanceof ApiProblem && [404, 409].includes(error.status) })
      setSending(false)
    }
  }
  return (
    <Modal
      open
      centered
      width={520}
      title={title}
      onCancel={onClose}
      mask={{ closable: because === '' }}
      footer={
        problem?.changed ? (
          <Button type="primary" onClick={onChanged}>
            查看最新情况
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>取消</Button>
            <Button type="primary" danger={deed === 'revoke'} loading={sending} onClick={() => void submit()}>
              确认{label}
            </Button>
          </>
        )
      }
    >
      <form className="stack" noValidate onSubmit={event => void submit(event)} aria-label={title}>
        {problem ? <Alert type={problem.changed ? 'warning' : 'error'} showIcon role="alert" title={problem.says} /> : null}
        <Facts
          of={[
            ['企业', of.name],
            ['信用代码', of.creditCode],
            [deed === 'revoke' ? '代办人手机' : '申请人手机', of.who],
            ['授权委托书', letter],
          ]}
        />
        {needsReason ? (
          <ReasonField
            value={because}
            max={200}
            fault={fault}
            placeholder={`将告知${deed === 'revoke' ? '代办人' : '申请人'}并记入账本`}
            onChange={value => {
              setBecause(value)
              setFault(false)
            }}
          />
        ) : null}
        <p className="soft">{says}</p>
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </form>
    </Modal>
  )
}
