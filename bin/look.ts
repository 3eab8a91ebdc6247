// Photographs every page at two sizes and asks axe about each: `node bin/run.mjs bin/look.ts <folder> [name …]`. For designers.
import { mkdirSync } from 'node:fs'
import { startFakeServer } from '../src/console/testing/fake-server.ts'
import { everyPage } from '../src/console/testing/pages.ts'
import { findAxeFaults, launchBrowser, openPage } from '../src/testing/browser.ts'

const [folder = '/tmp/console', ...only] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const { url, server } = await startFakeServer(new URL('../dist/console', import.meta.url).pathname)
const browser = await launchBrowser()
for (const [name, path, then] of everyPage) {
  if (only.length > 0 && !only.some(one => name.startsWith(one))) continue
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    const { page, faults } = await openPage(browser, { width, height })
    await page.goto(url + path, { waitUntil: 'load' })
    await page.waitForTimeout(700)
    if (then) {
      await then(page).catch(error => console.log(`  ${name}: ${String(error).slice(0, 200)}`))
      await page.waitForTimeout(500)
    }
    await page.screenshot({ path: `${folder}/${name}-${width}.png` })
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    const axe = await findAxeFaults(page)
    console.log(`${name} ${width}${Number(wide) > 0 ? ` OVERFLOW ${wide}` : ''}${faults.length + axe.length === 0 ? ' ok' : ''}`)
    for (const fault of faults) console.log(`  ${fault.kind}: ${fault.text.slice(0, 400)}`)
    for (const one of axe) console.log(`  axe ${one.id} (${one.impact}): ${one.help}\n${one.at.map(at => `      ${at}`).join('\n')}`)
    await page.context().close()
  }
}
await browser.close()
server.closeAllConnections()
server.close()
