// How the demo city answers its warnings: the unit verifies and mends, the head steps in where it was slow, the supervisor reviews.
import { type Actor, type Condition, type Story, warningRecord } from '#declare'

const warning = { name: warningRecord }
/** What supervision itself warns of; other scenes' warnings are answered where they belong. */
const open: Condition = {
  op: 'all',
  of: [
    { op: 'is', field: 'ended', value: false },
    { op: 'is', field: 'scene', value: 'supervision' },
  ],
}

export async function answerWarnings(story: Story, officer: Actor): Promise<void> {
  for (const row of await officer.find(warning, open, 200)) {
    const { state } = await officer.get(warning, row.id)
    const chance = story.chance()
    const desk = String(row['desks'] ?? '').split(' ')[0] ?? ''
    const owner = actorAt(story, desk) ?? officer
    if (state === 'verifying' && chance < 0.6) await verify(owner, row.id, chance / 0.6)
    else if (state === 'escalated') await verify(actorAt(story, String(row['heads'] ?? '').split(' ')[0] ?? '') ?? officer, row.id, chance)
    else if (state === 'handling' && chance < 0.25)
      await owner.do(warning, row.id, 'progress', { values: { progress: '已逐项核对逾期任务，明确每项的责任人和完成时间。' } })
    else if (state === 'handling' && chance < 0.75)
      await owner.do(warning, row.id, 'finish', {
        values: { measure: '成立专班，按周调度；已与数据来源单位商定补报时间，其余任务列入月度考核。' },
      })
    else if (state === 'reviewing' && chance < 0.1)
      await officer.do(warning, row.id, 'sendBack', { reason: '整改措施没有写明完成时间，请补充' })
    else if (state === 'reviewing' && chance < 0.7) await officer.do(warning, row.id, 'accept')
  }
}

async function verify(actor: Actor, id: string, chance: number): Promise<void> {
  if (chance < 0.72)
    await actor.do(warning, id, 'confirm', {
      values: { finding: '情况属实：逾期任务集中在数据对接和县级推广环节，主要是口径不一、人手不足。' },
    })
  else if (chance < 0.95) await actor.do(warning, id, 'dismiss', { reason: '任务已完成，只是尚未提交验收材料，不影响进度' })
  else await actor.do(warning, id, 'repeat', { reason: '与正在督办的事项相同' })
}

/** Somebody who sits at a desk of an organ. */
function actorAt(story: Story, desk: string): Actor | undefined {
  const [kind, organ = '', role] = desk.split(':')
  if (kind !== 'o' || (role !== 'liaison' && role !== 'head')) return undefined
  return story.as(role, { organ })
}
