// Checks all scenes of a city at once, before anything runs: every fault, each with where it is and what would be right.
import { checkGive, checkTakes } from './check-handover.ts'
import { checkNames } from './check-names.ts'
import { checkAsked, checkReplays } from './check-replay.ts'
import { checkWatch } from './check-watch.ts'
import type { City } from './city.ts'
import type { Condition } from './condition.ts'
import type { Field, FieldKind, Fields } from './field.ts'
import type { Act, Flow } from './flow.ts'
import type { Indicator } from './indicator.ts'
import type { Paper } from './paper.ts'
import { type Fault, proveFlow } from './prove-flow.ts'
import { conditionFields, isKnownField } from './prove-owner.ts'
import { proveServices } from './prove-service.ts'
import { neverPublished, type Publication } from './publication.ts'
import { parametersOf, type Quota } from './quota.ts'
import type { AnyRecord } from './record.ts'
import type { Scene } from './scene.ts'

type Tell = (where: string, message: string, remedy: string) => void
export type Check = {
  readonly scenes: readonly Scene[]
  readonly city: City
  readonly tell: Tell
  readonly records: ReadonlyMap<string, AnyRecord>
  readonly flows: ReadonlyMap<string, Flow>
  readonly lines: ReadonlySet<string>
  readonly papers: ReadonlySet<Paper>
}

/** No fault means that the server may start with these scenes in this city. */
export function checkScenes(scenes: readonly Scene[], city: City): Fault[] {
  const faults: Fault[] = []
  const tell: Tell = (where, message, remedy) => faults.push({ where, message, remedy })
  const all = scenes.flatMap(scene => Object.values(scene.records))
  const flows = scenes.flatMap(scene => Object.values(scene.flows))
  const check: Check = {
    scenes,
    city,
    tell,
    records: new Map(all.map(record => [record.name, record])),
    flows: new Map(flows.map(flow => [flow.record.name, flow])),
    lines: new Set(city.organs.map(organ => organ.line)),
    papers: new Set(scenes.flatMap(scene => Object.values(scene.papers))),
  }
  checkNames(check)
  for (const scene of scenes) checkScene(check, scene)
  return faults
}

function checkScene(check: Check, scene: Scene): void {
  const { tell } = check
  checkLine(check, scene.id, scene.owner, '场景的责任单位')
  if (!/^[a-z][a-z0-9-]*$/.test(scene.id)) tell(scene.id, `场景的 id“${scene.id}”不合规范`, '用小写字母、数字和连字符，如 plan-task')
  for (const record of Object.values(scene.records)) checkRecord(check, `${scene.id}/${record.name}`, record)
  for (const flow of Object.values(scene.flows)) checkFlow(check, scene.id, flow)
  for (const indicator of Object.values(scene.indicators)) checkIndicator(check, `${scene.id}/${indicator.name}`, indicator)
  checkRules(check, scene)
  for (const paper of Object.values(scene.papers)) checkPaper(check, `${scene.id}/${paper.name}`, paper)
  checkTakes(check, scene)
  checkReplays(check, scene)
  for (const publication of Object.values(scene.publications)) checkPublication(check, `${scene.id}/${publication.name}`, publication)
  for (const quota of Object.values(scene.quotas)) checkQuota(check, `${scene.id}/${quota.name}`, quota)
  proveServices(scene, check.flows, tell)
  for (const watch of Object.values(scene.watches)) {
    const where = `${scene.id}/${watch.name}`
    if (watch.over.kind === 'rows') checkCondition(check, where, watch.over.record, watch.over.when)
    checkWatch(check, where, watch)
  }
  for (const card of Object.values(scene.scorecards)) {
    const weight = card.parts.reduce((sum, part) => sum + part.weight, 0)
    if (weight <= 0) tell(`${scene.id}/${card.name}`, `评分表“${card.label}”的权重之和为${weight}`, '给各项写上正的权重')
    for (const part of card.parts)
      if (!part.indicator.by.includes(card.by))
        tell(
          `${scene.id}/${card.name}`,
          `评分表按“${card.by}”排名，指标“${part.indicator.label}”没有这个维度`,
          `在指标的 by 里加上 ${card.by}`,
        )
  }
}

function checkLine({ tell, lines, city }: Check, where: string, line: string, what: string): void {
  if (lines.has(line)) return
  tell(where, `${what}“${line}”在${city.name}没有对应的单位`, `改为单位已有的职能（line），如${nearest(line, [...lines]).join('、')}`)
}

/** The names that look most alike, for a remedy that can be copied. */
function nearest(name: string, of: readonly string[]): string[] {
  const pairs = (text: string) => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)))
  const own = pairs(name)
  const score = (other: string) => [...pairs(other)].filter(pair => own.has(pair)).length / (other.length + name.length)
  return of.toSorted((a, b) => score(b) - score(a)).slice(0, 3)
}

