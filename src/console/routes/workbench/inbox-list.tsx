// The list of tasks: dense lines on a desk, cards on a phone; j/k moves, x selects, Enter opens.
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox } from 'antd'
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react'
import type { z } from 'zod'
import { newKey, post } from '../../../kit/api.ts'
import { AppLink, useGo } from '../../../kit/app-link.tsx'
import { civilDate, shortDate, shortInstant } from '../../../kit/format.ts'
import { LightTag } from '../../../kit/light-tag.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import { useHotkeys } from '../../../kit/use-hotkeys.ts'
import type { ActResult, BulkResult, InboxItem, InboxTab } from '../../../wire/cases.ts'

type InboxListProps = {
  tab: InboxTab
  items: readonly InboxItem[] | undefined
  filtered: boolean
  error: unknown
  onRetry: () => void
  onClear: () => void
  more: { has: boolean; loading: boolean; load: () => void }
}
type Bulk = z.infer<typeof BulkResult>

const hrefOf = (item: InboxItem) => `/records/${item.record}/${item.case}`
const kindWords: Record<InboxItem['kind'], string | null> = {
  step: null,
  oversight: null,
  started: null,
  reply: '督办答复',
  extension: '延期审批',
  copy: '抄送',
}
const emptyWords: Record<InboxTab, [string, string]> = {
  todo: ['待办已清零', '新的事项到来时会出现在这里，并在右上角通知您。'],
  done: ['还没有办结过的事项', '您办理过的事项会留在这里，随时可查。'],
  started: ['您还没有发起过事项', '可以从“场景总览”中选择场景发起。'],
  supervised: ['没有被督办的事项', '被督办的事项会单独列在这里，并计算答复时限。'],
  copied: ['没有抄送给您的事项', '他人抄送给您知悉的事项会列在这里。'],
}

