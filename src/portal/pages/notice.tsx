// One published row: what it says, its files, and, where it can be computed again, the proof on this very page.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { fileSize } from '../../kit/format.ts'
import type { PublicPage, PublicRow } from '../../wire/public.ts'
import { getPublic } from '../api.ts'
import { DrawProof } from '../parts/draw-proof.tsx'
import { Go } from '../parts/link.tsx'
import { Fault, Title, Waiting } from '../parts/states.tsx'

export function NoticeRowPage() {
  const { name = '', id = '' } = useParams({ strict: false }) as { name?: string; id?: string }
  const row = useQuery({ queryKey: ['public', name, id], queryFn: () => getPublic<PublicRow>(`/${name}/${id}`) })
  // The names of the fields stand with the list.
  const page = useQuery({ queryKey: ['public', name, 'fields'], queryFn: () => getPublic<PublicPage>(`/${name}`) })
  const error = row.error ?? page.error
  if (error) return <Fault error={error} onRetry={() => void Promise.all([row.refetch(), page.refetch()])} />
  if (!row.data || !page.data) return <Waiting />
  const shown = page.data.fields.filter(field => row.data.values[field.name] !== undefined)
  const [head, ...rest] = shown
  return (
    <>
      <Title over={page.data.label}>{(head && row.data.values[head.name]) || row.data.number || '公示'}</Title>
      <dl className="facts is-card">
        {row.data.number ? (
          <div>
            <dt>编号</dt>
            <dd>{row.data.number}</dd>
          </div>
        ) : null}
        {rest.map(field => {
          const value = row.data.values[field.name] ?? ''
          const isHash = /^[0-9a-f]{64}$/.test(value)
          return (
            <div key={field.name} className={isHash || value.length > 60 ? 'is-long' : ''}>
              <dt>{field.label}</dt>
              <dd className={isHash ? 'hash' : ''}>{value}</dd>
            </div>
          )
        })}
      </dl>
      {row.data.files.length > 0 ? (
        <section>
          <h2>公开的文件</h2>
          <ul className="files card">
            {row.data.files.map(file => (
              <li key={file.href}>
                <a className="file-name" href={file.href} download={file.name}>
                  下载{file.name}
                </a>
                <span className="muted">{fileSize(file.size)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {row.data.proof?.kind === 'draw' ? <DrawProof href={row.data.proof.href} /> : null}
      <p className="muted">公示依据：{page.data.basis}</p>
      <p className="more">
        <Go href={`/public/${name}`}>返回列表</Go>
      </p>
    </>
  )
}
