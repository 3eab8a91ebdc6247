// The head of the board: which plan, as of when, and what to take away from it.
import { DownloadOutlined, FileWordOutlined, FullscreenOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { all } from '#declare'
import { ApiProblem, apiUrl, newKey, post, type StoredFile } from '../../../../kit/api.ts'
import { fullInstant } from '../../../../kit/format.ts'
import { useModel } from '../../../../kit/model.tsx'
import type { RowBody } from '../../../../wire/rows.ts'
import { ofPlan } from './board-data.ts'
import { PlanSelect } from './plan-choice.tsx'

type BoardHeadProps = { plan: RowBody; rows: readonly RowBody[]; asOf: string | undefined; onChoose: (id: string) => void }

export function BoardHead({ plan, rows, asOf, onChoose }: BoardHeadProps) {
  const { message } = App.useApp()
  const { scene, record } = useModel()
  const mayReport = scene('supervision')?.operations.find(one => one.name === 'report')?.allowed ?? false
  const mayExport = record('supervision-task')?.can.export ?? false
  const [busy, setBusy] = useState(false)
  const report = async () => {
    setBusy(true)
    try {
      const { file } = await post<{ file: StoredFile }>(
        '/scenes/supervision/operations/report',
        { input: { plan: plan.id } },
        { key: newKey() },
      )
      window.location.assign(apiUrl(`/files/${file.hash}`, { name: file.name, record: 'supervision-plan', id: plan.id }))
      void message.success('督查报告已生成')
    } catch (error) {
      void message.error(error instanceof ApiProblem ? error.message : '没能生成报告，请重试')
    }
    setBusy(false)
  }
  const full = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : document.querySelector('.sv-board')?.requestFullscreen())
  return (
    <header className="bhead">
      <div className="bhead-title">
        <h2>{plan.title}</h2>
        <p className="muted num">
          {plan.number} · {plan.case?.stateLabel}
          {asOf ? ` · 数据截至 ${fullInstant(asOf).slice(0, 16)}，自动更新` : ''}
        </p>
      </div>
      <div className="bhead-acts">
        {rows.length > 1 ? <PlanSelect id={plan.id} rows={rows} onChoose={onChoose} /> : null}
        {mayExport ? (
          <Button
            icon={<DownloadOutlined />}
            href={apiUrl('/records/supervision-task/export.xlsx', { filter: JSON.stringify(all(ofPlan(plan.id))) })}
          >
            导出清单
          </Button>
        ) : null}
        {mayReport ? (
          <Button icon={<FileWordOutlined />} loading={busy} onClick={() => void report()}>
            生成督查报告
          </Button>
        ) : null}
        <Button className="desk-only" icon={<FullscreenOutlined />} aria-label="全屏显示" title="全屏显示" onClick={full} />
      </div>
    </header>
  )
}
