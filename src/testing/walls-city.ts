// A told city for the test of the walls: what everybody may see is worked out here once more, from the rows as they lie in the tables
// and the posts people hold, by another way than the platform's.
import { Client } from 'pg'
import { byAuthor, idcard, inRegion, phone, record, type Scene, scene, text } from '#declare'
import { demo } from '../scenes/operation/supervision/demo.ts'
import supervision from '../scenes/operation/supervision/scene.ts'
import { makeStory } from '../server/story.ts'
import { type Served, serveBox, type Visitor } from './served.ts'

/** A record with personal values, kept by regions. */
export const visit = record('wall-visit', {
  label: '走访',
  owner: 'civil-affairs',
  share: 'on-request',
  level: 'L3',
  title: 'name',
  number: '访〔{yyyy}〕{n:4}号',
  access: [
    inRegion(['handler'], ['read', 'create', 'write', 'export']),
    inRegion(['head'], ['read', 'unmask']),
    byAuthor(['read', 'create']),
  ],
  fields: {
    name: text({ label: '事由', required: true, search: true, list: true }),
    card: idcard({ label: '身份证号', protect: 'personal', search: true, list: true }),
    mobile: phone({ label: '电话', protect: 'personal', list: true }),
    secret: text({ label: '线索', protect: 'secret' }),
  },
})
export const scenes: readonly Scene[] = [
  supervision,
  scene('wall-visits', { title: '走访', area: 'operation', plan: '', owner: 'civil-affairs', records: { visit } }),
]

export const secretsOf = (n: number) => ({
  card: withCheck(`3306021990010110${n}`),
  mobile: `1380000100${n}`,
  secret: `线索机密编号${n}甲乙丙`,
})
/** GB 11643: the last digit follows from the others. */
function withCheck(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return first17 + '10X98765432'[weights.reduce((sum, weight, at) => sum + weight * Number(first17[at]), 0) % 11]
}

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
export type Told = Served & {
  readonly rows: readonly Raw[]
  readonly beside: readonly Beside[]
  readonly people: Readonly<Record<Role, string>>
  readonly visitors: Readonly<Record<Role, Visitor>>
  allowed(role: Role): ReadonlySet<string>
  close(): Promise<void>
}
export type Role =
  | 'supervisor'
  | 'head'
  | 'lead'
  | 'joint'
  | 'stranger'
  | 'county'
  | 'countyHandler'
  | 'otherHandler'
  | 'village'
  | 'auditor'
  | 'leader'
  | 'standIn'

export async function tellWalls(): Promise<Told> {
  const served = await serveBox({ scenes, start: new Date('2026-01-20T09:00:00+08:00') })
  const { box } = served
  const { city } = box.platform
  const story = makeStory(box.platform, box.clock, { ends: '2026-04-20' })
  await demo(story)
  const visitors = {} as Record<Role, Visitor>
  const county = city.regions.filter(one => one.parent === city.code)
  const [first, second] = [county[0]!.code, county[1]!.code]
  const who = (role: string, at: (organ: { region: string; line: string; level: string; id: string }) => boolean): string => {
    const organs = new Set(city.organs.filter(at).map(one => one.id))
    const found = city.people.find(one => one.posts.some(post => post.role === role && organs.has(post.organ) && !post.to))
    if (!found) throw new Error(`Nobody is ${role} there`)
    return found.id
  }
  const before = await readRows(box.ownerUrl, box)
  const task = before.find(row => row.record === 'supervision-task' && row.joint.some(id => id.startsWith('330600')))!
  const cast = new Set(before.flatMap(row => [row.lead, ...row.joint]))
  const ofOrgan = (id: string) => (organ: { id: string }) => organ.id === id
  const joint = task.joint.find(id => id.startsWith('330600'))!
  const people: Record<Role, string> = {
    supervisor: who('supervisor', organ => organ.line === 'supervision' && organ.region === city.code),
    head: who('head', ofOrgan(task.lead!)),
    lead: who('liaison', ofOrgan(task.lead!)),
    joint: who('liaison', ofOrgan(joint)),
    stranger: who('liaison', organ => organ.level === 'city' && !cast.has(organ.id) && organ.line !== 'supervision'),
    county: who('liaison', organ => organ.line === 'gov' && organ.region === first),
    countyHandler: who('handler', organ => organ.line === 'gov' && organ.region === first),
    otherHandler: who('handler', organ => organ.line === 'gov' && organ.region === second),
    village: who('handler', organ => organ.level === 'village' && organ.region.startsWith(first)),
    auditor: who('auditor', organ => organ.level === 'city'),
    leader: who('leader', organ => organ.level === 'county' && organ.region === first),
    standIn: who('handler', ofOrgan(task.lead!)),
  }
  for (const [role, person] of Object.entries(people)) visitors[role as Role] = await served.logIn(person)
  await makeVisits(visitors)
  const today = story.today()
  const delegated = await visitors.lead.ask('/api/delegations', {
    method: 'POST',
    body: { to: people.standIn, startsOn: today, endsOn: today, reason: '因公出差' },
  })
  if (delegated.status !== 201) throw new Error(`Delegation: ${delegated.text}`)
  while ((await box.platform.sequence()).count > 0);
  const rows = await readRows(box.ownerUrl, box)
  const beside = await readBeside(box.ownerUrl)
  const allowed = oracle(served, people, rows, beside)
  const known = new Map<Role, ReadonlySet<string>>()
  return {
    ...served,
    rows,
    beside,
    people,
    visitors,
    close: served.close,
    allowed(role) {
      const before = known.get(role)
      if (before) return before
      const worked = allowed(role)
      known.set(role, worked)
      return worked
    },
  }
}

