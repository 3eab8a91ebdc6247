// The demo city's year of disputes, told through the same doors that residents and mediators use: some by the code, most at the counter.
import { type Actor, all, type CivilDate, Problem, refs, type Story, workdays } from '#declare'
import { addDays } from '../../../fields/date/civil-date.ts'
import { given, type Matter, matters, surnames } from './demo-matters.ts'
import { cosigning, party } from './parties.ts'
import { dispute, type MediationLevel } from './records.ts'

type Case = {
  id: string
  readonly matter: Matter
  readonly village: string
  readonly top: MediationLevel
  readonly end: 'agreed' | 'failed' | 'quit'
  readonly phones: readonly [string, string]
  readonly byCode: boolean
  readonly names: readonly [string, string]
}
type Tale = {
  readonly story: Story
  readonly villages: readonly string[]
  readonly actors: Map<string, Actor>
  /** Further parties who sign, by dispute. */
  readonly thirds: Map<string, Third>
  /** What is to be done on a day: a case goes on when its day has come. */
  readonly plan: Map<CivilDate, (() => Promise<void>)[]>
}

const order: readonly MediationLevel[] = ['village', 'town', 'county', 'city']

export async function demo(story: Story): Promise<void> {
  const starts = addDays(story.ends, -365)
  if (starts > story.today()) await story.until(starts)
  const villages = story.places('village').map(one => one.code)
  const tale: Tale = {
    story,
    villages: villages.length > 0 ? villages : story.places('town').map(one => one.code),
    actors: new Map(),
    thirds: new Map(),
    plan: new Map(),
  }
  const first = story.today()
  while (story.today() < story.ends) {
    const before = story.today()
    for (const date of [...tale.plan.keys()].filter(one => one <= before).sort()) {
      const due = tale.plan.get(date) ?? []
      tale.plan.delete(date)
      for (const act of due) await act()
    }
    // On every other working day: about a hundred and twenty in a year.
    if (Number(before.slice(-2)) % 2 > 0) await begin(tale, shareOf(first, before, story.ends))
    if (before.endsWith('-15') || before.endsWith('-16')) await crowd(tale, before)
    await story.pass(workdays(1))
    if (story.today() === before) break
  }
}

/** How far the year has come, from 0 to 1: over it, more is settled where it arises. */
const shareOf = (from: CivilDate, now: CivilDate, to: CivilDate): number =>
  (Date.parse(now) - Date.parse(from)) / Math.max(1, Date.parse(to) - Date.parse(from))

const pick = <T>(story: Story, of: readonly T[]): T => of[Math.floor(story.chance() * of.length)]!
const person = (story: Story): string => `${pick(story, [...surnames])}${pick(story, given)}`
/** Numbers that are given to nobody: 199 0020 0000 and after. */
const number = (story: Story): string => `1990020${String(Math.floor(story.chance() * 10_000)).padStart(4, '0')}`

async function begin(tale: Tale, share: number): Promise<void> {
  const { story } = tale
  const matter = pick(story, matters)
  const village = pick(story, tale.villages)
  const chance = story.chance()
  const grass = 0.86 + share * 0.07
  const top: MediationLevel =
    chance < grass * 0.68 ? 'village' : chance < grass ? 'town' : chance < grass + (1 - grass) * 0.85 ? 'county' : 'city'
  const fate = story.chance()
  const of: Case = {
    id: '',
    matter,
    village,
    top,
    end: fate < 0.91 ? 'agreed' : fate < 0.97 ? 'failed' : 'quit',
    phones: [number(story), number(story)],
    byCode: story.chance() < 0.25,
    names: [person(story), person(story)],
  }
  await register(tale, of)
}

/** Once in a while several households of one place come with the same matter within days: what the watch is for. */
async function crowd(tale: Tale, today: CivilDate): Promise<void> {
  const { story } = tale
  if (story.chance() < 0.75) return
  const matter = matters.find(one => one.kind === (today.slice(5, 7) > '06' ? 'property' : 'relocation'))!
  const village = pick(story, tale.villages)
  for (let at = 0; at < 5; at += 1) {
    const names = [person(story), '建设单位'] as const
    await register(tale, {
      id: '',
      matter,
      village,
      top: 'town',
      end: 'agreed',
      phones: [number(story), '19900209999'],
      byCode: at % 2 === 0,
      names,
    })
  }
}

