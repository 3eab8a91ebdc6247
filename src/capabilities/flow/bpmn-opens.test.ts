// The drawings are for other people's tools: bpmn-js, in a real browser, must open every flow of the city without a warning.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { makeModel } from '#declare'
import { loadCity } from '../../server/load-city.ts'
import { loadScenes } from '../../server/load-scenes.ts'
import { launchBrowser } from '../../testing/browser.ts'
import { bpmnOf } from './bpmn.ts'

it('bpmn-js opens every flow, with its layout', async () => {
  const model = makeModel(await loadCity('shaoxing'), await loadScenes())
  const viewer = readFileSync(createRequire(import.meta.url).resolve('bpmn-js/dist/bpmn-viewer.production.min.js'), 'utf8')
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.setContent('<div id="canvas" style="width:1200px;height:800px"></div>')
    await page.evaluate(viewer)
    for (const flow of model.flows.values()) {
      const answer = await page.evaluate(
        async xml => {
          type Viewer = {
            importXML(xml: string): Promise<{ warnings: unknown[] }>
            get(name: string): { filter(by: () => boolean): unknown[] }
            destroy(): void
          }
          const { BpmnJS } = globalThis as unknown as { BpmnJS: new (options: { container: string }) => Viewer }
          const opened = new BpmnJS({ container: '#canvas' })
          const { warnings } = await opened.importXML(xml)
          const drawn = opened.get('elementRegistry').filter(() => true).length
          opened.destroy()
          return { warnings: warnings.map(String), drawn }
        },
        await bpmnOf(flow),
      )
      expect(answer.warnings, flow.name).toEqual([])
      expect(answer.drawn, flow.name).toBeGreaterThan(Object.keys(flow.states).length)
    }
  } finally {
    await browser.close()
  }
}, 120_000)
