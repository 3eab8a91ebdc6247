// The four official documents the reader was tried on stand beside the project, not in it; without them these tests are left out.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPlan } from './read-plan.ts'

const counties = ['越城区', '柯桥区', '上虞区', '诸暨市', '嵊州市', '新昌县']
const plans = findPlans()
const open = (file: string) => {
  const text = readFileSync(join(plans!, file), 'utf8')
  return { text, plan: readPlan(text, { counties }) }
}
const short = (goals: { indicator: string; comparator: string; value: number; unit: string; term: string | null }[]) =>
  goals.map(({ indicator, comparator, value, unit, term }) => `${indicator} ${comparator} ${value} ${unit} ${term ?? '-'}`)

function findPlans(): string | undefined {
  const given = process.env['SHUZHI_SHARED']
  if (given && existsSync(join(given, 'plan'))) return join(given, 'plan')
  for (let home = import.meta.dirname; home !== dirname(home); home = dirname(home)) {
    if (existsSync(join(home, 'shared', 'plan'))) return join(home, 'shared', 'plan')
  }
  return undefined
}

describe.skipIf(plans === undefined)('the city’s plan (left out: the documents are not beside the project)', () => {
  const leads =
    '市大数据局 市发改委 市发改委 市市场监管局 市市场监管局 市市场监管局 市委政法委 市公安局 市应急管理局 市委改革办 市委改革办 市发改委 市生态环境局 市生态环境局 市生态环境局 市自然资源和规划局 市政府办公室 市综合执法局 市政府办公室 市经信局 市发改委 市大数据局 市大数据局 市大数据局 市大数据局 市大数据局 市委网信办 市委网信办 市大数据局 市政府办公室'.split(
      ' ',
    )
  const others =
    '市发改委、市经信局、市人力社保局、市商务局、市统计局、市税务局、绍兴电力局、市投资促进中心|市经信局、市建设局、市商务局、市金融办、市统计局|市经信局、市财政局、市政务服务办、市税务局|市发改委、市公安局、市政务服务办|市发改委、市经信局|市经信局、市教育局、市商务局|市公安局、市司法局|市应急管理局|市卫生健康委、市公安局、市发改委、市自然资源和规划局、市交通运输局、市气象局、市消防救援支队|市大数据局、市政务服务办、市公安局|市发改委、市市场监管局、市金融办、市大数据局、市税务局、人行绍兴市中心支行|市民政局、市卫生健康委、市大数据局|市发改委、市自然资源和规划局、市水利局、绍兴电力局|市发改委、市自然资源和规划局|市水利局|市发改委、市建设局、市大数据局|市大数据局|市市场监管局|市大数据局、市委网信办、市信访局|市政府有关部门|市政府有关部门|市政府有关部门（单位）|||||市大数据局、市公安局|市大数据局、市公安局||市农业农村局、市水利局、市市场监管局、市大数据局、市政府有关部门（单位）'
      .split('|')
      .map(names => (names === '' ? [] : names.split('、')))

  test('its head', () => {
    const { title, issuer, number, date } = open('shaoxing-2022-26.txt').plan
    expect({ title, issuer, number, date }).toEqual({
      title: '绍兴市加快推进数字政府建设实施方案',
      issuer: '绍兴市人民政府',
      number: '绍政发〔2022〕26号',
      date: '2022-12-30',
    })
  })

  test('thirty tasks, each with its lead and its joint units, the counties named', () => {
    const { plan, text } = open('shaoxing-2022-26.txt')
    expect(plan.tasks.map(task => task.lead)).toEqual(leads)
    expect(plan.tasks.map(task => task.joint)).toEqual(others.map(names => [...names, ...counties]))
    expect(plan.tasks.map(task => task.number).slice(0, 22)).toEqual([
      ...Array.from({ length: 19 }, (_, at) => String(at + 1)),
      '（一）',
      '（二）',
      '（三）',
    ])
    expect(plan.tasks[0]!.path).toEqual(['二、以数字化改革全面提升政府履职能力', '（一）提升经济调节能力'])
    expect(plan.tasks[29]!.path).toEqual(['五、健全数字政府建设全方位保障'])
    for (const task of plan.tasks) {
      expect(text.slice(...task.passage).replaceAll(/\s/g, '')).toContain(task.title)
      expect(task.leadBy).toBe('note')
    }
  })

  test('its goals', () => {
    const { plan } = open('shaoxing-2022-26.txt')
    expect(short(plan.goals)).toEqual([
      '政务服务“一网通办”率 >= 95 % 2025-12-31',
      '场景化多业务协同应用 = 100 个 2025-12-31',
      '统一行政处罚办案系统应用率 >= 100 % 2025-12-31',
      '基层社会矛盾在镇村化解比例 >= 90 % 2025-12-31',
      '中心城区光纤网络覆盖率 = 100 % 2025-12-31',
      '第五代移动通信（5G）基站 >= 20000 个 2025-12-31',
      '数据交易量 >= 10000000000 条 2025-12-31',
    ])
    expect(short(plan.tasks.flatMap(task => task.goals))).toEqual([
      '市、县两级应急联动部门预警信息共享率 >= 100 % 2025-12-31',
      '新增“跨省通办”事项 = 22 项 -',
      '“大综合一体化”执法监管数字应用覆盖率 = 100 % -',
      '数字经济核心产业增加值 > 40000000000 元 2025-12-31',
      '智能制造示范集群 = 10 个 2025-12-31',
      '分行业产业大脑 = 10 个 2025-12-31',
      '新增数字化园区 = 50 个 2025-12-31',
    ])
  })
})

