// The web application: what stands before every request, and where each capability is mounted. Read top to bottom.
import { OpenAPIHono } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { Problem } from '#declare'
import { flowRoutes } from '../capabilities/flow/routes.ts'
import { agencyRoutes } from '../capabilities/identity/agency-routes.ts'
import { networkOf } from '../capabilities/identity/network.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import { identityRoutes } from '../capabilities/identity/routes.ts'
import { type LedgerRight, ledgerRoutes } from '../capabilities/ledger/routes.ts'
import { listEntries, type Selection } from '../capabilities/ledger/store.ts'
import { paperRoutes } from '../capabilities/papers/routes.ts'
import { replayRoutes } from '../capabilities/replay/routes.ts'
import { messageRoutes } from '../capabilities/service/message-routes.ts'
import { publicRoutes } from '../capabilities/store/public-routes.ts'
import { storeRoutes } from '../capabilities/store/routes.ts'
import { describeApi, documentRoute } from './api-document.ts'
import type { AppEnv } from './context.ts'
import { sendFile } from './file-answers.ts'
import type { Live } from './live.ts'
import type { Log } from './log.ts'
import { manifestMaker } from './manifest.ts'
import { healthRoutes, type Metrics, observe } from './observe.ts'
import { answerPolicy, appPages, contentPolicy, documentPages } from './pages.ts'
import type { Platform } from './platform.ts'
import { portalRoutes, portalUploadMost } from './portal-routes.ts'
import { onError, onInvalid, onNotFound } from './problems.ts'
import { replayNeeds } from './replay-needs.ts'
import { serverRoutes } from './routes.ts'

export type AppOptions = {
  readonly platform: Platform
  readonly live: Live
  readonly log: Log
  readonly metrics: Metrics
  readonly consoleFolder: string
  readonly portalFolder: string
  readonly isStopping: () => boolean
  readonly ratePerMinute: number
  /** Who names it may read the metrics; without one only a program on this machine may. */
  readonly metricsToken?: string
}

export function makeApp({
  platform,
  live,
  log,
  metrics,
  consoleFolder,
  portalFolder,
  isStopping,
  ratePerMinute,
  metricsToken,
}: AppOptions) {
  const { identity } = platform
  const app = new OpenAPIHono<AppEnv>({ defaultHook: onInvalid })
  app.onError(onError(log, c => identity.guard.visitorOf(c).address))
  app.notFound(onNotFound)
  app.use(observe(log, metrics))
  app.use(async (c, next) => {
    await next()
    if (isStopping()) c.header('connection', 'close')
  })
  app.use(
    secureHeaders({
      strictTransportSecurity: identity.needs.settings.secure ? 'max-age=31536000; includeSubDomains' : false,
      crossOriginResourcePolicy: 'same-origin',
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
    }),
  )
  app.use(plainAnswers)
  const { portalOrigin } = identity.needs.settings
  if (portalOrigin !== undefined) app.use(keepHostsApart(new URL(portalOrigin).host))
  app.route(
    '/',
    healthRoutes(
      { database: () => platform.pool.query('select 1'), files: () => platform.files.ready() },
      metrics,
      isStopping,
      log,
      metricsToken,
    ),
  )
  app.use(
    '/api/*',
    limitRate(ratePerMinute, c => networkOf(identity.guard.visitorOf(c).address)),
  )
  // Who it is comes first: a stranger's file is not even read.
  const uploads = new Map([
    ['/api/files', { guard: identity.guard.withSubject, most: platform.door.uploadMost }],
    ['/api/portal/files', { guard: identity.public.withResident, most: portalUploadMost }],
  ])
  for (const [path, { guard, most }] of uploads) {
    app.use(path, guard)
    app.use(path, limitBody(most, 65_536))
  }
  const limitOthers = limitBody(4 * 2 ** 20)
  app.use('/api/*', async (c, next) => (uploads.has(c.req.path) ? next() : limitOthers(c, next)))

  // Identity guards its own addresses, some of which are open; everything after it asks who it is.
  app.route('/api', identityRoutes(identity))
  app.route(
    '/api',
    agencyRoutes({
      identity,
      sendLetter: (c, letter, inline) => sendFile(platform, c, { hash: letter.hash, seen: letter, inline }),
    }),
  )
  app.route('/api/portal', portalRoutes(platform))
  app.route(
    '/api',
    publicRoutes({
      world: platform.world,
      store: platform.store,
      name: platform.lookups.name,
      bytes: async hash => (await platform.files.get(hash)) ?? undefined,
    }),
  )
  app.openapi(documentRoute, c => c.json(describeApi(app, platform.city.brand.title), 200))
  app.use('/api/*', async (c, next) => (isOpenToAll(c.req.path) ? next() : identity.guard.withSubject(c, next)))
  app.route(
    '/api',
    storeRoutes({
      world: platform.world,
      store: platform.store,
      startFlow: (tx, subject, record, id) => platform.flow.start(tx, subject, record, id),
      onChange: platform.onRowChange,
    }),
  )
  app.route('/api', messageRoutes({ desk: platform.service, model: platform.model, store: platform.store }))
  app.route('/api', flowRoutes({ model: platform.model, store: platform.store, flow: platform.flow, inbox: platform.inbox }))
  app.route(
    '/api',
    paperRoutes({
      model: platform.model,
      store: platform.store,
      papers: platform.papers,
      origin: portalOrigin ?? identity.needs.settings.origin,
    }),
  )
  app.route('/api', replayRoutes(replayNeeds(platform)))
  app.route(
    '/api',
    serverRoutes(
      platform,
      manifestMaker(platform.model, platform.decide, () => platform.calendar().dateOf(platform.clock.now())),
      live,
    ),
  )
  app.route(
    '/api',
    ledgerRoutes({
      pool: platform.pool,
      signer: platform.signer,
      origin: `ledger.${platform.city.id}`,
      may: (c, right, selection) =>
        right === 'case' ? mayReadCase(platform, c.get('subject'), selection) : mayReadLedger(c.get('subject'), right),
    }),
  )
  app.all('/api/*', onNotFound)

  app.use('/docs/*', withPolicy)
  app.route('/', documentPages())
  const portal = appPages(portalFolder, '/portal/')
  app.get('/portal', withPolicy, c => portal(c))
  app.get('/portal/*', withPolicy, c => portal(c))
  const pages = appPages(consoleFolder)
  app.get('*', withPolicy, c => pages(c))
  return app
}

