// Sends what was filled in on the device, in order, once: its photographs, then the act with its idempotency key. An answer that got lost is asked for
// again with the same key; a case that has changed meanwhile is merged where nothing contradicts, and otherwise waits for its author.
import type { ActResult, CaseDetail } from '../../wire/cases.ts'
import type { RowDetail } from '../../wire/rows.ts'
import type { Session } from '../../wire/session.ts'
import { ApiProblem, getNow, newKey, post, setCsrf, upload } from '../api.ts'
import type { FilledAct } from './filled-act.ts'
import { findFilled, forgetFilled, keptFile, listFilled, localFiles, saveFilled } from './filled-acts.ts'
import { mergeFilled, same } from './merge-filled.ts'

export type Sent =
  | { readonly is: 'done'; readonly stateLabel: string | null }
  | { readonly is: 'waiting' }
  | { readonly is: 'conflict' | 'refused'; readonly says: string; readonly faults: readonly { at: string; message: string }[] }

const isAway = (error: unknown) => !(error instanceof ApiProblem) || error.status === 0 || error.status >= 500 || error.status === 429

/** One tab at a time sends; the key would guard it anyway. */
export function sendFilled(id: string): Promise<Sent> {
  const send = async (): Promise<Sent> => {
    const of = await findFilled(id)
    return of ? sendOne(of) : { is: 'done', stateLabel: null }
  }
  return navigator.locks ? navigator.locks.request('shuzhi-send', send) : send()
}

/** All that wait, of the one who is logged in. Gives how many arrived. */
export async function sendAll(): Promise<number> {
  const session = await getNow<Session>('/session').catch(() => undefined)
  if (!session) return 0
  setCsrf(session.csrf)
  let arrived = 0
  for (const of of await listFilled(session.person)) if (of.state === 'waiting' && (await sendFilled(of.id)).is === 'done') arrived += 1
  return arrived
}

async function sendOne(given: FilledAct): Promise<Sent> {
  let of = given
  try {
    of = await sendFiles(of)
    // Twice: what was merged may have changed once more.
    for (let attempt = 0; attempt < 3; attempt++) {
      const answer = await sendAct(of)
      if (answer instanceof ApiProblem) {
        const merged = await mergeWithNow(of, answer)
        if ('is' in merged) return merged
        of = merged
      } else {
        await forgetFilled(of.id)
        return { is: 'done', stateLabel: answer.stateLabel }
      }
    }
    return stop(of, 'conflict', '此事项正在被他人频繁修改，请稍后再提交')
  } catch (error) {
    if (isAway(error)) {
      await saveFilled({ ...of, state: 'waiting', says: null })
      return { is: 'waiting' }
    }
    const problem = error as ApiProblem
    if (problem.status === 401) {
      await saveFilled({ ...of, state: 'waiting', says: '登录已过期，请重新登录，登录后自动上传' })
      return { is: 'waiting' }
    }
    return stop(of, 'refused', problem.message, problem.faults)
  }
}

/** The act; a conflict is an answer, every other refusal is thrown. */
async function sendAct(of: FilledAct): Promise<ActResult | ApiProblem> {
  const input = {
    values: of.values,
    expect: of.expect,
    ...(of.task && { task: of.task }),
    ...(of.branch && { branch: of.branch }),
    ...(of.reason && { reason: of.reason }),
  }
  try {
    return await post<ActResult>(`/cases/${of.record}/${of.row}/acts/${of.act}`, input, { key: of.key })
  } catch (error) {
    if (error instanceof ApiProblem && [409, 404, 410, 403].includes(error.status)) return error
    throw error
  }
}

/** Photographs first: a file that the server holds is not sent again. */
async function sendFiles(given: FilledAct): Promise<FilledAct> {
  let of = given
  for (const file of localFiles(given.values)) {
    const kept = await keptFile(file.hash)
    if (!kept) throw new ApiProblem({ title: `本机找不到“${file.name}”，请移除后重新选择`, status: 422, code: 'invalid' })
    const stored = await upload(kept, () => {})
    const swap = (value: unknown) =>
      Array.isArray(value) ? value.map(one => ((one as { hash?: string } | null)?.hash === file.hash ? stored : one)) : value
    of = { ...of, values: Object.fromEntries(Object.entries(of.values).map(([name, value]) => [name, swap(value)])) }
    await saveFilled(of)
  }
  return of
}

/** What stands now: the form upon it when nothing contradicts, or why it cannot be sent. */
async function mergeWithNow(of: FilledAct, refusal: ApiProblem): Promise<FilledAct | Sent> {
  const now = await readNow(of).catch(error => {
    if (isAway(error)) throw error
    return undefined
  })
  if (!now) return stop(of, 'conflict', '这件事已被删除，或不再由您办理。您填的内容还在本机')
  const { values, conflicts } = mergeFilled(of, now.row.row.values)
  const offered = offeredIn(now.at, of)
  if (!offered) {
    // An answer that was lost more than a day ago: the case holds exactly what was sent.
    const arrived = of.fields.every(field => field.protect || same(bare(of.values[field.name]), bare(now.row.row.values[field.name])))
    if (arrived && now.at.timeline.some(entry => entry.act === of.act && entry.actor === of.person)) {
      await forgetFilled(of.id)
      return { is: 'done', stateLabel: now.at.stateLabel }
    }
    return stop(of, 'conflict', `此事项现为“${stateOf(now.at)}”，不能再“${of.label}”。您填的内容还在本机`)
  }
  if (offered.task !== of.task && conflicts.length === 0) return stop(of, 'conflict', '此事项已办理过并被退回，请核对后再提交')
  if (conflicts.length > 0) return stop(of, 'conflict', `有${conflicts.length}处与他人的修改不一致，请逐项选择`)
  if (now.at.version === of.expect) return stop(of, 'refused', refusal.message, refusal.faults)
  // The request was refused, so its key is free; another request needs another key.
  const next = { ...of, values, base: now.row.row.values, expect: now.at.version, key: newKey() }
  await saveFilled(next)
  return next
}

export const stateOf = (at: CaseDetail): string => (at.light === 'void' ? '已作废' : at.stateLabel)

/** The act as it can be done now; a case that came back has another task of the same kind. */
export const offeredIn = (at: CaseDetail, of: FilledAct) =>
  at.acts.find(act => act.act === of.act && act.branch === of.branch && act.allowed)

/** Files by what they contain. */
const bare = (value: unknown): unknown => (Array.isArray(value) ? value.map(one => (one as { hash?: string } | null)?.hash ?? one) : value)

export async function readNow(of: Pick<FilledAct, 'record' | 'row'>): Promise<{ readonly row: RowDetail; readonly at: CaseDetail }> {
  const [row, at] = await Promise.all([
    getNow<RowDetail>(`/records/${of.record}/${of.row}`),
    getNow<CaseDetail>(`/cases/${of.record}/${of.row}`),
  ])
  return { row, at }
}

async function stop(
  of: FilledAct,
  is: 'conflict' | 'refused',
  says: string,
  faults: readonly { at: string; message: string }[] = [],
): Promise<Sent> {
  await saveFilled({ ...of, state: is, says: [says, ...faults.map(fault => fault.message)].join('；') })
  return { is, says, faults }
}
