// npm run migrate -- [--name what-changes] [--check] [--allow-drop table[.column]]… [--rename old=new]…
// Writes the next migration from the difference between what the scenes declare and what the last migration left behind.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeModel } from '#declare'
import { MigrationRefused, planMigration, writeMigration } from '../src/capabilities/store/migrations.ts'
import { listCities, loadCity } from '../src/server/load-city.ts'
import { loadScenes } from '../src/server/load-scenes.ts'
import { allTables } from '../src/server/tables.ts'

const { values } = parseArgs({
  options: {
    name: { type: 'string', default: 'tables' },
    check: { type: 'boolean', default: false },
    folder: { type: 'string', default: join(fileURLToPath(new URL('..', import.meta.url)), 'migrations') },
    'allow-drop': { type: 'string', multiple: true, default: [] },
    rename: { type: 'string', multiple: true, default: [] },
  },
})

// Tables are the same for every city.
const tables = allTables(makeModel(await loadCity(listCities()[0]!), await loadScenes()))
const permissions = { drops: values['allow-drop'], renames: values.rename }

if (values.check) {
  const { statements, refusals } = planMigration(values.folder, tables)
  for (const refusal of refusals) console.error(refusal)
  if (statements.length + refusals.length > 0) {
    console.error(`The migrations lack ${statements.length} statements that the declarations ask for. Run: npm run migrate`)
    process.exit(1)
  }
  console.log(`Migrations are up to date: ${tables.length} tables`)
} else {
  try {
    const file = writeMigration(values.folder, tables, values.name, permissions)
    console.log(file ? `Wrote migrations/${file}. Read it, then commit it with snapshot.json.` : 'Nothing to migrate')
  } catch (error) {
    if (!(error instanceof MigrationRefused)) throw error
    for (const refusal of error.refusals) console.error(`REFUSED  ${refusal}`)
    process.exit(1)
  }
}