const withPolicy: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('content-security-policy', contentPolicy)
  await next()
}

/** Until an answer says otherwise: it may not act as a page, and what the API tells one person lies in no cache. */
const plainAnswers: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.header('content-security-policy', answerPolicy)
  if (c.req.path.startsWith('/api/')) c.header('cache-control', 'no-store')
  await next()
}

/** The public's pages on their host and the officials' on every other: what a script of one could reach, it could not of the other. */
function keepHostsApart(portalHost: string): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const isPortalHost = c.req.header('host')?.toLowerCase() === portalHost
    if (isPortalHost && c.req.path === '/') return c.redirect('/portal', 302)
    const isPortal = /^\/(api\/)?portal(\/|$)/.test(c.req.path)
    const isForBoth = /^\/(health\/|api\/public\/)/.test(c.req.path) || isOpenToAll(c.req.path)
    if (isForBoth || isPortal === isPortalHost) return next()
    return onNotFound(c)
  }
}

/** What was done with a case its own people know from its timeline; they may check that the ledger holds it. */
async function mayReadCase(platform: Platform, subject: Subject | undefined, selection: Selection): Promise<boolean> {
  if (!subject || !('case' in selection)) return false
  const [first] = await listEntries(platform.pool, selection, { limit: 1 })
  const record = first?.entry.record === undefined ? undefined : platform.model.records.get(first.entry.record)
  if (!record) return false
  return platform.store.as(subject, async tx => {
    try {
      await platform.store.get(tx, subject, record, selection.case)
      return true
    } catch (error) {
      if (error instanceof Problem && (error.code === 'not-found' || error.code === 'denied')) return false
      throw error
    }
  })
}

/** The whole ledger tells who did what everywhere: for those of the city itself who audit, run or oversee it, in their own office. */
const mayReadLedger = (subject: Subject | undefined, right: LedgerRight): boolean =>
  subject?.posts.some(
    post =>
      post.level === 'city' &&
      post.onBehalfOf === null &&
      (right === 'content' ? ['auditor'] : ['auditor', 'supervisor', 'supervision-head', 'administrator']).includes(post.role),
  ) ?? false

/** Heads, keys and proofs of the ledger, and whether a paper was issued: that anyone may ask for them is what they are for. */
const isOpenToAll = (path: string) => /^\/api\/(ledger\/(key|head|checkpoint|proof\/)|papers\/[^/]+\/(check|copy)$)/.test(path)

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
