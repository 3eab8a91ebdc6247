#!/usr/bin/env node
// The `shuzhi` command. It runs TypeScript by type stripping, so an older Node hands over to the one in node_modules.
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = dirname(realpathSync(fileURLToPath(import.meta.url)))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const strips = major > 22 || (major === 22 && minor >= 18)

if (!strips) {
  const own = join(home, '..', '..', 'node_modules', '.bin', 'node')
  if (!existsSync(own)) {
    console.error(`需要 Node.js 22.18 或更新的版本，当前是 ${process.version}；请先运行 npm install。`)
    process.exit(1)
  }
  const { status } = spawnSync(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const [command, ...rest] = process.argv.slice(2)
const usage = `用法：npx shuzhi 命令
  read-plan 文件    读一份政府计划（.docx、.pdf、.txt、.md），打印其中的任务、单位、目标和期限
  scenes            列出全部场景及其等级
  rotate-key        生成新的数据密钥并启用；旧密钥保留`

if (command === 'read-plan') {
  const { readPlanCommand } = await import('./read-plan.ts')
  process.exitCode = await readPlanCommand(rest)
} else if (command === 'scenes') {
  const { scenesCommand } = await import('./scenes.ts')
  process.exitCode = await scenesCommand(rest)
} else if (command === 'rotate-key') {
  const { rotateKeyCommand } = await import('./rotate-key.ts')
  process.exitCode = rotateKeyCommand()
} else {
  console.error(command === undefined || command === '--help' || command === '-h' ? usage : `没有“${command}”这个命令。\n${usage}`)
  process.exitCode = command === '--help' || command === '-h' ? 0 : 2
}
