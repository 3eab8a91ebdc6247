// The papers a case has issued: read, kept, checked against the ledger.
import { FilePdfOutlined, FileWordOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { apiUrl, get } from '../../../kit/api.ts'
import { shortInstant } from '../../../kit/format.ts'
import { EmptyState, ErrorState, Skeleton } from '../../../kit/states.tsx'
import type { PaperList, PaperView } from '../../../wire/papers.ts'

export function PapersTab({ record, id, onProof }: { record: string; id: string; onProof: (entry: string) => void }) {
  const papers = useQuery({
    queryKey: ['row', record, id, 'papers'],
    queryFn: ({ signal }) => get<PaperList>(`/records/${record}/${id}/papers`, {}, signal),
  })
  if (papers.error) return <ErrorState error={papers.error} onRetry={() => void papers.refetch()} />
  if (!papers.data) return <Skeleton rows={4} />
  if (papers.data.papers.length === 0) return <EmptyState title="还没有出具文书" hint="办理中出具的文书会自动编号、盖章，列在这里。" />
  const href = (paper: PaperView, format: 'pdf' | 'docx') => apiUrl(`/records/${record}/${id}/papers/${paper.id}`, { format })
  return (
    <ul className="paper-list">
      {papers.data.papers.map(paper => (
        <li key={paper.id}>
          <div className="paper-name">
            <strong>{paper.label}</strong>
            <span className="num soft">{paper.number}</span>
          </div>
          <div className="muted">
            {paper.issuer} · <span className="num">{shortInstant(paper.at)}</span>
            {paper.sealed ? ' · 已盖章' : ''}
            {paper.open === 'officials' ? ' · 内部文书' : ''}
          </div>
          <div className="paper-acts">
            <Button size="small" icon={<FilePdfOutlined />} href={href(paper, 'pdf')} target="_blank" rel="noopener">
              PDF
            </Button>
            <Button size="small" icon={<FileWordOutlined />} href={href(paper, 'docx')}>
              Word
            </Button>
            <Button size="small" type="text" onClick={() => onProof(paper.entry)}>
              存证
            </Button>
          </div>
        </li>
      ))}
    </ul>
  )
}
