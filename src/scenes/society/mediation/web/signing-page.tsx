// Who has signed an agreement and who has not. Beside whoever is asked now stands a code: they scan it with their own phone, prove their number,
// read the text and sign. The address alone opens nothing: the case is shown to the number it asks.
import { useQuery } from '@tanstack/react-query'
import { textOf, useAddress } from '../../../../kit/address.ts'
import { get } from '../../../../kit/api.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { longDate } from '../../../../kit/format.ts'
import { Panel } from '../../../../kit/page-frame.tsx'
import { Qr } from '../../../../kit/qr.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../../../kit/states.tsx'
import type { RowBody, RowDetail, RowList } from '../../../../wire/rows.ts'
import { partySides } from '../parties.ts'
import './mediation.css'

type Signer = {
  readonly key: string
  readonly side: string
  readonly name: string
  readonly says: string
  readonly tone: 'signed' | 'asked' | 'refused' | 'later'
  /** Where their own phone signs; only while they are asked. */
  readonly address?: string
  /** Their own case, in the console. */
  readonly href?: string
}

export function SigningPage() {
  const [address] = useAddress()
  const id = textOf(address['dispute'])
  const main = useQuery({
    queryKey: ['row', 'dispute', id],
    queryFn: ({ signal }) => get<RowDetail>(`/records/dispute/${id}`, {}, signal),
    enabled: id !== '',
    refetchInterval: 15_000,
  })
  const filter = JSON.stringify({ op: 'is', field: 'current', value: true })
  const others = useQuery({
    queryKey: ['rows', 'dispute-cosigning', id],
    queryFn: ({ signal }) => get<RowList>('/records/dispute-cosigning', { parent: id, filter }, signal),
    enabled: id !== '',
    refetchInterval: 15_000,
  })
  if (id === '')
    return (
      <div className="panel">
        <EmptyState
          title="请从纠纷进入"
          hint="打开一件已拟好协议的纠纷，点“签署进度”。"
          action={<AppLink href="/records/dispute">矛盾纠纷</AppLink>}
        />
      </div>
    )
  const error = main.error ?? others.error
  if (error) return <ErrorState error={error} onRetry={() => void Promise.all([main.refetch(), others.refetch()])} />
  if (!main.data || !others.data) return <Skeleton rows={6} />
  const { row } = main.data
  const signers = [...sidesOf(row), ...others.data.rows.map(otherOf), mediatorOf(row)]
  const signed = signers.filter(one => one.tone === 'signed').length
  return (
    <div className="stack">
      <p className="lead">
        <AppLink href={`/records/dispute/${id}`}>{row.title}</AppLink>
      </p>
      <Panel
        title="签署进度"
        extra={
          <span className="muted num">
            {signed} / {signers.length} 已签
          </span>
        }
        pad={false}
      >
        {row.values['agreedOn'] ? (
          <ul className="signers">
            {signers.map(one => (
              <Line key={one.key} of={one} />
            ))}
          </ul>
        ) : (
          <EmptyState title="还没有拟好协议" hint="在纠纷页点“达成协议”，写明约定后，各方在这里扫码签署。" />
        )}
      </Panel>
      <p className="muted note">
        请本人用手机扫码，凭自己的手机号验证后阅读全文并签字；不是所请的手机号，打不开。全部签字后，调解员签字、盖章，协议生效。
      </p>
    </div>
  )
}

const marks = { signed: '已签', asked: '待签', refused: '拒签', later: '未到' } as const

const Line = ({ of }: { of: Signer }) => (
  <li className={`signer is-${of.tone}`}>
    <span className="signer-mark">{marks[of.tone]}</span>
    <div className="signer-who">
      <strong>{of.href ? <AppLink href={of.href}>{of.name}</AppLink> : of.name}</strong>
      <span className="muted">{of.side}</span>
      <p className="soft">{of.says}</p>
    </div>
    {of.address ? (
      <div className="signer-code">
        <Qr text={`${location.origin}/portal${of.address}`} label={`${of.side}${of.name}的签署码`} size={132} />
        <span className="muted">扫码签署</span>
      </div>
    ) : null}
  </li>
)

const text = (row: RowBody, name: string): string => String(row.values[name] ?? '')
const on = (date: string): string => `${longDate(date)}签字`

function sidesOf(row: RowBody): Signer[] {
  const side = (key: 'applicant' | 'respondent', label: string, waits: string, act: string): Signer => {
    const date = text(row, `${key}SignedOn`)
    const common = { key, side: label, name: text(row, `${key}Name`) }
    if (date) return { ...common, tone: 'signed', says: on(date) }
    if (row.case?.state === waits)
      return { ...common, tone: 'asked', says: '正在等待签字', address: `/cases/dispute/${row.id}/act?act=${act}` }
    return row.case?.state === 'sealing'
      ? { ...common, tone: 'asked', says: '请在纠纷页点“当面签署”' }
      : { ...common, tone: 'later', says: '前一方签字后请其签字' }
  }
  return [side('applicant', '申请人', 'signing', 'sign'), side('respondent', '对方', 'countersigning', 'countersign')]
}

function otherOf(row: RowBody): Signer {
  const common = {
    key: row.id,
    side: partySides[text(row, 'side') as keyof typeof partySides] ?? '其他当事人',
    name: text(row, 'name'),
    href: `/records/dispute-cosigning/${row.id}`,
  }
  const date = text(row, 'signedOn')
  if (date) return { ...common, tone: 'signed', says: on(date) }
  if (text(row, 'refusal')) return { ...common, tone: 'refused', says: text(row, 'refusal') }
  return row.case?.state === 'asked'
    ? { ...common, tone: 'asked', says: '正在等待签字', address: `/cases/dispute-cosigning/${row.id}/act?act=sign` }
    : { ...common, tone: 'asked', says: row.case?.stateLabel ?? '待调解员联系签字' }
}

function mediatorOf(row: RowBody): Signer {
  const date = text(row, 'effectiveOn')
  const common = { key: 'mediator', side: '签字并盖章后协议生效', name: '调解员' }
  if (date) return { ...common, tone: 'signed', says: `${longDate(date)}生效` }
  return row.case?.state === 'sealing'
    ? { ...common, tone: 'asked', says: '各方签齐后，在纠纷页点“协议生效”' }
    : { ...common, tone: 'later', says: '各方签字后由调解员签字' }
}
