// “谁看过我的数据”: every reading of one's personal values, with organ, reason and time, and the proof that it stands in the ledger.
import { useInfiniteQuery } from '@tanstack/react-query'
import { shortInstant } from '../../kit/format.ts'
import type { PrivacyReads } from '../../wire/portal.ts'
import { get } from '../api.ts'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Empty, Fault, Title, Waiting } from '../parts/states.tsx'

export const PrivacyPage = () => (
  <NeedLogIn title="谁看过我的数据">
    <Reads />
  </NeedLogIn>
)

function Reads() {
  const query = useInfiniteQuery({
    queryKey: ['privacy'],
    queryFn: ({ pageParam }) => get<PrivacyReads>(`/privacy${pageParam ? `?before=${pageParam}` : ''}`),
    initialPageParam: '',
    getNextPageParam: last => last.next ?? undefined,
  })
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Waiting />
  const items = query.data.pages.flatMap(page => page.items)
  return (
    <>
      <Title>谁看过我的数据</Title>
      <p className="lead">工作人员每次查看您完整的手机号、证件号等个人信息，都会记入账本，谁也改不了、删不掉。</p>
      {items.length === 0 ? <Empty title="还没有人查看过您的完整个人信息" /> : null}
      <ul className="stack">
        {items.map(one => (
          <li key={one.entry} className="card">
            <p>
              <strong>{one.organ ?? '系统'}</strong>
            </p>
            <p>
              为{one.purpose}查看了{one.fields.join('、')}
            </p>
            <p className="muted">{[shortInstant(one.at), one.scene].filter(Boolean).join(' · ')}</p>
            {one.index === null ? (
              <p className="muted">正在写入账本</p>
            ) : (
              <p>
                <a href={one.proof} target="_blank" rel="noreferrer">
                  账本第{one.index}条的存证证明
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <button type="button" className="button is-wide" onClick={() => void query.fetchNextPage()}>
          更早的记录
        </button>
      ) : null}
    </>
  )
}
