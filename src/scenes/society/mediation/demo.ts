// The demo city's year of disputes, told through the same doors that residents and mediators use: some by the code, most at the counter.
import { type Actor, type CivilDate, Problem, type Story, workdays } from '#declare'
import { addDays } from '../../../fields/date/civil-date.ts'
import { matters } from './demo-matters.ts'
import { work } from './demo-mediating.ts'
import { at, type Case, later, number, person, pick, strandOf, type Tale, tellDue } from './demo-tale.ts'
import { dispute, type MediationLevel } from './records.ts'

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
    strand: null,
  }
  const first = story.today()
  while (story.today() < story.ends) {
    const before = story.today()
    await tellDue(tale, before)
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

async function register(year: Tale, of: Case): Promise<void> {
  const tale = strandOf(year, of)
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
