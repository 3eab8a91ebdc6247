// Search, simulated time, notices, help, and who I am.
import { ClockCircleOutlined, MenuOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { lazy, Suspense, useState } from 'react'
import { AppLink } from '../../kit/app-link.tsx'
import type { Place } from '../../kit/command-palette.tsx'
import { civilDate, clock, longDate, shortDate, weekday } from '../../kit/format.ts'
import { useModel, useSession } from '../../kit/model.tsx'
import { useHotkeys } from '../../kit/use-hotkeys.ts'
import { keepsAgencies } from '../../wire/keeps-agencies.ts'
import { NoticeBell } from './notice-bell.tsx'
import { PersonMenu } from './person-menu.tsx'

const CommandPalette = lazy(() => import('../../kit/command-palette.tsx').then(module => ({ default: module.CommandPalette })))
const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

export function TopBar({ onMenu }: { onMenu: () => void }) {
  const { manifest } = useModel()
  const session = useSession()
  const [searching, setSearching] = useState(false)
  useHotkeys({
    'mod+k': event => {
      event.preventDefault()
      setSearching(true)
    },
  })
  const places: Place[] = [
    { label: '工作台', href: '/', words: 'gzt 待办 首页' },
    { label: '场景总览', href: '/scenes', words: 'cj' },
    ...manifest.scenes.map(scene => ({ label: scene.title, hint: scene.areaLabel, href: `/scenes/${scene.id}` })),
    ...manifest.records
      .filter(record => record.part === null)
      .map(record => ({ label: record.label, hint: '列表', href: `/records/${record.name}` })),
    ...manifest.records
      .filter(record => record.part === null && record.can.create)
      .map(record => ({ label: `新建${record.label}`, hint: '新建', href: `/records/${record.name}/new` })),
    { label: '组织机构', href: '/organisation', words: '通讯录 请假 委托 人员' },
    { label: '工作日历', href: '/calendar', words: '节假日 调休' },
    ...(keepsAgencies(session.posts) ? [{ label: '企业代办授权', href: '/agencies', words: '代办人 委托书 法人' }] : []),
    { label: '存证账本', href: '/ledger', words: '审计 校验' },
    { label: '个人设置', href: '/me', words: '密码 代理' },
    { label: '使用帮助', href: '/help', words: '快捷键' },
  ]
  return (
    <header className="shell-top">
      <button type="button" className="icon-button phone-only" aria-label="打开导航" onClick={onMenu}>
        <MenuOutlined />
      </button>
      <button type="button" className="top-search" onClick={() => setSearching(true)} aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}>
        <SearchOutlined aria-hidden="true" />
        <span>
          搜索<span className="desk-only">事项、单位、人员</span>
        </span>
        <kbd>{isApple ? '⌘' : 'Ctrl'} K</kbd>
      </button>
      <div className="top-end">
        {session.simulatedNow ? (
          <span className="top-clock" title={`演示环境正在模拟${longDate(civilDate(session.simulatedNow))}的办理情况`}>
            <ClockCircleOutlined aria-hidden="true" />
            <span className="desk-only">模拟时间</span>
            <b className="num">
              {shortDate(civilDate(session.simulatedNow), session.simulatedNow)}{' '}
              <span className="desk-only">
                {weekday(civilDate(session.simulatedNow))} {clock(session.simulatedNow)}
              </span>
            </b>
          </span>
        ) : null}
        <NoticeBell />
        <AppLink href="/help" className="icon-button desk-only" aria-label="使用帮助" title="使用帮助">
          <QuestionCircleOutlined />
        </AppLink>
        <PersonMenu />
      </div>
      {searching ? (
        <Suspense fallback={null}>
          <CommandPalette places={places} onClose={() => setSearching(false)} />
        </Suspense>
      ) : null}
    </header>
  )
}