describe.skipIf(plans === undefined)('three national documents (left out: the documents are not beside the project)', () => {
  test('国办发〔2018〕121号: sixteen tasks, three of them in parts', () => {
    const { plan } = open('samples/guobanfa-2018-121.txt')
    expect([plan.title, plan.issuer, plan.number, plan.date]).toEqual([
      '国务院办公厅关于加快发展体育竞赛表演产业的指导意见',
      '国务院办公厅',
      '国办发〔2018〕121号',
      '2018-12-11',
    ])
    expect(plan.tasks.map(task => task.number)).toEqual(
      '四五六七八九'
        .split('')
        .map(each => `（${each}）`)
        .concat('十 十一 十二 十三 十四 十五 十六 十七 十八 十九'.split(' ').map(each => `（${each}）`)),
    )
    expect(plan.tasks.map(task => task.lead)).toEqual(
      '体育总局 体育总局 体育总局 体育总局 体育总局 体育总局 市场监管总局 体育总局 体育总局 体育总局 发展改革委 体育总局 广电总局 体育总局 公安部 体育总局'.split(
        ' ',
      ),
    )
    const ten = plan.tasks.find(task => task.number === '（十）')!
    expect(ten.joint).toEqual(['体育总局', '教育部', '网信办', '科技部', '工业和信息化部'])
    expect(ten.parts.map(part => [part.lead, part.joint.length])).toEqual([
      ['市场监管总局', 0],
      ['体育总局', 1],
      ['体育总局', 3],
    ])
    expect(plan.tasks.find(task => task.number === '（十八）')!.joint).toEqual(
      '工业和信息化部 交通运输部 水利部 海洋局 空管委办公室 体育总局 发展改革委 市场监管总局'.split(' '),
    )
    expect(plan.tasks.at(-1)!.body).not.toContain('各地区')
    expect(plan.tasks.every(task => task.leadBy === 'convention' && task.goals.length === 0)).toBe(true)
    expect(short(plan.goals)).toEqual([
      '体育竞赛表演产业总规模 >= 2000000000000 元 2025-12-31',
      '体育精品赛事 = 100 项 2025-12-31',
      '体育竞赛表演品牌 = 100 个 2025-12-31',
    ])
  })

  test('国发〔2018〕39号: fifteen tasks, no goal, one term counted from the day of issue', () => {
    const { plan } = open('samples/guofa-2018-39.txt')
    expect(plan.tasks.map(task => task.lead)).toEqual(
      '人力资源社会保障部 财政部 财政部 人力资源社会保障部 人力资源社会保障部 人力资源社会保障部 人力资源社会保障部 人力资源社会保障部 人力资源社会保障部 人力资源社会保障部 财政部 各省级人民政府 各有关部门和单位 各有关部门和单位 各有关部门和单位'.split(
        ' ',
      ),
    )
    expect(plan.tasks[3]!.joint).toEqual(['科技部', '财政部', '住房城乡建设部', '市场监管总局', '各省级人民政府'])
    expect(plan.tasks[10]!.joint).toEqual(['人力资源社会保障部', '民政部'])
    expect(plan.tasks.flatMap(task => task.goals)).toEqual([])
    expect(plan.goals).toEqual([])
    expect(plan.tasks.flatMap(task => task.due)).toEqual(['2018-12-16'])
    expect(plan.tasks.every(task => task.leadBy === 'note')).toBe(true)
  })

  test('国发〔2018〕42号: eighteen tasks, fifteen goals of the plan', () => {
    const { plan } = open('samples/guofa-2018-42.txt')
    expect(plan.tasks.length).toBe(18)
    expect(plan.tasks[15]).toMatchObject({ number: '（十八）', lead: '农业农村部', joint: ['工业和信息化部'], leadBy: 'stated' })
    expect(plan.tasks[6]!.joint).toEqual('科技部 工业和信息化部 财政部 交通运输部 商务部 人民银行 银保监会 民航局'.split(' '))
    expect(plan.tasks.flatMap(task => task.goals)).toEqual([])
    expect(short(plan.goals)).toEqual([
      '全国农机总动力 > 1000000000 千瓦 2020-12-31',
      '灌排机械动力 >= 120000000 千瓦 2020-12-31',
      '全国农作物耕种收综合机械化率 >= 70 % 2020-12-31',
      '全国农机总动力 ~ 1100000000 千瓦 2025-12-31',
      '灌排机械动力 >= 130000000 千瓦 2025-12-31',
      '全国农作物耕种收综合机械化率 >= 75 % 2025-12-31',
      '丘陵山区县（市、区）农作物耕种收综合机械化率 >= 55 % 2025-12-31',
      '马铃薯种植、收获机械化率 >= 45 % 2025-12-31',
      '棉花收获机械化率 >= 60 % 2025-12-31',
      '花生种植机械化率 >= 65 % 2025-12-31',
      '花生收获机械化率 >= 55 % 2025-12-31',
      '油菜种植机械化率 >= 50 % 2025-12-31',
      '油菜收获机械化率 >= 65 % 2025-12-31',
      '甘蔗收获机械化率 >= 30 % 2025-12-31',
      '设施农业、畜牧养殖、水产养殖和农产品初加工机械化率 ~ 50 % 2025-12-31',
    ])
  })
})
