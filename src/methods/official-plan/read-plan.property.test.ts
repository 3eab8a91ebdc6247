import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type MadePlan, madePlans, narrow, widen, wrapAt } from './made-plan.ts'
import { readPlan } from './read-plan.ts'

const counties = ['甲区', '乙区', '丙县']
const facts = (text: string) =>
  readPlan(text, { counties }).tasks.map(({ path, number, title, lead, joint, goals, due }) => ({
    path,
    number,
    title,
    lead,
    joint,
    due,
    goals: goals.map(({ indicator, comparator, value, unit, term }) => ({ indicator, comparator, value, unit, term })),
  }))
const halved = (value: unknown): unknown => JSON.parse(JSON.stringify(value).normalize('NFKC'))
const expected = (plan: MadePlan) => plan.tasks.map(({ title, lead, joint }) => ({ title, lead, joint }))
const told = (text: string) => readPlan(text, { counties }).tasks.map(({ title, lead, joint }) => ({ title, lead, joint }))

test('a made plan is read as it was made', () => {
  fc.assert(
    fc.property(madePlans, plan => {
      expect(told(plan.text)).toEqual(expected(plan))
    }),
    { numRuns: 150 },
  )
})

test('lines cut at any width give the same tasks', () => {
  fc.assert(
    fc.property(madePlans, fc.integer({ min: 14, max: 60 }), pickIndent(), (plan, width, indent) => {
      expect(facts(wrapAt(plan.paragraphs, width, indent))).toEqual(facts(plan.text))
    }),
    { numRuns: 400 },
  )
})

test('empty lines and page numbers between lines give the same tasks', () => {
  fc.assert(
    fc.property(madePlans, fc.integer({ min: 20, max: 45 }), fc.integer({ min: 5, max: 30 }), (plan, width, page) => {
      const lines = wrapAt(plan.paragraphs, width).split('\n')
      const paged = lines
        .flatMap((line, at) => ((at + 1) % page === 0 ? [line, '', `— ${Math.floor(at / page) + 1} —`, ''] : [line]))
        .join('\n')
      expect(told(paged)).toEqual(expected(plan))
    }),
    { numRuns: 200 },
  )
})

test('half-width and full-width writing give the same tasks', () => {
  fc.assert(
    fc.property(madePlans, plan => {
      expect(halved(facts(widen(plan.text)))).toEqual(halved(facts(plan.text)))
      expect(halved(facts(narrow(plan.text)))).toEqual(halved(facts(plan.text)))
    }),
    { numRuns: 150 },
  )
})

test('a passage holds the title, and a goal’s passage its words', () => {
  fc.assert(
    fc.property(madePlans, fc.integer({ min: 14, max: 60 }), (plan, width) => {
      const text = wrapAt(plan.paragraphs, width)
      for (const task of readPlan(text, { counties }).tasks) {
        const passage = text.slice(...task.passage).replaceAll(/\s/g, '')
        expect(passage).toContain(task.title)
        for (const goal of task.goals) {
          expect(text.slice(...goal.passage).replaceAll(/\s/g, '')).toBe(goal.text.replaceAll(/\s/g, ''))
          expect(goal.passage[0]).toBeGreaterThanOrEqual(task.passage[0])
          expect(goal.passage[1]).toBeLessThanOrEqual(task.passage[1])
        }
        for (const unit of task.unitMentions) expect(text.slice(...unit.passage).replaceAll(/\s/g, '')).toBe(unit.name)
      }
    }),
    { numRuns: 150 },
  )
})

const scraps = [
  '一、',
  '（一）',
  '1.',
  '责任单位：',
  '（',
  '）',
  '市发改委',
  '、',
  '牵头',
  '负责',
  '达到95%以上',
  '到2025年',
  '\n',
  '\t',
  '|',
  '。',
  '分别',
  '#',
  '- ',
  '“',
  '”',
  '各区、县（市）政府',
  '不再列出',
  '　',
  '\f',
  '0',
  '９',
  'e',
  '第一条',
]

test('no input makes it fail, and passages stay within the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.array(fc.constantFrom(...scraps), { maxLength: 200 }).map(parts => parts.join('')),
      ),
      text => {
        const plan = readPlan(text)
        for (const { passage } of [...plan.tasks, ...plan.goals, ...plan.notes]) {
          expect(passage[0]).toBeGreaterThanOrEqual(0)
          expect(passage[1]).toBeLessThanOrEqual(text.length)
          expect(passage[0]).toBeLessThanOrEqual(passage[1])
        }
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  '（',
  '“',
  '责任单位：',
  '市发改委、',
  '1.',
  '一、',
  '9',
  '　',
  'a',
  '达到9',
  '\n',
  '\t',
  '各区、县（市）',
  '到2025年，',
  '（市发改委',
  '建成',
  '由',
  '1.a\n',
  '责任单位：市发改委\n',
  '（一）甲\n',
])('a megabyte of %j is read in time that grows with its length', scrap => {
  const text = scrap.repeat(Math.ceil(1_000_000 / scrap.length))
  const started = performance.now()
  readPlan(text)
  expect(performance.now() - started).toBeLessThan(25_000)
})

test('a megabyte of a plan is read within three seconds', () => {
  const [plan] = fc.sample(madePlans, { numRuns: 1, seed: 7 })
  const text = `${plan!.text}\n`.repeat(Math.ceil(1_000_000 / plan!.text.length))
  const started = performance.now()
  expect(readPlan(text, { counties }).tasks.length).toBeGreaterThan(100)
  expect(performance.now() - started).toBeLessThan(25_000)
})

function pickIndent() {
  return fc.constantFrom('', '　　')
}
