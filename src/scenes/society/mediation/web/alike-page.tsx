// Beside a dispute: open ones that may be the same, each with its grounds in words, and closed ones of its kind, with what came of them.
import { useQuery } from '@tanstack/react-query'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { get, post } from '../../../../kit/api.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { useModel } from '../../../../kit/model.tsx'
import { Panel } from '../../../../kit/page-frame.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import type { RowDetail } from '../../../../wire/rows.ts'
import './mediation.css'

type Shown = { readonly id: string; readonly number: string | null; readonly topic: string; readonly on: string; readonly score: number }
type Same = Shown & { readonly grounds: readonly { readonly ground: string; readonly score: number; readonly says: string }[] }
type Alike = Shown & {
  readonly level: string | null
  readonly facts: string | null
  readonly terms: readonly string[]
  readonly outcome: string
  readonly days: number
}

const ask = <T,>(operation: string, dispute: string) =>
  post<{ found: T[] }>(`/scenes/mediation/operations/${operation}`, { input: { dispute } })

export function AlikePage() {
  const [address] = useAddress()
  const id = textOf(address['dispute'])
  const detail = useQuery({
    queryKey: ['row', 'dispute', id],
    queryFn: ({ signal }) => get<RowDetail>(`/records/dispute/${id}`, {}, signal),
    enabled: id !== '',
  })
  const same = useQuery({ queryKey: ['mediation', 'same', id], queryFn: () => ask<Same>('find-same', id), enabled: id !== '' })
  const alike = useQuery({ queryKey: ['mediation', 'alike', id], queryFn: () => ask<Alike>('find-alike', id), enabled: id !== '' })
  if (id === '')
    return (
      <div className="panel">
        <EmptyState
          title="请从纠纷进入"
          hint="打开一件纠纷，点“同案与类案”。"
          action={<AppLink href="/records/dispute">矛盾纠纷</AppLink>}
        />
      </div>
    )
  return (
    <div className="stack">
      <p className="lead">
        <AppLink href={`/records/dispute/${id}`}>{detail.data?.row.title ?? '返回这件纠纷'}</AppLink>
      </p>
      <Panel title="可能是同一纠纷的在办件">
        {same.error ? (
          <ErrorState error={same.error} onRetry={() => void same.refetch()} />
        ) : !same.data ? (
          <Skeleton rows={3} />
        ) : same.data.found.length === 0 ? (
          <EmptyState title="没有发现同一纠纷" hint="按当事人、地点、事由比对了本县近一年的在办件。" />
        ) : (
          <ul className="alike">
            {same.data.found.map(one => (
              <li key={one.id}>
                <Head of={one} />
                <p className="muted">{one.grounds.map(ground => ground.says).join('；')}</p>
              </li>
            ))}
          </ul>
        )}
        <p className="muted note">是否并案由您决定：在纠纷页点“并案”，选择主案并写明理由；并案后时限停止，可以撤销。</p>
      </Panel>
      <Panel title="类案参考：同类已办结的纠纷">
        {alike.error ? (
          <ErrorState error={alike.error} onRetry={() => void alike.refetch()} />
        ) : !alike.data ? (
          <Skeleton rows={5} />
        ) : alike.data.found.length === 0 ? (
          <EmptyState title="还没有可以参考的案例" />
        ) : (
          <ul className="alike">
            {alike.data.found.map(one => (
              <Case key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Panel>
    </div>
  )
}

const Head = ({ of }: { of: Shown }) => (
  <div className="alike-head">
    <AppLink href={`/records/dispute/${of.id}`}>{of.topic}</AppLink>
    <span className="muted num">
      {of.number} · {of.on}
    </span>
    <strong className="num">{Math.round(of.score * 100)}%</strong>
  </div>
)

function Case({ of }: { of: Alike }) {
  const field = useModel()
    .record('dispute')
    ?.fields.find(one => one.name === 'level')
  return (
    <li>
      <Head of={of} />
      {of.facts ? <p>{of.facts}</p> : null}
      {of.terms.length > 0 ? <p>约定：{of.terms.join('；')}</p> : null}
      <p className="muted">
        {[of.level && field?.of?.[of.level] && `${field.of[of.level]}化解`, `用时${of.days}日`, of.outcome].filter(Boolean).join(' · ')}
      </p>
    </li>
  )
}
