// What the colours of the calendar mean, and spans of days in words.
import { shortDate } from '../../../kit/format.ts'

export const spanOf = (days: readonly string[]): string => {
  const sorted = [...days].sort()
  const [first, last] = [sorted[0] ?? '', sorted.at(-1) ?? '']
  return first === last ? shortDate(first, first) : `${shortDate(first, first)}至${shortDate(last, first)}`
}

export function Legend() {
  return (
    <p className="calendar-legend">
      <span>
        <i className="day work" />
        工作日
      </span>
      <span>
        <i className="day rest" />
        周末休息
      </span>
      <span>
        <i className="day holiday" />
        节假日
      </span>
      <span>
        <i className="day make-up" />
        调休上班
      </span>
    </p>
  )
}
