// Proves a flow before it runs: everybody who must act exists, every way reaches an end, no way is longer than the law allows.
// Rules: every step has a term of its own, inherits one (from its parallel state or the flow's total), or is owned by the overseer;
// loops by `back` do not count as length; a parallel state is as long as its longest branch.

import type { Act } from './act.ts'
import type { City } from './city.ts'
import { type Flow, oversightActs, type State, type States, type StepClock } from './flow.ts'
import { longestWay, termDays } from './longest-way.ts'
import type { Owner } from './owner.ts'
import { type Proof, proveCondition, proveField, proveHolder, proveOwner, type Tell } from './prove-owner.ts'
import { termLabel } from './time.ts'

/** `where` is a path such as `supervision/tracking/handling.lead.signing`; `message` and `remedy` are Chinese sentences. */
export type Fault = { readonly where: string; readonly message: string; readonly remedy: string }

/** Acts the platform gives to every case; states may not take their names. */
const platformActs = [
  'reply',
  'ask-extension',
  'grant-extension',
  'refuse-extension',
  'assign',
  'claim',
  'comment',
  'withdraw',
  'read',
  'start',
  'timer',
]

/** The states that may be named from each other: those of the flow, or of one branch. */
type Scope = {
  readonly states: States
  readonly start: string
  readonly prefix: string
  readonly entries: readonly string[]
  readonly inBranch: boolean
  readonly around: boolean
  readonly others: ReadonlySet<string>
}

/** No fault means that the flow may run. With a city it also proves that somebody holds each post. */
export function proveFlow(flow: Flow, city?: City): Fault[] {
  const faults: Fault[] = []
  const tell: Tell = (path, message, remedy) => faults.push({ where: path === '' ? flow.name : `${flow.name}/${path}`, message, remedy })
  const proof: Proof = { flow, city, tell }
  const branches = Object.entries(flow.states).flatMap(([name, state]) =>
    state.kind === 'parallel' ? Object.entries(state.branches).map(([branch, of]) => ({ name, state, branch, of })) : [],
  )
  const inner = new Set(branches.flatMap(({ of }) => Object.keys(of.states)))
  proveScope(proof, {
    states: flow.states,
    start: flow.start,
    prefix: '',
    entries: [flow.start],
    inBranch: false,
    around: flow.total !== undefined,
    others: inner,
  })
  for (const { name, state, branch, of } of branches) {
    const entries = of.again === undefined ? [of.start] : [of.start, of.again]
    proveScope(proof, {
      states: of.states,
      start: of.start,
      prefix: `${name}.${branch}.`,
      entries,
      inBranch: true,
      around: state.within !== undefined || state.until !== undefined,
      others: new Set(Object.keys(flow.states)),
    })
    proveField(proof, `${name}.${branch}`, of.each, ['organ', 'organs'], '分支的单位')
  }
  for (const [name, state] of Object.entries(flow.states)) if (state.kind === 'parallel') proveJoin(proof, name, state)
  proveOversight(proof)
  proveMarks(proof, '', flow.marks)
  if (flow.total && faults.length === 0) proveTotal(proof, flow.total)
  return faults
}

function proveScope(proof: Proof, scope: Scope): void {
  const { tell } = proof
  const { states, prefix, start, entries } = scope
  const path = (name: string) => `${prefix}${name}`
  for (const entry of entries)
    if (!states[entry])
      tell(
        prefix.replace(/\.$/, ''),
        `起始环节“${entry}”不存在`,
        `把 ${entry === start ? 'start' : 'again'} 改为已有的环节：${Object.keys(states).join('、') || '先声明环节'}`,
      )
  for (const [name, state] of Object.entries(states)) {
    for (const { to, by } of waysFrom(state)) if (!states[to]) proveTarget(proof, scope, path(name), to, by)
    if (state.kind === 'step') proveStep(proof, scope, path(name), state)
    if (state.kind === 'parallel' && scope.inBranch) tell(path(name), '分支内不能再并行', '把并行环节移到流程的外层，或改为子事项（adds）')
    if (state.kind === 'parallel' || state.kind === 'step') proveClock(proof, path(name), state)
    if (state.kind === 'choice') for (const one of state.cases) proveCondition(proof, path(name), one.when)
  }
  proveReach(proof, scope)
}

