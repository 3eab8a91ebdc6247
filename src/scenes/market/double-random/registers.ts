// The registers of the demo city: synthetic firms with right check digits, the officers it has, and a list of matters. Also used by the tests.
import type { Actor, Story } from '#declare'
import { creditCheck, organisationCheck } from '../../../fields/credit-code/field.ts'
import { industries } from './choices.ts'
import { firm, matter, officer } from './records.ts'

const matters = [
  [
    'market',
    'catering',
    '食品经营许可与食品安全检查',
    'key',
    '《食品安全法》第一百一十条',
    ['食品经营许可证在有效期内并公示', '从业人员健康证明有效', '原料进货查验记录完整', '餐具消毒和冷藏温度符合要求'],
  ],
  [
    'enforcement',
    'catering',
    '餐厨垃圾处置检查',
    'general',
    '《浙江省餐厨垃圾管理办法》',
    ['签订餐厨垃圾收运协议', '设置油水分离装置并正常使用'],
  ],
  ['market', 'retail', '价格行为检查', 'general', '《价格法》第十三条', ['明码标价', '没有在标价之外加价']],
  ['market', 'dye', '计量器具检查', 'general', '《计量法》第九条', ['强制检定的计量器具在检定有效期内']],
  [
    'ecology',
    'dye',
    '排污许可执行检查',
    'key',
    '《排污许可管理条例》第三十一条',
    ['持证排污', '自行监测和台账记录完整', '污染防治设施正常运行'],
  ],
  [
    'emergency',
    'dye',
    '危险化学品储存检查',
    'key',
    '《危险化学品安全管理条例》第二十四条',
    ['储存场所与数量符合规定', '应急预案备案并演练'],
  ],
  ['emergency', 'works', '施工现场安全检查', 'key', '《安全生产法》第六十五条', ['特种作业人员持证上岗', '临边洞口防护到位']],
] as const

/** The officers' leads that the city has of these duties, by duty. */
export function leadsOf(story: Story): Map<string, Actor> {
  const lines = ['market', 'ecology', 'emergency', 'enforcement']
  return new Map(
    lines.flatMap(line => {
      const lead = attempt(() => story.as('liaison', { line }))
      return lead ? [[line, lead] as const] : []
    }),
  )
}

export async function makeMatters(story: Story): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [line, industry, name, rank, basis, items] of matters) {
    const lead = leadsOf(story).get(line)
    if (!lead) continue
    const id = await lead.create(matter, { name, industry, rank, method: 'site', basis, items: items.map(item => ({ item })) })
    ids.set(`${line} ${industry}`, id)
  }
  return ids
}

/** Every officer of these duties in city and counties; every sixth declares something that keeps them away from a firm. */
export async function makeOfficers(story: Story, firms: readonly string[]): Promise<string[]> {
  const made: string[] = []
  for (const [line, lead] of leadsOf(story))
    for (const region of regionsOf(story, line)) {
      const at = region === undefined ? { line } : { line, region }
      const liaison = story.as('liaison', at)
      for (const person of await inspectorsOf(story, liaison.organ!)) {
        const n = made.length
        const id = await liaison.create(officer, {
          person,
          under: lead.organ,
          certificate: `浙执${String(330600_00000 + n).padStart(11, '0')}`,
          expiresOn: `${Number(story.ends.slice(0, 4)) + 1 + (n % 4)}-12-31`,
          industries: Object.keys(industries),
          ...(firms.length > 0 && n % 6 === 5 && { avoids: [{ firm: firms[(n * 37) % firms.length], because: n % 4 ? 'kin' : 'former' }] }),
          ...(n % 9 === 4 && region !== undefined && { avoidsRegion: 'yes' }),
        })
        made.push(id)
      }
    }
  return made
}

const surnames = ['鉴湖', '会稽', '越州', '兰亭', '曹娥', '古越', '东浦', '安昌', '沃洲', '剡溪']
const trades = { catering: '餐饮管理', dye: '印染', retail: '超市', works: '建筑工程', logistics: '仓储' } as const

/** `count` firms over trades, counties and credit classes, each with a credit code whose check digits are right. */
export async function makeFirms(story: Story, count: number): Promise<string[]> {
  const lead = story.as('liaison', { line: 'market' })
  const regions = regionsOf(story, 'market')
  const city = lead.organ!.slice(0, 6)
  const made: string[] = []
  for (let n = 0; n < count; n++) {
    const industry = (Object.keys(industries) as (keyof typeof industries)[])[n % 5]!
    const region = regions[1 + (n % Math.max(1, regions.length - 1))] ?? city
    const letter = ['A', 'B', 'B', 'C', 'B', 'A', 'D', 'B', 'C', 'E'][Math.floor(n / 5) % 10]!
    made.push(
      await lead.create(
        firm,
        {
          name: `${surnames[n % 10]}${trades[industry]}${String(n + 1).padStart(3, '0')}（演示）`,
          creditCode: creditCodeOf(region, n),
          industry,
          creditClass: letter,
          status: n % 41 === 40 ? 'closed' : 'open',
          site: { lng: 120.4 + (n % 37) / 60, lat: 29.7 + (n % 29) / 60 },
        },
        { region },
      ),
    )
  }
  return made
}

/** 91 (a firm), region, a made organisation code, and both check digits. */
export function creditCodeOf(region: string, n: number): string {
  const organisation = `MA${String(700_000 + n).padStart(6, '0')}`
  const body = `91${region.slice(0, 6)}${organisation}${organisationCheck(organisation)}`
  return body + creditCheck(body)
}

/** The city (undefined) and its counties where this duty has an office. */
function regionsOf(story: Story, line: string): (string | undefined)[] {
  const prefix = story.as('liaison', { line }).organ!.slice(0, 4)
  const counties = Array.from({ length: 99 }, (_, at) => `${prefix}${String(at + 1).padStart(2, '0')}`)
  return [undefined, ...counties.filter(region => attempt(() => story.as('liaison', { line, region })) !== undefined)]
}

/** Inspectors of an organ: the first and, where there is one, the second. */
async function inspectorsOf(story: Story, organ: string): Promise<string[]> {
  const first = attempt(() => story.as('inspector', { organ }).person)
  if (first === undefined) return []
  const second = `${first}-2`
  return [first, ...((await holdsPost(story, second)) ? [second] : [])]
}

async function holdsPost(story: Story, person: string): Promise<boolean> {
  try {
    await story.asPerson(person).inbox()
    return true
  } catch {
    return false
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
