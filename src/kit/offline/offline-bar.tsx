// The line under the top bar that says plainly what has not been sent, and whether there is a network. Absent when there is nothing to say.
import { App, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useOffline } from './use-offline.ts'
import './offline.css'

const FilledDialog = lazy(() => import('./filled-dialog.tsx').then(module => ({ default: module.FilledDialog })))

export function OfflineBar() {
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const { online, filled, sending, send } = useOffline(count => void message.success(`网络已恢复，已上传 ${count} 项`))
  if (online && filled.length === 0) return null
  const count = (...states: string[]) => filled.filter(one => states.includes(one.state)).length
  const toCheck = count('conflict', 'refused')
  const details = [
    [count('waiting'), '待上传'],
    [toCheck, '需要核对'],
    [count('filling'), '填写中'],
  ] as const
  return (
    <div className={`offline-bar ${online ? '' : 'away'} ${toCheck > 0 ? 'check' : ''}`} role="status">
      {online ? null : <strong>离线</strong>}
      {filled.length > 0 ? (
        <>
          <strong>未上传 {filled.length} 项</strong>
          <span className="offline-words">
            {details.flatMap(([n, words]) => (n > 0 ? [`${words} ${n}`] : [])).join('，')}
            {online ? '' : '，联网后自动上传'}
          </span>
        </>
      ) : (
        <span className="offline-words">打开过的检查可以继续填写，内容存在本机</span>
      )}
      <span className="offline-acts">
        {online && count('waiting') > 0 ? (
          <Button size="small" loading={sending} onClick={() => void send()}>
            立即上传
          </Button>
        ) : null}
        <Button size="small" type={toCheck > 0 ? 'primary' : 'default'} onClick={() => setOpen(true)}>
          {toCheck > 0 ? '核对' : '查看'}
        </Button>
      </span>
      {open ? (
        <Suspense fallback={null}>
          <FilledDialog filled={filled} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
