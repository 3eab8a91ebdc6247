// How a dispute of the demo is mediated: sessions at each level, other organs beside the mediator, until it comes to an agreement or to none.
import { type Actor, Problem } from '#declare'
import { addDays } from '../../../fields/date/civil-date.ts'
import { conclude, look } from './demo-agreement.ts'
import { at, type Case, later, on, type Tale } from './demo-tale.ts'
import { dispute, type MediationLevel } from './records.ts'

const order: readonly MediationLevel[] = ['village', 'town', 'county', 'city']

/** A session, then what comes of it: up, together with others, an agreement, or none. */
export async function work(tale: Tale, of: Case, level: MediationLevel): Promise<void> {
  const { story } = tale
  const by = at(tale, of, level)
  if (level !== 'village') await by.do(dispute, of.id, 'arrange', { values: { mediators: [by.person] } })
  const isTop = level === of.top
  if (isTop && level === 'village' && of.end === 'agreed' && !of.byCode && story.chance() < 0.6) {
    await by.do(dispute, of.id, 'settle', { values: { facts: of.matter.facts, performance: '双方当场握手言和，约定事项已经履行。' } })
    on(tale, addDays(story.today(), 32), () => look(tale, of, by))
    return
  }
  await meet(tale, of, by, isTop && of.end === 'agreed' ? 'agreed' : 'apart')
  if (of.end === 'quit') return leave(tale, of)
  if (!isTop) {
    const next = order[order.indexOf(level) + 1]!
    await by.do(dispute, of.id, 'escalate', { reason: '双方分歧较大，需要上一级牵头协调' })
    later(tale, 2 + Math.floor(story.chance() * 5), () => work(tale, of, next))
    return
  }
  const lines = of.matter.lines
  if (level !== 'village' && lines && story.chance() < 0.7) return join(tale, of, by, lines)
  later(tale, 1 + Math.floor(story.chance() * 3), () => conclude(tale, of, by))
}

const meet = (tale: Tale, of: Case, by: Actor, result: string) =>
  by.do(dispute, of.id, 'meet', {
    values: {
      at: tale.story.now().toISOString(),
      venue: '调解室',
      present: ['applicant', 'respondent'],
      told: true,
      minutes: `${of.matter.facts}调解员分别听取意见，释明法律规定，引导双方换位思考。`,
      result,
    },
  })

async function leave({ story }: Tale, of: Case): Promise<void> {
  await (await story.resident(of.phones[0], of.names[0])).do(dispute, of.id, 'quit', { values: { withdrawal: '双方已经自行和好' } })
}

async function join(tale: Tale, of: Case, by: Actor, lines: readonly string[]): Promise<void> {
  const { story } = tale
  const county = of.village.slice(0, 6)
  const helpers = lines.flatMap(line => {
    try {
      return [story.as('handler', { line, region: county })]
    } catch (error) {
      if (error instanceof Problem) return []
      throw error
    }
  })
  if (helpers.length === 0) return conclude(tale, of, by)
  await by.do(dispute, of.id, 'join', { reason: '涉及多个部门职责，需要共同调解', values: { joint: helpers.map(one => one.organ) } })
  later(tale, 3, async () => {
    for (const helper of helpers) {
      const waiting = (await helper.inbox()).find(one => one.id === of.id)
      if (waiting)
        await helper.do(dispute, of.id, 'advise', {
          task: waiting.task,
          values: { advice: '事实清楚，建议按双方责任协商解决，本单位配合落实。' },
        })
    }
    await by.do(dispute, of.id, 'conclude', { values: { jointOpinion: '各单位意见一致，建议按责任大小协商赔偿和整改。' } })
    later(tale, 2, () => conclude(tale, of, by))
  })
}
