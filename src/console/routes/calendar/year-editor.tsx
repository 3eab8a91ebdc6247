// Entering a year's official arrangement: pick a holiday, click its days; the notice is previewed and checked before it is stored.
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Input } from 'antd'
import { useState } from 'react'
import { ApiProblem, put } from '../../../kit/api.ts'
import { shortDate, weekday } from '../../../kit/format.ts'
import { LeaveGuard } from '../../../kit/leave-guard.tsx'
import { Panel } from '../../../kit/page-frame.tsx'
import type { CalendarYearBody } from '../../../wire/city.ts'
import { Legend, spanOf } from './calendar-words.tsx'
import { countDays, YearView } from './year-view.tsx'

type Holiday = { name: string; days: string[] }
const usual = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']
const workBrush = -1

export function YearEditor({ year, before, onClose }: { year: number; before: CalendarYearBody | undefined; onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [source, setSource] = useState(before?.source ?? '')
  const [holidays, setHolidays] = useState<readonly Holiday[]>(() =>
    before && before.holidays.length > 0 ? before.holidays : usual.map(name => ({ name, days: [] })),
  )
  const [work, setWork] = useState<readonly string[]>(before?.work ?? [])
  const [brush, setBrush] = useState(0)
  const [changed, setChanged] = useState(false)
  const [problem, setProblem] = useState<{ title: string; more: readonly string[] } | null>(null)
  const [sending, setSending] = useState(false)
  const entered = { holidays: holidays.map(one => ({ ...one, days: [...one.days] })), work: [...work] }
  const counted = countDays(entered, year)
  const faults = check({ year, source, holidays, work })

  const pick = (date: string) => {
    setChanged(true)
    const had = holidays.findIndex(one => one.days.includes(date))
    setHolidays(list =>
      list.map((one, at) => ({
        ...one,
        days: one.days.includes(date)
          ? one.days.filter(day => day !== date)
          : at === brush && had !== brush
            ? [...one.days, date].sort()
            : one.days,
      })),
    )
    setWork(list => (list.includes(date) ? list.filter(day => day !== date) : brush === workBrush ? [...list, date].sort() : list))
  }
  const save = async () => {
    setSending(true)
    setProblem(null)
    try {
      await put(`/calendar/${year}`, {
        year,
        source: source.trim(),
        status: 'official',
        holidays: entered.holidays.filter(one => one.days.length > 0),
        work: entered.work,
        version: before?.version ?? 0,
      })
      setChanged(false)
      void message.success(`${year}年工作日历已生效，未到期事项的时限正在重新计算`)
      await queries.invalidateQueries({ queryKey: ['calendar'] })
      onClose()
    } catch (error) {
      setProblem({ title: (error as Error).message, more: error instanceof ApiProblem ? error.faults.map(fault => fault.message) : [] })
    } finally {
      setSending(false)
    }
  }
  return (
    <div className="calendar-columns">
      <LeaveGuard when={changed && !sending} kept={false} />
      <section className="panel panel-body" aria-label={`${year}年日历`}>
        <p className="soft" style={{ marginBottom: 12 }}>
          先在右侧选中一项，再点选日期；再次点选可取消。
        </p>
        <YearView year={year} entered={entered} onPick={pick} />
        <Legend />
      </section>
      <div className="stack">
        <Panel title="录入安排">
          <div className="stack tight">
            <label className="act-field">
              依据（发文机关和文号）
              <Input
                value={source}
                maxLength={300}
                placeholder={`国务院办公厅关于${year}年部分节假日安排的通知（国办发明电〔${year - 1}〕  号）`}
                onChange={event => {
                  setSource(event.target.value)
                  setChanged(true)
                }}
              />
            </label>
            <div role="radiogroup" aria-label="正在录入" className="brushes">
              {holidays.map((holiday, at) => (
                <div key={at} className={`brush ${brush === at ? 'on' : ''}`}>
                  <label>
                    <input type="radio" name="brush" checked={brush === at} onChange={() => setBrush(at)} />
                    <i className="day holiday" aria-hidden="true" />
                    {usual.includes(holiday.name) ? (
                      holiday.name
                    ) : (
                      <Input
                        size="small"
                        value={holiday.name}
                        aria-label="假日名称"
                        maxLength={50}
                        style={{ width: 110 }}
                        onChange={event =>
                          setHolidays(list => list.map((one, index) => (index === at ? { ...one, name: event.target.value } : one)))
                        }
                      />
                    )}
                  </label>
                  <span className="muted num">
                    {holiday.days.length > 0 ? `${spanOf(holiday.days)} · ${holiday.days.length}天` : '未录入'}
                  </span>
                  {usual.includes(holiday.name) ? null : (
                    <Button
                      type="text"
                      size="small"
                      icon={<DeleteOutlined />}
                      aria-label={`删除${holiday.name}`}
                      onClick={() => setHolidays(list => list.filter((_, index) => index !== at))}
                    />
                  )}
                </div>
              ))}
              <div className={`brush ${brush === workBrush ? 'on' : ''}`}>
                <label>
                  <input type="radio" name="brush" checked={brush === workBrush} onChange={() => setBrush(workBrush)} />
                  <i className="day make-up" aria-hidden="true" />
                  调休上班
                </label>
                <span className="muted num">{work.length > 0 ? `${work.length}天` : '未录入'}</span>
              </div>
            </div>
            <Button
              type="dashed"
              size="small"
              icon={<PlusOutlined />}
              onClick={() => {
                setHolidays(list => [...list, { name: '新假日', days: [] }])
                setBrush(holidays.length)
              }}
            >
              增加一个假日
            </Button>
          </div>
        </Panel>
        <Panel title="通知预览">
          <div className="notice-preview">
            {holidays
              .filter(one => one.days.length > 0)
              .map((holiday, at) => (
                <p key={holiday.name}>
                  {['一', '二', '三', '四', '五', '六', '七', '八', '九'][at] ?? at + 1}、{holiday.name}：{spanOf(holiday.days)}放假，共
                  {holiday.days.length}天。{sentence(holidays, work, at)}
                </p>
              ))}
            {holidays.every(one => one.days.length === 0) ? (
              <p className="muted">录入后在此核对文字。</p>
            ) : (
              <p className="muted">
                全年放假{counted.holiday}天，调休上班{counted.makeUp}天，工作日{counted.work}天。
              </p>
            )}
          </div>
        </Panel>
        {faults.length > 0 && changed ? (
          <Alert
            type="warning"
            showIcon
            title="还需核对"
            description={
              <ul>
                {faults.map(fault => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
            }
          />
        ) : null}
        {problem ? (
          <Alert
            type="error"
            showIcon
            role="alert"
            title={problem.title}
            description={
              problem.more.length > 0 ? (
                <ul>
                  {problem.more.map(one => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              ) : null
            }
          />
        ) : null}
        <div className="row">
          <Button type="primary" loading={sending} disabled={!changed || faults.length > 0} onClick={() => void save()}>
            发布生效
          </Button>
          <Button onClick={onClose}>取消</Button>
        </div>
      </div>
    </div>
  )
}

/** The make-up days that lie nearer to this holiday than to any other. */
function sentence(holidays: readonly Holiday[], work: readonly string[], at: number): string {
  const filled = holidays.filter(one => one.days.length > 0)
  const distance = (holiday: Holiday, day: string) => Math.min(...holiday.days.map(one => Math.abs(Date.parse(one) - Date.parse(day))))
  const mine = work.filter(
    day => filled.reduce((best, one) => (distance(one, day) < distance(best, day) ? one : best), filled[0] as Holiday) === filled[at],
  )
  return mine.length > 0 ? `${mine.map(day => `${shortDate(day, day)}（${weekday(day).replace('星期', '周')}）`).join('、')}上班。` : ''
}

function check({
  year,
  source,
  holidays,
  work,
}: {
  year: number
  source: string
  holidays: readonly Holiday[]
  work: readonly string[]
}): string[] {
  const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  return [
    ...(source.trim() ? [] : ['请填写依据']),
    ...holidays
      .filter(
        one =>
          usual.includes(one.name) &&
          one.days.length === 0 &&
          !(one.name === '中秋节' && holidays.some(other => other.name.includes('国庆') && other.days.length >= 8)),
      )
      .map(one => `${one.name}还没有录入放假日期`),
    ...work.filter(day => !isWeekend(day)).map(day => `${shortDate(day, `${year}`)}本来就是工作日，不需要列为调休上班`),
    ...holidays.flatMap(one => (one.days.some(day => !day.startsWith(String(year))) ? [`${one.name}含有其他年份的日期`] : [])),
    ...holidays.filter(one => one.name.trim() === '').map(() => '假日名称不能为空'),
  ]
}
