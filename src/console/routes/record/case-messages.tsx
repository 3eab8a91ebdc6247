// That the parties of a case were told, when, and of what; the text itself, which holds a code, is theirs alone.
import { useQuery } from '@tanstack/react-query'
import { get } from '../../../kit/api.ts'
import { shortInstant } from '../../../kit/format.ts'
import type { CaseMessages as Messages } from '../../../wire/portal.ts'

export function CaseMessages({ record, id }: { record: string; id: string }) {
  const query = useQuery({ queryKey: ['case-messages', record, id], queryFn: () => get<Messages>(`/cases/${record}/${id}/messages`) })
  const items = query.data?.items ?? []
  return (
    <div className="panel-body case-messages">
      <h2>告知当事人</h2>
      {query.data && items.length === 0 ? <p className="muted">还没有需要告知的事项，或没有登记手机号</p> : null}
      <ul>
        {items.map((one, at) => (
          <li key={at} className="row wrap">
            <span className="num muted">{shortInstant(one.at)}</span>
            <span>{one.label}</span>
            <span className="muted">
              短信 {one.to} · {one.sentAt ? '已发出' : '待发送'}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
