// All my cases: what waits for me first, then what goes on, then what has ended.
import { useQuery } from '@tanstack/react-query'
import type { CaseCards } from '../../wire/portal.ts'
import { get } from '../api.ts'
import { Go } from '../parts/link.tsx'
import { NeedLogIn } from '../parts/need-log-in.tsx'
import { Empty, Fault, Title, Waiting } from '../parts/states.tsx'
import { CaseList } from './case-list.tsx'

export const CasesPage = () => (
  <NeedLogIn title="我的办件">
    <Cases />
  </NeedLogIn>
)

function Cases() {
  const query = useQuery({ queryKey: ['cases'], queryFn: () => get<CaseCards>('/cases') })
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Waiting />
  const { items } = query.data
  const open = items.filter(one => one.endedAt === null)
  const ended = items.filter(one => one.endedAt !== null)
  return (
    <>
      <Title>我的办件</Title>
      {items.length === 0 ? (
        <Empty title="还没有办件">
          <p>在首页搜索要办的事，或由工作人员用您的手机号登记后，会显示在这里。</p>
          <Go href="/" className="button is-primary">
            去办事
          </Go>
        </Empty>
      ) : null}
      {open.length > 0 ? (
        <section>
          <h2>办理中</h2>
          <CaseList items={open} />
        </section>
      ) : null}
      {ended.length > 0 ? (
        <section>
          <h2>已结束</h2>
          <CaseList items={ended} />
        </section>
      ) : null}
    </>
  )
}
