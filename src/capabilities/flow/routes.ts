// Addresses of the inbox, of cases and their acts. Faults leave as Problem; the server turns them into problem+json.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getFlow, getRecord, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import {
  ActInput,
  ActResult,
  BulkInput,
  BulkResult,
  CaseDetail,
  Inbox,
  InboxCounts,
  inboxTabs,
  Light,
  NoticeList,
  NoticesRead,
} from '../../wire/cases.ts'
import { ProblemBody } from '../../wire/problem.ts'
import type { Subject } from '../identity/port.ts'
import { isReserved, stateLabel } from './acts.ts'
import { bpmnOf } from './bpmn.ts'
import type { FlowEngine, FlowOptions } from './flow-options.ts'
import type { InboxPort, InboxQuery } from './inbox.ts'
import type { Acted, ActRequest } from './port.ts'

export type FlowRoutesOptions = Pick<FlowOptions, 'model' | 'store'> & {
  readonly flow: FlowEngine
  readonly inbox: InboxPort
  /** Whether somebody may start the flow of a row they did not make; by default nobody may. */
  readonly mayStart?: (subject: Subject, record: string) => boolean
}

const problems = { default: { description: 'Problem details, RFC 9457', content: { 'application/problem+json': { schema: ProblemBody } } } }
const json = <T extends z.ZodType>(schema: T, description: string) => ({
  200: { description, content: { 'application/json': { schema } } },
  ...problems,
})
const body = <T extends z.ZodType>(schema: T) => ({ body: { required: true, content: { 'application/json': { schema } } } })
const keys = Object.keys(inboxTabs) as [keyof typeof inboxTabs]
const caseParams = z.object({ record: z.string().openapi({ example: 'supervision-task' }), id: z.uuid() })
const keyHeader = z.object({
  'idempotency-key': z.string().min(1).max(200).optional().openapi({ description: '同一个键只办理一次，重复请求得到第一次的结果' }),
})

const routes = {
  inbox: createRoute({
    method: 'get',
    path: '/inbox',
    tags: ['cases'],
    summary: '收件箱',
    responses: json(Inbox, '一页待办及各类计数'),
    request: {
      query: z.object({
        tab: z.enum(keys).default('todo'),
        scene: z.string().optional(),
        record: z.string().optional(),
        light: Light.optional(),
        q: z.string().max(100).optional(),
        cursor: z.string().max(1000).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(30),
      }),
    },
  }),
  counts: createRoute({
    method: 'get',
    path: '/inbox/counts',
    tags: ['cases'],
    summary: '各类待办的数量',
    responses: json(InboxCounts, '数量'),
  }),
  detail: createRoute({
    method: 'get',
    path: '/cases/{record}/{id}',
    tags: ['cases'],
    summary: '办件详情',
    request: { params: caseParams },
    responses: json(CaseDetail, '办到哪里、谁在办、可以做什么、办理过程'),
  }),
  act: createRoute({
    method: 'post',
    path: '/cases/{record}/{id}/acts/{act}',
    tags: ['cases'],
    summary: '办理',
    request: { params: caseParams.extend({ act: z.string() }), headers: keyHeader, ...body(ActInput) },
    responses: json(ActResult, '办理结果'),
  }),
  bulk: createRoute({
    method: 'post',
    path: '/cases/acts',
    tags: ['cases'],
    summary: '批量办理',
    request: { headers: keyHeader, ...body(BulkInput) },
    responses: json(BulkResult, '逐件结果'),
  }),
  start: createRoute({
    method: 'post',
    path: '/cases/{record}/{id}/start',
    tags: ['cases'],
    summary: '启动流程',
    request: { params: caseParams },
    responses: json(ActResult, '办理结果'),
  }),
  bpmn: createRoute({
    method: 'get',
    path: '/flows/{record}/bpmn',
    tags: ['flows'],
    summary: '流程图（BPMN 2.0）',
    request: { params: z.object({ record: z.string() }) },
    responses: { 200: { description: 'BPMN 2.0 XML', content: { 'application/xml': { schema: z.string() } } }, ...problems },
  }),
  notices: createRoute({
    method: 'get',
    path: '/notices',
    tags: ['cases'],
    summary: '站内消息',
    request: { query: z.object({ cursor: z.string().max(1000).optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }) },
    responses: json(NoticeList, '一页消息'),
  }),
  read: createRoute({
    method: 'post',
    path: '/notices/read',
    tags: ['cases'],
    summary: '消息设为已读',
    request: body(NoticesRead),
    responses: json(z.object({ read: z.number().int() }), '新读的条数'),
  }),
} as const

