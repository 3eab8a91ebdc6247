// The portal's calls: its own session and token, and for whom one acts.
import { ApiProblem, type StoredFile } from '../kit/api.ts'
import { acting } from './settings.ts'

export { ApiProblem, newKey, type StoredFile } from '../kit/api.ts'

let csrf = ''
export const setCsrf = (token: string) => {
  csrf = token
}

export const get = <T>(path: string) => call<T>('GET', path)
/** What anybody may read: `path` follows `/api/public`. */
export const getPublic = <T>(path: string) =>
  answer<T>(fetch(`/api/public${path}`, { headers: { accept: 'application/json' }, credentials: 'same-origin' }))
export const post = <T>(path: string, body: unknown = {}, key?: string) => call<T>('POST', path, body, key)
export const put = <T>(path: string, body: unknown) => call<T>('PUT', path, body)
export const remove = (path: string) => call<undefined>('DELETE', path)

const headersOf = (changes: boolean): Headers => {
  const headers = new Headers({ accept: 'application/json' })
  const firm = acting()
  if (firm) headers.set('x-acting-for', firm.account)
  if (changes && csrf) headers.set('x-csrf', csrf)
  return headers
}

async function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const headers = headersOf(method !== 'GET')
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (key !== undefined) headers.set('idempotency-key', key)
  return answer<T>(
    fetch(`/api/portal${path}`, { method, headers, credentials: 'same-origin', ...(body !== undefined && { body: JSON.stringify(body) }) }),
  )
}

/** A paper as a file of its own: the session's headers say for whom it is asked, which a plain link could not. */
export async function download(path: string, name: string): Promise<void> {
  const response = await fetch(`/api/portal${path}`, { headers: headersOf(false), credentials: 'same-origin' })
  if (!response.ok) throw new ApiProblem({ title: '没有打开，请稍后再试', status: response.status, code: 'broken' })
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

export function upload(file: File): Promise<StoredFile> {
  const form = new FormData()
  form.set('file', file)
  return answer<StoredFile>(
    fetch('/api/portal/files', { method: 'POST', headers: headersOf(true), body: form, credentials: 'same-origin' }),
  )
}

async function answer<T>(asked: Promise<Response>): Promise<T> {
  const response = await asked.catch(() => {
    throw new ApiProblem({ title: '网络不通，请检查网络后再试', status: 0, code: 'unavailable' })
  })
  if (response.status === 204) return undefined as T
  const body = (await response.json().catch(() => null)) as (T & { title?: string }) | null
  if (response.ok) return body as T
  if (body && typeof body.title === 'string')
    throw new ApiProblem({ ...(body as unknown as { title: string; code: string }), status: response.status })
  throw new ApiProblem({ title: '系统忙，请稍后再试', status: response.status, code: 'broken' })
}
