// Twelve months; a day off carries 休, a weekend on which people work 班, so that colour is not the only sign.

import { shortDate, weekday } from '../../../kit/format.ts'
import { type DayKind, dayKind } from '../../../kit/model.tsx'
import type { CalendarYearBody } from '../../../wire/city.ts'

type Arrangement = Pick<CalendarYearBody, 'holidays' | 'work'>
const kindWords: Record<DayKind, string> = { work: '工作日', rest: '周末', holiday: '放假', 'make-up': '调休上班' }
const pad = (value: number) => String(value).padStart(2, '0')
const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

export function YearView({
  year,
  entered,
  today,
  onPick,
}: {
  year: number
  entered: Arrangement
  today?: string
  onPick?: (date: string) => void
}) {
  return (
    <div className="year">
      {Array.from({ length: 12 }, (_, at) => (
        <Month key={at} year={year} month={at + 1} entered={entered} today={today ?? ''} onPick={onPick} />
      ))}
    </div>
  )
}

function Month({
  year,
  month,
  entered,
  today,
  onPick,
}: {
  year: number
  month: number
  entered: Arrangement
  today: string
  onPick: ((date: string) => void) | undefined
}) {
  const lead = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7
  const days = Array.from({ length: daysIn(year, month) }, (_, at) => `${year}-${pad(month)}-${pad(at + 1)}`)
  const cells = [...Array.from({ length: lead }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, at) => [
    ...cells.slice(at * 7, at * 7 + 7),
    ...Array.from({ length: Math.max(0, at * 7 + 7 - cells.length) }, () => null),
  ])
  return (
    <table className="month">
      <caption>{month}月</caption>
      <thead>
        <tr>
          {['一', '二', '三', '四', '五', '六', '日'].map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, row) => (
          <tr key={row}>
            {week.map((date, column) => {
              if (date === null) return <td key={column} />
              const { kind, name } = dayKind([entered], date)
              const inside = (
                <>
                  <span className="num">{Number(date.slice(8))}</span>
                  {kind === 'holiday' ? <i data-mark="休" /> : kind === 'make-up' ? <i data-mark="班" /> : null}
                </>
              )
              const words = `${shortDate(date, `${year}`)}${weekday(date)}，${name ?? kindWords[kind]}`
              return (
                <td key={column} className={`day ${kind} ${date === today ? 'today' : ''}`} title={words}>
                  {onPick ? (
                    <button type="button" aria-label={words} onClick={() => onPick(date)}>
                      {inside}
                    </button>
                  ) : (
                    inside
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export function countDays(entered: Arrangement, year: number): { work: number; holiday: number; makeUp: number } {
  const days = Array.from({ length: 12 }, (_, at) => at + 1).flatMap(month =>
    Array.from({ length: daysIn(year, month) }, (_, at) => `${year}-${pad(month)}-${pad(at + 1)}`),
  )
  const kinds = days.map(date => dayKind([entered], date).kind)
  return {
    work: kinds.filter(kind => kind === 'work' || kind === 'make-up').length,
    holiday: kinds.filter(kind => kind === 'holiday').length,
    makeUp: kinds.filter(kind => kind === 'make-up').length,
  }
}