export function InboxList({ tab, items, filtered, error, onRetry, onClear, more }: InboxListProps) {
  const { message, modal } = App.useApp()
  const queries = useQueryClient()
  const go = useGo()
  const list = useRef<HTMLUListElement>(null)
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [busy, setBusy] = useState<string | null>(null)
  const focusRow = (at: number) => {
    const to = Math.max(0, Math.min(at, (items?.length ?? 1) - 1))
    setActive(to)
    list.current?.querySelectorAll<HTMLElement>('.inbox-title')[to]?.focus()
  }
  useHotkeys({
    j: () => focusRow(list.current?.contains(document.activeElement) ? active + 1 : active),
    k: () => focusRow(active - 1),
    x: () => {
      const item = items?.[active]
      if (item && tab === 'todo' && list.current?.contains(document.activeElement)) toggle(item.task)
    },
  })
  const toggle = (task: string) => setChosen(chosen.includes(task) ? chosen.filter(one => one !== task) : [...chosen, task])
  const reread = () => {
    setChosen([])
    return queries.invalidateQueries({ queryKey: ['inbox'] })
  }

  if (error && !items) return <ErrorState error={error} onRetry={onRetry} />
  if (!items) return <Skeleton kind="table" rows={7} />
  if (items.length === 0)
    return filtered ? (
      <EmptyState drawing="search" title="没有符合条件的事项" action={<Button onClick={onClear}>清除筛选</Button>} />
    ) : (
      <EmptyState drawing={tab === 'todo' ? 'done' : 'empty'} title={emptyWords[tab][0]} hint={emptyWords[tab][1]} />
    )

  const act = async (item: InboxItem, quick: { act: string; label: string }) => {
    const agreed = await modal.confirm({
      title: `${quick.label}：${item.title}`,
      content: item.organName ? `以${item.organName}的名义办理，将记入办理过程。` : '将记入办理过程。',
      okText: quick.label,
      cancelText: '取消',
      icon: null,
    })
    if (!agreed) return
    setBusy(item.task)
    try {
      const result = await post<ActResult>(
        `/cases/${item.record}/${item.case}/acts/${quick.act}`,
        { task: item.task, expect: item.version },
        { key: newKey() },
      )
      void message.success(`已${quick.label}，当前状态：${result.stateLabel}`)
    } catch (problem) {
      void message.error((problem as Error).message)
    } finally {
      setBusy(null)
      await reread()
    }
  }
  const selected = items.filter(item => chosen.includes(item.task))
  const common =
    selected[0]?.quick.filter(quick =>
      selected.every(item => item.record === selected[0]?.record && item.quick.some(one => one.act === quick.act)),
    ) ?? []
  const actAll = async (quick: { act: string; label: string }) => {
    const agreed = await modal.confirm({
      title: `批量${quick.label} ${selected.length} 件`,
      content: '逐件办理，各自记入办理过程；个别不能办理的会单独说明。',
      okText: `全部${quick.label}`,
      cancelText: '取消',
      icon: null,
    })
    if (!agreed) return
    setBusy('bulk')
    try {
      const { results } = await post<Bulk>(
        '/cases/acts',
        { act: quick.act, items: selected.map(item => ({ case: item.case, record: item.record, task: item.task, expect: item.version })) },
        { key: newKey() },
      )
      const failed = results.filter(one => !one.ok)
      if (failed.length === 0) void message.success(`已${quick.label} ${results.length} 件`)
      else
        modal.warning({
          title: `${results.length - failed.length} 件已${quick.label}，${failed.length} 件未成功`,
          content: (
            <ul className="stack tight">
              {failed.map(one => (
                <li key={one.case}>
                  {items.find(item => item.case === one.case)?.title}：{one.problem}
                </li>
              ))}
            </ul>
          ),
          okText: '知道了',
        })
    } catch (problem) {
      void message.error((problem as Error).message)
    } finally {
      setBusy(null)
      await reread()
    }
  }
  const clicked = (event: MouseEvent, item: InboxItem) => {
    if ((event.target as HTMLElement).closest('a,button,label,input') || String(getSelection()) !== '') return
    go(hrefOf(item))
  }
  const arrows = (event: KeyboardEvent, at: number) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      focusRow(at + 1)
    }
    if (event.key === 'ArrowUp') {
      event.preventDefault()
      focusRow(at - 1)
    }
  }
  const selectable = tab === 'todo'
  return (
    <>
      {selected.length > 0 ? (
        <div className="bulk-bar" role="toolbar" aria-label="批量办理">
          <span>
            已选 <b className="num">{selected.length}</b> 件
          </span>
          {common.length > 0 ? (
            common.map(quick => (
              <Button key={quick.act} size="small" type="primary" loading={busy === 'bulk'} onClick={() => void actAll(quick)}>
                批量{quick.label}
              </Button>
            ))
          ) : (
            <span className="muted">所选事项没有可以一并办理的操作</span>
          )}
          <Button size="small" type="text" onClick={() => setChosen([])}>
            取消选择
          </Button>
        </div>
      ) : null}
      <ul className="inbox" ref={list}>
        {items.map((item, at) => (
          <li
            key={item.task}
            className={`inbox-item ${item.unread ? 'unread' : ''} ${chosen.includes(item.task) ? 'chosen' : ''}`}
            onClick={event => clicked(event, item)}
          >
            {selectable ? (
              <Checkbox aria-label={`选择${item.title}`} checked={chosen.includes(item.task)} onChange={() => toggle(item.task)} />
            ) : null}
            <div className="inbox-main">
              <div className="inbox-first">
                {item.unread ? <span className="inbox-dot" role="img" aria-label="未读" /> : null}
                <AppLink
                  href={hrefOf(item)}
                  className="inbox-title"
                  tabIndex={at === active ? 0 : -1}
                  onFocus={() => setActive(at)}
                  onKeyDown={event => arrows(event, at)}
                >
                  {item.title}
                </AppLink>
                {item.supervised ? <span className="chip seal">督办</span> : null}
                {item.urged > 0 ? <span className="chip gold">催办{item.urged > 1 ? `${item.urged}次` : ''}</span> : null}
                {kindWords[item.kind] ? <span className="chip">{kindWords[item.kind]}</span> : null}
              </div>
              <div className="inbox-second">
                {item.number ? <span className="num">{item.number}</span> : null}
                <span>{item.recordLabel}</span>
                <span className="inbox-state">{item.closedAt ? (item.outcome ?? item.stateLabel) : item.stateLabel}</span>
                {item.organName ? (
                  <span>
                    {item.organName}
                    {item.personName ? ` · ${item.personName}` : ''}
                  </span>
                ) : null}
                {item.onBehalfOf ? <span className="chip gold">代{item.onBehalfOf}</span> : null}
              </div>
            </div>
            <div className="inbox-due">
              {item.closedAt ? (
                <span className="muted num">{shortInstant(item.closedAt)}</span>
              ) : (
                <>
                  <LightTag light={item.light} workdaysLeft={item.workdaysLeft} />
                  {item.dueAt ? <span className="muted num">{shortDate(civilDate(item.dueAt))}到期</span> : null}
                </>
              )}
            </div>
            <div className="inbox-acts">
              {item.quick.slice(0, 2).map(quick => (
                <Button
                  key={quick.act}
                  size="small"
                  loading={busy === item.task}
                  onClick={() => void act(item, quick)}
                  aria-label={`${quick.label}：${item.title}`}
                >
                  {quick.label}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {more.has ? (
        <div className="inbox-more">
          <Button loading={more.loading} onClick={more.load}>
            加载更多
          </Button>
        </div>
      ) : null}
    </>
  )
}
