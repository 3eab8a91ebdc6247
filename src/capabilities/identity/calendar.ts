// Entering a year's official arrangement of holidays: it moves every deadline, so it is checked, versioned and remembered.
import { type CalendarYear, Problem } from '#declare'
import { checkCalendarYear } from '../../methods/workday-calendar/check-calendar-year.ts'
import { calendarYearsBefore, latestCalendarYears, markCalendarApplied, pendingCalendarYears, writeCalendarYear } from './calendar-store.ts'
import type { Subject } from './port.ts'
import type { IdentityNeeds } from './settings.ts'

/** A new arrangement by which open terms must still be counted anew. */
export type PendingCalendar = {
  readonly year: number
  readonly version: number
  readonly enteredAt: Date
  readonly before: readonly CalendarYear[]
  readonly after: readonly CalendarYear[]
}

export type CalendarDesk = {
  list(): Promise<(CalendarYear & { version: number })[]>
  /** `expect`: the version that was seen, 0 for a year that is new. Only for an administrator of the city itself. */
  enter(subject: Subject, year: CalendarYear, expect: number): Promise<CalendarYear & { version: number }>
  pending(): Promise<PendingCalendar | undefined>
  applied(of: { year: number; version: number }): Promise<void>
}

export function createCalendarDesk({ transact, record, clock, city, onCalendarChange }: IdentityNeeds): CalendarDesk {
  return {
    list: () => transact(async tx => (await latestCalendarYears(tx)).map(({ content, version }) => ({ ...content, version }))),
    pending: () =>
      transact(async tx => {
        const [next] = await pendingCalendarYears(tx)
        if (!next) return undefined
        const before = await calendarYearsBefore(tx, next)
        const { year, version, enteredAt, content } = next
        return { year, version, enteredAt, before, after: [...before.filter(one => one.year !== year), content] }
      }),
    applied: of => transact(tx => markCalendarApplied(tx, of, clock.now())),
    async enter(subject, content, expect) {
      const allowed = subject.posts.some(post => post.role === 'administrator' && post.region === city.code && post.onBehalfOf === null)
      if (!allowed) throw new Problem('denied', '只有市级系统管理员可以维护工作日历')
      const faults = checkCalendarYear(content).filter(fault => fault.severity === 'error')
      if (faults.length > 0)
        throw new Problem(
          'invalid',
          `放假安排有${faults.length}处错误，请改正后再保存`,
          faults.map(({ at, message }) => ({ at, message })),
        )
      const version = expect + 1
      await transact(async tx => {
        const current = (await latestCalendarYears(tx)).find(kept => kept.year === content.year)?.version ?? 0
        const written =
          current === expect && (await writeCalendarYear(tx, { content, version, enteredBy: subject.person, enteredAt: clock.now() }))
        if (!written) throw new Problem('conflict', '这一年的安排刚刚被他人修改，请刷新后再试')
        await record(tx, { kind: 'setting', at: clock.now(), actor: subject.person, act: 'calendar', content: { version, content } })
      })
      await onCalendarChange?.()
      return { ...content, version }
    },
  }
}
