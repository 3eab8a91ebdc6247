// Organisation, regions, calendar; figures: indicators and score sheets.
import { z } from '@hono/zod-openapi'

export const OrganBody = z
  .object({
    id: z.string(),
    name: z.string(),
    fullName: z.string(),
    level: z.string(),
    region: z.string(),
    line: z.string(),
    parent: z.string().nullable(),
    aliases: z.array(z.string()),
  })
  .openapi('Organ')
export const PersonBody = z
  .object({
    id: z.string(),
    name: z.string(),
    title: z.string(),
    phone: z.string().describe('Masked'),
    posts: z.array(
      z.object({
        role: z.string(),
        roleLabel: z.string(),
        organ: z.string(),
        organName: z.string(),
        from: z.string(),
        to: z.string().nullable(),
      }),
    ),
  })
  .openapi('Person')
export const RegionBody = z
  .object({ code: z.string(), name: z.string(), level: z.string(), parent: z.string().nullable(), children: z.number().int() })
  .openapi('Region')
export type OrganBody = z.infer<typeof OrganBody>
export type PersonBody = z.infer<typeof PersonBody>
export type RegionBody = z.infer<typeof RegionBody>

const position = z.array(z.number()).min(2)
export const CityMapBody = z
  .object({
    regions: z
      .array(z.object({ code: z.string(), name: z.string(), level: z.string(), parent: z.string().nullable() }))
      .describe('Counties and towns'),
    places: z.record(z.string(), z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() })).describe('Cells of a grid'),
    outlines: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          geometry: z.discriminatedUnion('type', [
            z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
            z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(position))) }),
          ]),
        }),
      )
      .describe('True borders; empty where the city has none at hand'),
  })
  .openapi('CityMap')
export type CityMapBody = z.infer<typeof CityMapBody>

export const CalendarYearBody = z
  .object({
    year: z.number().int(),
    source: z.string().nullable(),
    status: z.enum(['official', 'assumed']),
    holidays: z.array(z.object({ name: z.string(), days: z.array(z.string()) })),
    work: z.array(z.string()),
    version: z.number().int(),
  })
  .openapi('CalendarYear')
export type CalendarYearBody = z.infer<typeof CalendarYearBody>

export const OrganList = z.object({ items: z.array(OrganBody), next: z.string().nullable() }).openapi('OrganList')
export const OrganDetail = OrganBody.extend({ people: z.array(PersonBody) }).openapi('OrganDetail')
export const PersonList = z.object({ items: z.array(PersonBody), next: z.string().nullable() }).openapi('PersonList')
export const RegionList = z.object({ items: z.array(RegionBody) }).openapi('RegionList')
export const CalendarYears = z.object({ items: z.array(CalendarYearBody) }).openapi('CalendarYears')
export const CalendarYearInput = CalendarYearBody.extend({
  source: z.string().max(300).nullable(),
  holidays: z.array(z.object({ name: z.string().min(1).max(50), days: z.array(z.iso.date()).max(60) })).max(30),
  work: z.array(z.iso.date()).max(60),
  version: z.number().int().min(0).describe('The version that was seen; 0 for a new year'),
}).openapi('CalendarYearInput')

export const FigureRow = z
  .object({
    key: z.record(z.string(), z.string().nullable()),
    label: z.string(),
    value: z.number().nullable(),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
  })
  .openapi('FigureRow')
export const Figures = z
  .object({
    indicator: z.string(),
    label: z.string(),
    formula: z.string(),
    unit: z.string(),
    rows: z.array(FigureRow),
    goal: z.object({ by: z.string(), value: z.number(), basis: z.string(), attained: z.boolean().nullable() }).nullable(),
    asOf: z.string(),
  })
  .openapi('Figures')
export type Figures = z.infer<typeof Figures>
export const ScoreBody = z
  .object({
    name: z.string(),
    label: z.string(),
    basis: z.string(),
    asOf: z.string(),
    rows: z.array(
      z.object({
        rank: z.number().int(),
        subject: z.string(),
        subjectName: z.string(),
        score: z.number(),
        parts: z.array(
          z.object({
            indicator: z.string(),
            label: z.string(),
            value: z.number().nullable(),
            points: z.number(),
            weight: z.number(),
            says: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi('Scores')
export type ScoreBody = z.infer<typeof ScoreBody>

export const FileBody = z.object({ hash: z.string(), name: z.string(), type: z.string(), size: z.number().int() }).openapi('File')
