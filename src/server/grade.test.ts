// A grade is earned by what is there, and lost with it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { flow, go, here, inRegion, phone, record, scene, text, workdays } from '#declare'
import { gradeOf } from './grade.ts'

const matter = record('grade-matter', {
  label: '事项',
  owner: 'gov-office',
  share: 'open',
  level: 'L1',
  title: 'title',
  access: [inRegion(['supervisor'])],
  fields: { title: text({ label: '标题' }) },
})
const handling = flow(matter, ({ step, end }) => ({
  name: 'grade-handling',
  label: '办理',
  start: 'open',
  states: { open: step('办理', { by: here('handler'), within: workdays(1), on: { finish: go('办结', 'done') } }), done: end('办结') },
  marks: { yellow: workdays(1), red: workdays(1) },
  oversight: { by: here('supervisor'), acts: [], reply: { within: workdays(1), role: 'head' } },
  basis: '测试',
}))
const base = scene('grade-test', {
  title: '测试',
  area: 'operation',
  plan: '一',
  owner: 'gov-office',
  records: { matter },
  flows: { handling },
})

function folder(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), 'shuzhi-grade-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content)
  return { area: 'operation', id: 'grade-test', path }
}
const bronze = { 'README.md': 'Law', 'README.zh-CN.md': '依据《条例》', 'demo.ts': 'export', 'scene.test.ts': "it('works')" }
const silver = { ...bronze, 'examples.test.ts': "examplesOf('x'" }
const gold = { ...silver, 'golden-path.test.ts': "const path = goldenPath('grade-test'); it('walks', () => path.look(page, 'x'))" }

it('rises from nothing to gold', () => {
  expect(gradeOf(base, folder({})).grade).toBe('none')
  expect(gradeOf(base, folder(bronze)).grade).toBe('bronze')
  expect(gradeOf(base, folder(silver)).grade).toBe('silver')
  expect(gradeOf(base, folder(gold))).toMatchObject({ grade: 'gold', missing: [] })
})

it('is lost by a test that is switched off, a step without a term, an open personal field, a standard without its suite', () => {
  expect(gradeOf(base, folder({ ...gold, 'examples.test.ts': "examplesOf('x'); it.skip('y')" })).grade).toBe('bronze')
  expect(gradeOf(base, folder({ ...gold, 'README.zh-CN.md': '没有依据' })).grade).toBe('none')
  expect(gradeOf({ ...base, outward: ['Open311'] }, folder(gold)).grade).toBe('silver')
  const loose = { ...handling, states: { ...handling.states, open: { ...handling.states['open']!, within: undefined } } } as never
  expect(gradeOf({ ...base, flows: { handling: loose } }, folder(gold))).toMatchObject({
    grade: 'none',
    missing: ['每个环节都有责任人和期限'],
  })
  const bare = { ...matter, fields: { ...matter.fields, phone: { ...phone({ label: '电话' }), protect: undefined } } } as never
  expect(gradeOf({ ...base, records: { matter: bare } }, folder(gold))).toMatchObject({ grade: 'none', missing: ['个人信息都有保护'] })
})