async function register(tale: Tale, of: Case): Promise<void> {
  const { story } = tale
  const { matter } = of
  const taken = story.chance() < 0.03
  const values = {
    kind: matter.kind,
    topic: matter.topic,
    story: matter.story,
    elsewhere: taken ? 'police' : 'none',
    spot: pick(story, matter.spots),
    ...(matter.amount && { amount: String(Math.round(matter.amount * (0.6 + story.chance() * 0.8))) }),
    ...(matter.people && { people: Math.max(2, Math.round(matter.people * (0.4 + story.chance()))) }),
    applicantName: of.names[0],
    applicantPhone: of.phones[0],
    respondentName: of.names[1],
    respondentPhone: of.phones[1],
  }
  if (of.byCode && !taken) {
    const made = await (await story.resident(of.phones[0], of.names[0])).apply({ name: 'dispute-code' }, values, of.village)
    if (!made.allowed) throw new Problem('broken', made.because)
    of.id = made.id
  } else {
    const urgency = (matter.people ?? 0) >= 20 ? 'mass' : story.chance() < 0.1 ? 'urgent' : 'usual'
    of.id = await at(tale, of, 'village').create(dispute, { ...values, urgency }, { region: of.village })
  }
  later(tale, 1, async () => {
    const by = at(tale, of, 'village')
    if (taken) await by.do(dispute, of.id, 'refuse', { values: { refusal: '公安机关正在处理，依法不予受理，请等待处理结果。' } })
    else if (story.chance() < 0.97) await accept(tale, of, by)
  })
}

async function accept(tale: Tale, of: Case, by: Actor): Promise<void> {
  await by.do(dispute, of.id, 'accept', { values: { mediators: [by.person] } })
  later(tale, 1 + Math.floor(tale.story.chance() * 3), () => work(tale, of, 'village'))
}

/** A session, then what comes of it: up, together with others, an agreement, or none. */
async function work(tale: Tale, of: Case, level: MediationLevel): Promise<void> {
  const { story } = tale
  const by = at(tale, of, level)
  if (level !== 'village') await by.do(dispute, of.id, 'arrange', { values: { mediators: [by.person] } })
  const isTop = level === of.top
  if (isTop && level === 'village' && of.end === 'agreed' && !of.byCode && story.chance() < 0.6) {
    await by.do(dispute, of.id, 'settle', { values: { facts: of.matter.facts, performance: '双方当场握手言和，约定事项已经履行。' } })
    on(tale, addDays(story.today(), 32), () => look(tale, of, by))
    return
  }
  await meet(tale, of, by, isTop && of.end === 'agreed' ? 'agreed' : 'apart')
  if (of.end === 'quit') return leave(tale, of)
  if (!isTop) {
    const next = order[order.indexOf(level) + 1]!
    await by.do(dispute, of.id, 'escalate', { reason: '双方分歧较大，需要上一级牵头协调' })
    later(tale, 2 + Math.floor(story.chance() * 5), () => work(tale, of, next))
    return
  }
  const lines = of.matter.lines
  if (level !== 'village' && lines && story.chance() < 0.7) return join(tale, of, by, lines)
  later(tale, 1 + Math.floor(story.chance() * 3), () => conclude(tale, of, by))
}

const meet = (tale: Tale, of: Case, by: Actor, result: string) =>
  by.do(dispute, of.id, 'meet', {
    values: {
      at: tale.story.now().toISOString(),
      venue: '调解室',
      present: ['applicant', 'respondent'],
      told: true,
      minutes: `${of.matter.facts}调解员分别听取意见，释明法律规定，引导双方换位思考。`,
      result,
    },
  })

async function leave({ story }: Tale, of: Case): Promise<void> {
  await (await story.resident(of.phones[0], of.names[0])).do(dispute, of.id, 'quit', { values: { withdrawal: '双方已经自行和好' } })
}

