// The state of a page lies in its address: plain text stays plain, only lists and objects are JSON.
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

export type Address = Readonly<Record<string, unknown>>

export function parseSearch(search: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(search)].map(([name, value]) => [name, /^[[{]/.test(value) ? tryJson(value) : value]))
}
export function writeSearch(search: Address): string {
  const out = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)) continue
    out.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  const text = out.toString()
  return text ? `?${text}` : ''
}

/** What the address says, and a way to change some of it without a new entry in the history. */
export function useAddress(): [address: Address, change: (with_: Address, options?: { push?: boolean }) => void] {
  const router = useRouter()
  const address = useRouterState({ select: state => state.location.search as Address })
  const change = useCallback(
    (with_: Address, { push = false } = {}) => {
      const { pathname, search } = router.latestLocation
      const href = `${pathname}${writeSearch({ ...(search as Address), ...with_ })}`
      if (push) router.history.push(href)
      else router.history.replace(href)
    },
    [router],
  )
  return [address, change]
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
