// A lean HTTP client for load and faults: kept-alive connections, and an error that says whether an answer was lost.
import { Agent, request } from 'node:http'

export type Answer = {
  readonly status: number
  readonly body: unknown
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}
export type Call = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly timeoutMs?: number }
/** Throws when the connection failed: whether the request was carried out is then not known. */
export type Client = { readonly base: string; call(method: string, path: string, call?: Call): Promise<Answer>; close(): void }

export function httpClient(base: string, connections = 64): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  const { hostname, port } = new URL(base)
  return {
    base,
    call: (method, path, { body, headers = {}, timeoutMs = 30_000 } = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body)
        const sent = request(
          {
            hostname,
            port,
            path,
            method,
            agent,
            headers: {
              ...headers,
              ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            },
          },
          response => {
            const parts: Buffer[] = []
            response.on('data', (part: Buffer) => parts.push(part))
            response.on('error', reject)
            response.on('aborted', () => reject(new Error('aborted')))
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                body: parse(Buffer.concat(parts).toString(), String(response.headers['content-type'] ?? '')),
                headers: response.headers,
              }),
            )
          },
        )
        sent.setTimeout(timeoutMs, () => sent.destroy(new Error('timeout')))
        sent.on('error', reject)
        sent.end(text)
      }),
    close: () => agent.destroy(),
  }
}

const parse = (text: string, type: string): unknown => (/json/.test(type) && text !== '' ? JSON.parse(text) : text)

export type Official = { readonly person: string; call(method: string, path: string, call?: Call): Promise<Answer> }

/** Somebody of a demo city, logged in. */
export async function logIn(client: Client, person: string): Promise<Official> {
  const { status, body, headers } = await client.call('POST', '/api/session/demo', { body: { person } })
  if (status !== 200) throw new Error(`${person} could not log in: ${status} ${JSON.stringify(body)}`)
  const cookie = ([headers['set-cookie']].flat()[0] ?? '').split(';')[0]!
  const { csrf } = body as { csrf: string }
  return {
    person,
    call: (method, path, call = {}) => client.call(method, path, { ...call, headers: { cookie, 'x-csrf': csrf, ...call.headers } }),
  }
}
