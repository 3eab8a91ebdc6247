import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'read-plan-'))
afterAll(() => rmSync(home, { recursive: true }))

const plan =
  '明湖市工作方案\n一、重点任务\n１.修好路。到2027年，通车里程达到300公里。\n责任单位：市交通局、市财政局\n明湖市人民政府\n2026年3月5日\n'
const run = (args: string[], input = '') =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'shuzhi.mjs'), ...args], { input, encoding: 'utf8' })
const put = (name: string, content: string | Uint8Array) => {
  const file = join(home, name)
  writeFileSync(file, content)
  return file
}

test('prints the plan as JSON with the promised keys', () => {
  const { stdout, status } = run(['read-plan', put('a.txt', plan)])
  expect(status).toBe(0)
  const read = JSON.parse(stdout)
  expect(read).toMatchObject({
    title: '明湖市工作方案',
    issuer: '明湖市人民政府',
    number: null,
    date: '2026-03-05',
    tasks: [
      {
        path: ['一、重点任务'],
        number: '１',
        title: '修好路',
        lead: '市交通局',
        joint: ['市财政局'],
        goals: [{ indicator: '通车里程', comparator: '>=', value: 300, unit: '公里', term: '2027-12-31' }],
        due: ['2027-12-31'],
      },
    ],
  })
  const [start, end] = read.tasks[0].passage
  expect(plan.slice(start, end)).toContain('修好路')
})

test('reads standard input, and --text prints what offsets are counted in', () => {
  expect(JSON.parse(run(['read-plan', '-'], plan).stdout).tasks).toHaveLength(1)
  const file = put('b.txt', `\ufeff${plan}`)
  expect(run(['read-plan', file, '--text']).stdout).toBe(plan)
  expect(readFileSync(file, 'utf8')).toContain(plan)
})

test.each([
  [['read-plan', join(home, 'none.txt')], 1, /没有找到文件/],
  [['read-plan', home], 1, /是文件夹/],
  [['read-plan', '-'], 1, /是空的/],
  [['read-plan'], 2, /用法/],
  [['read-plan', 'a', 'b'], 2, /一次只能读一个/],
  [['read-plan', 'a', '--fast'], 2, /不认识选项/],
  [['read-plan', 'a', '--city', '../x'], 2, /--city/],
  [['nothing'], 2, /没有“nothing”这个命令/],
])('%j is refused', (args, code, words) => {
  const { stdout, stderr, status } = run(args as string[])
  expect(status).toBe(code)
  expect(stdout).toBe('')
  expect(stderr).toMatch(words as RegExp)
})

test('a text that is no plan is refused', () => {
  const { stderr, status } = run(['read-plan', put('c.txt', '床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n')])
  expect(status).toBe(1)
  expect(stderr).toMatch(/没有读到工作任务.*。\n$/)
})
