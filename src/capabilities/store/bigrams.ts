// Until methods/chinese-search lands: neighbouring pairs of Chinese characters, words of other scripts.
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const isHan = (text: string) => /\p{Script=Han}/u.test(text)
const plain = (text: string) => text.normalize('NFKC').toLowerCase()

export function tokensOf(text: string): string[] {
  return (plain(text).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []).flatMap(run => {
    if (!isHan(run)) return [run]
    const characters = [...run]
    return [...characters, ...characters.slice(1).map((character, i) => characters[i]! + character)]
  })
}

export function tsqueryOf(words: string): string | undefined {
  const terms = (plain(words).match(runs) ?? []).flatMap(run => (plain(run).match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? [])).flatMap(run => {
    if (!isHan(run)) return [`'${run}':*`]
    const characters = [...run]
    return characters.length === 1 ? [`'${run}'`] : characters.slice(1).map((character, i) => `'${characters[i]! + character}'`)
  })
  return terms.length === 0 ? undefined : terms.join(' & ')
}
