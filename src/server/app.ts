// The web application: what stands before every request, and where each capability is mounted. Read top to bottom.
import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { Problem } from '#declare'
import { flowRoutes } from '../capabilities/flow/routes.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import { identityRoutes } from '../capabilities/identity/routes.ts'
import { type LedgerRight, ledgerRoutes } from '../capabilities/ledger/routes.ts'
import { storeRoutes } from '../capabilities/store/routes.ts'
import { describeApi, documentRoute } from './api-document.ts'
import type { AppEnv } from './context.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import { manifestMaker } from './manifest.ts'
import { healthRoutes, type Metrics, observe } from './observe.ts'
import { appPages, contentPolicy, documentPages } from './pages.ts'
import type { Platform } from './platform.ts'
import { onError, onInvalid, onNotFound } from './problems.ts'
import { serverRoutes } from './routes.ts'

export type AppOptions = {
  readonly platform: Platform
  readonly live: Live
  readonly log: Log
  readonly metrics: Metrics
  readonly consoleFolder: string
  readonly isStopping: () => boolean
  readonly ratePerMinute: number
}

export function makeApp({ platform, live, log, metrics, consoleFolder, isStopping, ratePerMinute }: AppOptions) {
  const { identity } = platform
  const app = new OpenAPIHono<AppEnv>({ defaultHook: onInvalid })
  app.onError(onError(log))
  app.notFound(onNotFound)
  app.use(observe(log, metrics))
  app.use(async (c, next) => {
    await next()
    if (isStopping()) c.header('connection', 'close')
  })
  app.route(
    '/',
    healthRoutes({ database: () => platform.pool.query('select 1'), files: () => platform.files.ready() }, metrics, isStopping, log),
  )
  app.use(
    secureHeaders({
      strictTransportSecurity: identity.needs.settings.secure ? 'max-age=31536000; includeSubDomains' : false,
      crossOriginResourcePolicy: 'same-origin',
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
    }),
  )
  app.use(
    '/api/*',
    limitRate(ratePerMinute, c => identity.guard.visitorOf(c).address),
  )
  // Who it is comes first: a stranger's file is not even read.
  app.use('/api/files', identity.guard.withSubject)
  app.use('/api/files', limitBody(platform.door.uploadMost, 65_536))
  const limitOthers = limitBody(4 * 2 ** 20)
  app.use('/api/*', async (c, next) => (c.req.path === '/api/files' ? next() : limitOthers(c, next)))

  // Identity guards its own addresses, some of which are open; everything after it asks who it is.
  app.route('/api', identityRoutes(identity))
  app.openapi(documentRoute, c => c.json(describeApi(app, platform.city.brand.title), 200))
  app.use('/api/*', async (c, next) => (isOpenLedger(c.req.path) ? next() : identity.guard.withSubject(c, next)))
  app.route(
    '/api',
    storeRoutes({
      world: platform.world,
      store: platform.store,
      startFlow: (tx, subject, record, id) => platform.flow.start(tx, subject, record, id),
      onChange: platform.onRowChange,
    }),
  )
  app.route('/api', flowRoutes({ model: platform.model, store: platform.store, flow: platform.flow, inbox: platform.inbox }))
  app.route('/api', serverRoutes(platform, manifestMaker(platform.model, platform.decide), live))
  app.route(
    '/api',
    ledgerRoutes({
      pool: platform.pool,
      signer: platform.signer,
      origin: `ledger.${platform.city.id}`,
      may: (c, right) => mayReadLedger(c.get('subject'), right),
    }),
  )
  app.all('/api/*', onNotFound)

  app.use('/docs/*', withPolicy)
  app.route('/', documentPages())
  const pages = appPages(consoleFolder)
  app.get('*', withPolicy, c => pages(c))
  return app
}

const withPolicy: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('content-security-policy', contentPolicy)
  await next()
}

/** The whole ledger tells who did what everywhere: for those of the city itself who audit, run or oversee it, in their own office. */
const mayReadLedger = (subject: Subject | undefined, right: LedgerRight): boolean =>
  subject?.posts.some(
    post =>
      post.level === 'city' &&
      post.onBehalfOf === null &&
      (right === 'content' ? ['auditor'] : ['auditor', 'supervisor', 'supervision-head', 'administrator']).includes(post.role),
  ) ?? false

/** Heads, keys and proofs of the ledger say nothing of anybody; that anyone may ask for them is what they are for. */
const isOpenLedger = (path: string) => /^\/api\/ledger\/(key|head|checkpoint|proof\/)/.test(path)

const refuseSize = (most: number): never => {
  throw new Problem('too-large', `提交的内容超过上限 ${Math.round(most / 2 ** 20)} MB`)
}

/** `above`: what a form adds around a file. A length that was announced is believed, the server reads no further; others are counted. */
function limitBody(most: number, above = 0): MiddlewareHandler<AppEnv> {
  const counted = bodyLimit({ maxSize: most + above, onError: () => refuseSize(most) })
  return (c, next) => {
    const announced = c.req.header('content-length')
    if (announced === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    return Number(announced) <= most + above ? next() : refuseSize(most)
  }
}

/** A bucket for each address, refilled evenly; forgotten when full again. */
function limitRate(perMinute: number, addressOf: (c: Parameters<MiddlewareHandler<AppEnv>>[0]) => string): MiddlewareHandler<AppEnv> {
  const buckets = new Map<string, { left: number; at: number }>()
  setInterval(() => {
    const now = Date.now()
    for (const [address, bucket] of buckets) if (now - bucket.at > 60_000) buckets.delete(address)
  }, 60_000).unref()
  return async (c, next) => {
    if (perMinute > 0) {
      const now = Date.now()
      const address = addressOf(c)
      const bucket = buckets.get(address) ?? { left: perMinute, at: now }
      bucket.left = Math.min(perMinute, bucket.left + ((now - bucket.at) * perMinute) / 60_000)
      bucket.at = now
      buckets.set(address, bucket)
      if (bucket.left < 1) throw new Problem('too-many', '操作过于频繁，请稍候再试')
      bucket.left -= 1
    }
    await next()
  }
}
