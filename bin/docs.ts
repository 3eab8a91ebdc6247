// `npm run docs`: draws from the model what people read: settings, scene catalogue, data dictionary, flows. `--check` fails when it is stale.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type AnyRecord, areas, type Field, type Flow, levels, type Model, makeModel, type States, termLabel } from '#declare'
import { bpmnOf } from '../src/capabilities/flow/bpmn.ts'
import { ownerLabel } from '../src/capabilities/flow/desks.ts'
import { clusterNeeds } from '../src/server/cluster.ts'
import { gradeAll } from '../src/server/grade.ts'
import { listCities, loadCity } from '../src/server/load-city.ts'
import { loadScenes, sceneFolders } from '../src/server/load-scenes.ts'
import { settings } from '../src/server/settings.ts'
import { allTables } from '../src/server/tables.ts'
import { boundariesPage } from './boundaries.ts'
import { gradeLabels } from './command/scenes.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'docs', 'generated')
const kindLabels: Readonly<Record<Field['kind'], string>> = {
  text: '文本',
  number: '数字',
  money: '金额',
  yesno: '是否',
  choice: '单选',
  choices: '多选',
  date: '日期',
  instant: '时间',
  region: '区划',
  organ: '单位',
  organs: '单位（多个）',
  person: '人员',
  persons: '人员（多个）',
  idcard: '身份证号',
  'credit-code': '统一社会信用代码',
  phone: '电话',
  point: '位置',
  area: '范围',
  address: '地址',
  file: '附件',
  table: '明细',
  ref: '引用',
  account: '当事人账号',
  signature: '手写签名',
}

async function drawn(): Promise<Map<string, string>> {
  const model = makeModel(await loadCity(listCities().includes('shaoxing') ? 'shaoxing' : listCities()[0]!), await loadScenes())
  const files = new Map<string, string>([
    ['settings.md', settingsPage()],
    ['scenes.md', scenesPage(model)],
    ['data-dictionary.md', dictionaryPage(model)],
    ['flows.md', flowsPage(model)],
    ['boundaries.md', boundariesPage(root)],
    ['cluster.md', clusterPage(model)],
  ])
  for (const flow of model.flows.values()) files.set(`flows/${flow.record.name}.bpmn`, await bpmnOf(flow))
  return files
}

