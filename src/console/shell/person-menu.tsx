// Who I am here, which posts I hold (and for whom), and the way out.
import { LogoutOutlined, SwapOutlined, UserOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Popover } from 'antd'
import { useState } from 'react'
import { remove } from '../../kit/api.ts'
import { AppLink, useGo } from '../../kit/app-link.tsx'
import { useSession } from '../../kit/model.tsx'

export function PersonMenu() {
  const session = useSession()
  const queries = useQueryClient()
  const go = useGo()
  const [open, setOpen] = useState(false)
  const first = session.posts[0]
  const { modal } = App.useApp()
  /** What this device keeps for work without a network goes with the log-out; what was never sent is not thrown away unasked. */
  const leave = async () => {
    setOpen(false)
    const kept = await unsent(session.person)
    if (kept > 0)
      modal.confirm({
        title: `还有${kept}项没有上传`,
        content: '退出登录会清除本机保存的内容。请先联网上传，或确认不再需要。',
        okText: '清除并退出',
        okButtonProps: { danger: true },
        cancelText: '先不退出',
        onOk: logOut,
      })
    else await logOut()
  }
  const logOut = async () => {
    await clearKept(session.person)
    const answer = await remove<{ logOutAddress?: string | null } | undefined>('/session').catch(() => undefined)
    queries.clear()
    if (answer?.logOutAddress) location.assign(answer.logOutAddress)
    else go('/login')
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      styles={{ container: { padding: 0 } }}
      content={
        <div className="person-menu">
          <div className="popup-head">
            <strong>{session.name}</strong>
            <span className="muted">{session.title}</span>
          </div>
          <h3>任职岗位</h3>
          <ul>
            {session.posts.map(post => (
              <li key={`${post.organ}${post.role}${post.onBehalfOf}`}>
                <span>
                  {post.organName} · {post.roleLabel}
                </span>
                {post.onBehalfOf ? <span className="chip gold">代理</span> : null}
              </li>
            ))}
          </ul>
          <p className="muted person-note">各岗位的待办已合并在同一个工作台中。</p>
          <nav aria-label="个人">
            <AppLink href="/me" onClick={() => setOpen(false)}>
              <UserOutlined aria-hidden="true" /> 个人设置与请假委托
            </AppLink>
            {session.demo ? (
              <AppLink href="/login?switch=1" onClick={() => setOpen(false)}>
                <SwapOutlined aria-hidden="true" /> 换一个人体验
              </AppLink>
            ) : null}
            <button type="button" onClick={() => void leave()}>
              <LogoutOutlined aria-hidden="true" /> 退出登录
            </button>
          </nav>
        </div>
      }
    >
      <button type="button" className="person-button" aria-haspopup="dialog">
        <span className="avatar" aria-hidden="true">
          {session.name.slice(-1)}
        </span>
        <span className="visually-hidden">个人菜单 </span>
        <span className="person-words">
          <b>{session.name}</b>
          <small>{first ? `${first.organName} · ${first.roleLabel}` : session.title}</small>
        </span>
      </button>
    </Popover>
  )
}

/** Without a store on this device there is nothing to lose and nothing to clear. */
const unsent = (person: string): Promise<number> =>
  import('../../kit/offline/filled-acts.ts').then(
    module =>
      module.listFilled(person).then(
        all => all.length,
        () => 0,
      ),
    () => 0,
  )
const clearKept = (person: string): Promise<void> =>
  import('../../kit/offline/device-store.ts').then(module => module.clearDevice(person)).catch(() => undefined)
