// The synthetic people of a demo city. Each is drawn from its own id, so a new organ changes nobody else's name;
// no name, number or post is that of a real person, and every number lies in 199 0000 0000 – 199 0009 9999.
import type { CivilDate, Organ, Person, Post, RoleId } from '#declare'

/** One person's place at an organ; `also` are further roles held there. */
export type Seat = { role: RoleId; title: string; also?: readonly RoleId[] }

/** A post on top of those that follow from the seats: of a person who also serves elsewhere, or who has left. */
export type ExtraPost = { person: string; post: Post /** The posts so far end on this day. */; endsOthers?: CivilDate }

export type Staffing = {
  organs: readonly Organ[]
  seatsOf: (organ: Organ) => readonly Seat[]
  /** Region code → what accounts there begin with: `330602` → `yc`. Longer codes add their further digits: `yc-001-liaison`. */
  accounts: Readonly<Record<string, string>>
  extra?: readonly ExtraPost[]
}

/** People in the order of the organs; ids `p-<organ id>-<role>`, from the second of a kind `p-<organ id>-<role>-2`. */
export const derivePeople = ({ organs, seatsOf, accounts, extra = [] }: Staffing): Person[] => {
  const people: Person[] = []
  const posts = new Map<string, Post[]>()
  for (const organ of organs) {
    const counts = new Map<RoleId, number>()
    const taken = new Set<string>()
    for (const { role, title, also = [] } of seatsOf(organ)) {
      const count = (counts.get(role) ?? 0) + 1
      counts.set(role, count)
      const place = count === 1 ? role : `${role}-${count}`
      const id = `p-${organ.id}-${place}`
      const from = dateOf(id)
      const held: Post[] = [role, ...also].map(held => ({ role: held, organ: organ.id, from }))
      posts.set(id, held)
      const phone = `1990${String(people.length + 1).padStart(7, '0')}`
      people.push({ id, name: nameOf(id, taken), account: accountOf(organ, place, accounts), phone, title, posts: held })
    }
  }
  for (const { person, post, endsOthers } of extra) {
    const held = posts.get(person)
    if (!held) throw new Error(`没有名为“${person}”的演示人员，无法加任职`)
    if (endsOthers) for (const [i, one] of held.entries()) held[i] = { ...one, to: one.to ?? endsOthers }
    held.push(post)
  }
  return people
}

/** `330600-bigdata` → `sx-bigdata-liaison`; `330602001-gov` → `yc-001-liaison`. */
const accountOf = (organ: Organ, place: string, accounts: Readonly<Record<string, string>>): string => {
  const code = Object.keys(accounts)
    .filter(prefix => organ.region.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0]
  if (code === undefined) throw new Error(`区划 ${organ.region} 没有账号前缀`)
  const rest = organ.region.slice(code.length)
  return [accounts[code], rest || organ.id.slice(organ.region.length + 1), place].join('-')
}

const surnames = '陈王张李周吴徐金沈俞章朱胡赵何孙骆楼许钱蒋陆叶杨丁倪施郑马韩方高傅钟邵宋董郭裘尉茹孟'
const first = '晓建海文志国雨思子欣佳明嘉永春秋静丽小俊宏立云雪新正家一亦若浩梓书振卫伟学亚玲红'
const second = '明华峰军平芳燕敏杰强琴娟英飞良阳波宇涵轩宁洁萍莉勇刚辉涛超斌琳颖瑶航远诚礼达康凡林祥'

const nameOf = (id: string, taken: Set<string>): string => {
  const next = generator(id)
  for (;;) {
    const name = pick(surnames, next()) + (next() < 0.22 ? '' : pick(first, next())) + pick(second, next())
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

/** In office since some day of 2019–2022, before the plan of 30 December 2022. */
const dateOf = (id: string): CivilDate => {
  const next = generator(`${id} from`)
  const start = Date.UTC(2019, 0, 1)
  return new Date(start + Math.floor(next() * 1400) * 86_400_000).toISOString().slice(0, 10)
}

const pick = (characters: string, at: number): string => characters[Math.floor(at * characters.length)]!

/** FNV-1a of the text as seed of mulberry32: numbers in [0, 1). */
const generator = (text: string): (() => number) => {
  let seed = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) seed = Math.imul(seed ^ text.charCodeAt(i), 0x01000193)
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
