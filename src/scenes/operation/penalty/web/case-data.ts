// Everything the page of one case shows: the row, its evidence and hand-overs, its papers, its execution and publication.
import { useQuery } from '@tanstack/react-query'
import type { Condition } from '#declare'
import { get } from '../../../../kit/api.ts'
import type { PaperList } from '../../../../wire/papers.ts'
import type { RowDetail, RowList } from '../../../../wire/rows.ts'

const rows = (record: string, filter: Condition) => ({
  queryKey: ['rows', record, 'penalty', JSON.stringify(filter)],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<RowList>(`/records/${record}`, { filter: JSON.stringify(filter) }, signal),
})

export function useCase(id: string) {
  const detail = useQuery({
    queryKey: ['row', 'penalty-case', id],
    queryFn: ({ signal }) => get<RowDetail>(`/records/penalty-case/${id}`, {}, signal),
    enabled: id !== '',
  })
  const is = (field: string): Condition => ({ op: 'is', field, value: id })
  const enabled = id !== ''
  const evidence = useQuery({ ...rows('penalty-evidence', is('parent')), enabled })
  const custody = useQuery({ ...rows('penalty-custody', is('parent')), enabled })
  const execution = useQuery({ ...rows('penalty-execution', is('case')), enabled })
  const publication = useQuery({ ...rows('penalty-publication', is('case')), enabled })
  const papers = useQuery({
    queryKey: ['papers', 'penalty-case', id],
    queryFn: ({ signal }) => get<PaperList>(`/records/penalty-case/${id}/papers`, {}, signal),
    enabled,
  })
  return {
    detail,
    evidence: evidence.data?.rows ?? [],
    custody: custody.data?.rows ?? [],
    execution: execution.data?.rows[0],
    publication: publication.data?.rows[0],
    papers: papers.data?.papers ?? [],
  }
}