const head = (title: string) => `# ${title}\n\n由 \`npm run docs\` 生成，请勿手工修改。\n\n`
const row = (...cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`
const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  `${row(...heads)}${row(...heads.map(() => '---'))}${rows.map(cells => row(...cells)).join('')}\n`

const spreadLabels = { reference: '每个节点一份', distributed: '按列分布', local: '只在协调节点' } as const

function clusterPage(model: Model): string {
  const needs = clusterNeeds(allTables(model))
  const statements = needs.flatMap(({ statement }) => statement ?? [])
  return `${head('集群（Citus）')}单机够用时不需要本页。需要把数据分布到多台机器时，在协调节点上以建表账号执行下面的语句；新装的库由迁移自动执行，
已有数据的库在停止服务后执行。同一件事的各表都按 \`root\` 列分布并放在同一组，一次办理只涉及一个节点；主键、唯一索引、外键和行级安全
都符合集群的规则，由测试 \`src/server/cluster.test.ts\` 逐表核对。

\`\`\`sql
create extension if not exists citus;
${statements.join('\n')}
\`\`\`

${table(
  ['数据表', '名称', '放置方式', '分布列', '主键'],
  needs.map(({ table: one, how }) => [
    `\`${one.name}\``,
    one.label,
    spreadLabels[how],
    typeof one.spread === 'object' ? `\`${one.spread.by}\`` : '',
    one.key.map(name => `\`${name}\``).join('、'),
  ]),
)}`
}

const settingsPage = () =>
  `${head('配置')}以环境变量给出；填错的在启动时指名拒绝。\n\n${table(
    ['名称', '默认值', '说明', '取值'],
    Object.entries(settings).map(([name, one]) => [
      `\`${name}\``,
      one.fallback === '' ? '（空）' : `\`${name === 'DATABASE_POOL' ? '按处理器数' : one.fallback}\``,
      one.says,
      one.right,
    ]),
  )}`

function scenesPage(model: Model): string {
  const grades = new Map(gradeAll(model.scenes, sceneFolders()).map(one => [one.id, one]))
  const rows = model.scenes.map(scene => [
    scene.id,
    scene.title,
    areas[scene.area],
    scene.plan,
    Object.values(scene.records)
      .map(record => record.label)
      .join('、'),
    Object.values(scene.flows)
      .map(flow => flow.label)
      .join('、'),
    String(Object.keys(scene.indicators).length),
    Object.values(scene.services)
      .map(service => service.title)
      .join('、'),
    Object.values(scene.papers)
      .map(paper => paper.label)
      .join('、'),
    gradeLabels[grades.get(scene.id)?.grade ?? 'none'],
    grades.get(scene.id)?.missing.join('；') ?? '',
  ])
  return `${head('场景目录')}${table(['编号', '名称', '领域', '条目', '数据', '流程', '指标数', '服务', '文书', '等级', '还缺'], rows)}`
}

function dictionaryPage(model: Model): string {
  const share = (record: AnyRecord) =>
    record.share === 'open' ? '无条件共享' : record.share === 'on-request' ? '有条件共享' : `不予共享（${record.share.refused}）`
  const fields = (record: AnyRecord) =>
    Object.entries(record.fields).flatMap(([name, field]) => [
      [name, field.label, kindLabels[field.kind], field.required ? '是' : '', field.protect ? '加密' : ''],
      ...Object.entries(field.columns ?? {}).map(([inner, column]) => [
        `${name}.${inner}`,
        `　${column.label}`,
        kindLabels[column.kind],
        column.required ? '是' : '',
        '',
      ]),
    ])
  return (
    head('数据字典') +
    [...model.records.values()]
      .map(
        record =>
          `## ${record.label}（${record.name}）\n\n责任条线 ${record.owner} · ${share(record)} · ${record.level}\n\n${table(['字段', '名称', '类型', '必填', '保护'], fields(record))}`,
      )
      .join('')
  )
}

const flowsPage = (model: Model): string =>
  head('流程') +
  [...model.flows.values()]
    .map(
      flow =>
        `## ${flow.label}（${flow.record.label}）\n\n依据：${flow.basis}。图：[flows/${flow.record.name}.bpmn](flows/${flow.record.name}.bpmn)\n\n${table(['环节', '由谁', '时限', '可做'], stateRows(flow, flow.states, ''))}`,
    )
    .join('')

function stateRows(flow: Flow, states: States, indent: string): string[][] {
  const fieldLabel = (name: string) => flow.record.fields[name]?.label ?? name
  return Object.values(states).flatMap(state => {
    if (state.kind === 'parallel')
      return [
        [`${indent}${state.label}（并行）`, '', state.until ? fieldLabel(state.until) : state.within ? termLabel(state.within) : '', ''],
        ...Object.values(state.branches).flatMap(branch => [
          [`${indent}　${branch.label}`, fieldLabel(branch.each), '', ''],
          ...stateRows(flow, branch.states, `${indent}　　`),
        ]),
      ]
    if (state.kind !== 'step') return [[`${indent}${state.label}`, '', '', '']]
    return [
      [
        `${indent}${state.label}`,
        ownerLabel(state.by, levels, fieldLabel),
        state.within ? termLabel(state.within) : state.until ? fieldLabel(state.until) : '',
        Object.values(state.on)
          .map(act => act.label)
          .join('、'),
      ],
    ]
  })
}

const files = await drawn()
const stale = [...files]
  .filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
  .map(([name]) => name)
if (process.argv.includes('--check')) {
  if (stale.length) process.stderr.write(`生成的文档已过期，请运行 npm run docs：${stale.join('、')}\n`)
  process.exit(stale.length ? 1 : 0)
}
for (const [name, text] of files) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}
process.stdout.write(stale.length ? `已更新 ${stale.join('、')}\n` : '文档都是最新的\n')
