// Notices to a person.
import { queryOptions } from '@tanstack/react-query'
import { get } from '../kit/api.ts'
import type { NoticeList } from '../wire/cases.ts'

export type Notice = NoticeList['items'][number]

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => get<NoticeList>('/notices', { limit: 30 }, signal),
  staleTime: 30_000,
})
export const noticeHref = (notice: Notice): string | null =>
  notice.record && notice.case ? `/records/${notice.record}/${notice.case}` : null
