// Finding Chinese text without a dictionary: every two neighbouring characters are a word of the index (bigrams, as in Lucene's
// CJKBigramFilter). Dictionaries cut 绍兴市大数据局 differently from one version to the next; bigrams find every substring, always.

/** More than this a PostgreSQL tsvector (1 MB) might not hold; the rest of a very long text is not found by search. */
const mostTokens = 20_000
/** A word of PostgreSQL's may have 2 046 bytes; nobody searches for one of more than 64 letters. */
const longestWord = 64

/**
 * The words of a text, each once: bigrams of Chinese, Japanese and Korean, the last character of each run by itself, and words of
 * letters and digits. For `array_to_tsvector($1::text[])`.
 */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>()
  for (const run of runsOf(text)) {
    for (const token of run.cjk ? [...pairs(run.characters), run.characters.at(-1)!] : [word(run.characters)]) {
      tokens.add(token)
      if (tokens.size >= mostTokens) return [...tokens]
    }
  }
  return [...tokens]
}

/** The same as the text of a tsvector: `'国土' '土'`, for `$1::tsvector`. */
export const searchTokens = (text: string): string => tokensOf(text).map(quoted).join(' ')

/**
 * What somebody typed, as a tsquery for `$1::tsquery`; empty if there is nothing to look for. All parts must occur. A run of n ≥ 2
 * Chinese characters asks for its n − 1 bigrams, a single one for any bigram that begins with it, a word for words that begin with it.
 * So it finds all texts that contain the run, and now and then one in which its bigrams stand apart.
 */
export function searchQuery(text: string): string {
  const terms = new Set<string>()
  for (const run of runsOf(text)) {
    if (run.cjk && run.characters.length > 1) for (const pair of pairs(run.characters)) terms.add(quoted(pair))
    else terms.add(`${quoted(word(run.characters))}:*`)
  }
  return [...terms].join(' & ')
}

type Run = { cjk: boolean; characters: string[] }

const cjk = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`
const runs = new RegExp(String.raw`[${cjk}]+|[[\p{L}\p{N}\p{M}]--[${cjk}]]+`, 'gv')
const isCjk = new RegExp(`^[${cjk}]`, 'v')

/** Full width becomes half width, capitals small: ＡＢＣ１２ and abc12 are one word. */
function runsOf(text: string): Run[] {
  const plain = text.toWellFormed().normalize('NFKC').toLowerCase()
  return (plain.match(runs) ?? []).map(run => ({ cjk: isCjk.test(run), characters: [...run] }))
}

const pairs = (characters: readonly string[]): string[] => characters.slice(1).map((character, i) => characters[i]! + character)
const word = (characters: readonly string[]): string => characters.slice(0, longestWord).join('')
/** No token holds a quote or a backslash: runs are letters and digits. */
const quoted = (token: string): string => `'${token}'`
