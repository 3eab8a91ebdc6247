// Forms met in documents nobody had tried before: tables pasted cell by cell, terms beside units, notes for all later tasks,
// heads without colons. Each text is written for the test.
import { expect, test } from 'vitest'
import { readPlan } from './read-plan.ts'

const counties = ['东原区', '西原县', '南原市']
const read = (text: string) => readPlan(text, { counties })
const brief = (text: string) =>
  read(text).tasks.map(task => `${task.number}|${task.title}|${task.lead}|${task.joint.join('、')}|${task.due.join('、')}`)
const goals = (text: string) =>
  read(text).tasks.flatMap(task =>
    task.goals.map(goal => `${goal.indicator} ${goal.comparator} ${goal.value} ${goal.unit} ${goal.term ?? '-'}`),
  )

const head = '明湖县人民政府办公室关于印发2026年民生实事任务分解表的通知\n明湖县人民政府办公室\n2026年2月26日\n'
const cells: [name: string, text: string][] = [
  [
    'cells one below the other with empty lines between',
    '序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n1\n\n修好东门路，加宽南门桥。\n\n县交通局\n\n县财政局\n\n6月底前\n\n2\n\n新建幼儿园2所。\n\n县教育局\n\n12月底前',
  ],
  [
    'cells that end with a bar',
    '序号 |\n民生实事 |\n责任单位 |\n完成时限 |\n1 |\n修好东门路，加宽南门桥。 |\n县交通局、县财政局 |\n6月底前 |\n2 |\n新建幼儿园2所。 |\n县教育局 |\n12月底前 |',
  ],
  [
    'rows with bars and none in front',
    '序号 | 民生实事 | 责任单位 | 完成时限 |\n1 | 修好东门路，加宽南门桥。 | 县交通局、县财政局 | 6月底前 |\n2 | 新建幼儿园2所。 | 县教育局 | 12月底前 |',
  ],
  [
    'rows parted by spaces, the heads spread out',
    '序号 民 生 实 事 责 任 单 位 完成时限\n1 修好东门路，加宽南门桥 县交通局、县财政局 6月底前\n2 新建幼儿园2所 县教育局 12月底前',
  ],
]
test.each(cells)('%s', (_, table) => {
  expect(brief(`${head}${table}`).map(each => each.replace('修好东门路，加宽南门桥', '修好东门路'))).toEqual([
    '1|修好东门路|县交通局|县财政局|2026-06-30',
    '2|新建幼儿园2所|县教育局||2026-12-31',
  ])
})

test('in such a table a leader is no unit, lead and joint are told apart, and a second task may share a number', () => {
  const text = `${head}序号\n目标与任务\n分管县领导\n牵头责任单位\n责任单位\n7\n新增托位400个以上，公办园占比60%以上。\n王　平\n县教育局\n县卫生健康局\n8\n开工建设养老护理楼。\n李小明\n县民政局\n县住建局\n开工建设老年大学。\n备注：按季通报。`
  expect(read(text).tasks.map(task => [task.number, task.title, task.lead, task.joint])).toEqual([
    ['7', '新增托位400个以上，公办园占比60%以上', '县教育局', ['县卫生健康局']],
    ['8', '开工建设养老护理楼', '县民政局', ['县住建局']],
    ['', '开工建设老年大学', '县民政局', ['县住建局']],
  ])
  expect(goals(text)).toEqual(['新增托位 >= 400 个 -', '公办园占比 >= 60 % -'])
})

test('passages of cells lie where the words stand', () => {
  const text = `${head}${cells[0]![1]}`
  const plan = read(text)
  for (const task of plan.tasks) {
    expect(text.slice(...task.passage)).toContain(task.title.slice(0, 5))
    for (const unit of task.unitMentions) expect(text.slice(...unit.passage)).toBe(unit.name)
  }
})

