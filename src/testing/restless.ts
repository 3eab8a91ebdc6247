// Officials who never rest: many at once act on many cases, each act under a key of its own, and everything they were told is remembered.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, Official } from './http-client.ts'
import type { Remembered } from './oracle.ts'
import type { Cast, Handed } from './supervision-load.ts'

type Task = Handed['tasks'][number]
type Wish = { readonly who: Official; readonly act: string; readonly body: object }

export type Restless = {
  readonly remembered: Remembered[]
  /** Requests whose outcome is not known, to be sent again. */
  readonly lost: { readonly task: Task; readonly wish: Wish; readonly key: string }[]
  /** By status, 0 for no answer. */
  readonly answers: Map<number, number>
  stop(): Promise<void>
}

/** `cast` is asked each time: after a restart people have to log in again, or are on another server. */
export function restless(
  tasks: readonly Task[],
  cast: () => Cast,
  { workers = 16, pauseMs = 0, chance = Math.random }: { workers?: number; pauseMs?: number; chance?: () => number } = {},
): Restless {
  const remembered: Remembered[] = []
  const lost: Restless['lost'] = []
  const answers = new Map<number, number>()
  let stopped = false
  const work = async () => {
    while (!stopped) {
      const task = tasks[Math.floor(chance() * tasks.length)]!
      const wish = wishOf(task, cast(), chance())
      const key = crypto.randomUUID()
      const answer = await send(task, wish, key)
      if (answer === 'nobody') {
        await sleep(100)
        continue
      }
      answers.set(answer?.status ?? 0, (answers.get(answer?.status ?? 0) ?? 0) + 1)
      const one = rememberedOf(task, wish, key, answer)
      remembered.push(one)
      if (one.outcome === 'lost') lost.push({ task, wish, key })
      await sleep(one.outcome === 'lost' ? 30 : pauseMs)
    }
  }
  const done = Promise.all(Array.from({ length: workers }, work))
  return {
    remembered,
    lost,
    answers,
    async stop() {
      stopped = true
      await done
    },
  }
}

/** Undefined when no answer came; 'nobody' when there was nobody to connect to, so that it has certainly not happened. */
export const send = (task: Task, { who, act, body }: Wish, key: string): Promise<Answer | 'nobody' | undefined> =>
  who
    .call('POST', `/api/cases/supervision-task/${task.id}/acts/${act}`, { body, headers: { 'idempotency-key': key }, timeoutMs: 15_000 })
    .catch((error: NodeJS.ErrnoException) => (error.code === 'ECONNREFUSED' ? 'nobody' : undefined))

export function rememberedOf(task: Task, wish: Wish, key: string, answer: Answer | undefined): Remembered {
  const outcome = answer === undefined || answer.status >= 500 ? 'lost' : answer.status < 300 ? 'done' : 'refused'
  return { case: task.id, act: wish.act, key, outcome, seq: outcome === 'done' ? (answer!.body as { seq: number }).seq : null }
}

/** Something a person might do; that it is not always allowed belongs to it. */
function wishOf({ lead, joint }: Task, cast: Cast, chance: number): Wish {
  const liaison = cast.liaisons.get(lead)!
  const other = cast.liaisons.get(joint[0] ?? lead)!
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  // Each that is always allowed twice: most acts should succeed.
  const always: readonly Wish[] = [
    { who: liaison, act: 'comment', body: { values: {}, reason: '补充一份材料清单' } },
    { who: cast.officer, act: 'urge', body: { values: {}, reason: '请抓紧办理' } },
    { who: cast.officer, act: 'copy', body: { values: {}, people: [cast.heads.get(lead)!.person] } },
  ]
  const wishes: readonly Wish[] = [
    ...always,
    ...always,
    { who: liaison, act: 'sign', body: { branch: 'lead', values: {} } },
    { who: other, act: 'sign', body: { branch: 'joint', values: {} } },
    {
      who: liaison,
      act: 'report',
      body: { branch: 'lead', values: { progressText: '按计划推进，已完成阶段工作。', progress: Math.floor(chance * 1000) % 100 } },
    },
    { who: other, act: 'report', body: { branch: 'joint', values: { progressText: '配合事项按分工推进。', progress: 10 } } },
    { who: cast.officer, act: 'supervise', body: { values: {}, reason: '请书面说明原因' } },
    { who: cast.officer, act: 'suspend', body: { values: {}, reason: '等待上级文件' } },
    { who: cast.officer, act: 'resume', body: { values: {} } },
    { who: cast.officer, act: 'resume', body: { values: {} } },
    { who: cast.heads.get(lead)!, act: 'reply', body: { values: {}, reason: '已成立专班推进' } },
    { who: liaison, act: 'ask-extension', body: { values: {}, date: day(140 + Math.floor(chance * 50)), reason: '上级接口开放较晚' } },
    { who: cast.officer, act: 'grant-extension', body: { values: {} } },
    { who: liaison, act: 'withdraw', body: { values: {} } },
  ]
  return wishes[Math.floor(chance * 7919) % wishes.length]!
}
