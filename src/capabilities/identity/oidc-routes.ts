// The two addresses that a browser passes on its way through an identity provider.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import type { Identity } from './identity.ts'
import { problem } from './route-words.ts'

export function oidcRoutes(app: OpenAPIHono<AppEnv>, { guard, oidc, needs }: Identity): void {
  if (!oidc) return
  const tags = ['session']
  /** A person looks at this, not a program: back to the page for logging in, with the reason. */
  const failed = (c: Context<AppEnv>, error: unknown) => {
    if (!(error instanceof Problem)) throw error
    c.set('failure', error)
    return c.redirect(`${needs.settings.logInPage}?oidc=${error.code}`, 302)
  }
  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/oidc/start',
      request: { query: z.object({ back: z.string().max(2000).default('/') }) },
      responses: { 302: { description: 'To the identity provider' }, default: problem },
    }),
    async c => {
      // With the provider's session still alive a stranger's page could log somebody in whom nobody asked: they press the button themselves.
      if (/^(cross-site|same-site)$/.test(c.req.header('sec-fetch-site') ?? '')) return c.redirect(needs.settings.logInPage, 302)
      try {
        const { location, token } = await oidc.start(c.req.valid('query').back, guard.visitorOf(c))
        guard.giveTie(c, token)
        return c.redirect(location, 302)
      } catch (error) {
        if (error instanceof Problem && error.code === 'invalid') throw error
        return failed(c, error)
      }
    },
  )
  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/oidc/callback',
      responses: { 302: { description: 'Logged in, or back to the log-in page with `?oidc=<code>`' } },
    }),
    async c => {
      try {
        const query = new URL(c.req.url).search
        const token = guard.tieOf(c)
        if (token !== undefined) guard.dropTie(c)
        const { session, backTo } = await oidc.finish({
          token,
          query,
          visitor: guard.visitorOf(c),
          before: guard.tokenOf(c),
        })
        guard.give(c, session)
        c.header('cache-control', 'no-store')
        return c.redirect(backTo, 302)
      } catch (error) {
        return failed(c, error)
      }
    },
  )
}
