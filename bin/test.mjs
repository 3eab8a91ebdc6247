// `npm test`: installs, builds the console for the browser tests, and runs the suite on real PostgreSQL and a real browser.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, environment, pinnedNode, root } from './ensure.mjs'

ensureInstalled()
ensureBuilt()
const result = spawnSync(pinnedNode(), [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: environment(),
})
process.exit(result.status ?? 1)
