// A score sheet: who stands where, and what each point comes from.
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { get } from '../../kit/api.ts'
import { AppLink } from '../../kit/app-link.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { number, shortInstant } from '../../kit/format.ts'
import { useModel, useSession } from '../../kit/model.tsx'
import { PageFrame, PrintHeader } from '../../kit/page-frame.tsx'
import { EmptyState } from '../../kit/states.tsx'
import type { ScoreBody } from '../../wire/city.ts'
import { NotFoundPage } from './not-found.tsx'

export function ScorecardPage() {
  const { scene: id = '', name = '' } = useParams({ strict: false }) as { scene?: string; name?: string }
  const scene = useModel().scene(id)
  const session = useSession()
  const card = scene?.scorecards.find(one => one.name === name)
  const scores = useQuery({
    queryKey: ['scores', id, name],
    queryFn: ({ signal }) => get<ScoreBody>(`/scorecards/${id}/${name}`, {}, signal),
    enabled: card !== undefined,
  })
  if (!scene || !card) return <NotFoundPage />
  const parts = scores.data?.rows[0]?.parts ?? []
  return (
    <PageFrame
      title={card.label}
      crumbs={[
        { label: '场景总览', href: '/scenes' },
        { label: scene.title, href: `/scenes/${id}` },
      ]}
      lead={scores.data ? `依据：${scores.data.basis}。截至${shortInstant(scores.data.asOf)}。` : null}
    >
      <PrintHeader title={card.label} by={session.name} />
      <div className="panel">
        <DataTable
          label={card.label}
          rows={scores.data?.rows}
          rowKey={row => row.subject}
          error={scores.error}
          onRetry={() => void scores.refetch()}
          empty={<EmptyState title="还没有可以评价的数据" />}
          columns={[
            { key: 'rank', title: '名次', align: 'end', width: 64, render: row => row.rank },
            {
              key: 'subject',
              title: '单位',
              primary: true,
              render: row =>
                card.subject === 'organ' ? (
                  <AppLink href={`/organisation?organ=${row.subject}`}>{row.subjectName}</AppLink>
                ) : (
                  row.subjectName
                ),
            },
            { key: 'score', title: '得分', align: 'end', width: 88, render: row => <b>{number(row.score, 1)}</b> },
            ...parts.map((part, at) => ({
              key: part.indicator,
              title: `${part.label}（${number(part.weight)}分）`,
              align: 'end' as const,
              render: (row: ScoreBody['rows'][number]) => <span title={row.parts[at]?.says}>{number(row.parts[at]?.points ?? 0, 1)}</span>,
            })),
          ]}
        />
      </div>
    </PageFrame>
  )
}
