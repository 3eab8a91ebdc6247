// What the description of every address says in the same words: bodies, files, problems, and input that does not fit its schema.
import { z } from '@hono/zod-openapi'
import { type FieldFault, Problem } from '#declare'
import { ProblemBody } from './problem.ts'

export const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } })
export const text = (description: string, type = 'text/plain') => ({ description, content: { [type]: { schema: z.string() } } })
export const fileBytes = (description: string, type = 'application/octet-stream') => ({
  description,
  content: { [type]: { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
})
export const problem = { description: 'Problem details (RFC 9457)', content: { 'application/problem+json': { schema: ProblemBody } } }

type Result = {
  readonly success: boolean
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }
}

/** The hook for an OpenAPIHono: what a schema refuses becomes a problem with a fault for each field. */
export function refuseInvalid(result: Result): void {
  if (result.success) return
  const faults: FieldFault[] = (result.error?.issues ?? []).map(issue => ({ at: issue.path.map(String).join('.'), message: issue.message }))
  throw new Problem('invalid', '提交的内容有误，请检查后重试', faults)
}
