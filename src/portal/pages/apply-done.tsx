// It came in: the number, the code, and the QR code by which it can be followed.
import { civilDate, longDate } from '../../kit/format.ts'
import { Qr } from '../../kit/qr.tsx'
import type { ApplyResult, ServiceGuide } from '../../wire/portal.ts'
import { Go } from '../parts/link.tsx'
import { Title } from '../parts/states.tsx'

export function Done({ made, guide }: { made: Extract<ApplyResult, { allowed: true }>; guide: ServiceGuide }) {
  return (
    <div className="done">
      <svg className="done-mark" viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r="22" />
        <path d="m14 25 7 7 14-15" />
      </svg>
      <Title>提交成功</Title>
      <p className="lead">
        {guide.organ}已收到您的“{guide.title}”{made.promisedBy ? `，${longDate(civilDate(made.promisedBy))}前办结` : ''}
        。有进展会短信告诉您。
      </p>
      <dl className="facts is-card">
        <div>
          <dt>编号</dt>
          <dd className="big">{made.number}</dd>
        </div>
        <div>
          <dt>查询码</dt>
          <dd className="big code">{made.code}</dd>
        </div>
      </dl>
      <Qr text={`${location.origin}/portal/f/${made.token}`} label="扫码查看办理进度" />
      <p className="muted">不登录也可以扫码，或凭编号和查询码查看进度</p>
      <div className="dock is-pair">
        <Go href="/" className="button">
          回首页
        </Go>
        <Go href={`/cases/${made.record}/${made.id}`} className="button is-primary">
          查看办件
        </Go>
      </div>
    </div>
  )
}
