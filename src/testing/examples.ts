// Examples that we did not make up: what a law, a standard, a paper or a hand has worked out, against what our code says.
import { describe, expect, it } from 'vitest'

type Examples<In, Out> = {
  /** Where they come from: title and page, article or table; or that they were worked out by hand. */
  readonly source: string
  readonly cases: readonly { readonly given: In; readonly expected: Out; readonly name?: string }[]
  readonly compute: (given: In) => Out | Promise<Out>
  /** The largest difference that counts as none, for numbers. */
  readonly within?: number
}

export function examplesOf<In, Out>(what: string, { source, cases, compute, within }: Examples<In, Out>): void {
  describe(`${what} — ${source}`, () => {
    for (const [index, one] of cases.entries())
      it(one.name ?? `${index + 1}: ${JSON.stringify(one.given)?.slice(0, 100)}`, async () => {
        const found = await compute(one.given)
        if (within !== undefined && typeof found === 'number') expect(Math.abs(found - Number(one.expected))).toBeLessThanOrEqual(within)
        else expect(found).toEqual(one.expected)
      })
  })
}
