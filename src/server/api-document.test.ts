// The API's document says everything that the server answers, and nothing else.
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../testing/browser.ts'
import { type Served, serveBox } from '../testing/served.ts'

type Schema = { $ref?: string; type?: string | string[]; [more: string]: unknown }
type Operation = {
  summary: string
  operationId: string
  tags: string[]
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
type Document = {
  openapi: string
  info: { title: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

let served: Served & { close(): Promise<void> }
let document: Document
let operations: [name: string, operation: Operation][]
beforeAll(async () => {
  served = await serveBox()
  document = (await served.stranger.ask('/api/openapi.json')).json<Document>()
  operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, one]) => [`${verb} ${path}`, one] as [string, Operation]),
  )
})
afterAll(() => served.close())

/** Pages for people, not addresses for programs. */
const pages = /^\/(docs|portal)(\/|$)|^\*$|^\/\*$/

describe('the document', () => {
  test('has every address that is registered, and only those', () => {
    const registered = new Set(
      served.app.routes
        .filter(route => route.method !== 'ALL' && !pages.test(route.path))
        .map(route => `${route.method.toLowerCase()} ${route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`),
    )
    expect(new Set(operations.map(([name]) => name))).toEqual(registered)
    expect(registered.size).toBeGreaterThan(50)
  })

  test('is OpenAPI 3.1 with a Chinese title', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(document.info.title).toMatch(/接口/)
    expect(document.components.schemas).toHaveProperty('Problem')
  })

  test('names every operation once, tells what it is for, what it takes and what it answers', () => {
    const ids = operations.map(([, one]) => one.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const tags = new Set(document.tags.map(tag => tag.name))
    for (const [name, one] of operations) {
      expect(one.summary, name).toMatch(/\p{Script=Han}/u)
      expect(one.operationId, name).toMatch(/^[A-Za-z0-9]+$/)
      expect(one.tags.length > 0 && one.tags.every(tag => tags.has(tag)), name).toBe(true)
      for (const [, variable] of name.matchAll(/\{(\w+)\}/g))
        expect(one.parameters?.find(of => of.in === 'path' && of.name === variable)?.required, `${name} ${variable}`).toBe(true)
      for (const parameter of one.parameters ?? []) expect(parameter.schema, `${name} ${parameter.name}`).toBeTypeOf('object')
      expect(one.responses['default']?.content, name).toHaveProperty('application/problem+json')
      const good = Object.entries(one.responses).filter(([status]) => /^[23]/.test(status))
      expect(good.length, name).toBeGreaterThan(0)
      for (const [status, response] of good) {
        expect(response.description, name).not.toBe('')
        if (!['204', '302'].includes(status))
          expect(
            Object.values(response.content ?? {}).every(({ schema }) => schema !== undefined) && response.content,
            `${name} ${status}`,
          ).toBeTruthy()
      }
      if (/^(post|put|patch)/.test(name) && !/end-others|end-sessions|end-all|confirm|\/(start|copy)$/.test(name))
        expect(Object.keys(one.requestBody?.content ?? {}), name).toHaveLength(1)
    }
  })

  test('refers only to what it has, and its schemas are of known types', () => {
    const types = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']
    const walk = (value: unknown, at: string): void => {
      if (value === null || typeof value !== 'object') return
      const { $ref, type } = value as Schema
      if (typeof $ref === 'string')
        expect(document.components.schemas, `${at} ${$ref}`).toHaveProperty([$ref.replace('#/components/schemas/', '')])
      if (at.includes('schema') && (typeof type === 'string' || Array.isArray(type)))
        for (const one of [type].flat()) expect(types, at).toContain(one)
      for (const [name, inner] of Object.entries(value))
        if (name !== 'properties') walk(inner, `${at}/${name}`)
        else for (const [field, schema] of Object.entries(inner as object)) walk(schema, `${at}/${field}`)
    }
    walk(document, '')
  })
})

test('an address that is not there, and one without a session, answer with a Chinese problem', async () => {
  for (const [path, status] of [
    ['/api/nothing', 401],
    ['/api/inbox', 401],
    ['/api/ledger/entries', 401],
    ['/api/ledger/head?size=x', 422],
    ['/api/ledger/head?size=99', 404],
  ] as const) {
    const answer = await served.stranger.ask(path)
    expect(answer.status, path).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.json<{ title: string }>().title).toMatch(/\p{Script=Han}/u)
  }
})

test('the page of the document works in a browser under the content policy', async () => {
  const server = serve({ fetch: served.app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise(done => server.once('listening', done))
  const { port } = server.address() as { port: number }
  const browser = await launchBrowser()
  try {
    const { page, faults } = await openPage(browser)
    const response = await page.goto(`http://127.0.0.1:${port}/docs`)
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self'")
    await page.waitForSelector('.opblock-tag')
    expect(await page.title()).toMatch(/接口文档/)
    expect(await page.textContent('h1, h2.title')).toContain('接口')
    await page.click('.opblock-tag >> nth=0')
    await page.waitForSelector('.opblock-summary-description')
    expect(faults).toEqual([])
  } finally {
    await browser.close()
    server.close()
  }
}, 60_000)
