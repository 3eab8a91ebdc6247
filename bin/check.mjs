// `npm run check`: types of both projects, format and lint, boundaries, migrations and docs up to date, the type budget.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, environment, fail, pinnedNode, root, say } from './ensure.mjs'

ensureInstalled()
const bin = name => join(root, 'node_modules', '.bin', name)
const steps = [
  ['类型（服务端）', bin('tsc'), ['-p', 'tsconfig.json']],
  ['类型（浏览器）', bin('tsc'), ['-p', 'tsconfig.web.json']],
  ['格式与规范', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['模块边界', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'src', 'cities', 'bin']],
  ['数据库迁移', pinnedNode(), ['bin/migrate.ts', '--check']],
  ['类型预算（300 个场景）', pinnedNode(), ['bin/type-budget.ts']],
  ['生成的文档', pinnedNode(), ['bin/docs.ts', '--check']],
]
for (const [label, command, args] of steps) {
  const started = Date.now()
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: environment(), encoding: 'utf8' })
  if (result.status !== 0) {
    process.stdout.write(`${result.stdout}${result.stderr}`)
    fail(`${label}未通过`)
  }
  say(`✓ ${label}  ${((Date.now() - started) / 1000).toFixed(1)} 秒`)
}
