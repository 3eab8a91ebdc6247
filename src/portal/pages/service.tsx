// One service explained: what one gets, what to bring, how it goes, by what right; and the button to begin.
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import type { ServiceGuide } from '../../wire/portal.ts'
import { get } from '../api.ts'
import { Go } from '../parts/link.tsx'
import { Fault, Title, Waiting } from '../parts/states.tsx'
import { useHome } from '../session.ts'

export function ServicePage() {
  const { name = '' } = useParams({ strict: false })
  const { place } = useSearch({ strict: false })
  const home = useHome()
  const at = place ?? home.data?.region.code ?? ''
  const query = useQuery({
    queryKey: ['guide', name, at],
    queryFn: () => get<ServiceGuide>(`/services/${encodeURIComponent(name)}${at ? `?at=${at}` : ''}`),
    enabled: home.data !== undefined,
  })
  if (query.error) return <Fault error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <Waiting />
  const guide = query.data
  return (
    <article className="guide">
      <Title>{guide.title}</Title>
      <p className="lead">{guide.says}</p>
      <dl className="facts">
        <div>
          <dt>办结时间</dt>
          <dd>{guide.promise}内</dd>
        </div>
        <div>
          <dt>由谁办理</dt>
          <dd>{guide.organ}</dd>
        </div>
        <div>
          <dt>谁可以办</dt>
          <dd>{guide.for.map(one => (one === 'person' ? '个人' : '企业')).join('、')}</dd>
        </div>
      </dl>
      {guide.rules.length > 0 ? (
        <section>
          <h2>办理条件</h2>
          <ul className="plain-list">
            {guide.rules.map(rule => (
              <li key={rule.name}>
                {rule.because}
                <small>{rule.basis}</small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section>
        <h2>需要准备</h2>
        {guide.materials.length === 0 ? (
          <p>
            不需要带材料，填写
            {guide.fields
              .filter(field => field.required)
              .map(field => field.label)
              .join('、')}
            即可。
          </p>
        ) : (
          <ul className="plain-list">
            {guide.materials.map(one => (
              <li key={one.label}>
                {one.label}
                <small>{one.note ?? (one.field ? '可拍照上传' : '办理时出示')}</small>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>怎么办理</h2>
        <ol className="numbered">
          <li>
            在线填写提交<small>您</small>
          </li>
          {guide.steps.map((step, at) => (
            <li key={at}>
              {step.label}
              <small>{[step.who, step.term].filter(Boolean).join(' · ')}</small>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>依据</h2>
        <p className="basis">{guide.basis}</p>
      </section>
      <section>
        <h2>扫码办理</h2>
        <ul className="plain-list">
          <li>
            <Go href={`/poster/${name}${place ? `?place=${place}` : ''}`}>打印扫码海报</Go>
            <small>供工作人员张贴，扫码就能办理</small>
          </li>
        </ul>
      </section>
      <div className="dock">
        <Go href={`/s/${name}/apply${place ? `?place=${place}` : ''}`} className="button is-primary is-wide">
          现在办理
        </Go>
      </div>
    </article>
  )
}
