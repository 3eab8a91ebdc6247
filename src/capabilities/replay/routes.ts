// Addresses of the replay: what can be changed of a record, and what the change would have meant — at once, as it runs, or as a workbook.
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { stream } from 'hono/streaming'
import { type Calendar, type CivilDate, getRecord, type Parameter, Problem, valueOn } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { ReplayBody as Body, type ReplayBody, ReplayDesks, ReplayInput, ReplayLine, ReplayOptions } from '../../wire/replay.ts'
import { fileBytes, json, problem, refuseInvalid } from '../../wire/route.ts'
import type { Subject } from '../identity/port.ts'
import { termsOf, totalPath } from './change-flow.ts'
import { type DeclaredNeeds, replayDeclared } from './replay-declared.ts'
import { decisionsIn, replayRules } from './replay-rules.ts'
import { findDesks, replayStaffing, type StaffingNeeds } from './replay-staffing.ts'
import { replayTerms } from './replay-terms.ts'
import { makeRun, type Run } from './run.ts'
import { askedInWords } from './say-asked.ts'
import { demandMay } from './scope.ts'
import { tellTerms } from './tell-terms.ts'
import { writeWorkbook } from './workbook.ts'

export type ReplayNeeds = DeclaredNeeds &
  StaffingNeeds & {
    /** Today's calendar with further days off and further working days. */
    withDays(change: { readonly daysOff: readonly CivilDate[]; readonly workdays: readonly CivilDate[] }): Calendar
  }

const mostListed = 5000
/** At a time on one server: each holds a connection while it reads, and the processor while it counts. */
const mostRuns = 3

export function replayRoutes(needs: ReplayNeeds): OpenAPIHono<AppEnv> {
  const app = new OpenAPIHono<AppEnv>({ defaultHook: refuseInvalid })
  let runs = 0
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (runs >= mostRuns) throw new Problem('too-many', `已有${mostRuns}项推演正在进行，请稍后再试`)
    runs += 1
    try {
      return await work()
    } finally {
      runs -= 1
    }
  }
  const params = z.object({ record: z.string().max(60) })
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['replay'],
      path: '/replays/{record}',
      summary: '一个数据表可以推演什么：期限、规则参数、场景自己的推演',
      request: { params },
      responses: { 200: json(ReplayOptions, '可以拟改的各项，及其现行值'), default: problem },
    }),
    c => c.json(optionsOf(needs, c.req.valid('param').record), 200),
  )
  app.openapi(
    createRoute({
      method: 'get',
      tags: ['replay'],
      path: '/replays/{record}/desks',
      summary: '这段时间在哪些岗位办过件、各有几人',
      request: { params, query: ReplayInput.pick({ from: true, to: true }) },
      responses: { 200: json(ReplayDesks, '岗位和人数'), default: problem },
    }),
    async c => c.json(await findDesks(needs, c.get('subject'), { ...c.req.valid('param'), ...spanOf(c.req.valid('query')) }), 200),
  )
  const body = { body: { required: true, content: { 'application/json': { schema: ReplayInput } } } } as const
  app.openapi(
    createRoute({
      method: 'post',
      tags: ['replay'],
      path: '/replays',
      summary: '推演：换一种期限、日历、参数、权重或人力，过去会怎样',
      request: body,
      responses: { 200: json(Body, '现行与拟改的对照；不改动任何数据'), default: problem },
    }),
    async c => {
      const run = makeRun({ signal: c.req.raw.signal })
      return c.json(await inTurn(() => replay(needs, c.get('subject'), c.req.valid('json'), run)), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      tags: ['replay'],
      path: '/replays/runs',
      summary: '推演，边算边报进度；断开连接即停止',
      request: body,
      responses: {
        200: { description: '每行一个 JSON：进度，最后是结果或错误', content: { 'application/x-ndjson': { schema: ReplayLine } } },
        default: problem,
      },
    }),
    c => {
      const subject = c.get('subject')
      const input = c.req.valid('json')
      demandMay(subject, getRecord(needs.model, input.record))
      c.header('content-type', 'application/x-ndjson')
      // Progress is of no use from a cache or a proxy's buffer.
      c.header('cache-control', 'no-store')
      c.header('x-accel-buffering', 'no')
      return stream(c, async out => {
        const stop = new AbortController()
        out.onAbort(() => stop.abort())
        const write = (line: ReplayLine) => out.write(`${JSON.stringify(line)}\n`)
        let told = 0
        const run = makeRun({
          signal: stop.signal,
          tell: progress => {
            const now = Date.now()
            if (now - told < 150) return
            told = now
            void write({ progress })
          },
        })
        try {
          await write({ answer: await inTurn(() => replay(needs, subject, input, run)) })
        } catch (error) {
          if (stop.signal.aborted) return
          const known = error instanceof Problem ? error : new Problem('broken', '推演没有算完，请稍后重试')
          await write({ problem: { title: known.message, status: known.status, code: known.code } })
          if (known !== error) throw error
        }
      }) as never
    },
  )
  app.openapi(
    createRoute({
      method: 'post',
      tags: ['replay'],
      path: '/replays/export',
      summary: '推演结果导出为 Excel，列出全部不同的办件',
      request: body,
      responses: {
        200: fileBytes('Excel 工作簿', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
        default: problem,
      },
    }),
    async c => {
      const input = c.req.valid('json')
      const record = getRecord(needs.model, input.record)
      const run = makeRun({ signal: c.req.raw.signal })
      const told = await inTurn(() => replay(needs, c.get('subject'), input, run, mostListed))
      const title = `${needs.model.flows.get(record.name)?.label ?? record.label}推演`
      const bytes = await writeWorkbook(told, { title, asked: askedInWords(needs, input) })
      return c.body(bytes, 200, {
        'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${title}.xlsx`)}`,
      }) as never
    },
  )
  return app
}

