// Where a case stands and by when: the same words for its people and, without anybody's data, for who follows it by number.
import { civilDate, longDate } from '../../kit/format.ts'
import type { FollowView, PortalCase } from '../../wire/portal.ts'

type Of = Pick<FollowView, 'stateLabel' | 'who' | 'ended' | 'endedAt' | 'promisedBy'> &
  Partial<Pick<PortalCase, 'joined' | 'suspended' | 'firm'>>

export function Standing({ of }: { of: Of }) {
  const end = of.endedAt ? longDate(civilDate(of.endedAt)) : of.promisedBy ? `${longDate(civilDate(of.promisedBy))}前` : '—'
  return (
    <dl className="facts is-card">
      <div>
        <dt>现在</dt>
        <dd>
          <strong>{of.stateLabel}</strong>
        </dd>
      </div>
      {of.who ? (
        <div>
          <dt>由谁办理</dt>
          <dd>{of.who}</dd>
        </div>
      ) : null}
      <div>
        <dt>{of.ended ? '办结时间' : of.joined ? '请您办理' : '承诺办结'}</dt>
        <dd>
          {end}
          {of.suspended ? `（已暂停计时：${of.suspended}）` : ''}
        </dd>
      </div>
      {of.firm ? (
        <div>
          <dt>申请企业</dt>
          <dd>{of.firm}</dd>
        </div>
      ) : null}
    </dl>
  )
}
