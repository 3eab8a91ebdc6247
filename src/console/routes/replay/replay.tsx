// What another term, calendar, rule, weight or number of people would have meant: today and what is thought of, side by side, from the past.
import { FileExcelOutlined, LinkOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { App, Button, DatePicker, Progress } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useRef, useState } from 'react'
import { ApiProblem, get, postForFile } from '../../../kit/api.ts'
import { useModel, useSession } from '../../../kit/model.tsx'
import { PageFrame, Panel, PrintHeader } from '../../../kit/page-frame.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import { Tabs } from '../../../kit/tabs.tsx'
import type { ReplayInput, ReplayOptions } from '../../../wire/replay.ts'
import { NotFoundPage } from '../not-found.tsx'
import { Answer } from './answer.tsx'
import { type Asked, inputOf, parametersOf, tabsOf, useAsked } from './asked.ts'
import { CalendarEditor, ParameterEditor, StaffEditor, TermEditor } from './editors.tsx'
import { type Running, useRun } from './use-run.ts'
import './replay.css'

const leads: Readonly<Record<string, string>> = {
  terms: '同样的人在同样的时间办了同样的事，只是期限不同。',
  calendar: '同样的人在同样的时间办了同样的事，只是放假安排不同；与“期限”里的改动一并计算。',
  rules: '每件事按当时的事实，用拟改的参数重新判断一次；去向会改变的列出来，以后的事不作推测。',
  staffing: '按记录的到件时间和办理用时模拟排队：先照现行人力模拟一遍，与真实的过去对照，再换成拟改的人力。',
}

export function ReplayPage() {
  const { record: name = '' } = useParams({ strict: false }) as { record?: string }
  const { record: recordOf, scene: sceneOf } = useModel()
  const session = useSession()
  const record = recordOf(name)
  const options = useQuery({
    queryKey: ['replay', name],
    queryFn: ({ signal }) => get<ReplayOptions>(`/replays/${name}`, {}, signal),
    enabled: record !== undefined,
  })
  if (!record) return <NotFoundPage />
  const title = `${options.data?.flow ?? record.label}推演`
  return (
    <PageFrame
      title={title}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: sceneOf(record.scene)?.title ?? '', href: `/scenes/${record.scene}` },
      ]}
      lead="用已经发生过的办件重新计算，现行与拟改并列对照。不改动任何业务数据。"
    >
      <PrintHeader title={title} by={session.name} />
      {options.error ? (
        <div className="panel">
          <ErrorState error={options.error} onRetry={() => void options.refetch()} />
        </div>
      ) : null}
      {options.isPending ? (
        <div className="panel">
          <Skeleton rows={6} />
        </div>
      ) : null}
      {options.data ? <Replay options={options.data} title={title} /> : null}
    </PageFrame>
  )
}

function Replay({ options, title }: { options: ReplayOptions; title: string }) {
  const [asked, change] = useAsked(options)
  const { running, start, stop, clear } = useRun()
  const { message } = App.useApp()
  const [exporting, setExporting] = useState(false)
  const tabs = tabsOf(options)
  const input = inputOf(asked, options)
  const begun = useRef(false)
  // A link that was shared asks its question by itself, once.
  useEffect(() => {
    if (begun.current || !asked.ran || !input) return
    begun.current = true
    start(input)
  }, [asked.ran, input, start])
  if (tabs.length === 0)
    return (
      <div className="panel">
        <EmptyState title="这项数据没有可以推演的内容" hint="它没有办理流程，也没有随法规变动的参数。" />
      </div>
    )
  const go = () => {
    if (!input) return
    begun.current = true
    change({ ran: true })
    start(input)
  }
  const edit = (with_: Partial<Asked>) => {
    if (running.state !== 'idle') clear()
    begun.current = true
    change({ ...with_, ran: false })
  }
  const share = () =>
    navigator.clipboard.writeText(window.location.href).then(
      () => message.success('链接已复制，打开即是同样的推演'),
      () => message.info('请从地址栏复制链接'),
    )
  const save = async (of: Partial<ReplayInput>) => {
    setExporting(true)
    await postForFile('/replays/export', of, `${title}.xlsx`)
      .catch((error: unknown) => message.error(error instanceof ApiProblem ? error.message : '导出没有成功，请重试'))
      .finally(() => setExporting(false))
  }
  return (
    <>
      <section className="panel replay-ask no-print">
        <Tabs label="拟改什么" tabs={tabs} value={asked.tab} onChange={tab => edit({ tab })}>
          <form
            onSubmit={event => {
              event.preventDefault()
              go()
            }}
          >
            <p className="replay-lead">{leads[asked.tab] ?? options.replays.find(one => `scene:${one.name}` === asked.tab)?.says}</p>
            <Editor options={options} asked={asked} onChange={changes => edit({ changes })} />
            <div className="replay-go">
              <span className="replay-when">
                <label htmlFor="replay-from">只看这段时间发起的</label>
                <DatePicker.RangePicker
                  id={{ start: 'replay-from', end: 'replay-to' }}
                  allowEmpty={[true, true]}
                  value={[asked.from ? dayjs(asked.from) : null, asked.to ? dayjs(asked.to) : null]}
                  onChange={days => edit({ from: days?.[0]?.format('YYYY-MM-DD') ?? '', to: days?.[1]?.format('YYYY-MM-DD') ?? '' })}
                />
              </span>
              <span className="replay-buttons">
                <Button type="primary" htmlType="submit" disabled={!input || running.state === 'running'}>
                  开始推演
                </Button>
                {input && running.state === 'done' ? (
                  <>
                    <Button icon={<FileExcelOutlined />} loading={exporting} onClick={() => void save(input)}>
                      导出 Excel
                    </Button>
                    <Button icon={<LinkOutlined />} onClick={() => void share()}>
                      复制链接
                    </Button>
                  </>
                ) : null}
                {input ? null : <span className="muted">先改动至少一项，再开始推演。</span>}
              </span>
            </div>
            {options.basis ? <p className="muted replay-note">流程依据：{options.basis}</p> : null}
          </form>
        </Tabs>
      </section>
      <Outcome running={running} onRetry={go} onStop={stop} />
    </>
  )
}

function Editor({ options, asked, onChange }: { options: ReplayOptions; asked: Asked; onChange: (changes: Asked['changes']) => void }) {
  const editing = { changes: asked.changes, onChange }
  if (asked.tab === 'terms') return <TermEditor terms={options.terms} {...editing} />
  if (asked.tab === 'calendar') return <CalendarEditor {...editing} />
  if (asked.tab === 'staffing') return <StaffEditor record={options.record} asked={asked} {...editing} />
  return <ParameterEditor parameters={parametersOf(asked.tab, options)} {...editing} />
}

function Outcome({ running, onRetry, onStop }: { running: Running; onRetry: () => void; onStop: () => void }) {
  if (running.state === 'done') return <Answer of={running.answer} />
  if (running.state === 'failed')
    return (
      <div className="panel">
        <ErrorState error={running.error} onRetry={onRetry} />
      </div>
    )
  if (running.state === 'stopped')
    return (
      <div className="panel">
        <EmptyState title="推演已停止" hint="没有留下任何结果，也没有改动数据。" />
      </div>
    )
  if (running.state === 'idle') return null
  const { done, total, says } = running
  return (
    <Panel>
      <div className="replay-progress" role="status">
        <span>
          {says}
          {total > 0 ? ` ${done}/${total}` : '……'}
        </span>
        <Progress percent={total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 0} status="active" showInfo={false} />
        <Button onClick={onStop}>停止</Button>
      </div>
    </Panel>
  )
}
