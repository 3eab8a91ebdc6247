// A request that may come twice acts once: the answer is kept with the act, in the same transaction, for a day.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { Problem } from '#declare'
import type { As } from './rows.ts'
import { seal, unseal } from './seal.ts'

/** The same key with another content: the first one was done, perhaps without anybody learning of it. */
export const changedSince = (): Problem =>
  new Problem('conflict', '您先前提交的内容已经办成，之后改动的内容没有保存。请先查看最新情况，需要更正时在那里办理')

export type Answer = { readonly status: number; readonly body: unknown }

const keptFor = 24 * 3_600_000

/** Runs `work` unless this person's request of this key was answered before. The same key with another request is refused. */
export async function once(
  as: As,
  key: string | undefined,
  request: unknown,
  work: () => Promise<Answer>,
): Promise<Answer & { readonly repeated: boolean }> {
  if (key === undefined) return { ...(await work()), repeated: false }
  if (key.length < 8 || key.length > 200) throw new Problem('invalid', '幂等键（Idempotency-Key）应为8至200个字符')
  const { world, tx, subject } = as
  const digest = createHash('sha256').update(JSON.stringify(request)).digest()
  const place = `idempotency:${subject.person}:${key}`
  const now = world.clock.now()
  // Whoever comes second waits here until the first one has answered or failed.
  const taken =
    await sql`insert into idempotency (person, key, request, status, answer, made_at) values (${subject.person}, ${key}, ${digest}, 0, ''::bytea, ${now})
    on conflict (person, key) do update set request = excluded.request, status = 0, answer = ''::bytea, made_at = excluded.made_at where idempotency.made_at < ${new Date(now.getTime() - keptFor)}`.execute(
      tx,
    )
  if (!taken.numAffectedRows) {
    const { rows } = await sql<{
      request: Buffer
      status: number
      answer: Buffer
    }>`select request, status, answer from idempotency where person = ${subject.person} and key = ${key}`.execute(tx)
    const known = rows[0]
    if (!known) throw new Problem('conflict', '同一请求正在处理，请稍后查看结果')
    if (!known.request.equals(digest)) throw changedSince()
    return { status: known.status, body: JSON.parse(unseal(world.keyRing, place, known.answer)), repeated: true }
  }
  const answer = await work()
  await sql`update idempotency set status = ${answer.status}, answer = ${seal(world.keyRing, place, JSON.stringify(answer.body))} where person = ${subject.person} and key = ${key}`.execute(
    tx,
  )
  return { ...answer, repeated: false }
}

/** Where only what is answered counts. */
export const answerOnce = async <T>(as: As, key: string | undefined, request: unknown, work: () => Promise<T>): Promise<T> =>
  (await once(as, key, request, async () => ({ status: 200, body: await work() }))).body as T

/** Forgets answers older than a day; the worker calls it now and then, as the system. */
export async function forgetAnswers({ world, tx }: Pick<As, 'world' | 'tx'>): Promise<void> {
  await sql`delete from idempotency where made_at < ${new Date(world.clock.now().getTime() - keptFor)}`.execute(tx)
}
