// The one error of the platform: what went wrong, where, and what would be right, in the user's words (RFC 9457).

export type ProblemCode =
  | 'invalid' // the input breaks a rule that the user can mend
  | 'unauthenticated'
  | 'denied'
  | 'not-found'
  | 'conflict' // somebody else was faster, or the act does not fit the state
  | 'gone'
  | 'unversioned' // a change that does not say which version it is made to
  | 'too-large'
  | 'too-many'
  | 'unsupported'
  | 'setting' // a setting of the operator is wrong
  | 'unavailable' // a part we depend on does not answer now; trying again makes sense
  | 'broken' // our own fault

const statusOf: Record<ProblemCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  denied: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  unversioned: 428,
  'too-large': 413,
  'too-many': 429,
  unsupported: 415,
  setting: 500,
  unavailable: 503,
  broken: 500,
}

/** One fault of one field: `at` is the field's name (or a path such as `goals.2.value`). */
export type FieldFault = { at: string; message: string }

/** `message` is a Chinese sentence for the user; `faults` point at fields; `status` is the HTTP status. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly faults: readonly FieldFault[]

  constructor(code: ProblemCode, message: string, faults: readonly FieldFault[] = []) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.status = statusOf[code]
    this.faults = faults
  }
}

/** The answer of a rule to a citizen: a refusal is an answer, not an error. */
export type Verdict = { allowed: true } | { allowed: false; because: string; basis: string }
