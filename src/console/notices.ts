// Notices to a person: the shape the worker writes, read leniently until the wire names it.
import { queryOptions } from '@tanstack/react-query'
import { get, listIn } from '../kit/api.ts'

export type Notice = { id: string; at: string; text: string; record: string | null; case: string | null; read: boolean }
type Raw = Partial<Notice> & { id: string | number; message?: string; title?: string; createdAt?: string; readAt?: string | null; row?: string | null }

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: async ({ signal }): Promise<Notice[]> => listIn<Raw>(await get('/notices', { limit: 30 }, signal)).map(one => ({
    id: String(one.id), at: one.at ?? one.createdAt ?? '', text: one.text ?? one.message ?? one.title ?? '', record: one.record ?? null, case: one.case ?? one.row ?? null, read: one.read ?? Boolean(one.readAt),
  })),
  staleTime: 30_000,
})
export const noticeHref = (notice: Notice): string | null => (notice.record && notice.case ? `/records/${notice.record}/${notice.case}` : null)
