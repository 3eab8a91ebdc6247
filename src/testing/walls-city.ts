// A told city for the test of the walls, with a record of personal values beside supervision, and many people before it.
import { byAuthor, idcard, inRegion, phone, record, type Scene, scene, text } from '#declare'
import brain from '../scenes/base/city-brain/scene.ts'
import { demo } from '../scenes/operation/supervision/demo.ts'
import supervision from '../scenes/operation/supervision/scene.ts'
import { makeStory } from '../server/story.ts'
import { type Served, serveBox, type Visitor } from './served.ts'
import { type Beside, oracle, type Raw, type Role, readBeside, readRows } from './walls-oracle.ts'

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
  brain,
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

export type Told = Served & {
  readonly rows: readonly Raw[]
  readonly beside: readonly Beside[]
  readonly people: Readonly<Record<Role, string>>
  readonly visitors: Readonly<Record<Role, Visitor>>
  allowed(role: Role): ReadonlySet<string>
  close(): Promise<void>
}
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
      const seen = known.get(role) ?? allowed(role)
      known.set(role, seen)
      return seen
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
