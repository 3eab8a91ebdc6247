// What every address of the public's door says in the same words: how a service, a case, a region and a repeated request are named.
// And what the addresses need of whoever mounts them.
import { z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Model } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import type { ServiceDesk } from './port.ts'

export type ServiceRoutes = {
  readonly desk: ServiceDesk
  readonly model: Model
  readonly withResident: MiddlewareHandler<AppEnv>
  readonly fromOurPages: MiddlewareHandler<AppEnv>
  readonly demo: boolean
  readonly addressOf: (c: Parameters<MiddlewareHandler<AppEnv>>[0]) => string
}

export const tags = ['portal']
export const body = <S extends z.ZodType>(schema: S) => ({ body: { required: true, content: { 'application/json': { schema } } } })
export const ofService = z.object({ name: z.string().max(60) })
export const ofCase = z.object({ record: z.string().max(60), id: z.uuid() })
export const region = z
  .string()
  .regex(/^\d{6,12}$/)
  .optional()
export const keyed = z.object({ 'idempotency-key': z.string().min(8).max(200) })
export const filled = z.object({ values: z.record(z.string(), z.unknown()).default({}) }).openapi('PortalValues')