async function makeVisits(visitors: Record<Role, Visitor>): Promise<void> {
  let n = 0
  for (const by of ['countyHandler', 'otherHandler', 'village'] as const) {
    const made = await visitors[by].ask('/api/records/wall-visit', {
      method: 'POST',
      body: { values: { name: `走访困难群众事项${n}丙丁`, ...secretsOf(n) } },
    })
    if (made.status !== 201) throw new Error(`Visit: ${made.text}`)
    n += 1
  }
}

/** All rows of all records as they lie in the tables, past every wall. */
async function readRows(url: string, box: Served['box']): Promise<Raw[]> {
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
          titles: texts,
          text: texts.join('\n'),
          all: JSON.stringify(of),
        })
      }
    }
    return rows
  })
}

async function readBeside(url: string): Promise<Beside[]> {
  return asOwner(url, async client => {
    const read = async (table: string, desk: string, seat: string, by: string) =>
      (
        await client.query<Beside>(
          `select '${table}' "table", case_id "case", ${desk} desk, ${seat} seat, ${by} "by", to_jsonb(t)::text "all" from ${table} t`,
        )
      ).rows
    return [
      ...(await read('flow_event', 'null', 'null', 'null')),
      ...(await read('flow_task', 'desk', 'seat', 'closed_by')),
      ...(await read('notice', 'desk', 'null', 'null')),
      ...(await read('flow_party', 'desk', 'null', 'null')),
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

type Post = { readonly role: string; readonly organ: string; readonly region: string; readonly line: string; readonly for: string | null }
/** The posts of somebody; whoever stands in has those of the other too. */
export function postsOf({ box }: Pick<Told, 'box'>, people: Told['people'], role: Role): Post[] {
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

function oracle(
  served: Served,
  people: Told['people'],
  rows: readonly Raw[],
  beside: readonly Beside[],
): (role: Role) => ReadonlySet<string> {
  const byId = new Map(rows.map(row => [row.id, row]))
  const within = (row: Raw, region: string) =>
    row.region.startsWith(region.length === 6 ? region.replace(/(00){1,2}$/, '') : region.replace(/(000)+$/, ''))
  return role => {
    const posts = postsOf(served, people, role)
    const desks = desksOf(posts, people[role])
    const cases = new Set(beside.filter(one => one.table === 'flow_party' && desks.has(one.desk!)).map(one => one.case))
    const holds = (roles: readonly string[], at: (post: Post) => boolean) => posts.some(post => roles.includes(post.role) && at(post))
    const sees = (row: Raw): boolean => {
      if (cases.has(row.id)) return true
      if (row.record === 'wall-visit') return row.author === people[role] || holds(['handler', 'head'], post => within(row, post.region))
      const whole = row.parent === null ? undefined : byId.get(row.parent)
      if (holds(overseers, post => within(row, post.region)) || (whole && sees(whole))) return true
      if (row.record === 'supervision-task') return holds(workers, post => row.lead === post.organ || row.joint.includes(post.organ))
      return (
        (row.record === 'supervision-subtask' || row.record === 'supervision-report') && holds(workers, post => row.organ === post.organ)
      )
    }
    return new Set(rows.filter(sees).map(row => row.id))
  }
}
