// A ledger of its own for a test file.
import { generateKeyPairSync } from 'node:crypto'
import { Client, Pool } from 'pg'
import { cloneDatabase, templateDatabase } from '../../testing/postgres.ts'
import { createTablesSql, prologueSql } from '../store/ddl.ts'
import type { Entry, EntryInput } from './port.ts'
import { sequencer } from './sequence.ts'
import { signerOf } from './signer.ts'
import { recordEntries } from './store.ts'
import { ledgerTables } from './tables.ts'

export const origin = 'ledger.test'
export const testSigner = signerOf(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string)

export async function testLedger({ batch = 100 } = {}) {
  const template = await templateDatabase('ledger', async url => {
    const client = new Client({ connectionString: url })
    await client.connect()
    for (const sql of [...prologueSql, ...createTablesSql(ledgerTables)]) await client.query(sql)
    await client.end()
  })
  const database = await cloneDatabase(template)
  const pool = new Pool({ connectionString: database.appUrl, max: 10 })
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2 })
  const admin = new Pool({ connectionString: database.adminUrl, max: 2 })
  return {
    pool,
    owner,
    admin,
    sequence: sequencer({ pool, signer: testSigner, origin, batch }),
    async record(inputs: readonly EntryInput[]): Promise<Entry[]> {
      const client = await pool.connect()
      try {
        return await recordEntries(client, inputs)
      } finally {
        client.release()
      }
    },
    async end() {
      await Promise.all([pool.end(), owner.end(), admin.end()])
      await database.drop()
    },
  }
}
