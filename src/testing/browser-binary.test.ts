import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { browserBinary } from './browser-binary.ts'

test('Two processes that unpack the browser at once on a new machine both get one that runs', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'shuzhi-new-machine-'))
  try {
    const started = async () => (await promisify(execFile)(await browserBinary(parent), ['--version'])).stdout
    expect(await Promise.all([started(), started()])).toEqual([expect.stringMatching(/Chrom/), expect.stringMatching(/Chrom/)])
    expect(await readdir(parent)).toHaveLength(1)
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
})
