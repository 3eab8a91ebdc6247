// A stand-in for the server while pages are drawn and looked at: answers in the shapes of the wire from invented rows. Never deployed.
// What it says stands in `answers/`, one file for what belongs together; here is only how it says it.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { agencyAnswers } from './answers/agency-answers.ts'
import { caseAnswers } from './answers/case-answers.ts'
import { directoryAnswers } from './answers/directory-answers.ts'
import { figureAnswers } from './answers/figure-answers.ts'
import { ledgerAnswers } from './answers/ledger-answers.ts'
import { recordAnswers } from './answers/record-answers.ts'
import { sessionAnswers } from './answers/session-answers.ts'
import type { FakeRoutes } from './fake-route.ts'

/** The first that fits answers; no two files share an address. */
const routes: FakeRoutes = [
  ...sessionAnswers,
  ...recordAnswers,
  ...caseAnswers,
  ...figureAnswers,
  ...directoryAnswers,
  ...agencyAnswers,
  ...ledgerAnswers,
]

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

async function answer(request: IncomingMessage, response: ServerResponse, folder: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake')
  if (!url.pathname.startsWith('/api/')) {
    const asked = join(folder, decodeURIComponent(url.pathname))
    const path = existsSync(asked) && statSync(asked).isFile() ? asked : join(folder, 'index.html')
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
    createReadStream(path).pipe(response)
    return
  }
  const path = url.pathname.slice('/api/'.length)
  if (path === 'events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  if (path === 'files') {
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ hash: '12'.repeat(32), name: '测试材料.pdf', type: 'application/pdf', size: 20_480 }))
    return
  }
  const found = routes.find(([method, pattern]) => method === request.method && pattern.test(path))
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
    response.end(JSON.stringify(body))
  }
  if (!found) return send(404, { title: '没有这个地址', status: 404, code: 'not-found' })
  try {
    const text = Buffer.concat(chunks).toString()
    const result = found[2](
      url.searchParams,
      (found[1].exec(path) ?? []).slice(1),
      text ? (JSON.parse(text) as Record<string, unknown>) : {},
    )
    if (result === undefined) {
      response.writeHead(204)
      response.end()
    } else send(200, result)
  } catch (problem) {
    if (problem instanceof Error) throw problem
    send((problem as { status: number }).status, problem)
  }
}

/** Serves the built console of `folder` and the fake API on a free (or the given) port of the loop-back address. */
export async function startFakeServer(folder: string, port = 0): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    answer(request, response, folder).catch(error => {
      console.error(error)
      response.destroy()
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`, server }
}

if (import.meta.main) {
  const { url } = await startFakeServer(new URL('../../../dist/console', import.meta.url).pathname, Number(process.argv[2] ?? 8080))
  console.log(url)
}
