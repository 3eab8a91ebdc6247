// Decided: the party scans the code and has the paper; the officer goes on to the next, or opens what was issued.
import { Button } from 'antd'
import { apiUrl } from '../../../../kit/api.ts'
import { AppLink } from '../../../../kit/app-link.tsx'
import { longDate } from '../../../../kit/format.ts'
import { Qr } from '../../../../kit/qr.tsx'
import type { Handed, SpotForm } from './spot-form.ts'

export function HandedOver({ handed, form, onNext }: { handed: Handed; form: SpotForm; onNext: () => void }) {
  const { id, paper, copy } = handed
  return (
    <div className="spot">
      <section className="panel spot-handed" aria-label="已当场交付">
        <h2>决定书已出具，请当事人扫码领取</h2>
        <Qr text={copy.url} label="当场行政处罚决定书的二维码" size={232} />
        <dl>
          <div>
            <dt>文号</dt>
            <dd className="num">{paper.number}</dd>
          </div>
          <div>
            <dt>当事人</dt>
            <dd>{form.party}</dd>
          </div>
          <div>
            <dt>处罚</dt>
            <dd>
              {[form.warning && '警告', Number(form.fine) > 0 && `罚款${Number(form.fine).toLocaleString('zh-CN')}元`]
                .filter(Boolean)
                .join('，')}
            </dd>
          </div>
          <div>
            <dt>二维码有效至</dt>
            <dd className="num">{longDate(copy.until)}</dd>
          </div>
        </dl>
        <p className="muted">已盖章、编号，记入账本；两个工作日内由本单位备案。当事人不便扫码的，请打印交付。</p>
        <div className="spot-next">
          <Button type="primary" size="large" block onClick={onNext}>
            下一件
          </Button>
          <Button size="large" block href={apiUrl(`/records/penalty-on-spot/${id}/papers/${paper.id}`, { format: 'pdf' })} target="_blank">
            打开决定书
          </Button>
          <AppLink href={`/records/penalty-on-spot/${id}`}>查看本件</AppLink>
        </div>
      </section>
    </div>
  )
}
