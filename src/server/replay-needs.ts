// What the replay needs of the house: the SQL of indicators, today's calendar with a few days changed, and a door that only reads.
import { type Calendar, type CalendarYear, type CivilDate, type Parameter, Problem, type parameterOn } from '#declare'
import { createDirectory } from '../capabilities/flow/directory.ts'
import { deskNames } from '../capabilities/flow/port.ts'
import type { ReplayNeeds } from '../capabilities/replay/routes.ts'
import { figuresOf } from '../capabilities/store/figures.ts'
import { createCalendar } from '../methods/workday-calendar/create-calendar.ts'
import { asStored } from './city-port.ts'
import type { Platform } from './platform.ts'

export const replayNeeds = ({ model, store, clock, calendar, city, world, files, lookups }: Platform): ReplayNeeds => ({
  model,
  store,
  clock,
  calendar,
  figure: async (tx, subject, indicator, parameters) => {
    const thought = parameters
      ? { ...world, model: { ...model, parameters: withValues(model.parameters, parameters) }, calendar: calendar() }
      : world
    const [row] = (await figuresOf({ world: thought, subject, tx }, indicator)).rows
    return { value: row?.value ?? null, numerator: row?.numerator ?? null, denominator: row?.denominator ?? null }
  },
  deskName: desk => deskNames([desk], directoryOf(city)),
  past: (tx, subject, run) => ({
    today: calendar().dateOf(clock.now()),
    find: async (of, when, most) => {
      const record = model.records.get(of.name)
      if (!record) throw new Problem('broken', `没有名为“${of.name}”的数据表`)
      return (await store.find(tx, subject, record, when, most)).map(row => asStored(row, clock.now()))
    },
    async read(file) {
      const bytes = await files.get(file.hash)
      if (!bytes) throw new Problem('not-found', `附件“${file.name}”已找不到`)
      return bytes
    },
    name: id => lookups.name(id) ?? '',
    step: (done, total) => run.step(done, total, ''),
  }),
  withDays: change => withDays(city.calendar, calendar(), city.zone, change),
})

/** The directory is the same as long as the city is. */
const directories = new WeakMap<Platform['city'], ReturnType<typeof createDirectory>>()
function directoryOf(city: Platform['city']) {
  const kept = directories.get(city) ?? createDirectory(city)
  directories.set(city, kept)
  return kept
}

/** Declared parameters with other values, as if they had always been so. */
function withValues(
  declared: ReadonlyMap<string, Parameter>,
  values: ReadonlyMap<string, ReturnType<typeof parameterOn>>,
): ReadonlyMap<string, Parameter> {
  return new Map([...declared].map(([name, of]) => [name, values.has(name) ? { ...of, from: { '0001-01-01': values.get(name) } } : of]))
}

/** `years`: those that exist; days in a year that is not known are weekdays and weekends as they fall. */
function withDays(
  years: readonly CalendarYear[],
  now: Calendar,
  zone: string,
  { daysOff, workdays }: { readonly daysOff: readonly CivilDate[]; readonly workdays: readonly CivilDate[] },
): Calendar {
  const changed = [...new Set([...daysOff, ...workdays].map(day => Number(day.slice(0, 4))))]
  const all = [...new Set([...years.map(one => one.year), ...changed])]
  return createCalendar(
    all.map(year => asItIs(year, now, new Set(daysOff), new Set(workdays))),
    zone,
  )
}

/** A year read off a calendar day by day, with the changes. */
function asItIs(year: number, now: Calendar, off: ReadonlySet<CivilDate>, on: ReadonlySet<CivilDate>): CalendarYear {
  const days: CivilDate[] = []
  const work: CivilDate[] = []
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    const isWeekend = [0, 6].includes(new Date(at).getUTCDay())
    const works = on.has(date) || (!off.has(date) && now.isWorkday(date))
    if (works && isWeekend) work.push(date)
    if (!works && !isWeekend) days.push(date)
  }
  return { year, source: null, status: 'assumed', holidays: [{ name: '推演', days }], work }
}
