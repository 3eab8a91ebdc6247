// Which tasks a person has looked over. Kept as a draft on the server, so that proofreading goes on at another desk.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { get, put } from '../../../../kit/api.ts'

type Draft = { values: { checked?: string[] } } | null

export function useChecked(plan: string): [checked: ReadonlySet<string>, toggle: (task: string, on: boolean) => void] {
  const queries = useQueryClient()
  const queryKey = ['draft', 'supervision-plan', plan]
  const path = `/drafts/supervision-plan/proofread-${plan}`
  const draft = useQuery({ queryKey, queryFn: async ({ signal }) => (await get<Draft>(path, {}, signal)) ?? null, enabled: plan !== '' })
  const checked = new Set(draft.data?.values.checked ?? [])
  const toggle = (task: string, on: boolean) => {
    const next = new Set(queries.getQueryData<Draft>(queryKey)?.values.checked ?? [])
    if (on) next.add(task)
    else next.delete(task)
    const values = { checked: [...next] }
    queries.setQueryData(queryKey, { values })
    put(path, { values }).catch(() => queries.invalidateQueries({ queryKey }))
  }
  return [checked, toggle]
}
