// Asks before a half-filled form is left.
import { useBlocker } from '@tanstack/react-router'
import { Modal } from 'antd'

export function LeaveGuard({ when, kept }: { when: boolean /** The draft is kept on the server. */; kept: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => when, enableBeforeUnload: () => when && !kept, withResolver: true, disabled: !when })
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title="离开此页？"
      okText="离开"
      cancelText="继续填写"
      width={420}
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      <p>{kept ? '已填写的内容已自动保存为草稿，下次打开可以继续填写。' : '已填写的内容还没有提交，离开后将不保留。'}</p>
    </Modal>
  )
}
