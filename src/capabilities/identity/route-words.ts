// What every route of identity says in the same words: bodies, problems, and the answer to input that does not fit its schema.
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import { Problem } from '#declare'
import type { AppEnv } from '../../server/context.ts'
import { ProblemBody } from '../../wire/problem.ts'

// Faults of the input are read by people.
z.config(z.locales.zhCN())

export const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } })
export const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })
export const problem = { description: 'Problem', content: { 'application/problem+json': { schema: ProblemBody } } }

type Options = NonNullable<ConstructorParameters<typeof OpenAPIHono<AppEnv>>[0]>

export const refuseInvalid: NonNullable<Options['defaultHook']> = result => {
  if (result.success) return
  const faults = result.error.issues.map(issue => ({ at: issue.path.join('.'), message: issue.message }))
  throw new Problem('invalid', '提交的内容不符合要求，请检查后再试', faults)
}
