// Requests that no screen would send, made from the API's own document: every operation, every parameter, every body, seeded.
import fc from 'fast-check'
import { junk, rawParts, text } from './hostile-words.ts'

type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}
type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly schema: Schema
  readonly required?: boolean
}
type Operation = {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
export type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}
export type Shot = {
  readonly verb: string
  readonly template: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

/** What is really there, so that requests come through the first doors. */
export type Known = Readonly<Record<string, readonly string[]>>

export function shotsOf(document: Document, known: Known, { each, seed }: { each: number; seed: number }): Shot[] {
  const resolve = (schema: Schema): Schema => (schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema)
  const fitting = (given: Schema, name: string, depth = 0): fc.Arbitrary<unknown> => {
    const schema = resolve(given)
    const real = known[name]
    if (real) return fc.constantFrom<unknown>(...real)
    if (schema.enum) return fc.constantFrom(...schema.enum)
    const variants = schema.anyOf ?? schema.oneOf
    if (variants && depth < 5) return fc.oneof(...variants.map(one => fitting(one, name, depth + 1)))
    const type = [schema.type].flat()[0]
    if (depth >= 5) return junk
    if (type === 'integer' || type === 'number')
      return fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom(-1, 0, 1.5, 1e15, 1e300, -(2 ** 40)))
    if (type === 'boolean') return fc.boolean()
    if (type === 'array') return fc.array(wild(schema.items ?? {}, name, depth + 1), { maxLength: 4 })
    if (type === 'object' || schema.properties) {
      const entries = Object.entries(schema.properties ?? {}).map(([key, one]) => [key, wild(one, key, depth + 1)] as const)
      const own = fc.record(Object.fromEntries(entries), {
        requiredKeys: (schema.required ?? []).filter(key => key in (schema.properties ?? {})),
      })
      if (!schema.additionalProperties) return own
      return fc.dictionary(fc.oneof(fc.constantFrom(...(known['field'] ?? ['title'])), text), junk, { maxKeys: 6 })
    }
    if (schema.format === 'date') return fc.constantFrom('2026-03-02', '2026-02-30', '9999-12-31', '0001-01-01')
    return text
  }
  /** Mostly what fits, now and then anything. */
  const wild = (schema: Schema, name: string, depth = 0): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 4, arbitrary: fitting(schema, name, depth) }, { weight: 1, arbitrary: junk })

  return Object.entries(document.paths).flatMap(([template, verbs]) =>
    Object.entries(verbs).flatMap(([verb, operation], index) => {
      const parameters = operation.parameters ?? []
      const of = (place: Parameter['in']) => parameters.filter(one => one.in === place)
      const parts = fc.record(
        Object.fromEntries(
          of('path').map(one => [
            one.name,
            fc.oneof(
              { weight: 5, arbitrary: wild(one.schema, one.name).map(escaped) },
              { weight: 1, arbitrary: fc.constantFrom(...rawParts) },
            ),
          ]),
        ),
      )
      const query = fc.record(
        Object.fromEntries(
          of('query').map(one => [
            one.name,
            fc.option(wild(one.schema, one.name).map(escaped), { nil: undefined, freq: one.required ? 20 : 2 }),
          ]),
        ),
      )
      const headers = fc.record({
        ...Object.fromEntries(
          of('header').map(one => [
            one.name,
            fc.option(known[one.name] ? fc.constantFrom(...known[one.name]!) : text.map(latin), { nil: undefined }),
          ]),
        ),
        'x-odd': fc.option(fc.constantFrom('x'.repeat(8000), '\u00ff'), { nil: undefined, freq: 8 }),
        'x-request-id': fc.option(text.map(latin), { nil: undefined, freq: 8 }),
        accept: fc.option(fc.constantFrom('text/html', 'x/y', '*/*;q=9'), { nil: undefined, freq: 5 }),
      })
      const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
      const body: fc.Arbitrary<{ type: string | undefined; body: Shot['body'] }> =
        content === undefined
          ? fc.constant({ type: undefined, body: undefined })
          : bodies(type!, fitting(content.schema, ''), wild(content.schema, ''))
      const shot = fc.tuple(parts, query, headers, body).map(([path, asked, given, sent]): Shot => {
        const words = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]))
        return {
          verb: verb.toUpperCase(),
          template,
          path:
            template.replace(/\{(\w+)\}/g, (_, name: string) => String(path[name]).slice(0, 6000) || '%20') +
            (words.length > 0 ? `?${words.join('&')}` : ''),
          headers: {
            ...Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined)),
            ...(sent.type !== undefined && { 'content-type': sent.type }),
          },
          body: sent.body,
        }
      })
      return fc.sample(shot, { numRuns: each, seed: seed + index })
    }),
  )
}

