// Something a scene lets a person start by a button: a form, then an answer.
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import { ApiProblem, newKey, post } from '../../kit/api.ts'
import { useGo } from '../../kit/app-link.tsx'
import { FieldGrid } from '../../kit/field-grid.tsx'
import { useForm } from '../../kit/use-form.ts'
import type { OperationView } from '../../wire/manifest.ts'

export function OperationDialog({ scene, operation, onClose }: { scene: string; operation: OperationView; onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const go = useGo()
  const form = useForm(operation.input)
  const [key] = useState(newKey)
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const start = async () => {
    if (!form.check()) return
    setSending(true)
    setProblem(null)
    try {
      const answer = await post<Record<string, unknown> | undefined>(
        `/scenes/${scene}/operations/${operation.name}`,
        { input: form.shownValues() },
        { key },
      )
      void message.success(typeof answer?.['message'] === 'string' ? answer['message'] : `${operation.label}已完成`)
      await queries.invalidateQueries()
      onClose()
      const made = answer?.['id'] ?? answer?.['plan']
      if (typeof made === 'string') go(`/records/${operation.record}/${made}`)
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : null
      const rest = refused ? form.refuse(refused.faults) : []
      setProblem([(error as Error).message, ...rest].join('；'))
      setSending(false)
    }
  }
  return (
    <Modal
      open
      centered
      title={operation.label}
      width={640}
      onCancel={onClose}
      mask={{ closable: !form.changed }}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button type="primary" loading={sending} onClick={() => void start()}>
            {operation.label}
          </Button>
        </>
      }
    >
      <div className="stack">
        {problem ? <Alert type="error" showIcon role="alert" title={problem} /> : null}
        {operation.input.length === 0 ? <p>确认{operation.label}吗？</p> : <FieldGrid form={form} disabled={sending} />}
      </div>
    </Modal>
  )
}
