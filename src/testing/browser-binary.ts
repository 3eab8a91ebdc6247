// Chromium as it comes from npm, packed. It would unpack itself to a fixed place and take whatever lies there for finished; here several
// processes may ask at once on a machine that never had it: each unpacks aside, and the first to be done is everybody's.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const { resolve } = createRequire(import.meta.url)

/** Where the executable lies, unpacked once for each version of the package. */
export async function browserBinary(parent: string = tmpdir()): Promise<string> {
  const manifest = join(dirname(resolve('@sparticuz/chromium')), '..', 'package.json')
  const folder = join(parent, `shuzhi-browser-${createHash('sha256').update(readFileSync(manifest)).digest('hex').slice(0, 12)}`)
  if (!existsSync(folder)) await unpackTo(folder)
  return join(folder, 'chromium')
}

/** In a process of its own: where it unpacks to is the folder for temporary files of its whole process. */
async function unpackTo(folder: string): Promise<void> {
  const aside = await mkdtemp(`${folder}-`)
  try {
    const script = "const { default: packed } = await import('@sparticuz/chromium'); await packed.executablePath()"
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, TMPDIR: aside },
    })
    await rename(aside, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}
