// The addresses of figures: indicators, the rows behind them, score sheets.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type CivilDate, type Indicator, Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { Figures, ScoreBody } from '../../wire/city.ts'
import { RowList } from '../../wire/rows.ts'
import { type FigureQuery, figuresOf, rowsBehind } from './figures.ts'
import { listFields } from './list.ts'
import { noteLookup } from './lookups.ts'
import { readCondition } from './read-condition.ts'
import { json, problem, run, type StoreRoutesOptions } from './route-parts.ts'
import { scoresOf } from './scorecards.ts'
import { namesIn, rowBody } from './wire-rows.ts'

const day = z.iso.date().optional()
const params = z.object({ scene: z.string().max(60), name: z.string().max(60) })
const Span = z.object({
  from: day,
  to: day,
  filter: z.string().max(20_000).optional().describe('A condition as JSON, or CEL text'),
  region: z
    .string()
    .regex(/^\d{6}(\d{3}){0,2}$/)
    .optional(),
})
const Split = Span.extend({
  by: z.string().max(200).optional().describe('Dimensions, separated by commas; `period` for the indicator’s own'),
})
const Behind = Span.extend({
  key: z.string().max(2000).optional().describe('The key of a figure, as JSON'),
  part: z.enum(['numerator', 'denominator']).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  sort: z.string().max(60).optional(),
})

export function figureRoutes(app: OpenAPIHono<AppEnv>, options: StoreRoutesOptions): void {
  const { world } = options
  const tags = ['figures']
  const find = (scene: string, name: string): Indicator => {
    const indicator = world.model.indicators.get(`${scene}.${name}`)
    if (!indicator) throw new Problem('not-found', `没有名为“${name}”的指标`)
    return indicator
  }
  const spanOf = (indicator: Indicator, { from, to, filter, region }: z.infer<typeof Span>): FigureQuery => ({
    ...(from && { from: from as CivilDate }),
    ...(to && { to: to as CivilDate }),
    ...(region && { region }),
    ...(filter && { filter: readCondition(world, indicator.record, filter) }),
  })

  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/indicators/{scene}/{name}',
      request: { params, query: Split },
      responses: { 200: json(Figures, 'The figures, within what the person may read'), default: problem },
    }),
    async c => {
      const { scene, name } = c.req.valid('param')
      const indicator = find(scene, name)
      const query = c.req.valid('query')
      const by = (query.by ?? '').split(',').filter(Boolean)
      for (const one of by)
        if (one !== 'period' && !indicator.by.includes(one))
          throw new Problem('invalid', `“${indicator.label}”不能按“${one}”分组，可以按${['period', ...indicator.by].join('、')}`)
      if (by.length > 3) throw new Problem('invalid', '最多同时按3个维度分组')
      const span = spanOf(indicator, query)
      const answer = await run(options, c.get('subject'), async as => {
        await noteLookup(as, indicator.record, span)
        return figuresOf(as, indicator, { ...span, by })
      })
      return c.json(answer, 200)
    },
  )

  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/indicators/{scene}/{name}/rows',
      request: { params, query: Behind },
      responses: { 200: json(RowList, 'The rows that the figure counts'), default: problem },
    }),
    async c => {
      const { scene, name } = c.req.valid('param')
      const indicator = find(scene, name)
      const { key, part, cursor, limit, sort, ...span } = c.req.valid('query')
      const { record } = indicator
      const asked = spanOf(indicator, span)
      const answer = await run(options, c.get('subject'), async as => {
        await noteLookup(as, record, asked)
        const page = await rowsBehind(
          as,
          indicator,
          { ...asked, ...(part && { part }), ...(key && { key: readKey(key, indicator) }) },
          { ...(cursor && { cursor }), ...(limit && { limit }), ...(sort && { sort }) },
        )
        return {
          rows: page.rows.map(row => rowBody(world, record, row)),
          names: await namesIn(as, record, page.rows, listFields(record)),
          next: page.next,
          total: page.total,
        }
      })
      return c.json(answer, 200)
    },
  )

  app.openapi(
    createRoute({
      tags,
      method: 'get',
      path: '/scorecards/{scene}/{name}',
      request: { params, query: Span.omit({ filter: true }) },
      responses: { 200: json(ScoreBody, 'Scores and ranks'), default: problem },
    }),
    async c => {
      const { scene, name } = c.req.valid('param')
      const card = world.model.scorecards.get(`${scene}.${name}`)
      if (!card) throw new Problem('not-found', `没有名为“${name}”的评价`)
      const { from, to, region } = c.req.valid('query')
      return c.json(
        await run(options, c.get('subject'), as =>
          scoresOf(as, card, { ...(from && { from }), ...(to && { to }), ...(region && { region }) }),
        ),
        200,
      )
    },
  )
}

function readKey(text: string, indicator: Indicator): Record<string, string | null> {
  const wrong = new Problem('invalid', '指标分组的格式不对')
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw wrong
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw wrong
  const entries = Object.entries(parsed)
  if (!entries.every((entry): entry is [string, string | null] => entry[1] === null || typeof entry[1] === 'string')) throw wrong
  const stray = entries.find(([name]) => name !== 'period' && !indicator.by.includes(name))
  if (stray) throw new Problem('invalid', `“${indicator.label}”没有按“${stray[0]}”分组`)
  return Object.fromEntries(entries)
}
