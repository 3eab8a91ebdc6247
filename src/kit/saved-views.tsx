// Lists worth keeping: my own and those shared with colleagues.
import { DeleteOutlined, DownOutlined } from '@ant-design/icons'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import type { SavedView } from '../wire/rows.ts'
import { get, listIn, post, remove } from './api.ts'

type SavedViewsProps = { record: string; query: Readonly<Record<string, unknown>>; onOpen: (query: Record<string, unknown>) => void }

export function SavedViews({ record, query, onOpen }: SavedViewsProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const views = useQuery({ queryKey: ['views', record], queryFn: async () => listIn<SavedView>(await get('/views', { record })) })
  const changed = () => queries.invalidateQueries({ queryKey: ['views', record] })
  const save = useMutation({
    mutationFn: () => post('/views', { record, name: name.trim(), query, shared }),
    onSuccess: () => {
      setName('')
      void message.success('视图已保存')
      return changed()
    },
    onError: error => void message.error(error.message),
  })
  const drop = useMutation({
    mutationFn: (id: string) => remove(`/views/${id}`),
    onSuccess: changed,
    onError: error => void message.error(error.message),
  })
  const list = (views.data ?? []).filter(view => view.record === record)
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="stack tight" style={{ width: 260 }}>
          {list.length === 0 ? <p className="muted">还没有保存的视图。设好筛选条件后，可在下面命名保存。</p> : null}
          <ul>
            {list.map(view => (
              <li key={view.id} className="row">
                <Button
                  type="link"
                  style={{ paddingInline: 0 }}
                  className="clip"
                  onClick={() => {
                    onOpen(view.query)
                    setOpen(false)
                  }}
                >
                  {view.name}
                </Button>
                {view.shared ? <span className="chip">共享</span> : null}
                {view.mine ? (
                  <Button
                    style={{ marginInlineStart: 'auto' }}
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={`删除视图${view.name}`}
                    onClick={() => drop.mutate(view.id)}
                  />
                ) : null}
              </li>
            ))}
          </ul>
          <form
            className="stack tight"
            onSubmit={event => {
              event.preventDefault()
              if (name.trim()) save.mutate()
            }}
          >
            <Input
              value={name}
              maxLength={40}
              placeholder="给当前筛选起个名字"
              aria-label="视图名称"
              onChange={event => setName(event.target.value)}
            />
            <span className="row">
              <Checkbox checked={shared} onChange={event => setShared(event.target.checked)}>
                与同单位共享
              </Checkbox>
              <Button
                style={{ marginInlineStart: 'auto' }}
                size="small"
                type="primary"
                htmlType="submit"
                disabled={!name.trim()}
                loading={save.isPending}
              >
                保存
              </Button>
            </span>
          </form>
        </div>
      }
    >
      <Button type="text">
        视图 <DownOutlined style={{ fontSize: 10 }} />
      </Button>
    </Popover>
  )
}