test.each([
  ['年内持续推进', '市财政局', '2026-12-31', ['持续推进']],
  ['4月底前出台政策，长期坚持', '市财政局', '2026-04-30', ['长期坚持']],
  ['2026年9月底前完成', '市财政局', '2026-09-30', []],
])('a term beside units is no unit: %s', (term, joint, due, standing) => {
  for (const units of [`市交通局牵头，市财政局负责，${term}`, `市交通局、市财政局；${term}`, `责任单位：市交通局、市财政局，${term}`]) {
    const [task] = read(`明湖市2026年工作要点\n一、重点任务\n1.修好路。加快施工。（${units}）`).tasks
    expect([task!.lead, task!.joint, task!.due, task!.standing]).toEqual(['市交通局', [joint], [due], standing])
  }
})

test.each([
  ['市级各有关部门及各县市区政府', ['市级各有关部门', ...counties]],
  ['市财政局等市有关部门和各地级以上市人民政府', ['市财政局', '各地级以上市人民政府']],
  ['市直有关部门、单位', ['市直有关部门、单位']],
  ['各区、县级市', counties],
  ['各区政府', ['东原区']],
  ['各县人民政府', ['西原县']],
  ['各市〔州〕、县〔市、区、特区〕人民政府', ['各市〔州〕、县〔市、区、特区〕人民政府']],
  ['市工信局，市法院等；各区市政府', ['市工信局', '市法院', ...counties]],
])('units after the first: %s', (written, joint) => {
  const [task] = read(`一、重点任务\n1.修好路。加快施工。（责任单位：市交通局，${written}）`).tasks
  expect([task!.lead, task!.joint]).toEqual(['市交通局', joint])
})

test('a note names several units for all later tasks, and 各项任务 is none of them', () => {
  const text =
    '一、重点任务\n1.修好路。加快施工。（牵头单位：市交通局；责任单位：市财政局。以下各项任务均需各区、县（市）政府、开发区管委会落实，不再一一列出）\n2.架好桥。抓紧实施。（市建设局、市林业局负责，第一责任单位为牵头单位，下同）'
  expect(read(text).tasks.map(task => [task.lead, task.joint, task.leadBy])).toEqual([
    ['市交通局', ['市财政局', ...counties, '开发区管委会'], 'stated'],
    ['市建设局', ['市林业局', ...counties, '开发区管委会'], 'note'],
  ])
})

test('goals as headings, each with its units below and the year of the chapter', () => {
  const text =
    '明湖区2026年主要任务分解方案\n一、2026年主要预期目标\n（一）地区生产总值增长7%以上\n责任单位：区发改局\n（二）固定资产投资力争增长10%左右\n牵头单位：区发改局\n责任单位：各街道，区财政局\n（三）居民消费价格涨幅3%左右\n责任单位：区发改局\n（四）铁路投资80亿元以上\n责任单位：区交通局\n（五）城镇新增就业1万人以上\n责任单位：区人社局\n（六）年度完成投资30亿元，其中：新开工4个、竣工3个。\n责任单位：区住建局'
  expect(goals(text)).toEqual([
    '地区生产总值增长 >= 7 % 2026-12-31',
    '固定资产投资增长 ~ 10 % 2026-12-31',
    '居民消费价格涨幅 ~ 3 % 2026-12-31',
    '铁路投资 >= 8000000000 元 2026-12-31',
    '城镇新增就业 >= 10000 人 2026-12-31',
    '完成投资 = 3000000000 元 2026-12-31',
  ])
})

test('a head of labels without colons gives its number', () => {
  const text =
    '明湖区人民政府办公室关于印发2026年工作要点的通知\n发布机构 明湖区人民政府办公室 文    号 明政办〔2026〕1号\n一、重点任务\n1.修好路。加快施工。（区交通局负责）\n明湖区人民政府办公室\n2026年1月3日'
  expect(read(text).number).toBe('明政办〔2026〕1号')
})

test('a unit’s name broken by a page, with a verb behind its bracket, goes on', () => {
  const text =
    '一、重点任务\n1.修好路。统筹各方力量。\n责任单位：市建设局牵头，市发改委、市政府\n\n— 1 —\n\n有关部门（单位）配合\n2.架好桥。抓紧实施。\n责任单位：市建设局'
  expect(brief(text)).toEqual(['1|修好路|市建设局|市发改委、市政府有关部门（单位）|', '2|架好桥|市建设局||'])
})