export function flowRoutes({ model, store, flow, inbox, mayStart = () => false }: FlowRoutesOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: result => {
      if (!result.success)
        throw new Problem(
          'invalid',
          '请求的内容有误，请按接口说明填写',
          result.error.issues.map(issue => ({ at: issue.path.join('.'), message: issue.message })),
        )
    },
  })
  const answer = (record: string, acted: Acted) => ({
    case: acted.id,
    version: acted.version,
    state: acted.state,
    stateLabel: stateLabel(getFlow(model, record), acted.state),
    seq: acted.seq,
    made: acted.made,
    repeated: acted.repeated,
  })

  app.openapi(routes.inbox, async c => c.json(await inbox.list(c.var.subject, present(c.req.valid('query')) as InboxQuery), 200))
  app.openapi(routes.counts, async c => c.json(await inbox.counts(c.var.subject), 200))
  app.openapi(routes.detail, async c => {
    const { record, id } = c.req.valid('param')
    const detail = await inbox.detail(c.var.subject, record, id)
    c.header('etag', `"${detail.version}"`)
    return c.json(detail, 200)
  })
  app.openapi(routes.act, async c => {
    const { record, id, act } = c.req.valid('param')
    const key = c.req.valid('header')['idempotency-key']
    return c.json(
      answer(record, await flow.act(c.var.subject, requestOf({ record, id, act, ...(key !== undefined && { key }) }, c.req.valid('json')))),
      200,
    )
  })
  app.openapi(routes.bulk, async c => {
    const { act, reason, items } = c.req.valid('json')
    const key = c.req.valid('header')['idempotency-key']
    const results: { case: string; ok: boolean; problem: string | null }[] = []
    // Each in its own transaction, one after the other: a refusal of one is no reason to refuse the rest.
    for (const item of items) {
      try {
        const record = item.record ?? (await recordOfCase(item.case, c.var.subject))
        await flow.act(c.var.subject, {
          record,
          id: item.case,
          act,
          ...present({ reason, task: item.task, expect: item.expect, ...(key !== undefined && { key: `${key} ${item.task ?? ''}` }) }),
        })
        results.push({ case: item.case, ok: true, problem: null })
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        results.push({ case: item.case, ok: false, problem: error.message })
      }
    }
    return c.json({ results }, 200)
  })
  app.openapi(routes.start, async c => {
    const { record: name, id } = c.req.valid('param')
    const { subject } = c.var
    const record = getRecord(model, name)
    const acted = await store.as(subject, async tx => {
      const row = await store.get(tx, subject, record, id)
      if (row.author !== subject.person && !mayStart(subject, name))
        throw new Problem('denied', `只有建立这条“${record.label}”的人可以启动流程`)
      return flow.start(tx, subject, record, id)
    })
    return c.json(answer(name, acted), 200)
  })
  app.openapi(routes.bpmn, c => {
    const { record } = c.req.valid('param')
    c.header('content-disposition', `inline; filename="${encodeURIComponent(record)}.bpmn"`)
    return c.body(bpmnOf(getFlow(model, record)), 200, { 'content-type': 'application/xml; charset=utf-8' })
  })
  app.openapi(routes.notices, async c => c.json(await inbox.notices(c.var.subject, present(c.req.valid('query'))), 200))
  app.openapi(routes.read, async c => c.json({ read: await inbox.readNotices(c.var.subject, c.req.valid('json').ids) }, 200))
  return app

  async function recordOfCase(id: string, subject: Subject): Promise<string> {
    const record = await inbox.recordOf(subject, id)
    if (record === undefined || !model.flows.has(record)) throw new Problem('not-found', '没有找到这个办件，它可能已被删除，或您无权查看')
    return record
  }
}

/** The acts of the platform take organ, people and date beside the form; a screen may send them as form values. */
function requestOf(request: ActRequest, { values, comment, reason, ...input }: ActInput): ActRequest {
  const { to, people, date, ...rest } = values
  const taken = {
    to: input.to ?? (typeof to === 'string' ? to : undefined),
    date: input.date ?? (typeof date === 'string' ? date : undefined),
    people: input.people ?? (Array.isArray(people) ? people.filter((one): one is string => typeof one === 'string') : undefined),
  }
  const isCommon = isReserved(request.act)
  return {
    ...request,
    ...present({ task: input.task, branch: input.branch, expect: input.expect, reason: reason ?? comment, ...(isCommon ? taken : {}) }),
    values: isCommon ? rest : values,
  }
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
/** Without the keys whose value is undefined. */
const present = <T extends object>(of: T): Present<T> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Present<T>
