// Checks all scenes of a city at once, before anything runs: every fault, each with where it is and what would be right.
import { type Check, checkCondition, checkDates, checkLine, demandKind, type Tell } from './check.ts'
import { checkFlow } from './check-flow.ts'
import { checkTakes } from './check-handover.ts'
import { checkNames } from './check-names.ts'
import { checkRecord } from './check-record.ts'
import { checkAsked, checkReplays } from './check-replay.ts'
import { checkWatch } from './check-watch.ts'
import type { City } from './city.ts'
import type { Indicator } from './indicator.ts'
import type { Paper } from './paper.ts'
import type { Fault } from './prove-flow.ts'
import { conditionFields, isKnownField } from './prove-owner.ts'
import { proveServices } from './prove-service.ts'
import { neverPublished, type Publication } from './publication.ts'
import { parametersOf, type Quota } from './quota.ts'
import type { Scene } from './scene.ts'

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
    else
      for (const one of [of, ...Object.values(of.columns ?? {})])
        if (one.protect || neverPublished.includes(one.kind)) tell(where, `“${one.label}”是个人信息，不能公示`, '从 fields 里去掉')
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
