// What may be done next with a case: steps first, oversight in a menu; what is not allowed says why.
import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { ActView } from '../wire/cases.ts'
import type { FieldView } from '../wire/manifest.ts'
import { useHotkeys } from './use-hotkeys.ts'

const ActDialog = lazy(() => import('./act-dialog.tsx').then(module => ({ default: module.ActDialog })))

export type ActTarget = {
  record: string
  id: string
  version: number
  title: string
  /** What the row holds: a list that the act completes is shown as far as it is filled in. */
  values?: Readonly<Record<string, unknown>>
  /** Names of the organs, people and rows among them. */
  names?: Readonly<Record<string, string>>
}
type ActBarProps = {
  target: ActTarget
  acts: readonly ActView[]
  /** Fields of the part-record that an act adds. */
  addsFields?: (record: string) => readonly FieldView[]
  branchName?: (branch: string) => string
  onDone: (act: ActView) => void
}

const keyOf = (act: ActView) => `${act.act}:${act.task ?? ''}:${act.branch ?? ''}`

export function ActBar({ target, acts, addsFields, branchName = branch => branch, onDone }: ActBarProps) {
  const [open, setOpen] = useState<ActView | null>(null)
  const steps = acts.filter(act => act.kind === 'step')
  const rest = acts.filter(act => act.kind !== 'step')
  const several = new Set(steps.map(act => act.branch)).size > 1
  const nameOf = (act: ActView) => (several && act.branch ? `${act.label}（${branchName(act.branch)}）` : act.label)
  const first = steps.find(act => act.allowed && act.tone === 'primary') ?? steps.find(act => act.allowed)
  useHotkeys({ a: () => first && setOpen(first) }, first !== undefined)
  if (acts.length === 0) return null
  const inMenu = steps.length > 5 ? [...steps.slice(4), ...rest] : rest
  return (
    <div className="row wrap" role="toolbar" aria-label="可办理的操作">
      {(steps.length > 5 ? steps.slice(0, 4) : steps).map(act => (
        <Tooltip key={keyOf(act)} title={act.allowed ? '' : act.says}>
          <Button
            {...(act.allowed && act.tone === 'primary' ? { type: 'primary' as const } : {})}
            danger={act.tone === 'danger'}
            aria-disabled={!act.allowed}
            className={act.allowed ? '' : 'soft-disabled'}
            onClick={() => act.allowed && setOpen(act)}
            {...(!act.allowed && act.says && { 'aria-description': act.says })}
          >
            {nameOf(act)}
          </Button>
        </Tooltip>
      ))}
      {inMenu.length > 0 ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: inMenu.map(act => ({
              key: keyOf(act),
              label:
                act.allowed || !act.says ? (
                  nameOf(act)
                ) : (
                  <span>
                    {nameOf(act)}
                    <small className="menu-hint">{act.says}</small>
                  </span>
                ),
              danger: act.tone === 'danger',
              disabled: !act.allowed,
              onClick: () => setOpen(act),
            })),
          }}
        >
          <Button>
            {steps.length > 0 ? '更多' : '督办操作'} <DownOutlined style={{ fontSize: 10 }} />
          </Button>
        </Dropdown>
      ) : null}
      {open ? (
        <Suspense fallback={null}>
          <ActDialog
            key={keyOf(open)}
            act={open}
            target={target}
            addsFields={open.adds && addsFields ? addsFields(open.adds) : []}
            onClose={() => setOpen(null)}
            onDone={() => {
              const act = open
              setOpen(null)
              onDone(act)
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
