// Checks a flow against what the scenes declare beside it: records, papers and flows that its acts name. Its states are proved in prove-flow.ts.
import type { Act } from './act.ts'
import type { Check, Tell } from './check.ts'
import { checkGive } from './check-handover.ts'
import type { FieldKind } from './field.ts'
import type { Flow } from './flow.ts'
import { proveFlow } from './prove-flow.ts'

export function checkFlow(check: Check, scene: string, flow: Flow): void {
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
