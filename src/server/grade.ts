// The grade that a scene has earned, computed from what is there: its declaration, its folder, and the tests beside it, which must be green
// for anything to land. Nobody types a grade in.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyRecord, Field, Scene, State, States } from '#declare'
import type { SceneFolder } from './load-scenes.ts'

export const grades = ['none', 'bronze', 'silver', 'gold'] as const
export type Grade = (typeof grades)[number]
export type Graded = {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly plan: string
  readonly grade: Grade
  /** What the scene lacks for gold, in Chinese, what comes first first. */
  readonly missing: readonly string[]
}

type Asked = { readonly scene: Scene; readonly path: string }
type Criterion = {
  readonly level: Exclude<Grade, 'none'>
  /** What is missing, when it is. */
  readonly says: string
  readonly holds: (asked: Asked) => boolean
}

const criteria: readonly Criterion[] = [
  {
    level: 'bronze',
    says: '中英文说明，写明所依据的法规',
    holds: ({ path }) => textOf(path, 'README.md') !== '' && /《[^》]+》/.test(textOf(path, 'README.zh-CN.md')),
  },
  { level: 'bronze', says: '演示数据', holds: ({ path }) => textOf(path, 'demo.ts') !== '' },
  { level: 'bronze', says: '用例测试', holds: ({ path }) => hasTests(textOf(path, 'scene.test.ts')) },
  { level: 'bronze', says: '每个环节都有责任人和期限', holds: ({ scene }) => stepsWithoutTerm(scene).length === 0 },
  { level: 'bronze', says: '每项数据写明共享类型和谁可以看', holds: ({ scene }) => Object.values(scene.records).every(isShared) },
  { level: 'bronze', says: '个人信息都有保护', holds: ({ scene }) => unprotectedFields(scene).length === 0 },
  {
    level: 'silver',
    says: '与公开算例或手算结果一致的测试',
    holds: ({ path }) => hasTests(textOf(path, 'examples.test.ts')) && textOf(path, 'examples.test.ts').includes('examplesOf('),
  },
  {
    level: 'gold',
    says: '在真实浏览器中走通全程的测试，留有截图，无障碍检查无问题',
    holds: ({ path }) => {
      const test = textOf(path, 'golden-path.test.ts')
      return hasTests(test) && /goldenPath\('/.test(test) && /\.look\(|\blook\(/.test(test)
    },
  },
  {
    level: 'gold',
    says: '对外接口符合公开标准的测试',
    holds: ({ scene, path }) => scene.outward.length === 0 || hasTests(textOf(path, 'outward.test.ts')),
  },
]

/** The highest level of which, and of all below, every criterion holds. */
export function gradeOf(scene: Scene, folder: SceneFolder): Graded {
  const lacking = criteria.filter(criterion => !criterion.holds({ scene, path: folder.path }))
  const lowest = Math.min(grades.length, ...lacking.map(criterion => grades.indexOf(criterion.level)))
  return {
    id: scene.id,
    title: scene.title,
    area: scene.area,
    plan: scene.plan,
    grade: grades[lowest - 1]!,
    missing: lacking.map(criterion => criterion.says),
  }
}

export const gradeAll = (scenes: readonly Scene[], folders: readonly SceneFolder[]): Graded[] =>
  scenes.flatMap(scene => folders.filter(folder => folder.id === scene.id).map(folder => gradeOf(scene, folder)))

/** Steps that nobody is bound to by a term; those that wait for whoever oversees the flow may stand open. */
export function stepsWithoutTerm(scene: Scene): string[] {
  return Object.values(scene.flows).flatMap(flow =>
    [...stepsOf(flow.states)].flatMap(([where, state]) => {
      if (state.kind !== 'step' || state.within !== undefined || state.until !== undefined) return []
      return JSON.stringify(state.by) === JSON.stringify(flow.oversight.by) ? [] : [`${flow.name}/${where}`]
    }),
  )
}

/** Personal values that would lie open: `dispute.phone`. */
export const unprotectedFields = (scene: Scene): string[] =>
  Object.values(scene.records).flatMap(record =>
    fieldsOf(record)
      .filter(([, field]) => ['idcard', 'phone'].includes(field.kind) && field.protect === undefined)
      .map(([name]) => `${record.name}.${name}`),
  )

const isShared = (record: AnyRecord): boolean =>
  record.share !== undefined && (record.part !== undefined || record.access.some(grant => grant.powers.includes('read')))

const fieldsOf = (record: AnyRecord): [string, Field][] =>
  Object.entries(record.fields).flatMap(([name, field]) => [
    [name, field] as [string, Field],
    ...Object.entries(field.columns ?? {}).map(([inner, column]) => [`${name}.${inner}`, column] as [string, Field]),
  ])

function* stepsOf(states: States, where = ''): Generator<[string, State]> {
  for (const [name, state] of Object.entries(states)) {
    yield [`${where}${name}`, state]
    if (state.kind === 'parallel')
      for (const [branch, one] of Object.entries(state.branches)) yield* stepsOf(one.states, `${where}${name}.${branch}.`)
  }
}

/** Tests that run: one that is switched off proves nothing. */
const hasTests = (text: string): boolean =>
  (/\b(it|test)(\.each)?\(/.test(text) || text.includes('examplesOf(')) && !/\.(skip|todo|only)\(/.test(text)

const textOf = (path: string, file: string): string => (existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8') : '')
