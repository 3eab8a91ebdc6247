// The addresses of the directory: organs, people, regions, and the working-day calendar. Open to everybody who is logged in.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import {
  CalendarYearBody,
  CalendarYearInput,
  CalendarYears,
  OrganDetail,
  OrganList,
  PersonBody,
  PersonList,
  RegionList,
} from '../../wire/city.ts'
import { getOrgan, getPerson, listOrgans, listPeople, listRegions } from './directory.ts'
import type { Identity } from './identity.ts'
import { body, json, problem } from './route-words.ts'

const text = (most: number) => z.string().max(most).optional()
const paged = {
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

export function directoryRoutes(app: OpenAPIHono<AppEnv>, { guard, calendar, needs }: Identity): void {
  const { transact, clock, dateOf } = needs
  const base = { tags: ['city'], middleware: guard.withSubject }
  const byId = { params: z.object({ id: z.string().max(100) }) }
  const today = () => dateOf(clock.now())

  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/organs',
      request: { query: z.object({ q: text(50), level: text(20), region: text(12), ...paged }) },
      responses: { 200: json(OrganList, 'Organs'), default: problem },
    }),
    async c => c.json(await transact(tx => listOrgans(tx, c.req.valid('query'))), 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/organs/{id}',
      request: byId,
      responses: { 200: json(OrganDetail, 'The organ with its people in office'), default: problem },
    }),
    async c => c.json(await transact(tx => getOrgan(tx, c.req.valid('param').id, today())), 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/people',
      request: { query: z.object({ organ: text(100), q: text(50), ...paged }) },
      responses: { 200: json(PersonList, 'People in office'), default: problem },
    }),
    async c => c.json(await transact(tx => listPeople(tx, { ...c.req.valid('query'), today: today() })), 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/people/{id}',
      request: byId,
      responses: { 200: json(PersonBody, 'The person with all posts'), default: problem },
    }),
    async c => c.json(await transact(tx => getPerson(tx, c.req.valid('param').id)), 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/regions',
      request: { query: z.object({ parent: text(12) }) },
      responses: { 200: json(RegionList, 'The regions right below; without `parent` the city'), default: problem },
    }),
    async c => c.json({ items: await transact(tx => listRegions(tx, c.req.valid('query').parent)) }, 200),
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'get',
      path: '/calendar',
      responses: { 200: json(CalendarYears, 'The arrangement in force of each year'), default: problem },
    }),
    async c => {
      const items = (await calendar.list()).map(toWire)
      return c.json({ items }, 200)
    },
  )
  app.openapi(
    createRoute({
      ...base,
      method: 'put',
      path: '/calendar/{year}',
      request: { params: z.object({ year: z.coerce.number().int().min(1900).max(2200) }), body: body(CalendarYearInput) },
      responses: { 200: json(CalendarYearBody, 'The new version'), default: problem },
    }),
    async c => {
      const { version, ...content } = c.req.valid('json')
      if (content.year !== c.req.valid('param').year)
        throw new Problem('invalid', '年份与地址不一致', [{ at: 'year', message: '应与地址中的年份相同' }])
      return c.json(toWire(await calendar.enter(c.get('subject'), content, version)), 200)
    },
  )
}

type Wire = z.infer<typeof CalendarYearBody>
const toWire = (year: Awaited<ReturnType<Identity['calendar']['list']>>[number]): Wire => ({
  ...year,
  holidays: year.holidays.map(({ name, days }) => ({ name, days: [...days] })),
  work: [...year.work],
})