function checkRecord(check: Check, where: string, record: AnyRecord): void {
  const { tell, records } = check
  checkLine(check, where, record.owner, '数据表的责任单位')
  if (!/^[a-z][a-z0-9-]*$/.test(record.name)) tell(where, `数据表名“${record.name}”不合规范`, '用小写字母、数字和连字符，如 plan-task')
  const whole = record.part?.()
  if (whole && !records.has(whole.name))
    tell(where, `它是“${whole.label}”（${whole.name}）的下级数据，但没有场景声明后者`, '在场景的 records 里列入上级数据表')
  if (whole?.name === record.name) tell(where, '数据表不能是自己的下级', '用 ref 字段指向同类数据')
  if (!record.fields[record.title])
    tell(where, `标题字段“${record.title}”不存在`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
  else if (record.fields[record.title]?.protect) tell(where, '标题字段是个人信息，会出现在待办和列表里', '换一个不含个人信息的字段作标题')
  if (record.number !== undefined && !/\{n:\d\}/.test(record.number))
    tell(where, `编号规则“${record.number}”没有流水号`, '写上 {n:4} 之类的流水号')
  checkFields(check, where, record.fields)
  for (const name of ownOfPlatform)
    if (record.fields[name]) tell(`${where}.${name}`, `字段名“${name}”由平台使用，场景的函数读不到它`, '换一个名字，如 ofCase')
  for (const grant of record.access) {
    const { reach } = grant
    if (reach.kind === 'organ' && reach.field !== 'organ') demandKind(check, where, record, reach.field, ['organ', 'organs'], '授权')
    if (reach.kind === 'account') demandKind(check, where, record, reach.field, ['account'], '对群众的授权')
    if (reach.kind === 'person' && reach.field !== 'author') demandKind(check, where, record, reach.field, ['person', 'persons'], '授权')
  }
  // A part may be read where its whole may be read.
  if (!whole && !record.access.some(grant => grant.powers.includes('read')))
    tell(where, '没有人可以查看这个数据表', '在 access 里写明谁可以 read，如 inRegion([…])')
}

/** What every row carries beside its fields: a field of that name would be hidden by it. */
const ownOfPlatform = [
  'id',
  'root',
  'case',
  'version',
  'author',
  'createdAt',
  'updatedAt',
  'state',
  'openedAt',
  'endedAt',
  'dueAt',
] as const
const personalKinds: readonly FieldKind[] = ['idcard', 'phone']

function checkFields(check: Check, where: string, fields: Fields): void {
  const { tell, records } = check
  for (const [name, field] of Object.entries(fields)) {
    const at = `${where}.${name}`
    if (personalKinds.includes(field.kind) && !field.protect) tell(at, `“${field.label}”是个人信息，没有保护`, "写上 protect: 'personal'")
    if (field.protect === 'secret' && field.list) tell(at, `“${field.label}”是敏感信息，却显示在列表里`, '去掉 list')
    const to = field.to?.()
    if (to && !records.has(to.name)) tell(at, `“${field.label}”指向的“${to.label}”（${to.name}）没有场景声明`, '在场景的 records 里列入它')
    if (field.kind === 'account' && fields[field.phone ?? '']?.kind !== 'phone')
      tell(at, `“${field.label}”按“${field.phone}”关联手机号，但它不是电话字段`, '在 phone 里写同一数据表的电话字段')
    if (field.of && Object.keys(field.of).length === 0) tell(at, `“${field.label}”没有选项`, '在 of 里列出选项')
    if (field.when)
      for (const other of conditionFields(field.when))
        if (!isKnownField(fields, other))
          tell(at, `显示条件所用的字段“${other}”不存在`, `改为已有的字段：${Object.keys(fields).join('、')}`)
    if (field.columns) checkFields(check, at, field.columns as Readonly<Record<string, Field>>)
  }
}

function demandKind({ tell }: Check, where: string, record: AnyRecord, field: string, kinds: readonly FieldKind[], what: string): void {
  const kind = record.fields[field]?.kind
  const fitting = Object.entries(record.fields)
    .filter(([, one]) => kinds.includes(one.kind))
    .map(([name]) => name)
  if (kind !== undefined && kinds.includes(kind)) return
  tell(
    where,
    `${what}所用的字段“${field}”${kind === undefined ? '不存在' : '类型不对'}`,
    `应当是${kinds.join('或')}类型的字段${fitting.length > 0 ? `：${fitting.join('、')}` : '，请先声明'}`,
  )
}

function checkCondition({ tell }: Check, where: string, record: AnyRecord, condition: Condition | undefined): void {
  if (!condition) return
  for (const field of conditionFields(condition))
    if (!isKnownField(record.fields, field))
      tell(where, `条件所用的字段“${field}”不在“${record.label}”里`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
}

function checkFlow(check: Check, scene: string, flow: Flow): void {
  const { tell, city, records, flows, papers } = check
  const where = `${scene}/${flow.name}`
  if (!records.has(flow.record.name))
    tell(where, `流程办理的“${flow.record.label}”（${flow.record.name}）没有场景声明`, '在场景的 records 里列入它')
  if (flow.basis.trim() === '') tell(where, '流程没有写依据', '在 basis 里写明期限和步骤出自哪部法规或文件')
  for (const fault of proveFlow(flow, city)) tell(`${scene}/${fault.where}`, fault.message, fault.remedy)
  const steps = Object.values(flow.states).flatMap(state =>
    state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state],
  )
  for (const act of steps.flatMap(step => (step.kind === 'step' ? Object.values(step.on) : []))) {
    for (const part of [act.adds?.(), act.starts?.(), act.drops?.()])
      if (part && !records.has(part.name)) tell(where, `操作“${act.label}”所用的“${part.label}”没有场景声明`, '在场景的 records 里列入它')
    for (const paper of act.issues ?? [])
      if (!papers.has(paper)) tell(where, `操作“${act.label}”出具的“${paper.label}”没有场景声明`, '在场景的 papers 里列入它')
    if (act.hands) checkGive(check, where, act.hands)
    if (act.hands && act.hands.record.name !== flow.record.name)
      tell(where, `操作“${act.label}”移送的不是“${flow.record.label}”的内容`, '在 give 里写流程自己的数据表')
    checkOffline(tell, where, flow, act)
    const started = act.starts?.()
    if (started && !flows.has(started.name))
      tell(where, `操作“${act.label}”要启动“${started.label}”的流程，但它没有流程`, '给它声明流程，或把 starts 改为 adds')
    const dropped = act.drops?.()
    if (dropped && !flows.get(dropped.name)?.oversight.acts.includes('void'))
      tell(where, `操作“${act.label}”要终止“${dropped.label}”的办理，但它的流程不能作废`, "在它的流程的 oversight.acts 里写 'void'")
    if (act.reads && !papers.has(act.reads))
      tell(where, `操作“${act.label}”所读的“${act.reads.label}”没有场景声明`, '在场景的 papers 里列入它')
    if (act.reads && ![flow.record.name, flow.record.part?.().name].includes(act.reads.record.name))
      tell(where, `操作“${act.label}”所读的“${act.reads.label}”不是本件的文书`, '改为本数据表、或它所属数据表的文书')
  }
}

/** Kinds whose input must ask the server for what there is to choose. */
const askedFor: readonly FieldKind[] = ['ref', 'organ', 'organs', 'person', 'persons', 'region', 'address']

/** What is filled in without a network must not need one: nothing to be looked up, no row of another record to be added. */
function checkOffline(tell: Tell, where: string, flow: Flow, act: Act): void {
  if (!act.offline) return
  if (act.adds) tell(where, `操作“${act.label}”离线办理时不能添加“${act.adds().label}”`, '去掉 offline，或改为只填写本件的字段')
  const set = (act.sets ?? []).flatMap(name => flow.record.fields[name] ?? [])
  for (const field of [...set, ...Object.values(act.form ?? {})]) {
    const asked = field.kind === 'table' ? Object.values(field.columns ?? {}).filter(column => !column.fixed) : [field]
    for (const one of asked.filter(one => askedFor.includes(one.kind)))
      tell(
        where,
        `操作“${act.label}”可以离线办理，“${one.label}”却要联网查找`,
        '去掉 offline，或从表单里去掉它；表格中预先填好的列写上 fixed',
      )
  }
}

function checkPublication(check: Check, where: string, { record, when, fields, label, basis, name, on, proof }: Publication): void {
  const { tell, records } = check
  for (const field of [on, proof?.field])
    if (field !== undefined && !fields.includes(field))
      tell(where, `公示“${label}”按“${field}”查找或核验，却没有公示它`, '在 fields 里列入它')
  if (on !== undefined) demandKind(check, where, record, on, ['date'], '公示的年份')
  if (proof) demandKind(check, where, record, proof.field, ['file'], '公示的核验')
  if (!records.has(record.name)) tell(where, `公示所用的“${record.label}”没有场景声明`, '在场景的 records 里列入它')
  if (!/^[a-z][a-z0-9-]*$/.test(name)) tell(where, `公示的名称“${name}”不合规范`, '用小写字母、数字和连字符，它会出现在网址里')
  if (basis.trim() === '') tell(where, `公示“${label}”没有写依据`, '在 basis 里写明哪部法规要求公开')
  checkCondition(check, where, record, when)
  for (const field of fields) {
    const of = record.fields[field]
    if (!of) tell(where, `“${record.label}”没有字段“${field}”`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
    else if (of.protect || neverPublished.includes(of.kind)) tell(where, `“${of.label}”是个人信息，不能公示`, '从 fields 里去掉')
  }
}

function checkQuota(check: Check, where: string, quota: Quota): void {
  const { tell, records } = check
  if (!records.has(quota.record.name)) tell(where, `次数上限所用的“${quota.record.label}”没有场景声明`, '在场景的 records 里列入它')
  for (const name of quota.per)
    if (!quota.record.fields[name] || quota.record.fields[name].protect)
      tell(where, `次数上限所用的字段“${name}”不存在或已加密`, '改为数据表里不加密的字段')
  demandKind(check, where, quota.record, quota.on, ['date'], '次数上限')
  checkCondition(check, where, quota.record, quota.counts)
  if (conditionFields(quota.counts).some(name => !quota.record.fields[name]))
    tell(where, '次数上限只按数据表的字段计数', '作废的办件本来就不计，条件里只写字段')
  if (quota.basis.trim() === '') tell(where, `“${quota.label}”没有写依据`, '在 basis 里写明上限出自哪部法规或文件')
  if ('by' in quota.most) {
    const { by, of } = quota.most
    demandKind(check, where, quota.record, by, ['choice'], '次数上限')
    for (const value of Object.keys(of))
      if (!(value in (quota.record.fields[by]?.of ?? {}))) tell(where, `次数上限列出的“${value}”不是“${by}”的选项`, '改为已有的选项')
  }
  for (const parameter of parametersOf(quota)) {
    if (parameter.basis.trim() === '') tell(where, `参数“${parameter.label}”没有写依据`, '在 basis 里写明数值出自哪部法规或文件')
    checkDates(tell, where, `参数“${parameter.label}”`, parameter.from)
  }
}

function checkPaper({ tell, records }: Check, where: string, paper: Paper): void {
  if (!records.has(paper.record.name)) tell(where, `文书所属的“${paper.record.label}”没有场景声明`, '在场景的 records 里列入它')
  if (!/\{n:\d\}/.test(paper.number)) tell(where, `文号规则“${paper.number}”没有流水号`, '写上 {n:4} 之类的流水号')
  if (paper.basis.trim() === '') tell(where, `文书“${paper.label}”没有写依据`, '在 basis 里写明哪部法规要求出具它')
}

function checkIndicator(check: Check, where: string, indicator: Indicator): void {
  const { tell, records } = check
  const { record, of: measure } = indicator
  if (!records.has(record.name)) tell(where, `指标所用的“${record.label}”没有场景声明`, '在场景的 records 里列入它')
  if (indicator.formula.trim() === '') tell(where, `指标“${indicator.label}”没有写算法`, '在 formula 里用一句话写明怎么算')
  const named = [...indicator.by, indicator.on, ...('field' in measure ? [measure.field] : [])]
  for (const field of named)
    if (!isKnownField(record.fields, field))
      tell(where, `指标所用的字段“${field}”不在“${record.label}”里`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
  checkCondition(check, where, record, 'when' in measure ? measure.when : undefined)
  checkCondition(check, where, record, measure.kind === 'ratio' ? measure.over : undefined)
  for (const goal of indicator.goals)
    if (goal.basis.trim() === '') tell(where, `指标“${indicator.label}”${goal.by}年的目标没有写依据`, '在 target 里写明目标出自哪个文件')
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)

function checkDates(tell: Tell, where: string, what: string, from: Readonly<Record<string, unknown>>): void {
  const dates = Object.keys(from)
  if (dates.length === 0) tell(where, `${what}没有写从哪天起生效`, "在 from 里写明，如 { '2024-01-01': … }")
  for (const date of dates) if (!isDate(date)) tell(where, `${what}的生效日期“${date}”不是日期`, '写成 2024-01-01 的样子')
}

function checkRules(check: Check, scene: Scene): void {
  const { tell } = check
  for (const rule of Object.values(scene.rules)) {
    const where = `${scene.id}/${rule.name}`
    checkAsked(check, where, rule)
    if (rule.basis.trim() === '') tell(where, `规则“${rule.label}”没有写依据`, '在 basis 里写明法规和条款')
    checkDates(tell, where, `规则“${rule.label}”`, rule.from)
    for (const [day, version] of Object.entries(rule.from)) {
      checkCondition(check, where, rule.record, version.allow)
      if (version.because.trim() === '') tell(where, `规则“${rule.label}”${day}的版本没有写不予通过时怎么说`, '在 because 里写明怎样才对')
    }
    for (const parameter of rule.parameters) {
      if (parameter.basis.trim() === '') tell(where, `参数“${parameter.label}”没有写依据`, '在 basis 里写明数值出自哪部法规或文件')
      checkDates(tell, where, `参数“${parameter.label}”`, parameter.from)
    }
  }
}
