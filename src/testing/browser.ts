// A real browser for tests: Chromium from npm, with Chinese fonts so that text is not boxes. Nothing is taken from the system.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { browserBinary } from './browser-binary.ts'

const require = createRequire(import.meta.url)

/** What the packed browser is told that a test does not want: everything in one process, and a graphics card played by the processor, which
 * costs more than half of all a page costs; without one the browser draws the same pixels in software. */
const notOurs = /^--(headless|single-process|no-zygote|in-process-gpu|use-gl|use-angle|ignore-gpu-blocklist|enable-unsafe-swiftshader)/

/** Starts Chromium without a window. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const environment = { ...process.env, FONTCONFIG_FILE: writeFontConfig() }
  const [{ chromium }, { default: packed }] = await Promise.all([import('playwright-core'), import('@sparticuz/chromium')])
  return chromium.launch({
    executablePath: await browserBinary(),
    args: [...packed.args.filter(arg => !notOurs.test(arg)), '--no-sandbox', '--font-render-hinting=none', '--disable-gpu'],
    headless: true,
    env: environment,
  })
}

export type PageFault = { readonly kind: 'error' | 'console' | 'request'; readonly text: string }

/** A page that remembers what went wrong in it: exceptions, errors in the console, answers 5xx. */
export async function openPage(
  browser: Browser,
  options: { width?: number; height?: number } = {},
): Promise<{ page: Page; faults: PageFault[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    deviceScaleFactor: 1,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const faults: PageFault[] = []
  page.on('pageerror', error => faults.push({ kind: 'error', text: error.stack ?? error.message }))
  page.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push({ kind: 'console', text: message.text() })
  })
  page.on('response', response => {
    if (response.status() >= 500) faults.push({ kind: 'request', text: `${response.status()} ${response.url()}` })
  })
  return { page, faults }
}

/** Makes a page as good as new for an address of the same site: nothing kept on the device, no fault remembered. It goes on with what the
 * browser has compiled, which a new page would have to compile again. */
export async function wipePage({ page, faults }: { readonly page: Page; readonly faults: PageFault[] }): Promise<void> {
  const { origin } = new URL(page.url())
  await page.evaluate('sessionStorage.clear()')
  await page.goto('about:blank')
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
  await page.context().clearCookies()
  faults.length = 0
}

export type AxeFinding = { readonly id: string; readonly impact: string | null; readonly help: string; readonly at: readonly string[] }

/** What axe finds on the page by WCAG 2.2 A and AA. */
export async function findAxeFaults(page: Page): Promise<AxeFinding[]> {
  // Evaluated, not added to the page: its content policy would refuse a script of ours, as it should.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  return page.evaluate(async () => {
    type Axe = {
      run(
        where: unknown,
        options: unknown,
      ): Promise<{ violations: { id: string; impact: string | null; help: string; nodes: { html: string; failureSummary?: string }[] }[] }>
    }
    const scope = globalThis as unknown as { axe: Axe; document: unknown }
    const { violations } = await scope.axe.run(scope.document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.map(one => ({
      id: one.id,
      impact: one.impact,
      help: one.help,
      at: one.nodes
        .slice(0, 4)
        .map(node => `${node.html.slice(0, 160)} — ${(node.failureSummary ?? '').split('\n')[1]?.trim().slice(0, 160) ?? ''}`),
    }))
  })
}

/** Fontconfig that knows the Chinese fonts of `@embedpdf/fonts-sc` and nothing else; the file's path. */
function writeFontConfig(): string {
  const fonts = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts')
  const folder = join(tmpdir(), 'shuzhi-browser-fonts')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'fonts.conf')
  const prefer = (family: string) =>
    `<alias binding="same"><family>${family}</family><prefer><family>Noto Sans Hans</family></prefer></alias>`
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><cachedir>${join(folder, 'cache')}</cachedir>${['sans-serif', 'serif', 'system-ui', 'monospace'].map(prefer).join('')}</fontconfig>`,
  )
  return file
}
