import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { Graded } from '../../src/server/grade.ts'
import { gradeTable } from './scenes.ts'

const command = join(dirname(fileURLToPath(import.meta.url)), 'shuzhi.mjs')
const shuzhi = (...args: string[]) => spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' })

it('prints every scene with its grade, as a table and as JSON', () => {
  const { status, stdout } = shuzhi('scenes', '--json')
  expect(status).toBe(0)
  const graded = JSON.parse(stdout) as Graded[]
  expect(graded.map(one => one.id)).toContain('supervision')
  for (const one of graded) {
    expect(Object.keys(one)).toEqual(['id', 'title', 'area', 'plan', 'grade', 'missing'])
    expect(one.grade === 'gold').toBe(one.missing.length === 0)
  }
  expect(gradeTable(graded)).toContain(`共${graded.length}个场景`)
})

it('refuses what it does not know', () => {
  const { status, stderr } = shuzhi('scenes', '--xml')
  expect([status, stderr]).toEqual([2, expect.stringContaining('不认识“--xml”')])
})
