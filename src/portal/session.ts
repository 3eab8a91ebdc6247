// Who is logged in; null for nobody, which is no error.
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PortalHome, PortalSession } from '../wire/portal.ts'
import { ApiProblem, get, remove, setCsrf } from './api.ts'
import { edition, setActing } from './settings.ts'

const readSession = async (): Promise<PortalSession | null> => {
  try {
    const session = await get<PortalSession>('/session')
    setCsrf(session.csrf)
    return session
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null
    // A firm that was acted for and is no more: ask again as oneself.
    if (error instanceof ApiProblem && error.status === 403) {
      setActing(null)
      return readSession()
    }
    throw error
  }
}

export const useSession = () => useQuery({ queryKey: ['session'], queryFn: readSession, staleTime: 60_000 })
export const enterSession = (client: QueryClient, session: PortalSession) => {
  setCsrf(session.csrf)
  setActing(null)
  client.clear()
  client.setQueryData(['session'], session)
}
export function useLogOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    // What was shown goes, whether or not the server can be reached.
    try {
      await remove('/session')
    } finally {
      setActing(null)
      setCsrf('')
      client.clear()
      client.setQueryData(['session'], null)
    }
  }
}
export const useHome = () => {
  const at = edition()
  return useQuery({ queryKey: ['home', at], queryFn: () => get<PortalHome>(`/home${at ? `?at=${at}` : ''}`), staleTime: 300_000 })
}