function bodies(
  type: string,
  fits: fc.Arbitrary<unknown>,
  odd: fc.Arbitrary<unknown>,
): fc.Arbitrary<{ type: string; body: string | Uint8Array }> {
  const json = (value: unknown) => JSON.stringify(value) ?? ''
  const good = 'application/json'
  if (type.startsWith('multipart/')) return fc.constantFrom(...multiparts).map(([kind, body]) => ({ type: kind, body }))
  const broken: readonly (readonly [string, string | Uint8Array])[] = [
    [good, ''],
    [good, '{'],
    [good, '{"a":'],
    [good, 'null'],
    [good, '"x"'],
    [good, '[]'],
    [good, '\ufeff{}'],
    [good, '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}'],
    [good, '['.repeat(50_000)],
    [good, `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    [good, new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    [good, `{"values":{"title":"${'甲'.repeat(100_000)}"}}`],
    [good, `{"values":{${Array.from({ length: 5000 }, (_, n) => `"k${n}":${n}`).join(',')}}}`],
    ['text/plain', '{}'],
    ['application/xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['application/x-www-form-urlencoded', 'a=1&__proto__=2'],
    ['multipart/form-data', 'x'],
    ['', '{}'],
    ['application/json; charset=utf-16', '{}'],
    ['x', '{}'],
  ]
  return fc.oneof(
    { weight: 3, arbitrary: fits.map(value => ({ type: good, body: json(value) })) },
    { weight: 3, arbitrary: odd.map(value => ({ type: good, body: json(value) })) },
    { weight: 2, arbitrary: fc.constantFrom(...broken).map(([kind, body]) => ({ type: kind, body })) },
  )
}

const part = (head: string, body: string) => `--b\r\n${head}\r\n\r\n${body}\r\n`
const inFile = (name: string) => `content-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/plain`
const form = 'multipart/form-data; boundary=b'
const multiparts: readonly (readonly [string, string])[] = [
  [form, `${part(inFile('a.txt'), '文字')}--b--\r\n`],
  [form, `${part(inFile('../../etc/passwd.txt'), '文字')}--b--\r\n`],
  [form, `${part(inFile('a\u0000.txt'), '文字')}--b--\r\n`],
  [form, `${part(inFile(`${'长'.repeat(3000)}.txt`), '文字')}--b--\r\n`],
  [form, `${part(inFile('a.exe'), 'MZ')}--b--\r\n`],
  [form, `${part(inFile('a.docx'), 'PK')}--b--\r\n`],
  [form, part(inFile('a.txt'), '文字')],
  [form, '--b\r\n'],
  [form, ''],
  [form, `${part('content-disposition: form-data; name="file"', 'no file')}--b--`],
  [form, `${part('content-disposition: form-data; name="__proto__"', 'x')}--b--`],
  [form, part('x', 'y').repeat(2000)],
  ['multipart/form-data', 'no boundary'],
  ['multipart/form-data; boundary=', 'x'],
  ['application/json', '{"file":"x"}'],
  ['text/plain', 'x'],
  ['', 'x'],
]

const latin = (value: string) =>
  value
    .replace(/[^\x20-\x7e\x80-\xff]/g, '?')
    .trim()
    .slice(0, 4000)
/** For an address; what has no UTF-8 is written as the bytes a broken client would send. */
const escaped = (value: unknown): string => {
  const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return written.isWellFormed() ? encodeURIComponent(written) : `${encodeURIComponent(written.toWellFormed())}%ED%A0%80`
}
