// `npm run migrate [name]`: writes the next SQL migration from the difference between the declared tables and the last snapshot.
// `--check` says whether one is due; `--rename old=new` and `--allow-drop table.column` say what the difference cannot know.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeModel, Problem } from '#declare'
import { MigrationRefused, planMigration, writeMigration } from '../src/capabilities/store/migrations.ts'
import { loadCity } from '../src/server/load-city.ts'
import { loadScenes } from '../src/server/load-scenes.ts'
import { allTables } from '../src/server/tables.ts'

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'migrations')

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { check: { type: 'boolean' }, rename: { type: 'string', multiple: true }, 'allow-drop': { type: 'string', multiple: true } },
  })
  const tables = allTables(makeModel(await loadCity('shaoxing'), await loadScenes()))
  const permissions = { renames: values.rename ?? [], drops: values['allow-drop'] ?? [] }
  if (values.check) {
    const { statements, refusals } = planMigration(folder, tables)
    for (const refusal of refusals) process.stderr.write(`${refusal}\n`)
    if (statements.length)
      process.stderr.write(
        `数据表与迁移不一致（${statements.length} 处），请运行 npm run migrate 并检查生成的 SQL：\n${statements.slice(0, 5).join('\n')}\n`,
      )
    return statements.length + refusals.length === 0 ? 0 : 1
  }
  try {
    const file = writeMigration(folder, tables, positionals[0] ?? 'change', permissions)
    process.stdout.write(file ? `已写入 migrations/${file}，请检查后提交\n` : '数据表没有变化，不需要迁移\n')
    return 0
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error
    process.stderr.write(`迁移没有生成：\n${error.refusals.map(one => `  · ${one}`).join('\n')}\n`)
    return 1
  }
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Problem ? error.message : String((error as Error).stack)}\n`)
    process.exit(1)
  },
)
