// Every scene, found by its place: the folder's shape, what every declaration must say, and a demo year that ends with nothing stuck.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workdays } from '#declare'
import { checkScenes } from '../declare/check-scenes.ts'
import { tellDemo } from '../server/demo.ts'
import { gradeOf, stepsWithoutTerm, unprotectedFields } from '../server/grade.ts'
import { loadCity } from '../server/load-city.ts'
import { loadScenes, sceneFolders } from '../server/load-scenes.ts'
import { silentLog } from '../server/log.ts'
import { type Box, openBox } from './city.ts'

const scenes = await loadScenes()
const city = await loadCity('shaoxing')

it('no scene has a fault, in any city', async () => {
  expect(checkScenes(scenes, city)).toEqual([])
  expect(checkScenes(scenes, await loadCity('lanting'))).toEqual([])
})

const ends = '2026-06-12'
let box: Box
beforeAll(async () => {
  box = await openBox({ start: new Date(`${ends}T09:00:00+08:00`) })
  const log = {
    ...silentLog,
    warn: (what: object, words: string) => void faults.push(`${words}: ${JSON.stringify(what)}`),
  } as typeof silentLog
  await tellDemo({ ...box.options, log }, () => {})
  await box.story.pass(workdays(1))
}, 900_000)
afterAll(() => box?.close())
const faults: string[] = []

it('all stories are told to their end, side by side on one clock as at a first start', () => {
  expect(faults).toEqual([])
})

describe.each(sceneFolders())('$area/$id', folder => {
  const scene = scenes.find(one => one.id === folder.id)!

  it('has the files that every scene has, none too long', () => {
    for (const file of ['scene.ts', 'scene.test.ts', 'demo.ts', 'README.md', 'README.zh-CN.md'])
      expect(existsSync(join(folder.path, file)), file).toBe(true)
    for (const file of ['scene.ts', 'records.ts', 'flow.ts']) {
      const path = join(folder.path, file)
      if (existsSync(path)) expect(readFileSync(path, 'utf8').split('\n').length, file).toBeLessThanOrEqual(260)
    }
    expect(readFileSync(join(folder.path, 'README.md'), 'utf8')).toMatch(/law|Basis|《/)
  })

  it('says of every record how it is shared, who may read it, and protects what is personal', () => {
    for (const record of Object.values(scene.records)) {
      expect(
        record.access.some(grant => grant.powers.includes('read')),
        `${record.name} is read by nobody`,
      ).toBe(true)
    }
    expect(unprotectedFields(scene)).toEqual([])
  })

  it('has an owner and a term for every step, and a basis for every flow', () => {
    for (const flow of Object.values(scene.flows)) expect(flow.basis, flow.name).not.toBe('')
    expect(stepsWithoutTerm(scene)).toEqual([])
  })

  it('has earned at least bronze', () => {
    const { grade, missing } = gradeOf(scene, folder)
    expect(grade, missing.join('；')).not.toBe('none')
  })

  it('leaves nothing stuck after the demo year: every open case lies on a desk that somebody holds', async () => {
    const held = new Set<string>()
    for (const person of city.people) {
      const posts = person.posts.filter(post => post.from <= ends && (post.to === undefined || post.to >= ends))
      held.add(`p:${person.id}`)
      for (const post of posts) {
        const organ = city.organs.find(one => one.id === post.organ)!
        held.add(`o:${post.organ}:${post.role}`).add(`r:${organ.region}:${post.role}`).add(`r:${organ.region}:${post.role}:${organ.line}`)
      }
    }
    await box.platform.store.asSystemPastAccessRules(async tx => {
      for (const record of Object.values(scene.records)) {
        if (!box.platform.model.flows.has(record.name)) continue
        const table = record.name.replaceAll('-', '_')
        const { rows: open } = await sql<{ id: string; state: string; desks: string[] | null; waits: boolean }>`
          select r.id, r.state, (select array_agg(t.desk) from flow_task t where t.root = r.root and t.case_id = r.id and t.closed_at is null and t.kind = 'step') desks,
            exists (select 1 from flow_timer w where w.root = r.root and w.case_id = r.id and w.kind = 'wait' and w.fired_at is null) waits
          from ${sql.table(table)} r where r.state is not null and r.ended_at is null and r.suspended_at is null and r.deleted_at is null`.execute(
          tx,
        )
        // What lies with a resident waits for them.
        for (const row of open)
          expect(
            // A case that waits for a term lies on no desk; the clock moves it on.
            box.platform.model.flows.get(record.name)!.states[row.state]?.kind === 'wait'
              ? row.waits
              : (row.desks ?? []).some(desk => held.has(desk) || desk.startsWith('p:a-')),
            `${record.name} ${row.id} lies on no desk that somebody holds: ${row.desks}`,
          ).toBe(true)
      }
    })
  })

  it('tells what happened to its cases in words: no id of a row or an organ stands in a timeline', async () => {
    const { platform } = box
    const told: string[] = []
    for (const record of Object.values(scene.records)) {
      if (!platform.model.flows.has(record.name)) continue
      const { rows } = await platform.store.asSystemPastAccessRules(tx =>
        sql<{ case_id: string; person: string }>`
          select case_id, min(actor) person from flow_event where actor like 'p-%' and case_id in
            (select id from ${sql.table(record.name.replaceAll('-', '_'))} order by updated_at desc limit 12) group by case_id`.execute(tx),
      )
      for (const { case_id, person } of rows) {
        const subject = await platform.identity.findSubject(person)
        const detail = subject && (await platform.inbox.detail(subject, record.name, case_id).catch(() => undefined))
        for (const entry of detail?.timeline ?? [])
          told.push(...entry.values.map(value => `${record.name} ${entry.label} ${value.label}：${value.text}`))
      }
    }
    expect(told.filter(text => /[0-9a-f]{8}-[0-9a-f]{4}-|330600-|p-3306|\[object/.test(text))).toEqual([])
  })
})
