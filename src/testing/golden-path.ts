// The golden path of a scene: its job as people do it, in a real browser against the real server and PostgreSQL. A scene's
// `golden-path.test.ts` opens one; every page that it looks at is photographed and searched by axe, and must not scroll sideways.
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { makeApp } from '../server/app.ts'
import { makeLive } from '../server/live.ts'
import { silentLog } from '../server/log.ts'
import { makeMetrics } from '../server/observe.ts'
import { findAxeFaults, launchBrowser, openPage, type PageFault } from './browser.ts'
import { type Box, openBox } from './city.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export type GoldenPath = {
  readonly box: Box
  /** `http://127.0.0.1:<port>`. */
  readonly base: string
  /** Where pictures of this scene lie; files for uploads may be written there too. */
  readonly folder: string
  readonly browser: Browser
  readonly faults: readonly PageFault[]
  /** A page of an official, logged in by the demo's door; 390 px wide is a phone. */
  as(person: string, width?: number): Promise<Page>
  /** A page of somebody who is not logged in. */
  visitor(width?: number): Promise<Page>
  /** The server goes, with every connection in the middle of whatever it was doing; `up` begins to listen again at the same address. */
  down(): Promise<void>
  up(): Promise<void>
  /** A picture of the page; axe must find nothing on it and it must not scroll sideways. */
  look(page: Page, name: string): Promise<void>
}

/** Opens the city and a browser for one test file, and puts them away; the value is filled before the first test. */
export function goldenPath(scene: string): GoldenPath {
  const folder = join(root, 'dist', 'pictures', scene)
  const watched: PageFault[][] = []
  const path: Partial<GoldenPath> = {
    folder,
    get faults() {
      return watched.flat()
    },
  }
  let close = async () => {}

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    const box = await openBox({ start: new Date() })
    box.clock.run()
    const live = makeLive({ url: box.url, pool: box.platform.pool, log: silentLog })
    const app = makeApp({
      platform: box.platform,
      live,
      log: silentLog,
      metrics: makeMetrics(),
      consoleFolder: join(root, 'dist', 'console'),
      portalFolder: join(root, 'dist', 'portal'),
      isStopping: () => false,
      ratePerMinute: 0,
    })
    const listen = (port: number) =>
      new Promise<Server>(done => {
        const listening = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => done(listening as Server))
      })
    let server = await listen(0)
    const browser = await launchBrowser()
    const open = async (width = 1440) => {
      const opened = await openPage(browser, { width, height: width < 500 ? 844 : 900 })
      watched.push(opened.faults)
      return opened.page
    }
    const { port } = server.address() as AddressInfo
    const base = `http://127.0.0.1:${port}`
    Object.assign(path, {
      box,
      browser,
      base,
      visitor: open,
      down: async () => {
        const gone = once(server, 'close')
        server.close()
        server.closeAllConnections()
        await gone
      },
      up: async () => {
        server = await listen(port)
      },
      as: async (person: string, width?: number) => {
        const page = await open(width)
        await page.request.post(`${base}/api/session/demo`, { data: { person }, headers: { origin: base } })
        return page
      },
      look: async (page: Page, name: string) => {
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', timeout: 90_000 })
        const { wide, shown } = (await page.evaluate(
          '({ wide: document.documentElement.scrollWidth, shown: document.documentElement.clientWidth })',
        )) as { wide: number; shown: number }
        expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(shown + 1)
        expect(await findAxeFaults(page), name).toEqual([])
        expect(watched.flat(), name).toEqual([])
      },
    })
    close = async () => {
      await browser.close()
      server.close()
      await box.close()
    }
  }, 120_000)
  afterAll(() => close())
  return path as GoldenPath
}

/** Some acts ask once more. */
export async function confirmIfAsked(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.waitFor({ timeout: 1500 }).catch(() => {})
  if (await dialog.isVisible())
    await dialog
      .getByRole('button', { name: /确定|签收|提交/ })
      .last()
      .click()
}