async function join(tale: Tale, of: Case, by: Actor, lines: readonly string[]): Promise<void> {
  const { story } = tale
  const county = of.village.slice(0, 6)
  const helpers = lines.flatMap(line => {
    try {
      return [story.as('handler', { line, region: county })]
    } catch (error) {
      if (error instanceof Problem) return []
      throw error
    }
  })
  if (helpers.length === 0) return conclude(tale, of, by)
  await by.do(dispute, of.id, 'join', { reason: '涉及多个部门职责，需要共同调解', values: { joint: helpers.map(one => one.organ) } })
  later(tale, 3, async () => {
    for (const helper of helpers) {
      const waiting = (await helper.inbox()).find(one => one.id === of.id)
      if (waiting)
        await helper.do(dispute, of.id, 'advise', {
          task: waiting.task,
          values: { advice: '事实清楚，建议按双方责任协商解决，本单位配合落实。' },
        })
    }
    await by.do(dispute, of.id, 'conclude', { values: { jointOpinion: '各单位意见一致，建议按责任大小协商赔偿和整改。' } })
    later(tale, 2, () => conclude(tale, of, by))
  })
}

async function conclude(tale: Tale, of: Case, by: Actor): Promise<void> {
  const { story } = tale
  if (of.end === 'failed') {
    await by.do(dispute, of.id, 'giveUp', {
      values: { guidance: of.matter.kind === 'labour' ? 'arbitration' : 'suit', guidanceWhy: '双方对数额分歧较大，均不愿再让步。' },
    })
    return
  }
  const terms = of.matter.terms.map(([who, what, after]) => ({ who, what, by: addDays(story.today(), after) }))
  const performBy = terms
    .map(term => term.by)
    .sort()
    .at(-1)!
  const draft = () =>
    by.do(dispute, of.id, 'agree', { values: { facts: of.matter.facts, terms, performHow: '当面履行，款项转账支付', performBy } })
  // A dispute that is mediated anew has its party already.
  const third = tale.thirds.get(of.id) ?? (of.matter.third && story.chance() < 0.5 ? await addThird(tale, of, by) : undefined)
  await draft()
  if (third && story.chance() < 0.12) {
    await refuse(tale, of, by, third)
    await draft()
  } else if (third) await cosign(tale, of, by, third)
  if (of.byCode) {
    await (await story.resident(of.phones[0], of.names[0])).do(dispute, of.id, 'sign', { values: { applicantSign: ink(story) } })
    await (await story.resident(of.phones[1], of.names[1])).do(dispute, of.id, 'countersign', { values: { respondentSign: ink(story) } })
  } else await by.do(dispute, of.id, 'signHere', { values: { applicantSign: ink(story), respondentSign: ink(story) } })
  await by.do(dispute, of.id, 'conclude', { values: { mediatorSign: ink(story) } })
  if ((of.matter.amount ?? 0) >= 4000 && story.chance() < 0.45) return confirm(tale, of, by, performBy)
  await by.do(dispute, of.id, 'follow')
  keep(tale, of, by, performBy)
}

type Third = { readonly id: string; readonly phone: string; readonly name: string }
/** One more party, who signs on their own phone; nobody where one would not sign before. */
async function addThird({ story, thirds }: Tale, of: Case, by: Actor): Promise<Third | undefined> {
  const [side, role] = of.matter.third!
  if ((await by.find(party, refs(party).parent.is(of.id), 1)).length > 0) return undefined
  const name = side === 'third' ? role : person(story)
  const phone = number(story)
  const third = { id: await by.create(party, { side, name, phone, signs: true }, { parent: of.id }), phone, name }
  thirds.set(of.id, third)
  return third
}

async function askedOf(of: Case, by: Actor): Promise<string> {
  const c = refs(cosigning)
  const [row] = await by.find(cosigning, all(c.parent.is(of.id), c.current.is(true)), 1)
  return row!.id
}

async function cosign({ story }: Tale, of: Case, by: Actor, { phone, name }: Third): Promise<void> {
  await (await story.resident(phone, name)).do(cosigning, await askedOf(of, by), 'sign', { values: { signature: ink(story) } })
}

/** Somebody will not sign: mediated further, and settled between the two sides alone. */
async function refuse({ story, thirds }: Tale, of: Case, by: Actor, { id, phone, name }: Third): Promise<void> {
  const row = await askedOf(of, by)
  await (await story.resident(phone, name)).do(cosigning, row, 'refuse', { values: { refusal: '约定与我无关，不愿分担' } })
  await by.do(dispute, of.id, 'again', { reason: `${name}不同意分担，另行商量` })
  await by.update(party, id, { signs: false })
  thirds.delete(of.id)
}