/** Where a state may lead, by what. */
function waysFrom(state: State): { to: string; by: string }[] {
  switch (state.kind) {
    case 'step': {
      const acts = Object.entries(state.on).flatMap(([act, { to }]) => (to === undefined ? [] : [{ to, by: act }]))
      return state.lapses ? [...acts, { to: state.lapses.to, by: '逾期' }] : acts
    }
    case 'parallel':
    case 'wait':
      return [{ to: state.then, by: 'then' }]
    case 'choice':
      return [...state.cases.map(one => ({ to: one.to, by: '判断' })), { to: state.otherwise, by: 'otherwise' }]
    case 'end':
      return []
  }
}

function proveTarget({ tell }: Proof, scope: Scope, path: string, to: string, by: string): void {
  if (!scope.others.has(to)) tell(path, `“${by}”通向不存在的环节“${to}”`, `改为已有的环节：${Object.keys(scope.states).join('、')}`)
  else if (scope.inBranch) tell(path, `分支内的“${by}”直接通向分支外的环节“${to}”`, '在分支内结束（end），由并行环节的 then 进入下一环节')
  else tell(path, `“${by}”直接通向分支内的环节“${to}”`, '改为通向并行环节本身，各分支由 start 或 again 开始')
}

function proveReach({ tell }: Proof, { states, entries, prefix }: Scope): void {
  const reached = closure(
    entries.filter(entry => states[entry]),
    name =>
      waysFrom(states[name]!)
        .map(way => way.to)
        .filter(to => states[to]),
  )
  const ends = Object.keys(states).filter(name => states[name]!.kind === 'end')
  const back = new Map<string, string[]>()
  for (const [name, state] of Object.entries(states)) for (const { to } of waysFrom(state)) back.set(to, [...(back.get(to) ?? []), name])
  const ending = closure(ends, name => back.get(name) ?? [])
  for (const [name, state] of Object.entries(states)) {
    if (!reached.has(name)) tell(`${prefix}${name}`, `环节“${state.label}”从起点走不到`, '让某个环节的操作通向它，或删去它')
    else if (!ending.has(name)) tell(`${prefix}${name}`, `从环节“${state.label}”走不到任何结束环节`, '增加通向结束环节（end）的操作')
  }
  for (const [name, state] of Object.entries(states)) {
    if (state.kind !== 'choice') continue
    const hops = closure(
      waysFrom(state).map(way => way.to),
      next => (states[next]?.kind === 'choice' ? waysFrom(states[next]!).map(way => way.to) : []),
    )
    if (hops.has(name))
      tell(`${prefix}${name}`, `判断环节“${state.label}”会回到自己，中间没有办理或等待`, '在循环中加入办理环节（step）或等待环节（wait）')
  }
}

function closure(from: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const seen = new Set<string>()
  const left = [...from]
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    left.push(...next(name))
  }
  return seen
}

function proveStep(proof: Proof, scope: Scope, path: string, step: Extract<State, { kind: 'step' }>): void {
  const { tell, flow } = proof
  proveOwner(proof, path, step.by, scope.inBranch, '承办人')
  if (step.overdue) proveOwner(proof, path, step.overdue, scope.inBranch, '超期告知的人')
  if (step.marks) proveMarks(proof, path, step.marks)
  const hasTerm = step.within !== undefined || step.until !== undefined
  if (!hasTerm && !scope.around && !sameOwner(step.by, flow.oversight.by))
    tell(
      path,
      `环节“${step.label}”没有办理期限`,
      '写明 within 或 until，或给所在的并行环节、流程（total）写期限；只有督查方自己的环节可以不限期',
    )
  if (step.stands && (flow.total === undefined || scope.inBranch))
    tell(
      path,
      `环节“${step.label}”停计总期限，流程却没有总期限可停（或者它在并行分支里）`,
      '给流程写 total，把这一环节放在分支之外，或去掉 stands',
    )
  if (step.lapses && !hasTerm && !scope.around) tell(path, `环节“${step.label}”逾期自动流转，却没有期限`, '写明 within 或 until')
  for (const [name, act] of Object.entries(step.on)) proveAct(proof, scope, `${path}.${name}`, name, act)
}

