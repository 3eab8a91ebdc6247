import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/postgres.ts'
import { searchQuery, searchTokens, tokensOf } from './search-tokens.ts'

describe('tokens', () => {
  it('are bigrams, the last character of a run, and words', () => {
    expect(tokensOf('绍兴市Ａｂ１２，国土')).toEqual(['绍兴', '兴市', '市', 'ab12', '国土', '土'])
    expect(tokensOf('督〔2026〕0001号')).toEqual(['督', '2026', '0001', '号'])
    expect(tokensOf("'; drop \\ 𠮷野")).toEqual(['drop', '𠮷野', '野'])
    expect(tokensOf('，。 ')).toEqual([])
  })
  it('ask for all parts, the short ones as beginnings', () => {
    expect(searchQuery('大数据局')).toBe("'大数' & '数据' & '据局'")
    expect(searchQuery('局 2026年')).toBe("'局':* & '2026':* & '年':*")
    expect(searchQuery(" '!&|() ")).toBe('')
  })
  it('stay below what a tsvector holds', () => {
    const long = Array.from({ length: 300_000 }, (_, i) => String.fromCodePoint(0x4e00 + ((i * 7919) % 20_000))).join('')
    expect(tokensOf(long)).toHaveLength(20_000)
  })
})

describe('in PostgreSQL', () => {
  let database: TestDatabase
  let client: Client
  beforeAll(async () => {
    database = await cloneDatabase()
    client = new Client({ connectionString: database.appUrl })
    await client.connect()
  })
  afterAll(async () => {
    await client?.end()
    await database?.drop()
  })
  const find = async (text: string, words: string): Promise<boolean> => {
    const found = await client.query<{ found: boolean }>('select $1::tsvector @@ $2::tsquery as found', [
      searchTokens(text),
      searchQuery(words),
    ])
    return found.rows[0]!.found
  }

  it('finds every substring of two or more Chinese characters, and every single one', async () => {
    // A small alphabet, so that runs repeat and overlap; other letters and signs between.
    const character = fc.constantFrom(...'市局大数据国土𠮷', 'a', 'Ｂ', '7', ' ', '，', "'", '\\')
    const text = fc.array(character, { minLength: 2, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(text, fc.nat(), fc.nat(), async (characters, from, length) => {
        const start = from % characters.length
        const part = characters.slice(start, start + 1 + (length % 6))
        fc.pre(part.every(one => /\p{Script=Han}/u.test(one)))
        expect(await find(characters.join(''), part.join(''))).toBe(true)
      }),
      { numRuns: 1500 },
    )
  })
  it('does not find what is not there', async () => {
    expect(await find('绍兴市大数据局', '数局')).toBe(false)
    expect(await find('绍兴市大数据局', '数据局')).toBe(true)
    expect(await find('ABC-2026', 'abc 202')).toBe(true)
    expect(await find('ABC-2026', '026')).toBe(false)
  })
})
