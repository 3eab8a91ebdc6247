// Guards the speed of the types: 300 generated scenes must check within a budget of instantiations.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folder = join(root, 'node_modules/.cache/type-budget')
const count = 300
/** Measured when the budget was set: see the number this prints. Raise it only with a decision record. */
const budget = 450_000

const scene = (n: number) =>
  `import { account, all, at, back, byPublic, choice, flow, go, here, indicator, inOrgan, inRegion, money, number, organ, person, phone, point, record, rule, scene, service, stay, step${n} as _, text, workdays } from '#declare'
`.replace(`, step${n} as _`, '') +
  `
export const permit = record('budget-permit-${n}', {
  label: '许可${n}', owner: 'construction', share: 'open', level: 'L2', title: 'what', number: '许〔{yyyy}〕{n:4}号',
  access: [inRegion(['supervisor']), inOrgan('bureau', ['head', 'liaison'], ['read', 'write']), byPublic('holder', ['read', 'create'])],
  fields: { what: text({ label: '事项', required: true }), area: number({ label: '面积' }), fee: money({ label: '费用' }), kind: choice({ label: '类型', of: { planned: '计划', urgent: '抢修' } }), phone: phone({ label: '电话' }), holder: account({ label: '申请人', phone: 'phone' }), site: point({ label: '位置' }), bureau: organ({ label: '主管' }), officer: person({ label: '经办' }) },
})
export const part = record('budget-part-${n}', { label: '材料${n}', owner: 'construction', share: 'on-request', level: 'L2', title: 'name', part: () => permit, access: [inRegion(['supervisor'])], fields: { name: text({ label: '名称' }), pages: number({ label: '页数' }) } })
export const approval = flow(permit, ({ step, parallel, branch, choice, end, when }) => ({
  name: 'approval-${n}', label: '审批', start: 'review', basis: '法', marks: { yellow: workdays(2), red: workdays(1) }, total: workdays(30),
  oversight: { by: here('supervisor'), acts: ['urge', 'extend'], reply: { within: workdays(3), role: 'head' } },
  states: {
    review: step('审查', { by: d => d.bureau.holds('liaison'), within: workdays(3), on: { accept: go('受理', 'sort', { when: when(d => all(d.area.atMost(500), d.what.isPresent())), says: '面积过大' }), add: stay('补件', { adds: () => part }) } }),
    sort: choice('分类', { cases: [{ when: d => d.kind.is('urgent'), to: 'signing' }], otherwise: 'joint' }),
    joint: parallel('会签', { within: workdays(5), branches: { one: branch('会签', { each: d => d.bureau, start: 'sign', states: { sign: step('会签', { by: d => d.bureau.holds('head'), within: workdays(2), on: { agree: go('同意', 'agreed') } }), agreed: end('已会签') } }) }, join: 'all', then: 'signing' }),
    signing: step('签发', { by: at('city', 'head', 'construction'), within: workdays(2), on: { sign: go('签发', 'done'), sendBack: back('退回', 'review') } }),
    done: end('办结'),
  },
}))
export const size = rule(permit, { name: 'size', label: '面积', basis: '第四十四条', from: { '2024-01-01': { allow: d => d.area.atMost(500), because: '超过500平方米需听证' } } })
export const count = indicator(permit, { name: 'count', label: '件数', formula: '件数', of: { ratio: d => d.late.is(false), over: d => d.ended.is(true) }, by: ['kind', 'bureau'], better: 'up' })
export const fees = indicator(permit, { name: 'fees', label: '费用', formula: '合计', of: { sum: 'fee' }, per: 'month', better: 'up' })
export const apply = service(permit, { name: 'apply-${n}', title: '申请', says: '申请', basis: '法', events: ['licence'], applicant: 'holder', for: ['person'], form: ['what', 'area', 'kind', 'phone'], starts: approval, rules: [size], promise: workdays(5) })
export default scene('budget-${n}', { title: '占道${n}', area: 'operation', plan: '一', owner: 'construction', records: { permit, part }, flows: { approval }, rules: { size }, indicators: { count, fees }, services: { apply } })
`

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
for (let n = 1; n <= count; n++) writeFileSync(join(folder, `scene-${n}.ts`), scene(n))
writeFileSync(
  join(folder, 'package.json'),
  JSON.stringify({ name: 'type-budget', type: 'module', imports: { '#declare': '../../../src/declare/index.ts' } }),
)
writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: '../../../tsconfig.json',
    compilerOptions: { incremental: false, tsBuildInfoFile: null, paths: { '#declare': ['../../../src/declare/index.ts'] } },
    include: ['./*.ts'],
    exclude: [],
  }),
)

const result = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(folder, 'tsconfig.json'), '--extendedDiagnostics'], {
  encoding: 'utf8',
})
const read = (name: string) => Number(new RegExp(`^${name}:\\s+([\\d.]+)`, 'm').exec(result.stdout)?.[1] ?? Number.NaN)
const instantiations = read('Instantiations')
if (result.status !== 0) {
  process.stderr.write(result.stdout.slice(0, 4000))
  process.exit(1)
}
process.stdout.write(`${count} 个场景：${instantiations} 次类型实例化（预算 ${budget}），用时 ${read('Total time')} 秒\n`)
if (!(instantiations <= budget)) {
  process.stderr.write('超出预算：#declare 的类型变慢了，请简化类型，或以决策记录说明后调整预算\n')
  process.exit(1)
}
