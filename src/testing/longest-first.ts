// The order of the test files: the longest first, so that no worker idles at the end. What they took last time is remembered beside the
// packages; a first run goes by what a file does, where vitest itself would go by its size.
import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Milliseconds, by what the source of a test asks for; the first that matches. */
const estimates: readonly (readonly [RegExp, number])[] = [
  [/everyPage/, 180_000],
  [/goldenPath\(|tellDemo\(/, 80_000],
  [/launchBrowser\(|startServer\(|tellWalls\(/, 50_000],
  [/(openBox|serveBox|servedBox|storyOf)\(/, 10_000],
  [/cloneDatabase\(|makeTestWorld\(|makeFlowWorld\(/, 5_000],
]

/** How long a test file may take, in milliseconds, by its text. */
export const estimate = (source: string): number => estimates.find(([asks]) => asks.test(source))?.[1] ?? 500

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const expected = new Map(
      files.map(file => {
        const last = this.ctx.cache.getTestSpecificationResult(file)
        // What failed comes first: whoever runs again waits for it.
        const first = last?.failed ? 1e9 : 0
        return [file, first + (last?.duration || estimate(readFileSync(file.moduleId, 'utf8')))]
      }),
    )
    return [...files].sort((a, b) => expected.get(b)! - expected.get(a)!)
  }
}
