// Who is logged in and what the city has declared; available to every page inside the shell.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { CalendarYearBody } from '../wire/city.ts'
import type { FlowView, Manifest, RecordView, SceneView } from '../wire/manifest.ts'
import type { Session } from '../wire/session.ts'
import { ApiProblem, get, listIn, setCsrf } from './api.ts'
import { civilDate, setZone } from './format.ts'

export type Model = {
  manifest: Manifest
  record: (name: string) => RecordView | undefined
  flow: (record: string) => FlowView | undefined
  scene: (id: string) => SceneView | undefined
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await get<Session>('/session', {}, signal)
      setCsrf(session.csrf)
      return session
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 5 * 60_000,
})

export const manifestQuery = queryOptions({
  queryKey: ['manifest'],
  queryFn: async ({ signal }) => makeModel(await get<Manifest>('/manifest', {}, signal)),
  staleTime: 10 * 60_000,
})

function makeModel(manifest: Manifest): Model {
  setZone(manifest.city.zone)
  const by = <T,>(list: readonly T[], key: (one: T) => string) => {
    const map = new Map(list.map(one => [key(one), one]))
    return (name: string) => map.get(name)
  }
  return {
    manifest,
    record: by(manifest.records, one => one.name),
    flow: by(manifest.flows, one => one.record),
    scene: by(manifest.scenes, one => one.id),
  }
}

const Here = createContext<{ session: Session; model: Model } | null>(null)
export const HereProvider = Here.Provider

const useHere = () => {
  const here = useContext(Here)
  if (!here) throw new Error('Only pages inside the shell know the session')
  return here
}
export const useSession = (): Session => useHere().session
export const useModel = (): Model => useHere().model
/** Today in the city, as the server counts it (a demo may simulate the time). */
export const useToday = (): string => civilDate(useSession().simulatedNow ?? new Date())
export const useRole = (...roles: readonly string[]): boolean => useSession().posts.some(post => roles.includes(post.role))

export const calendarQuery = queryOptions({
  queryKey: ['calendar'],
  queryFn: async ({ signal }) => listIn<CalendarYearBody>(await get('/calendar', {}, signal)),
  staleTime: 60 * 60_000,
})

export type DayKind = 'work' | 'rest' | 'holiday' | 'make-up'
/** What kind of day a date is, and the name of its holiday. */
export function useDayKind(): (date: string) => { kind: DayKind; name: string | null } {
  const years = useQuery(calendarQuery).data ?? []
  return date => dayKind(years, date)
}
export function dayKind(
  years: readonly Pick<CalendarYearBody, 'holidays' | 'work'>[],
  date: string,
): { kind: DayKind; name: string | null } {
  for (const year of years) {
    const holiday = year.holidays.find(one => one.days.includes(date))
    if (holiday) return { kind: 'holiday', name: holiday.name }
    if (year.work.includes(date)) return { kind: 'make-up', name: '调休上班' }
  }
  const day = new Date(`${date}T00:00:00Z`).getUTCDay()
  return { kind: day === 0 || day === 6 ? 'rest' : 'work', name: null }
}
