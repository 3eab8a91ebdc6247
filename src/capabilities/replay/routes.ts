// Addresses of the replay: which terms a flow has, and what another choice of them would have meant.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type Calendar, type CivilDate, getFlow, Problem, type RoleId } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { ReplayBody, ReplayInput, ReplayTerms } from '../../wire/replay.ts'
import { json, problem, refuseInvalid } from '../../wire/route.ts'
import type { Subject } from '../identity/port.ts'
import { termsOf, totalPath } from './change-flow.ts'
import { type ReplayNeeds, replay } from './replay.ts'

export type ReplayRoutesOptions = ReplayNeeds & {
  /** Today's calendar with further days off and further working days. */
  withDays(change: { readonly daysOff: readonly CivilDate[]; readonly workdays: readonly CivilDate[] }): Calendar
}

/** Whoever answers for how a government works: not every handler of a case. */
const mayReplay: readonly RoleId[] = ['leader', 'supervisor', 'supervision-head', 'head', 'data-steward', 'administrator', 'mediation-head']

export function replayRoutes(needs: ReplayRoutesOptions): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['replay'],
      path: '/replays/{record}/terms',
      summary: '一个流程里可以推演的期限',
      request: { params: z.object({ record: z.string().max(60) }) },
      responses: { 200: json(ReplayTerms, '各环节现行期限'), default: problem },
    }),
    c => {
      const { record } = c.req.valid('param')
      const flow = getFlow(needs.model, record)
      return c.json({ record, flow: flow.label, total: flow.total ? totalPath : null, terms: termsOf(flow).map(one => ({ ...one })) }, 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      tags: ['replay'],
      path: '/replays',
      summary: '推演：换一种期限或日历，过去会怎样',
      request: { body: { required: true, content: { 'application/json': { schema: ReplayInput } } } },
      responses: { 200: json(ReplayBody, '现行与拟改的对照；不改动任何数据'), default: problem },
    }),
    async c => {
      const subject = c.get('subject')
      demandMay(subject)
      const { record, terms, daysOff, workdays, from, to } = c.req.valid('json')
      const answer = await replay(needs, subject, {
        record,
        terms,
        ...(daysOff.length + workdays.length > 0 && { calendar: needs.withDays({ daysOff, workdays }) }),
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      })
      return c.json(structuredClone(answer) as never, 200)
    },
  )
  return app
}

function demandMay(subject: Subject): void {
  if (!subject.posts.some(post => mayReplay.includes(post.role)))
    throw new Problem('denied', '推演由单位负责人、督查机构和数据管理员使用，您没有这项权限')
}
