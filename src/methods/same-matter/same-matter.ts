// Whether two disputes are the same: by who, where and what. Each ground is scored from 0 to 1 and said in words; a person decides.
// Words are compared by the Dice coefficient of their pairs of characters (L. R. Dice, 1945), which needs no word list for Chinese.

/** `people` are opaque keys of everybody named (never a number in the clear): the same person has the same key. */
export type Matter = {
  readonly people: readonly string[]
  readonly region: string
  readonly spot: string
  /** Longitude and latitude in degrees. */
  readonly at?: { readonly lng: number; readonly lat: number }
  readonly kind: string
  readonly words: string
  /** Civil date on which it came in. */
  readonly on: string
}

export type Ground = { readonly ground: 'person' | 'place' | 'matter'; readonly score: number; readonly says: string }
export type Sameness = { readonly score: number; readonly grounds: readonly Ground[] }

/** How much each ground counts; the same people about the same matter are the same dispute even where no place is known. */
const weights = { person: 0.4, place: 0.2, matter: 0.4 } as const
/** From this score on two disputes are shown to somebody as perhaps the same. */
export const worthAsking = 0.5
const window = { full: 30, none: 365 } as const
const near = { full: 50, none: 500 } as const

export function sameness(one: Matter, other: Matter): Sameness {
  const grounds = [samePeople(one, other), samePlace(one, other), sameWords(one, other)].filter(ground => ground.score > 0)
  const sum = grounds.reduce((total, { ground, score }) => total + weights[ground] * score, 0)
  return { score: Math.round(sum * timeShare(one.on, other.on) * 1000) / 1000, grounds }
}

/** The most alike first, those worth asking about alone. */
export function candidates<T extends Matter>(
  of: Matter,
  others: readonly T[],
  most = 10,
): { readonly matter: T; readonly sameness: Sameness }[] {
  return others
    .map(matter => ({ matter, sameness: sameness(of, matter) }))
    .filter(found => found.sameness.score >= worthAsking)
    .sort((a, b) => b.sameness.score - a.sameness.score || a.matter.on.localeCompare(b.matter.on))
    .slice(0, most)
}

function samePeople(one: Matter, other: Matter): Ground {
  const shared = new Set(one.people.filter(person => other.people.includes(person))).size
  const fewest = Math.min(new Set(one.people).size, new Set(other.people).size)
  const score = fewest === 0 ? 0 : shared === fewest ? 1 : shared > 0 ? 0.75 : 0
  return { ground: 'person', score, says: shared > 0 ? `有${shared}位当事人相同` : '当事人不同' }
}

function samePlace(one: Matter, other: Matter): Ground {
  if (one.region !== other.region) return { ground: 'place', score: 0, says: '不在同一村（社区）' }
  if (one.at && other.at) {
    const metres = distance(one.at, other.at)
    return { ground: 'place', score: fade(metres, near), says: `地图上相距${Math.round(metres)}米` }
  }
  const spots = [normalSpot(one.spot), normalSpot(other.spot)] as const
  if (spots[0] === '' || spots[1] === '') return { ground: 'place', score: 0.3, says: '同一村（社区），没有写明地点' }
  if (spots[0] === spots[1]) return { ground: 'place', score: 1, says: '地点相同' }
  const alike = dice(...spots)
  // A number that differs is another house, however much else is the same.
  const differs = numbersOf(spots[0]).join() !== numbersOf(spots[1]).join()
  return { ground: 'place', score: differs ? alike * 0.4 : alike, says: `地点写法相近度${percent(alike)}${differs ? '，门牌不同' : ''}` }
}

function sameWords(one: Matter, other: Matter): Ground {
  const alike = dice(normalWords(one.words), normalWords(other.words))
  const score = one.kind === other.kind ? alike : alike * 0.6
  return { ground: 'matter', score, says: `${one.kind === other.kind ? '类型相同' : '类型不同'}，文字相近度${percent(alike)}` }
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

/** 1 within a month, falling to 0.5 at a year and beyond: an old dispute may be the same, but is so less often. */
const timeShare = (one: string, other: string): number => {
  const days = Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000
  return 0.5 + 0.5 * fade(days, window)
}

/** 1 up to `full`, 0 from `none` on, linear between them. */
const fade = (value: number, { full, none }: { full: number; none: number }): number =>
  value <= full ? 1 : value >= none ? 0 : (none - value) / (none - full)

/** Twice the shared pairs over all pairs; a pair that comes twice is shared twice. Two texts without pairs are alike if they are equal. */
export function dice(one: string, other: string): number {
  const [a, b] = [pairs(one), pairs(other)]
  if (a.length + b.length === 0) return one === other && one !== '' ? 1 : 0
  const left = new Map<string, number>()
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of b) {
    const count = left.get(pair) ?? 0
    if (count > 0) {
      shared += 1
      left.set(pair, count - 1)
    }
  }
  return (2 * shared) / (a.length + b.length)
}

const pairs = (of: string): string[] => {
  const characters = [...of]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** Full width to half, Chinese numerals of houses to digits, words that only frame a house left out: 3栋二单元 is 3#2#. */
export function normalSpot(spot: string): string {
  return spot
    .normalize('NFKC')
    .replace(/[一二三四五六七八九十]+(?=[栋幢号座单层楼室组])/g, found => String(chineseNumber(found)))
    .replace(/单元|[栋幢号座楼室组]/g, '#')
    .replace(/[\s,，。、-]/g, '')
    .replace(/#+/g, '#')
}

const digits = '零一二三四五六七八九'
/** Up to 九十九, as houses are numbered. */
function chineseNumber(of: string): number {
  if (!of.includes('十')) return Number([...of].map(one => digits.indexOf(one)).join(''))
  const [tens = '', ones = ''] = of.split('十')
  return (tens === '' ? 1 : digits.indexOf(tens)) * 10 + (ones === '' ? 0 : digits.indexOf(ones))
}

const numbersOf = (spot: string): string[] => spot.match(/\d+/g) ?? []
const normalWords = (words: string): string => words.normalize('NFKC').replace(/[\s\p{P}]/gu, '')

/** Metres between two places on a sphere of 6 371 008.8 m (IUGG mean radius), by the haversine formula. */
export function distance(one: { lng: number; lat: number }, other: { lng: number; lat: number }): number {
  const rad = Math.PI / 180
  const half = (from: number, to: number) => Math.sin(((to - from) * rad) / 2) ** 2
  const a = half(one.lat, other.lat) + Math.cos(one.lat * rad) * Math.cos(other.lat * rad) * half(one.lng, other.lng)
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(a)))
}
