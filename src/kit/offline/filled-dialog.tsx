// What lies on this device: each form with how far it is, and the cases that can be opened without a network.
import { useQuery } from '@tanstack/react-query'
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useGo } from '../app-link.tsx'
import { shortInstant } from '../format.ts'
import type { FilledAct } from './filled-act.ts'
import { forgetFilled } from './filled-acts.ts'
import { FilledConflict } from './filled-conflict.tsx'
import { keptCases } from './kept-answers.ts'

const states = { filling: '填写中', waiting: '待上传', conflict: '与他人的修改不一致', refused: '需要更正' } as const

export function FilledDialog({ filled, onClose }: { filled: readonly FilledAct[]; onClose: () => void }) {
  const { modal } = App.useApp()
  const go = useGo()
  const [checking, setChecking] = useState<string | null>(null)
  const cases = useQuery({ queryKey: ['kept-cases'], queryFn: keptCases, staleTime: 0 })
  const open = (record: string, id: string) => {
    onClose()
    go(`/records/${record}/${id}`)
  }
  const drop = (of: FilledAct) =>
    modal.confirm({
      title: `放弃在“${of.title}”填写的内容？`,
      content: '本机保存的内容和照片将被删除，不能恢复。',
      okText: '放弃',
      okButtonProps: { danger: true },
      cancelText: '保留',
      onOk: () => forgetFilled(of.id),
    })
  const now = filled.find(one => one.id === checking)
  if (now) return <FilledConflict of={now} onClose={() => setChecking(null)} onDrop={() => drop(now)} />
  const others = (cases.data ?? []).filter(one => !filled.some(of => of.row === one.id))
  return (
    <Modal open centered destroyOnHidden title="本机保存的内容" footer={null} onCancel={onClose} width={560}>
      <ul className="filled-list">
        {filled.map(of => (
          <li key={of.id}>
            <div className="grow">
              <strong>{of.title}</strong>
              <div className="muted">
                {of.label} · {shortInstant(of.savedAt)}保存 · <b className={`filled-${of.state}`}>{states[of.state]}</b>
              </div>
              {of.says ? <div className="filled-says">{of.says}</div> : null}
            </div>
            <div className="filled-acts">
              {of.state === 'conflict' ? (
                <Button size="small" type="primary" onClick={() => setChecking(of.id)}>
                  逐项核对
                </Button>
              ) : (
                <Button size="small" onClick={() => open(of.record, of.row)}>
                  打开
                </Button>
              )}
              <Button size="small" type="text" danger onClick={() => drop(of)}>
                放弃
              </Button>
            </div>
          </li>
        ))}
        {filled.length === 0 ? <li className="muted">没有未上传的内容</li> : null}
      </ul>
      {others.length > 0 ? (
        <>
          <h3 className="filled-heading">没有网络也能打开</h3>
          <ul className="filled-list">
            {others.map(one => (
              <li key={one.id}>
                <span className="grow">{one.title}</span>
                <Button size="small" onClick={() => open(one.record, one.id)}>
                  打开
                </Button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="muted filled-note">保存在本机、未另行加密；退出登录即清除。请不要在他人的设备上离线填写。</p>
    </Modal>
  )
}
