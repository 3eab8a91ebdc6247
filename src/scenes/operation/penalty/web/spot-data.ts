// What the phone asks the server while it is filled in: who may act with me, which causes may be decided here, who this party is.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { Condition } from '#declare'
import { get, newKey, post } from '../../../../kit/api.ts'
import { useSession, useToday } from '../../../../kit/model.tsx'
import type { RowList } from '../../../../wire/rows.ts'
import type { SpotForm } from './spot-form.ts'

const ask = <T>(name: string, input: Readonly<Record<string, unknown>>) =>
  post<T>(`/scenes/penalty/operations/${name}`, { input }, { key: newKey() })

export type Certified = { readonly person: string; readonly name: string; readonly serial: string }

/** Who holds a certificate of this organ that is in force today. */
export function useOfficers(organ: string) {
  const today = useToday()
  const { person } = useSession()
  return useQuery({
    queryKey: ['rows', 'penalty-certificate', 'spot', organ, today],
    queryFn: async ({ signal }) => {
      const filter: Condition = {
        op: 'all',
        of: [
          { op: 'is', field: 'body', value: organ },
          { op: 'at-least', field: 'validTo', value: today },
        ],
      }
      const list = await get<RowList>('/records/penalty-certificate', { filter: JSON.stringify(filter), limit: 100 }, signal)
      const held: Certified[] = list.rows.map(({ values }) => {
        const holder = String(values['holder'])
        return { person: holder, name: list.names[holder] ?? holder, serial: String(values['serial']) }
      })
      return { me: held.find(one => one.person === person), others: held.filter(one => one.person !== person) }
    },
  })
}

export type SpotCause = {
  readonly id: string
  readonly code: string
  readonly cause: string
  readonly field: string
  readonly article: string
  readonly warning: boolean
  readonly fined: boolean
  readonly unit: string
  readonly used: number
}

export const useSpotCauses = (partyKind: SpotForm['partyKind']) =>
  useQuery({
    queryKey: ['penalty', 'spot-causes', partyKind],
    queryFn: () => ask<{ limit: number; causes: SpotCause[] }>('spotCauses', { partyKind }),
    staleTime: 5 * 60_000,
    placeholderData: before => before,
  })

type Recognised = {
  readonly known: { readonly party: string; readonly address: string; readonly representative: string } | null
  readonly priors: readonly { readonly decidedOn: string; readonly organ: string; readonly cause: string; readonly fine: string }[]
  readonly repeated: boolean
}

/** The party of a whole number; what is known of it is filled in once, and may be changed. */
export function useRecognised(form: SpotForm, change: (part: Partial<SpotForm>) => void) {
  const { number, partyKind, benchmark } = form
  const answer = useQuery({
    queryKey: ['penalty', 'recognise', partyKind, number, benchmark],
    queryFn: () =>
      ask<Recognised>('recognise', {
        partyKind,
        [partyKind === 'firm' ? 'creditCode' : 'idNumber']: number,
        ...(benchmark !== '' && { benchmark }),
      }),
    enabled: number.length === 18,
    retry: false,
    gcTime: 0,
    placeholderData: (before, query) => (query?.queryKey[3] === number ? before : undefined),
  })
  const filled = useRef('')
  const known = answer.data?.known
  useEffect(() => {
    if (!known || filled.current === number) return
    filled.current = number
    change({ party: known.party, address: known.address, representative: known.representative })
  }, [known, number, change])
  return answer
}

type Reckoned = {
  readonly fine: boolean
  readonly tierLabel?: string
  readonly span?: { readonly least: string; readonly most: string }
  readonly amount?: string
}

export const useReckoned = ({ benchmark, circumstances, measure }: SpotForm, enabled: boolean) =>
  useQuery({
    queryKey: ['penalty', 'calculate', benchmark, circumstances.join(), measure],
    queryFn: () => ask<Reckoned>('calculate', { benchmark, facts: circumstances, ...(measure !== '' && { measure }) }),
    enabled,
    retry: false,
  })
