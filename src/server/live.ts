// Live updates: after a commit the desks and cases concerned are told to the pages that show them, on every server of the database.
// Postgres NOTIFY is sent outside the act's transaction and gathered for some milliseconds, so that commits do not queue for it.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { Client, type Pool } from 'pg'
import { caseMark } from '../wire/case-mark.ts'
import type { AppEnv } from './context.ts'
import type { Log } from './log.ts'

export type Change = { readonly desks: readonly string[]; readonly case?: { readonly record: string; readonly id: string } }

export type Live = {
  /** Called after the commit. */
  tell(change: Change): void
  stream(c: Context<AppEnv>): Response
  listen(): Promise<void>
  stop(): Promise<void>
  readonly listeners: () => number
}

type Listener = { readonly person: string; readonly desks: ReadonlySet<string>; send(event: string, data: unknown): void; close(): void }
const channel = 'shuzhi_live'
const gatherMs = 50
const longestMs = 600_000
/** Open pages of one person that are told; the oldest makes room. */
const mostOfOne = 20
/** NOTIFY carries at most 8,000 bytes. */
const mostBytes = 7000

export function makeLive(options: { url: string; pool: Pool; log: Log }): Live {
  const listeners = new Set<Listener>()
  let waiting: Change[] = []
  let timer: NodeJS.Timeout | undefined
  let client: Client | undefined
  let stopped = false

  const deliver = (changes: readonly Change[]) => {
    for (const listener of listeners) {
      const mine = changes.some(change => change.desks.some(desk => listener.desks.has(desk)))
      if (mine) listener.send('inbox', {})
      for (const change of changes) if (change.case) listener.send('case', { record: change.case.record, mark: caseMark(change.case.id) })
    }
  }

  const flush = async () => {
    timer = undefined
    const changes = waiting
    waiting = []
    try {
      for (const payload of packets(changes)) await options.pool.query('select pg_notify($1, $2)', [channel, payload])
    } catch (error) {
      options.log.warn({ error: String(error) }, 'live updates to other servers failed')
      deliver(changes)
    }
  }

  const listen = async () => {
    if (stopped) return
    client = new Client({ connectionString: options.url })
    client.on('notification', message => deliver(JSON.parse(message.payload ?? '[]') as Change[]))
    client.on('error', () => retry())
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch {
      retry()
    }
  }
  let retrying = false
  const retry = () => {
    if (retrying || stopped) return
    retrying = true
    client?.end().catch(() => {})
    setTimeout(() => {
      retrying = false
      void listen()
    }, 1000).unref()
  }

  return {
    tell(change) {
      waiting.push(change)
      timer ??= setTimeout(flush, gatherMs)
    },
    stream: c =>
      streamSSE(c, async stream => {
        const subject = c.get('subject')
        let done = () => {}
        const ended = new Promise<void>(resolve => {
          done = resolve
        })
        const own = [...listeners].filter(one => one.person === subject.person)
        for (const one of own.slice(0, Math.max(0, own.length - mostOfOne + 1))) one.close()
        const listener: Listener = {
          person: subject.person,
          desks: new Set(subject.desks),
          send: (event, data) => void stream.writeSSE({ event, data: JSON.stringify(data) }).catch(done),
          close: () => done(),
        }
        listeners.add(listener)
        stream.onAbort(done)
        const beat = setInterval(() => listener.send('beat', {}), 25_000)
        // Whoever has lost the session meanwhile does not come back in.
        const end = setTimeout(done, longestMs)
        listener.send('hello', {})
        await ended
        clearTimeout(end)
        clearInterval(beat)
        listeners.delete(listener)
      }),
    listen,
    async stop() {
      stopped = true
      if (timer) {
        clearTimeout(timer)
        await flush()
      }
      for (const listener of listeners) listener.close()
      await client?.end().catch(() => {})
    },
    listeners: () => listeners.size,
  }
}

function* packets(changes: readonly Change[]): Generator<string> {
  let packet: Change[] = []
  let bytes = 0
  for (const change of changes) {
    const size = Buffer.byteLength(JSON.stringify(change))
    if (size > mostBytes) continue
    if (bytes + size > mostBytes) {
      yield JSON.stringify(packet)
      packet = []
      bytes = 0
    }
    packet.push(change)
    bytes += size + 1
  }
  if (packet.length) yield JSON.stringify(packet)
}
