// Chinese and full-width numerals, and the one-to-one normal form that all matching is done on.
// The normal form never changes the length of a text, so an offset in it is an offset in the original.

const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const scales: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 1e4, 亿: 1e8, 百万: 1e6, 千万: 1e7, 万亿: 1e12, 余: 1 }

/** The characters a Chinese number is written with, for use inside a character class. */
export const numeralCharacters = '零〇一二两三四五六七八九十百千'

/** Reads 一百二十三, 二〇二二, 十五, or Arabic digits with or without thousands commas; NaN when it is none of them. */
export function readNumeral(text: string): number {
  const written = text.replaceAll(/[,，\s]/g, '')
  if (/^\d+(?:\.\d+)?$/.test(written)) return Number(written)
  if (!/^[零〇一二两三四五六七八九十百千万亿]+$/.test(written)) return Number.NaN
  if (!/[十百千万亿]/.test(written)) return Number([...written].map(each => digits[each]).join(''))
  let total = 0
  let section = 0
  let digit = 0
  for (const each of written) {
    const value = digits[each]
    if (value !== undefined) {
      digit = value
      continue
    }
    const scale = scales[each] ?? 1
    if (scale >= 1e4) {
      total = (total + section + digit) * scale
      section = 0
    } else {
      section += (digit === 0 ? 1 : digit) * scale
    }
    digit = 0
  }
  return total + section + digit
}

/** The factor of a scale word: 万 is 10000, 万亿 is 1e12; 1 when there is none. */
export function readScale(word: string | undefined): number {
  return word ? (scales[word] ?? 1) : 1
}

const same: Record<string, string> = {
  '(': '（',
  ')': '）',
  '（': '（',
  '）': '）',
  '[': '〔',
  ']': '〕',
  '［': '〔',
  '］': '〕',
  '【': '〔',
  '】': '〕',
  '﹝': '〔',
  '﹞': '〕',
  '{': '〔',
  '}': '〕',
  '〖': '〔',
  '〗': '〕',
  '—': '-',
  '–': '-',
  '―': '-',
  '─': '-',
  '－': '-',
  '−': '-',
  '～': '~',
  '∼': '~',
  '〜': '~',
  '．': '.',
  '﹒': '.',
  '％': '%',
  '﹪': '%',
  '＋': '+',
  '／': '/',
  '､': '、',
  '﹑': '、',
  '\u00a0': ' ',
  '\u3000': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': ' ',
  '\ufeff': ' ',
  '\u2028': ' ',
  '\u2029': ' ',
  '\u0085': ' ',
  '\u000b': ' ',
  '〝': '“',
  '〞': '”',
  '「': '“',
  '」': '”',
  '『': '“',
  '』': '”',
  '＂': '"',
}
const inChinese: Record<string, string> = { ',': '，', '，': '，', ':': '：', '：': '：', ';': '；', '；': '；', '!': '！', '?': '？' }
const isDigit = (character: string | undefined) => character !== undefined && /[0-9０-９]/.test(character)

/** The normal form of a text, of the same length: half-width digits and letters, full-width brackets and marks. */
export function normalForm(text: string): string {
  let out = ''
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const code = text.charCodeAt(at)
    if (code >= 0x4e00 && code <= 0x9fff) {
      out += character
      continue
    }
    const fixed = same[character]
    if (fixed !== undefined) {
      out += fixed
      continue
    }
    const mark = inChinese[character]
    if (mark !== undefined) {
      const between = isDigit(text[at - 1]) && isDigit(text[at + 1])
      out += between ? (character === '，' || character === ',' ? ',' : mark === '：' ? ':' : mark) : mark
      continue
    }
    if (code >= 0xff01 && code <= 0xff5e) out += String.fromCharCode(code - 0xfee0)
    else if ((code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff)) out += sameLength(character)
    else if (code < 0x20 && code !== 9 && code !== 10 && code !== 12 && code !== 13) out += ' '
    else out += character
  }
  return out
}

// U+2E80 to U+2EF3, CJK Radicals Supplement, for which Unicode gives no compatibility form; “·” where there is none.
const radicals =
  '·厂··乙亻冂·刀刂··小小····巳幺·彐忄心扌攵··日月歹母民氵水灬爪爪丬牛犭王疋目示礻竹·纟网·网网网羊羊羊老聿聿肉臼艹艹艹虎衤·西见角角讠贝足车辶辶辶阝钅長·长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾·齐·齿·龙龜·龟'

function sameLength(character: string): string {
  const radical = radicals[character.charCodeAt(0) - 0x2e80]
  if (radical !== undefined && radical !== '·') return radical
  const folded = character.normalize('NFKC')
  return folded.length === 1 ? folded : character
}

/** Radicals and compatibility forms, common in text taken from PDF, folded to the ordinary characters. */
export function foldRadicals(text: string): string {
  return text.replaceAll(/[\u2e80-\u2fdf\uf900-\ufaff]/g, sameLength)
}
