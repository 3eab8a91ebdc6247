// 导入: a plan is uploaded or pasted, read by the server, and handed to a person for proofreading.
import { ArrowRightOutlined, CheckCircleFilled, LoadingOutlined } from '@ant-design/icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useRef, useState } from 'react'
import { ApiProblem, keyForContent, post, type StoredFile, upload } from '../../../../kit/api.ts'
import { AppLink, useGo } from '../../../../kit/app-link.tsx'
import { number, shortInstant } from '../../../../kit/format.ts'
import { useModel } from '../../../../kit/model.tsx'
import { accepted, DropZone, PasteBox } from './import-choose.tsx'
import { plansQuery } from './plan-data.ts'
import './import.css'

type Result = { plan: string; tasks: number; goals: number; remarks: number }
type Stage =
  | { at: 'choose' }
  | { at: 'upload'; name: string; share: number }
  | { at: 'read'; name: string }
  | { at: 'done'; name: string; result: Result }
const endingOf = (name: string) => /\.[^.]+$/.exec(name)?.[0]?.toLowerCase() ?? ''

export function ImportPage() {
  const allowed =
    useModel()
      .scene('supervision')
      ?.operations.find(one => one.name === 'read')?.allowed ?? false
  const queries = useQueryClient()
  const [stage, setStage] = useState<Stage>({ at: 'choose' })
  const [mode, setMode] = useState<'file' | 'paste'>('file')
  const [pasted, setPasted] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const stop = useRef<AbortController | null>(null)
  const [keyFor] = useState(keyForContent)

  const read = async (name: string, input: { source: StoredFile[] } | { pasted: string }) => {
    setStage({ at: 'read', name })
    const result = await post<Result>('/scenes/supervision/operations/read', { input }, { key: keyFor(input) })
    setStage({ at: 'done', name, result })
    await queries.invalidateQueries({ queryKey: ['rows', 'supervision-plan'] })
  }
  const attempt = async (work: () => Promise<void>) => {
    setFault(null)
    try {
      await work()
    } catch (error) {
      if (!stop.current?.signal.aborted) setFault(error instanceof ApiProblem ? error.message : '没能完成导入，请重试')
      setStage({ at: 'choose' })
    }
  }
  const take = (file: File | undefined) => {
    if (!file) return
    if (!accepted.includes(endingOf(file.name)))
      return setFault(`“${file.name}”不是可识别的格式。请选择 ${accepted.join('、')} 文件；旧版 .doc 请先另存为 .docx`)
    stop.current = new AbortController()
    const { signal } = stop.current
    void attempt(async () => {
      setStage({ at: 'upload', name: file.name, share: 0 })
      const stored = await upload(file, share => setStage({ at: 'upload', name: file.name, share }), signal)
      await read(file.name, { source: [stored] })
    })
  }
  const again = () => {
    setStage({ at: 'choose' })
    setPasted('')
  }
  if (!allowed)
    return <Alert type="info" showIcon title="导入文件由督查员办理" description="如工作需要，请联系本单位系统管理员开通权限。" />
  return (
    <div className="imp">
      <Steps stage={stage} />
      <section className="panel imp-panel" aria-label="导入">
        {stage.at === 'choose' ? (
          <>
            {fault ? <Alert type="error" showIcon role="alert" title={fault} closable={{ onClose: () => setFault(null) }} /> : null}
            {mode === 'file' ? (
              <DropZone onTake={take} onPaste={() => setMode('paste')} />
            ) : (
              <PasteBox
                value={pasted}
                onChange={setPasted}
                onBack={() => setMode('file')}
                onRead={() => void attempt(() => read('粘贴的全文', { pasted }))}
              />
            )}
          </>
        ) : stage.at === 'done' ? (
          <Done name={stage.name} result={stage.result} onAgain={again} />
        ) : (
          <div className="imp-wait" role="status" aria-live="polite">
            <LoadingOutlined className="imp-spin" aria-hidden="true" />
            <h2>{stage.at === 'upload' ? `正在上传 ${Math.round(stage.share * 100)}%` : '正在识别任务、单位、目标和时限'}</h2>
            <p className="soft clip">{stage.name}</p>
            <progress
              max={1}
              {...(stage.at === 'upload' && { value: stage.share })}
              aria-label={stage.at === 'upload' ? '上传进度' : '识别进度'}
            />
            {stage.at === 'upload' ? (
              <Button
                onClick={() => {
                  stop.current?.abort()
                  setStage({ at: 'choose' })
                }}
              >
                取消
              </Button>
            ) : (
              <p className="muted">几十页的文件约需数秒，请不要关闭页面。</p>
            )}
          </div>
        )}
      </section>
      <Recent />
    </div>
  )
}

const steps = ['选择文件', '上传', '识别', '校核'] as const
function Steps({ stage }: { stage: Stage }) {
  const at = { choose: 0, upload: 1, read: 2, done: 3 }[stage.at]
  return (
    <ol className="imp-steps" aria-label="导入步骤">
      {steps.map((label, index) => (
        <li
          key={label}
          className={index < at ? 'past' : index === at ? 'now' : ''}
          {...(index === at && { 'aria-current': 'step' as const })}
        >
          <i className="num" aria-hidden="true">
            {index < at ? '✓' : index + 1}
          </i>
          {label}
        </li>
      ))}
    </ol>
  )
}

function Done({ name, result, onAgain }: { name: string; result: Result; onAgain: () => void }) {
  const go = useGo()
  const href = `/scenes/supervision/proofread?plan=${result.plan}`
  return (
    <div className="imp-done" role="status">
      <CheckCircleFilled className="imp-tick" aria-hidden="true" />
      <h2>识别完成</h2>
      <p className="soft clip">{name}</p>
      <dl className="imp-counts">
        <div>
          <dt>任务</dt>
          <dd className="num">
            {number(result.tasks)}
            <small>项</small>
          </dd>
        </div>
        <div>
          <dt>量化目标</dt>
          <dd className="num">
            {number(result.goals)}
            <small>个</small>
          </dd>
        </div>
        <div>
          <dt>识别提示</dt>
          <dd className="num">
            {number(result.remarks)}
            <small>条</small>
          </dd>
        </div>
      </dl>
      <p className="muted">识别结果须经人工校核才能交办，现在还没有通知任何单位。</p>
      <div className="row wrap imp-ways">
        <Button type="primary" size="large" autoFocus onClick={() => go(href)}>
          开始校核 <ArrowRightOutlined />
        </Button>
        <Button size="large" onClick={onAgain}>
          再导入一份
        </Button>
      </div>
    </div>
  )
}

function Recent() {
  const plans = useQuery(plansQuery).data?.rows ?? []
  if (plans.length === 0) return null
  return (
    <section className="panel" aria-labelledby="imp-recent">
      <header>
        <h2 id="imp-recent">已导入的文件</h2>
        <span className="end">
          <AppLink href="/records/supervision-plan">全部</AppLink>
        </span>
      </header>
      <ul className="imp-recent">
        {plans.slice(0, 6).map(row => (
          <li key={row.id}>
            <AppLink
              href={
                row.case?.state === 'proofreading'
                  ? `/scenes/supervision/proofread?plan=${row.id}`
                  : `/scenes/supervision/board?plan=${row.id}`
              }
              className="grow"
            >
              {row.title}
            </AppLink>
            <span className="muted num imp-when">
              {row.number} · {shortInstant(row.createdAt)}
            </span>
            <span className={`chip ${row.case?.state === 'proofreading' ? 'gold' : 'primary'}`}>{row.case?.stateLabel ?? '未开始'}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
