// Supervision as people drive it over HTTP: plans with tasks handed over, and the officials who act on them. For load and faults.
import { setTimeout as sleep } from 'node:timers/promises'
import type { City, RoleId } from '#declare'
import { type Answer, type Client, logIn, type Official } from './http-client.ts'

export type Cast = {
  readonly officer: Official
  readonly liaisons: ReadonlyMap<string, Official>
  readonly heads: ReadonlyMap<string, Official>
}
export type Handed = {
  readonly plan: string
  readonly tasks: readonly { readonly id: string; readonly lead: string; readonly joint: readonly string[] }[]
}

/** The supervisor of the city and liaison and head of its organs, at most so many organs. */
export async function logInCast(client: Client, city: City, most = 60): Promise<Cast> {
  const holder = (role: RoleId, organ: string) =>
    city.people.find(person => person.posts.some(post => post.role === role && post.organ === organ && !post.to))?.id
  const office = city.organs.find(organ => organ.line === 'supervision' && organ.region === city.code)
  const officer = office && holder('supervisor', office.id)
  if (!officer) throw new Error(`${city.id} has no supervisor`)
  const organs = city.organs.filter(organ => holder('liaison', organ.id) && holder('head', organ.id)).slice(0, most)
  const liaisons = new Map<string, Official>()
  const heads = new Map<string, Official>()
  for (const organ of organs) {
    liaisons.set(organ.id, await logIn(client, holder('liaison', organ.id)!))
    heads.set(organ.id, await logIn(client, holder('head', organ.id)!))
  }
  return { officer: await logIn(client, officer), liaisons, heads }
}

/** A plan with its tasks, confirmed and handed over; `repeat` is called for every request and may send it again. */
export async function handOver(cast: Cast, count: number, from = 0, send: Send = sendOnce): Promise<Handed> {
  const organs = [...cast.liaisons.keys()]
  const row = async (record: string, body: object) =>
    (accepted(await send(cast.officer, `/api/records/${record}`, body)).body as { id: string }).id
  const plan = await row('supervision-plan', { values: { title: `年度重点工作（${from}）`, issuer: '市政府' } })
  const tasks: { id: string; lead: string; joint: readonly string[] }[] = []
  for (let n = 0; n < count; n += 1) {
    const lead = organs[(from + n) % organs.length]!
    const joint = [organs[(from + n + 1) % organs.length]!].filter(organ => organ !== lead)
    const id = await row('supervision-task', {
      parent: plan,
      values: {
        title: `第${n + 1}项重点任务：推进数据共享和业务协同`,
        body: '建立清单、明确责任、按月调度。',
        lead,
        joint,
        dueOn: dueOn(),
      },
    })
    tasks.push({ id, lead, joint })
  }
  accepted(await send(cast.officer, `/api/cases/supervision-plan/${plan}/acts/handOver`, { values: {} }))
  return { plan, tasks }
}

export type Send = (who: Official, path: string, body: object) => Promise<Answer>
const sendOnce: Send = (who, path, body) => who.call('POST', path, { body, headers: { 'idempotency-key': crypto.randomUUID() } })

export function accepted(answer: Answer): Answer {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

const dueOn = () => new Date(Date.now() + 120 * 86_400_000).toISOString().slice(0, 10)

/** Waits until a server answers that it is ready. */
export async function untilReady(client: Client, seconds = 30): Promise<void> {
  const limit = Date.now() + seconds * 1000
  for (;;) {
    const answer = await client.call('GET', '/health/ready', { timeoutMs: 3000 }).catch(() => undefined)
    if (answer?.status === 200) return
    if (Date.now() > limit) throw new Error(`Not ready after ${seconds} s: ${JSON.stringify(answer?.body)}`)
    await sleep(50)
  }
}
