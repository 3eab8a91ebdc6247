// `npm run new society/some-scene`: writes a scene whose test passes, to be changed into what the city needs.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { areas } from '#declare'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Files of a new scene by name. */
export function newScene(area: string, id: string): Readonly<Record<string, string>> {
  const camel = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return {
    'scene.ts': `// What this scene is for, in two lines; the law it follows.
// Basis: 《……》第……条.
import { all, at, back, flow, go, here, indicator, inOrgan, inRegion, organ, record, scene, text, watchRows, workdays } from '#declare'

export const matter = record('${id}-matter', {
  label: '事项',
  owner: 'gov-office',
  share: 'on-request',
  level: 'L2',
  title: 'what',
  access: [inRegion(['supervisor', 'auditor']), inRegion(['supervisor'], ['create', 'write']), inOrgan('handledBy', ['head', 'liaison', 'handler'])],
  fields: {
    what: text({ label: '事项', required: true, search: true, list: true, max: 200 }),
    handledBy: organ({ label: '承办单位', required: true, list: true }),
  },
})

const handling = flow(matter, ({ step, end }) => ({
  name: 'handling',
  label: '办理',
  start: 'accepting',
  states: {
    accepting: step('受理', { by: at('city', 'supervisor'), within: workdays(1), on: { accept: go('受理', 'working', { tone: 'primary' }), refuse: go('不予受理', 'refused', { reason: true }) } }),
    working: step('办理', { by: d => d.handledBy.holds('liaison'), within: workdays(10), on: { finish: go('办结', 'done', { tone: 'primary' }), sendBack: back('退回', 'accepting') } }),
    done: end('已办结'),
    refused: end('不予受理', { void: true }),
  },
  total: workdays(11),
  marks: { remind: workdays(3), yellow: workdays(2), red: workdays(1) },
  oversight: { by: here('supervisor'), acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'void', 'reopen', 'copy'], reply: { within: workdays(3), role: 'head' } },
  basis: '《……》第……条',
}))

const onTime = indicator(matter, { name: 'on-time', label: '按期率', formula: '没有逾期的事项数 ÷ 事项总数', of: { ratio: d => d.late.is(false), over: d => d.voided.is(false) }, by: ['handledBy'], better: 'up' })

const lateUnit = watchRows(matter, { name: 'late-unit', label: '${camel}：承办单位逾期集中', level: 'yellow', when: d => all(d.ended.is(false), d.late.is(true)), atLeast: 3, same: ['handledBy'], says: '{subject}有{count}件逾期未办结，请核实原因', tell: d => d.handledBy.holds('head') })

export default scene('${id}', { title: '${camel}', area: '${area}', plan: '', owner: 'gov-office', records: { matter }, flows: { handling }, indicators: { onTime }, watches: { lateUnit } })
`,
    'demo.ts': `// Some matters of the demo city, told through the acts that people use.
import type { Story } from '#declare'
import { matter } from './scene.ts'

export async function demo(story: Story): Promise<void> {
  const officer = story.as('supervisor', { line: 'supervision' })
  const office = story.as('liaison', { line: 'bigdata' })
  const id = await officer.create(matter, { what: '一件演示事项', handledBy: office.organ! })
  await officer.do(matter, id, 'accept')
}
`,
    'scene.test.ts': `import { describe, expect, it } from 'vitest'
import { workdays } from '#declare'
import { storyOf } from '../../../testing/city.ts'
import { matter } from './scene.ts'

describe('${id}', () => {
  it('is accepted, done in time, and closed', async () => {
    const story = await storyOf()
    const officer = story.as('supervisor', { line: 'supervision' })
    const office = story.as('liaison', { line: 'bigdata' })
    const id = await officer.create(matter, { what: '一件事', handledBy: office.organ! })
    await officer.do(matter, id, 'accept')
    expect((await office.inbox()).map(waiting => waiting.id)).toContain(id)
    await story.pass(workdays(3))
    await office.do(matter, id, 'finish')
    expect(await officer.get(matter, id)).toMatchObject({ state: 'done' })
  })
})
`,
    'README.md': `# ${camel}

What the scene does, for whom, and when it is done.

## Law
《……》第……条.

## Demo data
Synthetic: see demo.ts.
`,
    'README.zh-CN.md': `# ${camel}

做什么、为谁做、做到什么程度算完成。

## 依据
《……》第……条。

## 演示数据
均为虚构，见 demo.ts。
`,
  }
}

function main(place: string | undefined): number {
  const [area, id] = place?.split('/') ?? []
  if (!area || !id || !(area in areas) || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    process.stderr.write(
      `用法：npm run new 领域/场景，例如 npm run new society/mediation\n领域：${Object.entries(areas)
        .map(([key, label]) => `${key}（${label}）`)
        .join('、')}\n场景名用小写英文单词和连字符\n`,
    )
    return 1
  }
  const folder = join(root, 'src', 'scenes', area, id)
  if (existsSync(folder)) {
    process.stderr.write(`文件夹 src/scenes/${area}/${id} 已经存在，请换一个名字\n`)
    return 1
  }
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(newScene(area, id))) writeFileSync(join(folder, name), text)
  process.stdout.write(
    `已建好 src/scenes/${area}/${id}。接下来：\n  1. npm run migrate      生成数据表的迁移\n  2. npm test -- ${id}   运行它的测试\n`,
  )
  return 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(main(process.argv[2]))
