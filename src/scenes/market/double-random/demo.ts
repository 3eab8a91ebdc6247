// A season of inspections, told through the same acts that people use: one plan of several organs, two draws, visits in every state.
import { type Actor, Problem, type RowValues, refs, type StoredRow, type Story, workdays } from '#declare'
import { batch, plan, visit } from './records.ts'
import { leadsOf, makeFirms, makeMatters, makeOfficers } from './registers.ts'

const firms = 400

export async function demo(story: Story): Promise<void> {
  await story.until(moved(story.ends, -100))
  const matters = await makeMatters(story)
  const ids = await makeFirms(story, firms)
  await makeOfficers(story, ids)
  const leads = leadsOf(story)
  const lead = leads.get('market')!
  const head = story.as('head', { line: 'market' })
  await fillAndApprove(story, { leads, lead, head, matters })
  const batches = await lead.find(batch, refs(batch).state.is('committed'))
  await story.pass(workdays(4))
  const witness = story.as('supervisor', { line: 'supervision' })
  for (const one of batches.filter(one => one['industry'] !== 'works')) {
    const word = story.chance() < 0.5 ? '鉴湖越台名士乡' : '千岩竞秀，万壑争流'
    // A small city may have too few inspectors for a crew: its batch stays undrawn, until the register is fuller and the head commits anew.
    const drawn = await lead.do(batch, one.id, 'draw', { values: { witness: witness.person, word } }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Problem && /不足2名检查人员/.test(error.message)) return false
        throw error
      },
    )
    if (drawn) await head.do(batch, one.id, 'confirm')
  }
  await story.until(moved(story.ends, -80))
  while (story.today() < story.ends) {
    await inspect(story)
    await publish(story, lead)
    const before = story.today()
    await story.pass(workdays(4))
    if (story.today() === before) break
  }
}

type Cast = {
  readonly leads: ReadonlyMap<string, Actor>
  readonly lead: Actor
  readonly head: Actor
  readonly matters: ReadonlyMap<string, string>
}

async function fillAndApprove(story: Story, { leads, lead, head, matters }: Cast): Promise<void> {
  const spring = [moved(story.ends, -80), moved(story.ends, -15)]
  const summer = [moved(story.ends, -70), moved(story.ends, 12)]
  const autumn = [moved(story.ends, 20), moved(story.ends, 50)]
  const wanted = [
    ['market', 'catering', '餐饮单位食品安全', 16, spring],
    ['enforcement', 'catering', '餐饮单位餐厨垃圾处置', 12, spring],
    ['market', 'dye', '印染企业计量器具', 8, summer],
    ['ecology', 'dye', '印染企业排污许可', 14, summer],
    ['emergency', 'dye', '印染企业危险化学品', 10, summer],
    ['emergency', 'works', '在建工地安全', 6, autumn],
  ] as const
  const joint = [...leads.values()].map(one => one.organ)
  const title = `${story.ends.slice(0, 4)}年度部门联合“双随机、一公开”抽查计划（演示）`
  const id = await lead.create(plan, { title, lead: lead.organ, joint, endsOn: moved(story.ends, 60) })
  for (const [line, liaison] of leads) {
    const task = async () => (await liaison.inbox()).find(one => one.id === id && one.state === 'filling')!.task
    for (const [organ, industry, what, take, [from, to]] of wanted)
      if (organ === line)
        await liaison.do(plan, id, 'add', {
          task: await task(),
          values: { what, matter: matters.get(`${line} ${industry}`), take, from, to },
        })
    await story.pass(workdays(1))
    await liaison.do(plan, id, 'submit', { task: await task() })
  }
  await lead.do(plan, id, 'merge')
  await story.pass(workdays(1))
  await head.do(plan, id, 'approve')
  for (const [line, liaison] of leads)
    for (const [organ, , what] of wanted)
      if (organ === line) await liaison.do(plan, id, 'comment', { reason: `${what}：检查人员和抽查事项已核对` })
}

const stroke = (top: number) => Array.from({ length: 40 }, (_, n) => [10 + n * 6, top + Math.round(18 * Math.sin(n / 3)), n * 16])

async function inspect(story: Story): Promise<void> {
  const lead = story.as('liaison', { line: 'market' })
  for (const one of await lead.find(visit, refs(visit).ended.is(false), 500)) {
    const first = story.asPerson(String(one['first']))
    const chance = story.chance()
    if (one['state'] === 'visiting' && chance < 0.3)
      await first.do(visit, one.id, 'submit', {
        values: { checkedOn: one['checkedOn'] ?? story.today(), ...found(one, story.chance()) },
      })
    else if (one['state'] === 'confirming' && chance < 0.85) await story.asPerson(String(one['second'])).do(visit, one.id, 'confirm')
    else if (one['state'] === 'confirming' && chance < 0.9)
      await story.asPerson(String(one['second'])).do(visit, one.id, 'sendBack', { reason: '检查表与现场照片不一致，请核对' })
    else if (one['state'] === 'following' && chance < 0.35)
      await first.do(visit, one.id, 'recheck', { values: { recheck: '到场复查，问题已整改到位。' } })
    else if (one['state'] === 'following' && chance < 0.4)
      await first.do(visit, one.id, 'handOver', { values: { handOver: '逾期未改正，涉嫌违法，移送立案调查。' } })
  }
}

/** A visit as it goes: mostly nothing is found, sometimes a fault that is mended at once, now and then a closed door. */
function found(row: StoredRow, chance: number): RowValues {
  const asked = (row['answers'] as { matter: string; item: string }[]).map(one => ({ matter: one.matter, item: one.item, answer: 'good' }))
  const risk = { A: 0.08, B: 0.16, C: 0.3, D: 0.5, E: 0.3 }[String(row['creditClass'])] ?? 0.2
  const signed = { signer: '现场负责人', signed: { width: 300, height: 120, strokes: [stroke(30), stroke(70)] } }
  if (chance > 0.95) return { result: 'unreachable', findings: '登记的住所无人办公，所留电话无法接通。' }
  if (chance > 0.9) return { result: 'inactive', findings: '已转产，未开展本次抽查涉及的经营活动。' }
  if (chance >= risk) return { answers: asked, result: 'clean', ...signed }
  const answers = asked.map((one, at) => (at === 0 ? { ...one, answer: 'bad', note: '现场不能提供有效凭证' } : one))
  return {
    answers,
    result: chance < risk / 3 ? 'pending' : 'corrected',
    findings: `${asked[0]!.item}：现场不能提供有效凭证，责令限期改正。`,
    ...signed,
  }
}

async function publish(story: Story, lead: Actor): Promise<void> {
  for (const one of await lead.find(visit, refs(visit).state.is('publishing'), 500))
    if (story.chance() < 0.6) await lead.do(visit, one.id, 'publish')
}

/** A civil date so many days later. */
const moved = (date: string, days: number): string => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)
