// Likeness of two names of organs that are not equal: an abbreviation in the manner of documents, or a slip of the pen.

/** Kinds of organs; names whose kinds differ are never alike enough to match (市大数据局 is not 市大数据中心). Longer endings first. */
const kinds: readonly [string, string][] = [
  ['委员会办公室', '办'],
  ['管理办公室', '办'],
  ['工作办公室', '办'],
  ['办公室', '办'],
  ['管理委员会', '委'],
  ['委员会', '委'],
  ['人民检察院', '检察院'],
  ['检察院', '检察院'],
  ['人民法院', '法院'],
  ['法院', '法院'],
  ['救援支队', '支队'],
  ['支队', '支队'],
  ['救援大队', '大队'],
  ['大队', '大队'],
  ['分公司', '公司'],
  ['公司', '公司'],
  ['中心支行', '支行'],
  ['支行', '支行'],
  ['管理中心', '中心'],
  ['中心', '中心'],
  ['人民政府', '政府'],
  ['政府', '政府'],
  ['办事处', '办事处'],
  ['分局', '分局'],
  ['管理局', '局'],
  ['局', '局'],
  ['委', '委'],
  ['办', '办'],
  ['部', '部'],
  ['室', '室'],
  ['站', '站'],
  ['所', '所'],
  ['馆', '馆'],
  ['校', '校'],
  ['队', '队'],
  ['处', '处'],
  ['科', '科'],
  ['院', '院'],
  ['会', '会'],
]

/** The distinguishing part of a name and its kind: 卫生健康委员会 → 卫生健康 · 委. After two characters 管理 is duty, not filler (交通管理局). */
export const partsOf = (name: string): { body: string; kind: string } => {
  for (const [ending, kind] of kinds) {
    const least = ending.startsWith('管理') ? 3 : 1
    if (name.endsWith(ending) && name.length >= ending.length + least) return { body: plain(name.slice(0, -ending.length)), kind }
  }
  return { body: plain(name), kind: '' }
}

/** Filler words, and the government whose office an office is (人民政府金融工作办公室). */
const plain = (body: string): string => body.replace(/[和与及、]/g, '').replace(/^(人民)?政府(?=.)/, '')

/**
 * 0…1 for two names of one region without its prefix. 0.95: equal but for filler words; 0.85: an abbreviation that takes characters in order,
 * the first included and reaching past the first two fifths (发改 of 发展改革, not 综合 of 综合行政执法); below: common bigrams and edits.
 * Names of different kinds reach 0.57 at most: enough to be offered, too little to be matched.
 */
export const nameSimilarity = (written: string, known: string): number => {
  const a = partsOf(written)
  const b = partsOf(known)
  if (a.body === '' || b.body === '' || (a.body[0] === '委') !== (b.body[0] === '委')) return 0
  return likeness(a.body, b.body) * (a.kind === b.kind ? 1 : otherKind)
}

const otherKind = 0.6
/** Organs are told apart by the first character of their duty more than by any other. */
const otherBeginning = 0.9

const likeness = (written: string, known: string): number => {
  if (written === known) return 0.95
  if (isAbbreviation(written, known)) return 0.85
  const edits = 1 - distance(written, known) / Math.max(written.length, known.length)
  const like = Math.min(0.84, Math.max(edits, dice(written, known)))
  return written[0] === known[0] ? like : like * otherBeginning
}

const isAbbreviation = (short: string, long: string): boolean => {
  if (short.length < 2 || short.length >= long.length || short[0] !== long[0]) return false
  let at = -1
  for (const character of short) {
    at = long.indexOf(character, at + 1)
    if (at < 0) return false
  }
  return at / long.length >= 0.4
}

const dice = (a: string, b: string): number => {
  if (a.length < 2 || b.length < 2) return 0
  const rest = bigrams(b)
  const total = a.length + b.length - 2
  let common = 0
  for (const pair of bigrams(a)) {
    const found = rest.indexOf(pair)
    if (found < 0) continue
    rest.splice(found, 1)
    common += 1
  }
  return (2 * common) / total
}

const bigrams = (text: string): string[] => Array.from({ length: text.length - 1 }, (_, i) => text.slice(i, i + 2))

/** Edits with neighbours swapped as one (optimal string alignment). */
const distance = (a: string, b: string): number => {
  let older: number[] = []
  let old = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min(row[j - 1]! + 1, old[j]! + 1, old[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, older[j - 2]! + 1)
      row.push(best)
    }
    older = old
    old = row
  }
  return old[b.length]!
}
