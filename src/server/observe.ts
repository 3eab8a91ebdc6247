// What operators watch: a request id and a log line for each request, Prometheus metrics, health and readiness.
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { getConnInfo } from '@hono/node-server/conninfo'
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { Problem } from '#declare'
import { json, problem, text } from '../wire/route.ts'
import type { AppEnv } from './context.ts'
import { type Log, loggedPath } from './log.ts'

export type Metrics = { readonly registry: Registry; readonly requests: Histogram; readonly waiting: Gauge; readonly worker: Histogram }

export function makeMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'shuzhi_' })
  return {
    registry,
    requests: new Histogram({
      name: 'shuzhi_http_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers: [registry],
    }),
    waiting: new Gauge({
      name: 'shuzhi_waiting',
      help: 'Work that waits: outbox effects, due timers, ledger entries without a place',
      labelNames: ['what'],
      registers: [registry],
    }),
    worker: new Histogram({
      name: 'shuzhi_worker_seconds',
      help: 'Time of one round of a background job',
      labelNames: ['job', 'ok'],
      registers: [registry],
    }),
  }
}

export const observe =
  (log: Log, metrics: Metrics): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const started = performance.now()
    const given = c.req.header('x-request-id') ?? ''
    const requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
    c.set('requestId', requestId)
    // Before the answer is made: a header added to a finished one makes it anew.
    c.header('x-request-id', requestId)
    await next()
    if (!c.res.headers.has('x-request-id')) c.header('x-request-id', requestId)
    const seconds = (performance.now() - started) / 1000
    const route = c.req.routePath
    const failure = c.get('failure')
    if (failure)
      log.warn({ requestId, path: loggedPath(c.req.path), error: failure.message, cause: String(failure.cause ?? '') }, 'sent back')
    metrics.requests.observe({ method: c.req.method, route, status: String(c.res.status) }, seconds)
    log.info(
      {
        requestId,
        method: c.req.method,
        path: loggedPath(c.req.path),
        status: c.res.status,
        ms: Math.round(seconds * 1000),
        person: c.get('subject')?.person,
      },
      'request',
    )
  }

/** `checks` throw when a part does not work; readiness names each part, and the log says what is wrong with it: strangers may ask here. */
export function healthRoutes(
  checks: Readonly<Record<string, () => Promise<unknown>>>,
  metrics: Metrics,
  isStopping: () => boolean,
  log: Log,
  metricsToken = '',
): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>()
  const of = <P extends string>(path: P) => ({ method: 'get' as const, tags: ['operation'], path })
  const Health = z.object({ status: z.enum(['ok', 'degraded', 'stopping']), parts: z.record(z.string(), z.string()) }).openapi('Health')
  app.openapi(
    createRoute({ ...of('/health/live'), responses: { 200: json(z.object({ status: z.literal('ok') }), 'The process answers') } }),
    c => c.json({ status: 'ok' as const }, 200),
  )
  app.openapi(
    createRoute({
      ...of('/health/ready'),
      responses: { 200: json(Health, 'Every part works'), 503: json(Health, 'A part does not work, or the server is stopping') },
    }),
    async c => {
      const parts = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => {
          const works = await withTimeout(check).then(
            () => true,
            (error: Error) => {
              log.warn({ part: name, error: error.message }, 'not ready')
              return false
            },
          )
          return [name, works ? 'ok' : 'failing'] as const
        }),
      )
      const ok = !isStopping() && parts.every(([, state]) => state === 'ok')
      const status = ok ? ('ok' as const) : isStopping() ? ('stopping' as const) : ('degraded' as const)
      return c.json({ status, parts: Object.fromEntries(parts) }, ok ? 200 : 503)
    },
  )
  app.openapi(createRoute({ ...of('/metrics'), responses: { 200: text('Prometheus metrics'), default: problem } }), async c => {
    if (!mayMeasure(c, metricsToken)) throw new Problem('denied', '运行度量只供本机或持有令牌（METRICS_TOKEN）的监控系统读取')
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType })
  })
  return app
}

/** With a token whoever names it; without one a program on this machine that comes past no proxy. */
function mayMeasure(c: Context, token: string): boolean {
  if (token !== '') {
    const digest = (text: string) => createHash('sha256').update(text).digest()
    return timingSafeEqual(digest(c.req.header('authorization') ?? ''), digest(`Bearer ${token}`))
  }
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) return false
  try {
    return /^(127\.|::1$|::ffff:127\.)/.test(getConnInfo(c).remote.address ?? '')
  } catch {
    return false // A request that came through no socket, in a test.
  }
}

function withTimeout<T>(work: () => Promise<T>): Promise<T> {
  return Promise.race([work(), new Promise<never>((_, reject) => setTimeout(() => reject(new Error('2 秒内没有应答')), 2000).unref())])
}
