// Tells a story on a real platform: people act through the same doors as in the browser, time passes on a simulated clock, timers fire.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  type Actor,
  type CivilDate,
  type Operation,
  type Organ,
  Problem,
  type RoleId,
  type Story,
  type Term,
  type Waiting,
  workdays,
} from '#declare'
import { acceptFile } from '../capabilities/files/accept.ts'
import { lightOf } from '../capabilities/flow/clocks.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import { asStored, runOperation } from './city-port.ts'
import type { MovableClock } from './clock.ts'
import type { Platform } from './platform.ts'
import { makeResident } from './resident.ts'
import { makeTimeline, type Place, type Timeline } from './timeline.ts'
import { noteUpload } from './uploads.ts'

export type StoryOptions = {
  readonly ends?: CivilDate
  readonly seed?: number
  /** The time it shares with other stories; without it, a time of its own. */
  readonly time?: { readonly timeline: Timeline; readonly place: Place }
}

export function makeStory(platform: Platform, clock: MovableClock, options: StoryOptions = {}): Story {
  const { city, model, store, flow, identity, lookups } = platform
  const today = () => platform.calendar().dateOf(clock.now())
  const subjects = new Map<string, { day: CivilDate; subject: Subject }>()
  const subjectOf = async (person: string): Promise<Subject> => {
    const known = subjects.get(person)
    if (known?.day === today()) return known.subject
    const subject = await identity.findSubject(person)
    if (!subject) throw new Error(`${person} holds no post on ${today()}`)
    subjects.set(person, { day: today(), subject })
    return subject
  }
  const organs = new Map(city.organs.map(organ => [organ.id, organ]))
  const organsByPlace = new Map(city.organs.toReversed().map(organ => [`${organ.line} ${organ.region}`, organ.id]))
  const peopleByRole = Map.groupBy(
    city.people.flatMap(person => [...new Set(person.posts.map(post => post.role))].map(role => ({ role, person }))),
    one => one.role,
  )
  const record = (of: { readonly name: string }) => model.records.get(of.name)!

  const timeline = options.time?.timeline ?? makeTimeline(platform, clock)
  const { moveTo } = options.time?.place ?? timeline.join()

  const actor = (person: string, organ: string | null): Actor => {
    const as = async () => ({ ...(await subjectOf(person)), ...(organ !== null && { organ }) })
    return {
      person,
      organ,
      run: async (operation: Operation, input) =>
        runOperation(platform.door, await as(), operation, { input }, lookups.kindContext(today())),
      async create(of, values, place = {}) {
        const subject = await as()
        return await store.as(subject, async tx => {
          const row = await store.create(tx, subject, record(of), { values, ...place })
          if (!record(of).part && model.flows.has(of.name)) await flow.start(tx, subject, record(of), row.id)
          return row.id
        })
      },
      async update(of, id, values) {
        const subject = await as()
        await store.as(subject, async tx => {
          await store.update(tx, subject, record(of), id, values)
          if (model.flows.has(of.name)) await flow.refresh(tx, record(of), id)
        })
      },
      async do(of, id, act, with_ = {}) {
        const acted = await flow.act(await as(), { record: of.name, id, act, key: randomUUID(), ...with_ })
        return acted.made
      },
      async find(of, when, most = 1000) {
        const subject = await as()
        return (await store.as(subject, tx => store.find(tx, subject, record(of), when, most))).map(row => asStored(row, clock.now()))
      },
      async get(of, id) {
        const subject = await as()
        return asStored(await store.as(subject, tx => store.get(tx, subject, record(of), id)), clock.now()) as Awaited<
          ReturnType<Actor['get']>
        >
      },
      inbox: async () => inboxOf(platform, await as(), clock.now()),
      async attach(name, text) {
        const bytes = new TextEncoder().encode(text)
        const file = await acceptFile(name, bytes, 50 * 2 ** 20)
        await platform.files.put(file.hash, bytes, file.type)
        const subject = await as()
        await store.as(subject, tx => noteUpload(tx, subject.person, file, clock.now()))
        return file
      },
    }
  }

  const withChances = (chance: () => number): Story => ({
    now: () => clock.now(),
    today,
    ends: options.ends ?? today(),
    react: timeline.react,
    pass: async (term: Term) => moveTo(later(platform, clock.now(), term)),
    until: date => moveTo(new Date(`${date}T09:00:00${offsetOf(city.zone, date)}`)),
    as(role: RoleId, at) {
      const organ = 'organ' in at ? at.organ : organsByPlace.get(`${at.line} ${at.region ?? city.code}`)
      const person = peopleByRole
        .get(role)
        ?.find(({ person: one }) =>
          one.posts.some(
            post =>
              post.role === role &&
              (post.organ === organ || isWithin(organs, post.organ, organ)) &&
              post.from <= today() &&
              (post.to === undefined || post.to >= today()),
          ),
        )?.person
      if (!organ || !person) throw new Problem('not-found', `${JSON.stringify(at)} 没有${role}`)
      return actor(person.id, person.posts.find(post => post.role === role)!.organ)
    },
    asPerson: person => actor(person, null),
    places: level =>
      city.regions
        .filter(region => region.level === level)
        .map(({ code, name, parent }) => ({ code, name, parent }))
        .sort((a, b) => a.code.localeCompare(b.code)),
    resident: (phone, name) => makeResident(platform, phone, name),
    chance,
    strand: () => withChances(chancesFrom(Math.floor(chance() * 2 ** 32))),
  })
  return withChances(chancesFrom(options.seed ?? 20260302))
}

