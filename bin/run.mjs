// Runs a TypeScript script of the project on the pinned Node: `node bin/run.mjs bin/new.ts society/some-scene`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, environment, pinnedNode, root } from './ensure.mjs'

ensureInstalled({ quiet: true })
const [script, ...args] = process.argv.slice(2)
const result = spawnSync(pinnedNode(), [join(root, script), ...args], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: 'inherit',
  env: environment(),
})
process.exit(result.status ?? 1)
