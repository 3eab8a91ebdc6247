// `npm start`: installs, builds, and starts the city. Everything after that is src/server/main.ts on the pinned Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, environment, pinnedNode, root } from './ensure.mjs'

ensureInstalled()
const dev = process.argv.includes('--dev')
if (!dev) ensureBuilt()

const watch = dev ? ['--watch-path=src', '--watch-preserve-output'] : []
const server = spawn(pinnedNode(), [...watch, join(root, 'src/server/main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: environment(),
})
const vite = dev
  ? spawn(pinnedNode(), [join(root, 'node_modules/vite/bin/vite.js')], { cwd: root, stdio: 'inherit', env: environment() })
  : undefined

// The terminal sends Ctrl-C to the whole group; the server stops itself, and we wait for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) server.kill(signal)
    vite?.kill()
  })
}
server.on('exit', (code, signal) => {
  vite?.kill()
  process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
})
