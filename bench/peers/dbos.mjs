// DBOS: a durable workflow of one step that changes one row, 50 at once, in the same PostgreSQL. It is called in its own process and not
// through HTTP, which favours it; it knows no access rules, deadlines, inbox or ledger.
// Run by the bench: node dbos.mjs <superuser address of the database> . Prints one line of JSON.
import { DBOS } from '@dbos-inc/dbos-sdk'
import pg from 'pg'
import { rounds } from './calls.mjs'

const url = process.argv[2]
const pool = new pg.Pool({ connectionString: url, max: 6 })
await pool.query('create table if not exists item (id int primary key, note text, changed int not null default 0)')
await pool.query('insert into item (id) select generate_series(1, 500) on conflict do nothing')
DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, logLevel: 'error', runAdminServer: false })
const change = DBOS.registerWorkflow(
  async id =>
    DBOS.runStep(() => pool.query('update item set note = $2, changed = changed + 1 where id = $1', [id, '已报送材料清单']), {
      name: 'change',
    }),
  { name: 'change' },
)
await DBOS.launch()
const jobs = Array.from({ length: 500 }, (_, n) => async () => (await DBOS.startWorkflow(change)(n + 1)).getResult())
const step = await rounds(50, jobs)
process.stdout.write(`${JSON.stringify({ step })}\n`)
await DBOS.shutdown()
await pool.end()
process.exit(0)
