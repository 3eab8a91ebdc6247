// Half a year of questions, answers and ratings, told through the same doors that residents and officials use.
import { type Resident, refs, type Story, workdays } from '#declare'
import { consultation, rating } from './records.ts'

const asked = [
  ['question', '新生儿落户要带哪些材料', '孩子刚出生，父母户口不在一个区，想问落户要带哪些材料，能不能网上办。'],
  ['policy', '灵活就业社保补贴怎么领', '我做外卖配送，自己交社保，听说有补贴，想问条件和申请时间。'],
  ['advice', '小区门口公交站牌看不清', '站牌被树挡住，老人看不清班次，建议修剪或移位。'],
  ['question', '营业执照经营范围怎么变更', '餐饮店想增加外卖和预包装食品，变更经营范围需要什么材料。'],
  ['policy', '老旧小区加装电梯有什么补助', '我们单元想加装电梯，想问补助标准和要多少户同意。'],
  ['question', '异地就医备案在哪里办', '父母随我在外省居住，看病报销怎么备案。'],
  ['advice', '希望公园增加夜间照明', '晚上散步的人多，湖边一段路没有灯，有安全隐患。'],
  ['question', '公积金提取还贷多久到账', '上周申请了提取，想问一般几天到账。'],
] as const
const people = ['王秀英', '李建国', '陈晓燕', '张海波', '沈国强', '周丽娟'] as const

export async function demo(story: Story): Promise<void> {
  const start = new Date(new Date(story.ends).getTime() - 70 * 86_400_000).toISOString().slice(0, 10)
  await story.until(start)
  const residents = await Promise.all(people.map((name, at) => story.resident(`1390575010${at}`, name)))
  const counties = countiesOf(story)
  for (let at = 0; story.today() < story.ends; at += 1) {
    const [kind, topic, question] = asked[at % asked.length]!
    const who = residents[at % residents.length]!
    const where = counties[at % counties.length]!
    const made = await who.apply(
      { name: 'ask' },
      { kind, topic, question, where, name: people[at % people.length], phone: `1390575010${at % people.length}` },
    )
    if (!made.allowed) throw new Error(made.because)
    const before = story.today()
    await story.pass(workdays(1))
    await attend(story, who, made.id, where, at)
    await story.pass(workdays(2))
    if (story.today() === before) break
  }
}

/** The counties of the demo city that have an office to answer; their codes begin with the city's four digits. */
function countiesOf(story: Story): string[] {
  const city = (story.as('handler', { line: 'services' }).organ ?? '').slice(0, 4)
  return Array.from({ length: 99 }, (_, at) => `${city}${String(at + 1).padStart(2, '0')}`).filter(region => {
    try {
      story.as('handler', { line: 'services', region })
      return true
    } catch {
      return false
    }
  })
}

async function attend(story: Story, who: Resident, id: string, region: string, at: number): Promise<void> {
  const officer = story.as('handler', { line: 'services', region })
  if (at % 4 === 3) {
    await officer.do(consultation, id, 'askMore', { reason: '请说明您的户籍所在地和申请时间，便于准确答复' })
    await who.do(consultation, id, 'supplement', { values: { more: '户籍在本市，上个月初申请的。' } })
  }
  if (at % 9 === 8) return
  await officer.do(consultation, id, 'answer', {
    values: { reply: '您好，所需材料和办理时间已在附件列明，可在线上办理，一般3个工作日办结。如仍有疑问请致电当地政务服务中心。' },
  })
  const stars = [5, 4, 5, 2, 3, 5, 1, 4][at % 8]!
  if (at % 3 !== 2)
    await who.rate(consultation, id, {
      stars,
      reasons: stars <= 2 ? ['unclear'] : ['clear'],
      words: stars <= 2 ? '答得太笼统，没有说清楚' : '',
    })
  if (stars > 2 || at % 3 === 2) return
  const head = story.as('head', { organ: officer.organ! })
  const [bad] = (await head.find(rating, refs(rating).caseId.is(id))).filter(one => one['state'] !== null)
  if (!bad) return
  await head.do(rating, bad.id, 'contacted', { values: { contact: '已电话回访，群众希望列出具体材料', finding: 'true' } })
  if (at % 2 === 1) await head.do(rating, bad.id, 'corrected', { values: { measures: '已补充答复，列明材料清单和办理窗口' } })
}
