// Proves replays: what may be changed has a source and a date, and a rule is asked again at acts that its flow has.
import type { Check } from './check.ts'
import type { Rule } from './rule.ts'
import type { Scene } from './scene.ts'

export function checkReplays({ tell, records }: Pick<Check, 'tell' | 'records'>, scene: Scene): void {
  const seen = new Set<string>()
  for (const { name, label, record, parameters, says } of Object.values(scene.replays)) {
    const where = `${scene.id}/${name}`
    if (!/^[a-z][a-z0-9-]*$/.test(name)) tell(where, `推演的名称“${name}”不合规范`, '用小写字母、数字和连字符，它会出现在网址里')
    if (seen.has(`${record.name} ${name}`)) tell(where, `“${record.label}”的推演“${name}”重复`, '同一数据表的推演用不同的名称')
    seen.add(`${record.name} ${name}`)
    if (!records.has(record.name)) tell(where, `推演所用的“${record.label}”没有场景声明`, '在场景的 records 里列入它')
    if (parameters.length === 0) tell(where, `推演“${label}”没有可以拟改的参数`, '在 parameters 里列出拟改的参数')
    if (says.trim() === '') tell(where, `推演“${label}”没有写什么不变、什么推不出`, '在 says 里用一两句话写明')
    for (const parameter of parameters) {
      if (parameter.basis.trim() === '') tell(where, `参数“${parameter.label}”没有写依据`, '在 basis 里写明数值出自哪部法规或文件')
      if (Object.keys(parameter.from).length === 0)
        tell(where, `参数“${parameter.label}”没有写从哪天起生效`, "在 from 里写明，如 { '2024-01-01': … }")
    }
  }
}

/** The acts at which a rule is asked exist in the flow of its record. */
export function checkAsked({ tell, flows }: Pick<Check, 'tell' | 'flows'>, where: string, { label, record, at = [] }: Rule): void {
  const steps = Object.values(flows.get(record.name)?.states ?? {}).flatMap(state =>
    state.kind === 'parallel' ? Object.values(state.branches).flatMap(branch => Object.values(branch.states)) : [state],
  )
  const acts = new Set(steps.flatMap(step => (step.kind === 'step' ? Object.keys(step.on) : [])))
  for (const act of at)
    if (!acts.has(act))
      tell(
        where,
        `规则“${label}”所在的操作“${act}”不在“${record.label}”的流程里`,
        `改为已有的操作：${[...acts].join('、') || '（没有流程）'}`,
      )
}