/** A linear congruential generator is enough for a story; nothing is drawn by it in earnest. */
function chancesFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const isWithin = (organs: ReadonlyMap<string, Organ>, organ: string, whole: string | undefined): boolean => {
  for (let at = organs.get(organ); at; at = organs.get(at.parent ?? '')) if (at.id === whole) return true
  return false
}

async function inboxOf(platform: Platform, subject: Subject, now: Date): Promise<Waiting[]> {
  type Task = {
    key: string
    kind: string
    record: string
    case_id: string
    title: string
    state: string
    place: string
    branch: string | null
    organ: string | null
    due_at: Date | null
    remind_at: Date | null
    yellow_at: Date | null
    red_at: Date | null
    paused: boolean
  }
  const { rows } = await platform.store.as(subject, tx =>
    sql<Task>`select key, kind, record, case_id, title, state, place, branch, organ, due_at, remind_at, yellow_at, red_at, paused from flow_task where seat = any (${[...subject.desks]}::text[]) and closed_at is null order by due_at nulls last, opened_at, case_id, key`.execute(
      tx,
    ),
  )
  const text = (at: Date | null) => at?.toISOString() ?? null
  return rows.map(task => ({
    task: task.key,
    kind: task.kind,
    record: task.record,
    id: task.case_id,
    title: task.title,
    state: task.state,
    branch: task.branch,
    organ: task.organ,
    dueAt: text(task.due_at),
    light: lightOf(
      {
        remindAt: text(task.remind_at),
        yellowAt: text(task.yellow_at),
        redAt: text(task.red_at),
        dueAt: text(task.due_at),
        paused: task.paused,
      },
      now,
    ),
  }))
}

/** The same time of day when a term has passed; working days land on working days. */
function later(platform: Platform, from: Date, term: Term): Date {
  if (term.unit === 'hour') return new Date(from.getTime() + term.count * 3_600_000)
  const calendar = platform.calendar()
  const date = calendar.dateOf(from)
  const to =
    term.unit === 'workday' ? calendar.addWorkdays(date, term.count) : calendar.dateOf(calendar.due(from, { ...workdays(0), ...term }))
  return new Date(from.getTime() + (Date.parse(to) - Date.parse(date)))
}

function offsetOf(zone: string, date: CivilDate): string {
  const name =
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(new Date(`${date}T00:00:00Z`))
      .find(part => part.type === 'timeZoneName')?.value ?? 'GMT'
  return name.slice(3) || 'Z'
}
