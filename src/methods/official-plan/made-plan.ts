// Plans made up for tests: every fact is known before the text is written.
import fc from 'fast-check'

export type MadeTask = { chapter: number; title: string; body: string; lead: string; joint: string[]; form: number }
export type MadePlan = { text: string; paragraphs: string[]; tasks: MadeTask[] }

const verbs = ['推进', '加强', '完善', '建立', '深化', '优化', '健全']
const things = ['数据共享', '智慧停车', '河道巡查', '市场监测', '便民服务', '基层治理', '信用监管', '应急指挥', '社区养老', '消费维权']
const ends = ['体系建设', '机制', '能力提升', '专项行动', '平台应用']
const units = [
  '市发改委',
  '市经信局',
  '市财政局',
  '市大数据局',
  '市自然资源和规划局',
  '市文化广电旅游局',
  '市委网信办',
  '市住房和城乡建设局',
  '绍云电力局',
  '市消防救援支队',
  '市政府有关部门（单位）',
]
const sentences = [
  '统筹各方力量，形成上下联动、左右协同的工作格局',
  '到2027年，重点领域覆盖率达到95%以上，新增示范点20个',
  '运用大数据、人工智能等技术，提升分析研判水平',
  '第一、二、三季度分别开展一次评估，及时通报结果',
  '完善“1+3+N”制度，发挥“一中心四平台”作用',
  '落实2025年版指南，处理1.5亿条数据，按3.2%的比例抽查',
  '梳理问题清单，逐项销号（含历史遗留问题），确保改到位',
  '依托5G网络和CIM Platform Core系统，加快场景落地',
]

const pick = <T>(from: readonly T[]) => fc.constantFrom(...from)
const task = fc.record({
  title: fc.tuple(pick(verbs), pick(things), pick(ends)).map(words => words.join('')),
  body: fc.uniqueArray(pick(sentences), { minLength: 1, maxLength: 4 }).map(said => `${said.join('。')}。`),
  names: fc.uniqueArray(pick(units), { minLength: 1, maxLength: 6 }),
})

/** Plans of one to four chapters with one to five tasks each, in one of four ways of naming units. */
export const madePlans: fc.Arbitrary<MadePlan> = fc
  .record({
    chapters: fc.array(fc.array(task, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
    form: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ chapters, form }) => {
    const paragraphs = [
      '绍云市加快数字治理实施方案',
      '为加快数字治理，结合我市实际，现制定如下实施方案。',
      '一、总体要求',
      '坚持问题导向、系统观念，全面提升治理水平。',
    ]
    const tasks: MadeTask[] = []
    let count = 0
    for (const [at, items] of chapters.entries()) {
      paragraphs.push(`${'二三四五'[at]}、全面做好第${'一二三四'[at]}方面重点工作`)
      for (const { title, body, names } of items) {
        count++
        const [lead, ...joint] = names as [string, ...string[]]
        tasks.push({ chapter: at, title, body, lead, joint, form })
        const head = `${count}.${title}。${body}`
        if (form === 0) paragraphs.push(head, `责任单位：${names.join('、')}`)
        else if (form === 1) paragraphs.push(`${head}（${names.join('、')}按职责分工负责）`)
        else if (form === 2) paragraphs.push(`${head}（牵头单位：${lead}${joint.length > 0 ? `；配合单位：${joint.join('、')}` : ''}）`)
        else paragraphs.push(head, joint.length > 0 ? `责任单位：${lead}牵头，${joint.join('、')}配合` : `责任单位：${lead}`)
      }
    }
    paragraphs.push(`${'二三四五六'[chapters.length]}、组织保障`, '加强组织领导，强化督促检查，确保各项任务落到实处。')
    return { text: paragraphs.join('\n'), paragraphs, tasks }
  })

/** The same paragraphs with every line cut at `width` characters. */
export function wrapAt(paragraphs: readonly string[], width: number, indent = ''): string {
  return paragraphs
    .flatMap(paragraph => {
      const words = indent + paragraph
      return Array.from({ length: Math.ceil(words.length / width) }, (_, at) => words.slice(at * width, (at + 1) * width))
    })
    .join('\n')
}

/** Half-width digits, letters and marks made full-width. */
export function widen(text: string): string {
  return text.replaceAll(/[0-9A-Za-z%+.]/g, character => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

/** Full-width brackets and marks made half-width. */
export function narrow(text: string): string {
  return text.replaceAll('（', '(').replaceAll('）', ')').replaceAll('：', ':').replaceAll('；', ';').replaceAll('，', ',')
}
