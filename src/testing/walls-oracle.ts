// What everybody may see, worked out once more from the rows as they lie in the tables and the posts people hold, by another way than
// the platform's.
import { Client } from 'pg'
import type { Box } from './city.ts'

export const roles = [
  'supervisor',
  'head',
  'lead',
  'joint',
  'stranger',
  'county',
  'countyHandler',
  'otherHandler',
  'village',
  'auditor',
  'leader',
  'standIn',
] as const
export type Role = (typeof roles)[number]
export type People = Readonly<Record<Role, string>>

export type Raw = {
  readonly record: string
  readonly id: string
  readonly root: string
  readonly parent: string | null
  readonly region: string
  readonly organ: string | null
  readonly author: string
  readonly text: string
  readonly all: string
  readonly lead: string | null
  readonly joint: readonly string[]
  readonly answeredBy: readonly string[]
  readonly titles: readonly string[]
}
export type Beside = {
  readonly table: string
  readonly case: string
  readonly desk: string | null
  readonly seat: string | null
  readonly by: string | null
  readonly all: string
}
/** All rows of all records as they lie in the tables, past every wall. */
export async function readRows(url: string, box: Box): Promise<Raw[]> {
  return asOwner(url, async client => {
    const rows: Raw[] = []
    for (const one of box.platform.model.records.values()) {
      const found = await client.query<{ of: Record<string, unknown> }>(
        `select to_jsonb(t) - 'search' - 'fold' of from "${one.name.replaceAll('-', '_')}" t where deleted_at is null`,
      )
      for (const { of } of found.rows) {
        const texts = Object.values(of).filter((value): value is string => typeof value === 'string' && /\p{Script=Han}{6}/u.test(value))
        rows.push({
          record: one.name,
          id: String(of['id']),
          root: String(of['root']),
          parent: (of['parent'] as string | null) ?? null,
          region: String(of['region']),
          organ: (of['organ'] as string | null) ?? null,
          author: String(of['author']),
          lead: (of['lead'] as string | undefined) ?? null,
          joint: (of['joint'] as string[] | null | undefined) ?? [],
          answeredBy: (of['answered_by'] as string[] | null | undefined) ?? [],
          titles: texts,
          text: texts.join('\n'),
          all: JSON.stringify(of),
        })
      }
    }
    return rows
  })
}

export async function readBeside(url: string): Promise<Beside[]> {
  return asOwner(url, async client => {
    const read = async (table: string, desk: string, seat: string, by: string) =>
      (
        await client.query<Beside>(
          `select '${table}' "table", case_id "case", ${desk} desk, ${seat} seat, ${by} "by", to_jsonb(t)::text "all" from ${table} t`,
        )
      ).rows
    return [
      ...(await read('flow_event', 'null', 'null', 'actor')),
      ...(await read('flow_task', 'desk', 'seat', 'closed_by')),
      ...(await read('notice', 'desk', 'null', 'null')),
    ]
  })
}

async function asOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  // The owner of a table is not held to its policies.
  return work(client).finally(() => client.end())
}

const overseers = ['supervisor', 'supervision-head', 'leader', 'auditor']
const workers = ['head', 'liaison', 'handler']

export type Post = {
  readonly role: string
  readonly organ: string
  readonly region: string
  readonly line: string
  readonly for: string | null
}
/** The posts of somebody; whoever stands in has those of the other too. */
export function postsOf({ box }: { box: Box }, people: People, role: Role): Post[] {
  const { city } = box.platform
  const of = (person: string, instead: string | null) =>
    city.people
      .find(one => one.id === person)!
      .posts.filter(post => !post.to)
      .map((post): Post => {
        const organ = city.organs.find(one => one.id === post.organ)!
        return { role: post.role, organ: organ.id, region: organ.region, line: organ.line, for: instead }
      })
  return [...of(people[role], null), ...(role === 'standIn' ? of(people.lead, people.lead) : [])]
}

export function desksOf(posts: readonly Post[], person: string): Set<string> {
  return new Set([
    `p:${person}`,
    ...posts.flatMap(post => [
      `o:${post.organ}:${post.role}`,
      `r:${post.region}:${post.role}`,
      `r:${post.region}:${post.role}:${post.line}`,
      ...(post.for ? [`p:${post.for}`] : []),
    ]),
  ])
}

export function oracle(
  served: { box: Box },
  people: People,
  rows: readonly Raw[],
  beside: readonly Beside[],
): (role: Role) => ReadonlySet<string> {
  const byId = new Map(rows.map(row => [row.id, row]))
  const within = (row: Raw, region: string) =>
    row.region.startsWith(region.length === 6 ? region.replace(/(00){1,2}$/, '') : region.replace(/(000)+$/, ''))
  return role => {
    const posts = postsOf(served, people, role)
    const desks = desksOf(posts, people[role])
    const isMine = ({ table, desk, seat, by }: Beside) =>
      table === 'flow_task' ? desks.has(desk!) || desks.has(seat!) : table === 'flow_event' && desks.has(`p:${by}`)
    const cases = new Set(beside.filter(isMine).map(one => one.case))
    const holds = (roles: readonly string[], at: (post: Post) => boolean) => posts.some(post => roles.includes(post.role) && at(post))
    const sees = (row: Raw): boolean => {
      // What a published plan aims at is no secret.
      if (cases.has(row.id)) return true
      if (row.record === 'wall-visit') return row.author === people[role] || holds(['handler', 'head'], post => within(row, post.region))
      const whole = row.parent === null ? undefined : byId.get(row.parent)
      if (holds(overseers, post => within(row, post.region)) || (whole && sees(whole))) return true
      if (row.record === 'supervision-task') return holds(workers, post => row.lead === post.organ || row.joint.includes(post.organ))
      // Whoever answers for a warning has it on the desk, and is a party; their organ sees it too.
      if (row.record === 'warning') return holds(workers, post => row.organ === post.organ)
      if (row.record === 'supervision-goal') return holds(workers, post => row.answeredBy.includes(post.organ))
      return (
        (row.record === 'supervision-subtask' || row.record === 'supervision-report') && holds(workers, post => row.organ === post.organ)
      )
    }
    return new Set(rows.filter(sees).map(row => row.id))
  }
}

type Seen = {
  readonly box: Box
  readonly people: People
  readonly rows: readonly Raw[]
  readonly beside: readonly Beside[]
  allowed(role: Role): ReadonlySet<string>
}
const corpora = new Map<Role, string>()
/** All that somebody may read, as one text: their rows, what happened to their cases, what lies on their desks. */
export function corpusOf(told: Seen, role: Role): string {
  const known = corpora.get(role)
  if (known !== undefined) return known
  const desks = desksOf(postsOf(told, told.people, role), told.people[role])
  const may = told.allowed(role)
  const mine = told.beside.filter(one =>
    one.table === 'flow_event' ? may.has(one.case) : desks.has(one.desk ?? '') || desks.has(one.seat ?? '') || one.by === told.people[role],
  )
  const corpus = [...told.rows.filter(row => may.has(row.id)).map(row => row.all), ...mine.map(one => one.all)].join('\n')
  corpora.set(role, corpus)
  return corpus
}
