// Every error leaves the server as problem+json (RFC 9457): a sentence for the user, a code for programs, never a stack.
import { randomUUID } from 'node:crypto'
import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type FieldFault, Problem } from '#declare'
import type { AppEnv } from './context.ts'
import { type Log, loggedPath } from './log.ts'

const refused: ReadonlySet<string> = new Set(['unauthenticated', 'denied', 'too-many', 'too-large', 'unsupported'])

/** `addressOf`: where the request came from, past our own proxies. */
export const onError =
  (log: Log, addressOf: (c: Context) => string): ErrorHandler<AppEnv> =>
  (error, c) => {
    const problem = toProblem(error)
    const where = { requestId: c.get('requestId'), method: c.req.method, path: loggedPath(c.req.path) }
    if (problem.status >= 500) {
      const { stack, cause } = error as Error
      log.error({ ...where, error: String(stack ?? error), ...(cause !== undefined && { cause: String(cause) }) }, 'request failed')
    }
    // What was tried and not allowed: who, what, from where. The words of the refusal and what was sent stay out.
    else if (refused.has(problem.code))
      log.warn({ ...where, code: problem.code, person: c.get('subject')?.person, address: addressOf(c) }, 'refused')
    return respond(c, problem)
  }

export const onNotFound: NotFoundHandler<AppEnv> = c => respond(c, new Problem('not-found', '没有这个地址，请检查链接是否完整'))

/** The hook for every OpenAPIHono: what a schema refuses becomes a problem with a fault for each field. */
export const onInvalid = (result: { success: boolean; error?: { issues: readonly { path: PropertyKey[]; message: string }[] } }) => {
  if (result.success) return
  const faults: FieldFault[] = (result.error?.issues ?? []).map(issue => ({ at: issue.path.map(String).join('.'), message: issue.message }))
  throw new Problem('invalid', '提交的内容有误，请检查后重试', faults)
}

function respond(c: Context<AppEnv>, problem: Problem) {
  const body = {
    type: `urn:shuzhi:problem:${problem.code}`,
    title: problem.message,
    status: problem.status,
    code: problem.code,
    requestId: c.get('requestId') ?? randomUUID(),
    faults: problem.faults,
  }
  return c.body(JSON.stringify(body), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
    ...(problem.code === 'unavailable' && { 'retry-after': '5' }),
    ...(problem.code === 'too-many' && { 'retry-after': '60' }),
  })
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException) {
    if (error.status === 400) return new Problem('invalid', '请求的格式不对，请检查提交的内容')
    if (error.status === 413) return new Problem('too-large', '提交的内容太大')
    if (error.status === 415) return new Problem('unsupported', '请求的内容类型不对，请按接口说明发送（多为 application/json）')
    if (error.status < 500 && error.status !== 404) return new Problem('invalid', '请求的格式不对，请检查提交的内容')
    return new Problem(error.status === 404 ? 'not-found' : 'broken', '请求没有成功')
  }
  if (error instanceof SyntaxError) return new Problem('invalid', '提交的内容不是有效的 JSON')
  const code = (error as { code?: string }).code ?? ''
  if (isDatabaseAway(code, error)) return new Problem('unavailable', '数据库暂时连接不上，您的操作没有保存，请稍后重试')
  if (code === '40001' || code === '40P01') return new Problem('conflict', '同一数据正在被他人处理，请重试')
  if (unreadable.has(code)) return new Problem('invalid', '提交的内容里有系统不能识别的字符、编号、日期或数值')
  if (code === '54000' || code === '54001') return new Problem('invalid', '条件太复杂，请减少条件后再试')
  if (code === '57014') return new Problem('unavailable', '这次查询用时过长，已停止。请缩小范围后再试')
  if (code === '53100') return new Problem('unavailable', '服务器磁盘已满，您的操作没有保存，请联系管理员')
  return new Problem('broken', '系统出了问题，您的操作没有保存。请稍后重试；如仍不行，请把页面上的请求编号告诉管理员')
}

/** What somebody sent and PostgreSQL cannot read: no id, no character, no date, out of range, no pattern, too long. */
const unreadable: ReadonlySet<string> = new Set(['22P02', '22P05', '22021', '22007', '22008', '22003', '2201B', '22001'])

function isDatabaseAway(code: string, error: unknown): boolean {
  const message = String((error as Error)?.message ?? '')
  const { syscall, address = '' } = error as { syscall?: string; address?: string }
  return (
    // Its socket is a file that goes with it.
    (syscall === 'connect' && address.includes('/.s.PGSQL.')) ||
    [
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ENOTFOUND',
      'ETIMEDOUT',
      '57P01',
      '57P02',
      '57P03',
      '08006',
      '08001',
      '08003',
      '53300',
    ].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(message)
  )
}
