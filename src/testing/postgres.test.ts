import { Client } from 'pg'
import { expect, test } from 'vitest'
import { cloneDatabase, templateDatabase } from './postgres.ts'

const run = async (url: string, sql: string) => {
  const client = new Client({ connectionString: url })
  await client.connect()
  return client.query(sql).finally(() => client.end())
}

test('a template is built once however many ask; each clone is apart', async () => {
  let built = 0
  const build = async (url: string) => {
    built++
    await run(url, 'create table town (name text); insert into town values ($$安昌$$); grant select on town to shuzhi_app')
  }
  const [template] = await Promise.all([templateDatabase('self', build), templateDatabase('self', build), templateDatabase('self', build)])
  expect(built).toBe(1)
  await cloneDatabase(template)
  const [one, other] = await Promise.all([cloneDatabase(template), cloneDatabase(template)])
  await run(one.ownerUrl, 'delete from town')
  expect((await run(other.appUrl, 'select name from town')).rows).toEqual([{ name: '安昌' }])
  await one.drop()
  await expect(run(one.appUrl, 'select 1')).rejects.toThrow(/does not exist/)
})

test('long names that begin alike are two databases, though PostgreSQL cuts names after 63 bytes', async () => {
  const long = 'scene_'.repeat(20)
  const templates = [await templateDatabase(`${long}a`, async () => {}), await templateDatabase(`${long}b`, async () => {})]
  expect(new Set(templates.map(name => name.slice(0, 63))).size).toBe(2)
})