const spanOf = ({ from, to }: { from?: string | undefined; to?: string | undefined }) => ({
  ...(from !== undefined && { from }),
  ...(to !== undefined && { to }),
})

export async function replay(needs: ReplayNeeds, subject: Subject, input: ReplayInput, run: Run, listed?: number): Promise<ReplayBody> {
  const { record, kind, terms, daysOff, workdays, parameters, desks, roles, seed } = input
  const common = { record, ...spanOf(input), ...(listed !== undefined && { listed }) }
  switch (kind) {
    case 'rules':
      return replayRules(needs, subject, { ...common, parameters }, run)
    case 'declared':
      if (input.replay === undefined) throw new Problem('invalid', '请说明用哪一种推演', [{ at: 'replay', message: '请选择' }])
      return replayDeclared(needs, subject, { ...common, replay: input.replay, parameters }, run)
    case 'staffing':
      return replayStaffing(needs, subject, { ...common, desks, roles, seed }, run)
    default: {
      const told = await replayTerms(
        needs,
        subject,
        { ...common, terms, ...(daysOff.length + workdays.length > 0 && { calendar: needs.withDays({ daysOff, workdays }) }) },
        run,
      )
      return tellTerms(getRecord(needs.model, record), told)
    }
  }
}

function optionsOf({ model, calendar, clock }: ReplayNeeds, name: string): ReplayOptions {
  const record = getRecord(model, name)
  const flow = model.flows.get(name)
  const today = calendar().dateOf(clock.now())
  const decisions = decisionsIn(model, name)
  const show = (of: Parameter) => ({
    name: of.parameter,
    label: of.label,
    unit: of.unit,
    basis: of.basis,
    value: Object.keys(of.from).some(from => from <= today) ? (valueOn(of, today) as number | string | boolean) : null,
  })
  return {
    record: name,
    label: record.label,
    flow: flow?.label ?? null,
    basis: flow?.basis ?? null,
    total: flow?.total ? totalPath : null,
    terms: flow ? termsOf(flow).map(one => ({ ...one })) : [],
    rules: {
      decisions: decisions.map(({ name: key, label, kind }) => ({ name: key, label, kind })),
      parameters: [...new Set(decisions.flatMap(one => one.parameters))].flatMap(one => {
        const found = model.parameters.get(one)
        return found ? [show(found)] : []
      }),
    },
    replays: (model.replaysOf.get(name) ?? []).map(one => ({
      name: one.name,
      label: one.label,
      says: one.says,
      parameters: one.parameters.map(show),
    })),
  }
}