function proveAct(proof: Proof, scope: Scope, path: string, name: string, act: Act): void {
  const { tell, flow } = proof
  if (name in oversightActs || platformActs.includes(name)) tell(path, `操作名“${name}”是平台自带的操作`, '换一个名称')
  if (act.by) proveOwner(proof, path, act.by, scope.inBranch, '操作人')
  if (act.when) proveCondition(proof, path, act.when)
  for (const field of act.sets ?? []) {
    if (!flow.record.fields[field])
      tell(path, `要填写的字段“${field}”不在“${flow.record.label}”里`, `改为已有的字段：${Object.keys(flow.record.fields).join('、')}`)
    else if (flow.record.fields[field].kind === 'account')
      tell(path, `字段“${flow.record.fields[field].label}”是当事人账号，不由人填写`, '从 sets 中删去，改为填写它所关联的电话字段')
    else if (flow.record.fields[field].fixed)
      tell(path, `字段“${flow.record.fields[field].label}”建立后不可更改，操作却要填写它`, '去掉字段的 fixed，或从 sets 中删去')
  }
  for (const [field, of] of Object.entries(act.form ?? {}))
    if (of.protect && !act.sets?.includes(field))
      tell(path, `表单中的“${of.label}”是个人信息，却不存入字段`, '把它列入 sets，由字段加密保存')
  for (const part of [act.adds?.(), act.starts?.(), act.drops?.()])
    if (part && part.part?.()?.name !== flow.record.name)
      tell(path, `“${part.label}”不是“${flow.record.label}”的下级数据`, `在“${part.label}”的声明里写 part: () => ${flow.record.name}`)
}

function proveClock(proof: Proof, path: string, clock: StepClock): void {
  if (clock.until !== undefined) proveField(proof, path, clock.until, ['date', 'instant'], '期限')
}

function proveJoin({ tell }: Proof, name: string, state: Extract<State, { kind: 'parallel' }>): void {
  const names = Object.keys(state.branches)
  if (names.length === 0) tell(name, `并行环节“${state.label}”没有分支`, '至少声明一个分支')
  const { join } = state
  if (typeof join !== 'object') return
  const lead = state.branches[join.lead]
  if (!lead) {
    tell(name, `汇合条件所说的分支“${join.lead}”不存在`, `改为已有的分支：${names.join('、')}`)
    return
  }
  if (!Object.values(lead.states).some(one => one.kind === 'end' && !one.void))
    tell(`${name}.${join.lead}`, `牵头分支“${lead.label}”没有正常的结束环节，汇合条件无法满足`, '增加一个不带 void 的结束环节')
}

function proveOversight(proof: Proof): void {
  const { flow, tell } = proof
  proveOwner(proof, '', flow.oversight.by, false, '督查方')
  if (flow.oversight.by.kind === 'author' || flow.oversight.by.kind === 'person-in')
    tell('', '督查方应当是岗位，不能是某个人', '用 at 或 here 写明督查岗位')
  if (!flow.oversight.acts.every(act => act in oversightActs))
    tell('', '督查操作中有平台没有的名称', `只能用：${Object.keys(oversightActs).join('、')}`)
  proveHolder(proof, '', flow.oversight.reply.role, '督办回复')
}

function proveMarks({ tell }: Proof, path: string, { remind, yellow, red }: Flow['marks']): void {
  if (remind && termDays(remind) < termDays(yellow))
    tell(path, `提醒（提前${termLabel(remind)}）晚于黄灯（提前${termLabel(yellow)}）`, '应当依次为提醒、黄灯、红灯，提前的时间由长到短')
  if (termDays(yellow) < termDays(red))
    tell(path, `黄灯（提前${termLabel(yellow)}）晚于红灯（提前${termLabel(red)}）`, '应当依次为提醒、黄灯、红灯，提前的时间由长到短')
}

function sameOwner(one: Owner, other: Owner): boolean {
  if (!('role' in one) || !('role' in other) || one.role !== other.role) return false
  const places = ['at', 'here']
  return one.kind === other.kind || (places.includes(one.kind) && places.includes(other.kind))
}

function proveTotal({ flow, tell }: Proof, total: NonNullable<Flow['total']>): void {
  const longest = longestWay(flow)
  if (longest === 'loop') {
    tell('', '有不经“退回”的循环，无法证明总期限', '把往回走的操作写成 back，或去掉 total')
    return
  }
  if (longest.days > termDays(total))
    tell(
      '',
      `最长的路径（${longest.path.map(name => flow.states[name]?.label ?? name).join('→')}）共需${longest.days}个工作日，超过总期限${termLabel(total)}`,
      '缩短路径上各环节的期限，或核对总期限的依据',
    )
}
