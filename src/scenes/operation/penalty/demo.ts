// A year of penalties told through the same acts that people use: several organs and counties, every way a case may go, nothing written by hand.
import { type CivilDate, type RowValues, refs, type Story, workdays } from '#declare'
import { civilDate, dayNumber } from '../../../methods/workday-calendar/civil-date.ts'
import { power } from './benchmark-record.ts'
import { type Cast, decideOnSpot, findCast, furnish, registerLead } from './demo-cast.ts'
import { attendOpen } from './demo-desks.ts'
import { firmCode, personNumber } from './demo-numbers.ts'
import { lead } from './records.ts'

/** Codes of the causes that an organ of a line handles; the last ones are for the spot. */
const causes: Readonly<Record<string, { readonly ordinary: readonly string[]; readonly spot: readonly string[] }>> = {
  market: { ordinary: ['330231-01', '330231-05', '330231-07', '330231-02', '330231-03', '330231-06'], spot: ['330231-05'] },
  enforcement: { ordinary: ['330217-03', '330217-01'], spot: ['330217-04', '330217-05'] },
  ecology: { ordinary: ['330216-02', '330216-01', '330216-03'], spot: [] },
  emergency: { ordinary: ['330225-01', '330225-03', '330225-02'], spot: [] },
  transport: { ordinary: ['330218-01'], spot: ['330218-02'] },
}
const shops = [
  '稽山食品店',
  '鉴湖超市',
  '古越装饰公司',
  '会稽机械厂',
  '兰亭印染公司',
  '若耶餐饮店',
  '镜湖建筑公司',
  '沈园工艺店',
  '秋瑾百货店',
  '东湖化工厂',
] as const
const names = ['陈国平', '王丽芬', '张建明', '周伟良', '徐小燕', '沈海江'] as const

export type Told = { readonly cast: Cast; readonly line: string; readonly name: string }

export async function demo(story: Story): Promise<void> {
  const start: CivilDate = civilDate(dayNumber(story.ends) - 330)
  if (story.today() < start) await story.until(start)
  const organs = await organsOf(story)
  if (organs.length === 0) return
  const laws = await furnish(
    story,
    organs.map(({ cast }) => cast),
  )
  await notYetHere(story)
  const days = dayNumber(story.ends) - dayNumber(story.today())
  const cases = 38
  const step = Math.max(1, Math.floor((days - 12) / cases))
  for (let at = 0; at < cases && story.today() < story.ends; at += 1) {
    const of = organs[at % organs.length]!
    await openOne(story, of, at, laws)
    if (at % 3 === 1) await onTheSpot(of, at, laws)
    if (at % 2 === 1) await attendOpen(story, organs)
    await story.until(civilDate(Math.min(dayNumber(story.ends), dayNumber(story.today()) + step)))
  }
  while (story.today() < story.ends) {
    await attendOpen(story, organs)
    const before = story.today()
    await story.pass(workdays(3))
    if (story.today() === before) break
  }
}

/** Organs with the power to punish that do not handle their cases here yet: what is missing to a hundred per cent. */
async function notYetHere(story: Story): Promise<void> {
  for (const line of ['health', 'culture', 'water']) {
    const head = await headOf(story, line)
    if (head && (await head.find(power, refs(power).body.is(head.organ!))).length === 0)
      await head.create(power, { body: head.organ, basis: '《行政处罚法》第十七条' })
  }
}
async function headOf(story: Story, line: string) {
  try {
    return story.as('head', { line })
  } catch {
    return undefined
  }
}

const countiesOf: Readonly<Record<string, readonly string[]>> = { market: ['02', '03', '81'], enforcement: ['02', '03'] }

/** The organs of the city that have inspectors: of the city itself and of its counties, whose codes begin with its four digits. */
async function organsOf(story: Story): Promise<Told[]> {
  const told: Told[] = []
  for (const line of Object.keys(causes)) {
    const own = await findCast(story, line)
    if (!own) continue
    told.push({ cast: own, line, name: '市' })
    for (const county of countiesOf[line] ?? []) {
      const cast = await findCast(story, line, `${own.region.slice(0, 4)}${county}`)
      if (cast && cast.officer.organ !== own.officer.organ) told.push({ cast, line, name: county })
    }
  }
  return told
}

async function openOne(story: Story, { cast, line }: Told, at: number, laws: ReadonlyMap<string, string>): Promise<void> {
  const codes = causes[line]!.ordinary
  const shop = shops[at % shops.length]!
  const found = story.today()
  const id = await registerLead(cast, {
    summary: `${shop}涉嫌违法`,
    source: (['inspection', 'complaint', 'random', 'transferred'] as const)[at % 4],
    sourceNumber: `${found.slice(0, 4)}-${String(at + 1).padStart(4, '0')}`,
    ...firmOf(cast, shop, at),
    benchmark: laws.get(codes[at % codes.length]!),
    site: `${(at * 7) % 200}号`,
    actFrom: civilDate(dayNumber(found) - 9),
    actTo: civilDate(dayNumber(found) - 1),
    foundOn: found,
  })
  if (at % 15 === 14) await cast.officer.do(lead, id, 'refuse', { reason: '经核查，没有违法事实' })
}

const firmOf = (cast: Cast, shop: string, at: number): RowValues => ({
  partyKind: 'firm',
  party: `绍兴${shop}`,
  creditCode: firmCode(cast.region, at),
  representative: names[at % names.length],
  address: `${(at * 7) % 200}号`,
  phone: `1390575${String(1000 + at)}`,
})

const spotFacts: Readonly<Record<string, string>> = {
  '330217-04': '在人行道上违法停放小型轿车，经劝导后驶离',
  '330217-05': '未将易腐垃圾投放到指定的收集容器，经指出后改正',
  '330231-05': '在售商品未标明价格',
  '330218-02': '驾驶营运货车未随车携带车辆营运证',
}

async function onTheSpot({ cast, line }: Told, at: number, laws: ReadonlyMap<string, string>): Promise<void> {
  const [code] = causes[line]!.spot.slice(at % 2)
  if (code === undefined) return
  const isPerson = line !== 'market'
  await decideOnSpot(cast, {
    ...(isPerson
      ? {
          partyKind: 'person',
          party: names[at % names.length],
          idNumber: personNumber(cast.region, at),
          address: '某小区',
          phone: `1390576${String(1000 + at)}`,
        }
      : firmOf(cast, shops[(at + 3) % shops.length]!, 500 + at)),
    benchmark: laws.get(code),
    site: `${(at * 3) % 90}号`,
    facts: spotFacts[code],
    fine: { '330217-04': '110', '330217-05': '200', '330231-05': '2000', '330218-02': '110' }[code],
    ...(code === '330217-05' && { circumstances: ['cooperative'] }),
    collect: 'bank',
    signed: { typed: isPerson ? names[at % names.length] : '经营者', consent: true },
  })
}
