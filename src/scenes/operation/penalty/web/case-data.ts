// Everything the page of one case shows: the row, its evidence and hand-overs, its papers, its execution and publication.
import { useQueries, useQuery } from '@tanstack/react-query'
import type { Condition } from '#declare'
import { get } from '../../../../kit/api.ts'
import type { PaperList } from '../../../../wire/papers.ts'
import type { RowBody, RowDetail, RowList } from '../../../../wire/rows.ts'

const rows = (record: string, filter: Condition) => ({
  queryKey: ['rows', record, 'penalty', JSON.stringify(filter)],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<RowList>(`/records/${record}`, { filter: JSON.stringify(filter) }, signal),
})

const papersOf = (record: string, id: string) => ({
  queryKey: ['papers', record, id],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<PaperList>(`/records/${record}/${id}/papers`, {}, signal),
})

/** Whole rows: a list carries only the fields it shows. Until a row has come, what the list knows of it. */
function useWhole(record: string, listed: readonly RowBody[]): RowBody[] {
  const details = useQueries({
    queries: listed.map(row => ({
      queryKey: ['row', record, row.id],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<RowDetail>(`/records/${record}/${row.id}`, {}, signal),
    })),
  })
  return listed.map((row, at) => details[at]?.data?.row ?? row)
}

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
  const execution = useQuery({ ...rows('penalty-execution', is('ofCase')), enabled })
  const publication = useQuery({ ...rows('penalty-publication', is('ofCase')), enabled })
  const papers = useQuery({ ...papersOf('penalty-case', id), enabled })
  const pieces = useWhole('penalty-evidence', evidence.data?.rows ?? [])
  // The notice that something is preserved is a paper of that piece.
  const preserved = pieces.filter(piece => piece.values['preserved'] === true)
  const notices = useQueries({ queries: preserved.map(piece => papersOf('penalty-evidence', piece.id)) })
  return {
    detail,
    evidence: pieces,
    custody: useWhole('penalty-custody', custody.data?.rows ?? []),
    execution: useWhole('penalty-execution', execution.data?.rows.slice(0, 1) ?? [])[0],
    publication: useWhole('penalty-publication', publication.data?.rows.slice(0, 1) ?? [])[0],
    papers: [
      ...(papers.data?.papers ?? []).map(paper => ({ ...paper, of: `penalty-case/${id}` })),
      ...preserved.flatMap((piece, at) =>
        (notices[at]?.data?.papers ?? []).map(paper => ({ ...paper, of: `penalty-evidence/${piece.id}` })),
      ),
    ].sort((a, b) => a.at.localeCompare(b.at)),
  }
}
