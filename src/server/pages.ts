// The built console as static files, and the API's document with its page; all served from here, nothing from outside.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, normalize } from 'node:path'
import { Readable } from 'node:stream'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { type Context, Hono } from 'hono'
import type { AppEnv } from './context.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

export const contentPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"

/** What is no page loads nothing, runs nothing and stands in no frame, should somebody open it as a page. */
export const answerPolicy = "default-src 'none'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'"

/** Serves a built single-page application; every address without a file gets its index.html. `base`: where it is served. */
export function appPages(folder: string, base = '/') {
  const packed = new Map<string, { etag: string; plain: Buffer; br: Buffer; gzip: Buffer; type: string }>()
  const load = (path: string) => {
    const known = packed.get(path)
    if (known) return known
    const file = join(folder, path)
    if (!existsSync(file) || !statSync(file).isFile()) return undefined
    const plain = readFileSync(file)
    const squeeze = plain.length > 1024 && !/\.(png|woff2|ico)$/.test(path)
    const one = {
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      plain,
      br: squeeze ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : plain,
      gzip: squeeze ? gzipSync(plain) : plain,
      type: types[extname(path)] ?? 'application/octet-stream',
    }
    packed.set(path, one)
    return one
  }
  return (c: Context<AppEnv>) => {
    const path = normalize(c.req.path.startsWith(base) ? c.req.path.slice(base.length) : '').replace(/^[/\\]+/, '')
    const asked = path.includes('..') || path.startsWith('.') ? undefined : load(path)
    if (!asked && /^assets\/|\.[a-z0-9]{2,5}$/.test(path)) return c.notFound()
    const one = asked ?? load('index.html')
    if (!one) return c.text('页面还没有构建，请运行 npm start', 503)
    const headers = {
      'content-type': one.type,
      etag: one.etag,
      vary: 'accept-encoding',
      'cache-control': asked && path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    }
    if (c.req.header('if-none-match') === one.etag) return c.body(null, 304, headers)
    const accepts = c.req.header('accept-encoding') ?? ''
    if (one.br !== one.plain && /\bbr\b/.test(accepts)) return c.body(new Uint8Array(one.br), 200, { ...headers, 'content-encoding': 'br' })
    if (one.gzip !== one.plain && /\bgzip\b/.test(accepts))
      return c.body(new Uint8Array(one.gzip), 200, { ...headers, 'content-encoding': 'gzip' })
    return c.body(new Uint8Array(one.plain), 200, headers)
  }
}

/** `/docs`: Swagger UI from the package, reading `/api/openapi.json`. */
export function documentPages() {
  const ui = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']
  const page =
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>接口文档 · 数智</title><link rel="stylesheet" href="/docs/swagger-ui.css"><link rel="icon" href="/docs/favicon-32x32.png"><div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></html>'
  // What is tried out on the page is sent as the one who is logged in: a change needs their token.
  const start = `const session = fetch('/api/session').then(answer => (answer.ok ? answer.json() : {}), () => ({}))
window.ui = SwaggerUIBundle({
  url: '/api/openapi.json', dom_id: '#ui', deepLinking: true, docExpansion: 'none', validatorUrl: null, withCredentials: true,
  requestInterceptor: async request => {
    const { csrf } = await session
    if (csrf) request.headers['x-csrf'] = csrf
    return request
  },
})`
  const routes = new Hono<AppEnv>()
    .get('/docs', c => c.html(page))
    .get('/docs/start.js', c => c.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  for (const file of files) {
    routes.get(`/docs/${file}`, c =>
      c.body(Readable.toWeb(createReadStream(join(ui, file))) as ReadableStream, 200, {
        'content-type': types[extname(file)]!,
        'cache-control': 'public, max-age=86400',
      }),
    )
  }
  return routes
}
