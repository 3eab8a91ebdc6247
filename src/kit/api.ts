// The only door to the server: typed calls with the CSRF header, If-Match, Idempotency-Key, and problems as one error class.

import type { z } from 'zod'
import type { FileBody } from '../wire/city.ts'
import type { ProblemBody } from '../wire/problem.ts'

export type StoredFile = z.infer<typeof FileBody>
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>
type CallOptions = { query?: Query; body?: unknown; ifMatch?: number; key?: string; signal?: AbortSignal }

/** What the server (or the network) refused, in the user's words. `faults` point at fields. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly faults: readonly { at: string; message: string }[]
  readonly requestId: string | undefined

  constructor(body: Pick<ProblemBody, 'title' | 'status' | 'code'> & Partial<ProblemBody>) {
    super(body.title)
    this.name = 'ApiProblem'
    this.status = body.status
    this.code = body.code
    this.faults = body.faults ?? []
    this.requestId = body.requestId
  }
}

let csrf = ''
let onLoggedOut: () => void = () => {}
export const setCsrf = (token: string) => {
  csrf = token
}
/** Called when a request finds that the session has ended. */
export const whenLoggedOut = (then: () => void) => {
  onLoggedOut = then
}

/** Unique per opening of a dialog; also where `randomUUID` is missing (plain http inside an office network). */
export const newKey = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** One key for one content: sent again after a lost answer it is done once; changed, it is another request. */
export const keyForContent = (): ((content: unknown) => string) => {
  let [key, of] = [newKey(), undefined as string | undefined]
  return content => {
    const now = JSON.stringify(content)
    if (of !== undefined && of !== now) key = newKey()
    of = now
    return key
  }
}

export const apiUrl = (path: string, query: Query = {}): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  const text = search.toString()
  return `/api${path}${text ? `?${text}` : ''}`
}

/** Without a network: what this device keeps of it (src/kit/offline), where it keeps anything. */
export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  call<T>('GET', path, { ...(query && { query }), ...(signal && { signal }) }).catch(async error => {
    if (!(error instanceof ApiProblem) || error.status !== 0) throw error
    const kept = await keptOf(path, query)
    if (!kept) throw error
    return kept.answer as T
  })
/** From the server or not at all. */
export const getNow = <T>(path: string) => call<T>('GET', path, {})

const keptOf = async (path: string, query: Query = {}) => {
  if (Object.values(query).some(value => value !== undefined && value !== null && value !== '')) return undefined
  return import('./offline/kept-answers.ts').then(module => module.keptAnswer(path)).catch(() => undefined)
}

let reached = true
const reachListeners = new Set<() => void>()
const noteReach = (now: boolean) => {
  if (now === reached) return
  reached = now
  for (const listener of reachListeners) listener()
}
/** Whether the server answered the last request; it is asked, not guessed from the device's aerial. */
export const isReached = (): boolean => reached
export const whenReachChanges = (then: () => void): (() => void) => {
  reachListeners.add(then)
  return () => reachListeners.delete(then)
}
export const post = <T>(path: string, body?: unknown, options: Omit<CallOptions, 'body'> = {}) =>
  call<T>('POST', path, { ...options, body: body ?? {} })
export const patch = <T>(path: string, body: unknown, options: Omit<CallOptions, 'body'> = {}) =>
  call<T>('PATCH', path, { ...options, body })
export const put = <T>(path: string, body: unknown, options: Omit<CallOptions, 'body'> = {}) => call<T>('PUT', path, { ...options, body })
export const remove = <T>(path: string, options: CallOptions = {}) => call<T>('DELETE', path, options)

async function call<T>(method: string, path: string, { query, body, ifMatch, key, signal }: CallOptions): Promise<T> {
  const headers = new Headers({ accept: 'application/json' })
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (method !== 'GET' && csrf) headers.set('x-csrf', csrf)
  if (ifMatch !== undefined) headers.set('if-match', String(ifMatch))
  if (key !== undefined) headers.set('idempotency-key', key)
  let response: Response
  try {
    response = await fetch(apiUrl(path, query), {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    noteReach(false)
    throw new ApiProblem({ title: '暂时连不上服务器，请检查网络后重试', status: 0, code: 'unavailable' })
  }
  noteReach(true)
  if (response.status === 204) return undefined as T
  const text = await response.text()
  const answer = parse(text)
  if (!response.ok) throw toProblem(response.status, answer, path)
  return answer as T
}

function toProblem(status: number, answer: unknown, path: string): ApiProblem {
  if (status === 401 && !path.startsWith('/session')) onLoggedOut()
  if (answer !== null && typeof answer === 'object' && 'title' in answer) return new ApiProblem({ ...(answer as ProblemBody), status })
  return new ApiProblem({
    title: status >= 500 ? '系统出了一点问题，请稍后重试' : '请求没有成功，请刷新页面后重试',
    status,
    code: status === 404 ? 'not-found' : 'broken',
  })
}

async function send(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = new Headers({ accept: '*/*', 'content-type': 'application/json' })
  if (csrf) headers.set('x-csrf', csrf)
  const response = await fetch(apiUrl(path), {
    method: 'POST',
    headers,
    credentials: 'same-origin',
    body: JSON.stringify(body),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem({ title: '暂时连不上服务器，请检查网络后重试', status: 0, code: 'unavailable' })
  })
  if (!response.ok) throw toProblem(response.status, parse(await response.text()), path)
  return response
}

/** A question whose answer comes line by line, each a JSON value; `signal` stops it on both sides. */
export async function postForLines<T>(path: string, body: unknown, onLine: (line: T) => void, signal?: AbortSignal): Promise<void> {
  const response = await send(path, body, signal)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value = '' } = (await reader?.read()) ?? { done: true }
    const lines = (rest + value).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    for (const line of lines) if (line !== '') onLine(JSON.parse(line) as T)
    if (done) return
  }
}

/** Saves the bytes that a question is answered with. */
export async function postForFile(path: string, body: unknown, name: string, signal?: AbortSignal): Promise<void> {
  const response = await send(path, body, signal)
  const url = URL.createObjectURL(await response.blob())
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Uploads one file; `onProgress` gets 0…1. */
export function upload(file: File, onProgress: (share: number) => void, signal?: AbortSignal): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/files')
    if (csrf) request.setRequestHeader('x-csrf', csrf)
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = event => event.lengthComputable && onProgress(event.loaded / event.total)
    request.onload = () => {
      const answer = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as StoredFile)
      else reject(toProblem(request.status, answer, '/files'))
    }
    request.onerror = () => reject(new ApiProblem({ title: '上传中断，请检查网络后重试', status: 0, code: 'unavailable' }))
    signal?.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

/** `owner`: the row that names the file; without one only its uploader may open it. */
export const fileUrl = (file: { hash: string; name: string }, owner: { record: string; id: string } | null) =>
  apiUrl(`/files/${file.hash}`, { name: file.name, ...owner })

/** Some answers are a bare list, some an object with one list in it; both are read here. */
export const listIn = <T>(answer: unknown): T[] => {
  if (Array.isArray(answer)) return answer as T[]
  if (answer !== null && typeof answer === 'object') {
    const list = Object.values(answer).find(Array.isArray)
    if (list) return list as T[]
  }
  return []
}

const parse = (text: string): unknown => {
  try {
    return text ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