async function confirm(tale: Tale, of: Case, by: Actor, performBy: CivilDate): Promise<void> {
  const { story } = tale
  await by.do(dispute, of.id, 'askHere', { values: { applicantConfirms: true, respondentConfirms: true } })
  await by.do(dispute, of.id, 'confirm', { values: { court: '调解组织所在地基层人民法院' } })
  later(tale, 8, async () => {
    const confirmed = story.chance() < 0.93
    await by.do(dispute, of.id, 'ruled', { values: { courtResult: confirmed ? 'confirmed' : 'rejected', courtNumber: '（演示案号）' } })
    keep(tale, of, by, performBy)
  })
}

/** Kept in time by most; thirty days later somebody asks how it is. */
function keep(tale: Tale, of: Case, by: Actor, performBy: CivilDate): void {
  const { story } = tale
  const day = story.chance() < 0.93 ? addDays(performBy, -1) : addDays(performBy, 4)
  on(tale, day, async () => {
    if (story.chance() < 0.02) {
      await by.do(dispute, of.id, 'broken', { values: { guidance: 'suit', guidanceWhy: '两次督促仍不履行，告知可以就协议履行起诉。' } })
      return
    }
    await by.do(dispute, of.id, 'performed', { values: { performance: '已按协议履行完毕' } })
    on(tale, addDays(story.today(), 32), () => look(tale, of, by))
  })
}

async function look(tale: Tale, of: Case, by: Actor): Promise<void> {
  const { story } = tale
  // A term that ends on a day off runs on: there is nobody to visit yet.
  if ((await by.get(dispute, of.id)).state !== 'visiting') return later(tale, 2, () => look(tale, of, by))
  if (story.chance() < 0.04) {
    await by.do(dispute, of.id, 'flareUp', { reason: '同样的问题再次出现，双方要求重新调解' })
    later(tale, 2, () => conclude(tale, { ...of, byCode: false }, by))
    return
  }
  const fate = story.chance()
  const satisfied = fate < 0.72 ? 'yes' : fate < 0.94 ? 'mostly' : 'no'
  await by.do(dispute, of.id, 'visit', {
    values: {
      visitedOn: story.today(),
      how: pick(story, ['home', 'phone', 'online']),
      performed: 'all',
      words: satisfied === 'no' ? '拖得太久' : '已经解决，没有反复',
      satisfied,
    },
  })
  if (of.byCode && story.chance() < 0.6)
    await (await story.resident(of.phones[0], of.names[0])).rate(dispute, of.id, {
      stars: satisfied === 'no' ? 2 : satisfied === 'yes' ? 5 : 4,
      reasons: satisfied === 'no' ? ['slow'] : ['solved'],
    })
}

/** A drawn line that is no one's name. */
const ink = (story: Story) => {
  const seed = story.chance() * 6
  return {
    width: 600,
    height: 240,
    strokes: [0, 1].map(line =>
      Array.from({ length: 24 }, (_, step) => [
        40 + line * 260 + step * 9,
        120 + Math.round(70 * Math.sin(step / 2 + seed + line)),
        step * 18,
      ]),
    ),
  }
}

function at({ story, actors }: Tale, of: Case, level: MediationLevel): Actor {
  const code = { village: of.village, town: of.village.slice(0, 9), county: of.village.slice(0, 6), city: '' }[level]
  const line = level === 'village' && of.village.length > 9 ? 'committee' : level === 'village' || level === 'town' ? 'gov' : 'mediation'
  const key = `${line}:${code}`
  const known = actors.get(key) ?? story.as('mediator', { line, ...(code !== '' && { region: code }) })
  actors.set(key, known)
  return known
}

const later = (tale: Tale, after: number, act: () => Promise<void>): void => on(tale, addDays(tale.story.today(), after), act)
function on({ plan, story }: Tale, date: CivilDate, act: () => Promise<void>): void {
  const day = date <= story.today() ? addDays(story.today(), 1) : date
  plan.set(day, [...(plan.get(day) ?? []), act])
}
