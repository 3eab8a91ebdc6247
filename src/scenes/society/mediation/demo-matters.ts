// What the people of the demo city fall out over: synthetic matters, each with what is agreed in the end. Nobody in them exists.
import type { kinds } from './records.ts'

export type Matter = {
  readonly kind: keyof typeof kinds
  readonly topic: string
  readonly story: string
  readonly spots: readonly string[]
  readonly facts: string
  readonly terms: readonly (readonly ['applicant' | 'respondent' | 'both', string, days: number])[]
  readonly amount?: number
  /** Organs that are called in where it is mediated jointly, by their duty. */
  readonly lines?: readonly string[]
  readonly people?: number
  /** Who else signs, where somebody does: on which side, and as what. */
  readonly third?: readonly [side: 'applicant' | 'respondent' | 'third', name: string]
}

export const matters: readonly Matter[] = [
  {
    kind: 'neighbour',
    topic: '楼上卫生间漏水，天花板发霉',
    story: '楼上卫生间一直往下漏水，墙面和天花板发霉，多次上门协商没有结果，要求修好并赔偿损失。',
    spots: ['3幢2单元', '7幢1单元', '12幢3单元'],
    facts: '双方到现场查看，确认漏水由楼上卫生间防水层破损引起，争议在于维修期限和赔偿数额。',
    terms: [
      ['respondent', '请专业公司重做卫生间防水', 12],
      ['respondent', '支付墙面修复费用', 20],
    ],
    amount: 2600,
    third: ['respondent', '房屋承租人'],
  },
  {
    kind: 'neighbour',
    topic: '院墙边种树遮光，要求移栽',
    story: '邻居在院墙边种的香樟越长越大，遮住了采光，落叶堵住排水沟，要求移栽或者修剪。',
    spots: ['村东自然村', '祠堂后面', '村口机耕路旁'],
    facts: '树木位于对方宅基地内，枝叶越过界墙影响采光，双方对修剪范围有争议。',
    terms: [['respondent', '修剪越界枝叶，每年秋季修剪一次', 10]],
  },
  {
    kind: 'neighbour',
    topic: '棋牌室夜间扰民',
    story: '一楼棋牌室每天营业到凌晨，声音很大，老人和孩子没法休息，要求限制营业时间。',
    spots: ['沿街商铺', '小区东门'],
    facts: '棋牌室夜间营业影响楼上住户休息，双方同意限定时间并加装隔音。',
    terms: [
      ['respondent', '每晚十点前停止营业', 3],
      ['respondent', '加装隔音门窗', 25],
    ],
    lines: ['police', 'enforcement'],
  },
  {
    kind: 'family',
    topic: '三兄妹赡养老人分担不均',
    story: '母亲年迈需要照料，三个子女对轮流照料和费用分担意见不一，老人希望有人主持公道。',
    spots: ['老宅', '安置小区'],
    facts: '三名子女均有赡养能力，争议在于照料时间和医疗费用的分担比例。',
    terms: [
      ['both', '三名子女按月轮流照料，费用均摊', 7],
      ['respondent', '补付此前垫付的医疗费', 25],
    ],
    amount: 9000,
    third: ['respondent', '弟弟'],
  },
  {
    kind: 'house',
    topic: '翻建房屋越过老墙基',
    story: '邻居翻建房屋时把地基往外挪了半米，占了我家的滴水位，要求按老墙基退回去。',
    spots: ['村西头', '晒谷场边'],
    facts: '经现场丈量，新基础外移约四十厘米，双方对原界址认识不同。',
    terms: [['respondent', '基础退至老墙基线，双方在场立界桩', 20]],
    lines: ['natural-resources', 'agriculture'],
  },
  {
    kind: 'land',
    topic: '承包田界址不清，互相多占',
    story: '两户承包田相邻，田埂多次移动，面积对不上，去年为引水还起过争执，要求重新丈量。',
    spots: ['畈上', '溪边田'],
    facts: '双方承包合同面积明确，田埂移动造成实际面积偏差。',
    terms: [['both', '按承包合同面积重新立埂，费用各半', 15]],
    lines: ['agriculture'],
  },
  {
    kind: 'labour',
    topic: '工程完工后拖欠工资',
    story: '装修工程春节前就完工了，班组的工资一直没有结清，老板说甲方没付款，要求尽快付清。',
    spots: ['产业园工地', '安置房工地'],
    facts: '考勤和结算单经双方核对一致，争议在于付款时间。',
    terms: [
      ['respondent', '先付拖欠工资的一半', 5],
      ['respondent', '付清余款', 30],
    ],
    amount: 86_000,
    third: ['third', '总承包单位'],
    lines: ['human-resources', 'construction'],
    people: 12,
  },
  {
    kind: 'labour',
    topic: '离职后押金和加班费没有结清',
    story: '上个月从餐馆离职，押金和两个月的加班费没有给，多次讨要都被推脱。',
    spots: ['美食街', '商业综合体'],
    facts: '押金收据真实，加班时数双方认可，数额有争议。',
    terms: [['respondent', '退还押金并支付加班费', 10]],
    amount: 4300,
    lines: ['human-resources'],
  },
  {
    kind: 'traffic',
    topic: '电动车相撞后的医药费',
    story: '骑电动车在路口与对方相撞，交警认定对方主要责任，医药费和误工费一直没有赔。',
    spots: ['菜市场路口', '学校门口'],
    facts: '事故责任认定明确，争议在于误工费和后续治疗费用。',
    terms: [['respondent', '赔偿医药费、误工费', 20]],
    amount: 12_800,
    lines: ['police'],
  },
  {
    kind: 'contract',
    topic: '借款到期没有归还',
    story: '朋友借钱周转，写了借条，约定半年归还，到期后一直拖着不还，电话也不接。',
    spots: ['轻纺市场', '村委会旁'],
    facts: '借条真实，本金双方认可，争议在于利息和分期。',
    terms: [
      ['respondent', '归还本金的一半', 15],
      ['respondent', '归还其余本金，不计利息', 45],
    ],
    amount: 50_000,
    third: ['respondent', '担保人'],
  },
  {
    kind: 'property',
    topic: '电梯长期停运，业主拒交物业费',
    story: '小区电梯坏了一个多月没有修好，老人出不了门，业主们不愿意交物业费，物业要起诉。',
    spots: ['2号楼', '5号楼'],
    facts: '电梯停运属实，物业已申请维修资金，争议在于停运期间的物业费减免。',
    terms: [
      ['respondent', '修复电梯并公示检验结果', 20],
      ['both', '停运期间物业费减半，其余补交', 30],
    ],
    lines: ['construction', 'market'],
    people: 36,
  },
  {
    kind: 'consumer',
    topic: '预付卡门店关门不退款',
    story: '健身房突然关门，卡里还有大半年的费用，店家不接电话，要求退还余额。',
    spots: ['商业广场', '沿街门面'],
    facts: '余额经核对一致，门店因经营困难停业。',
    terms: [['respondent', '按余额分两次退还', 40]],
    amount: 2380,
    lines: ['market', 'commerce'],
    people: 21,
  },
  {
    kind: 'damage',
    topic: '宠物狗咬伤孩子',
    story: '邻居的狗没有拴绳，在小区里咬伤了孩子，打疫苗和看病花了不少钱，要求赔偿。',
    spots: ['小区花园', '村道'],
    facts: '咬伤事实清楚，争议在于赔偿数额和今后管理。',
    terms: [
      ['respondent', '赔偿医疗费和护理费', 10],
      ['respondent', '出门拴绳并办理养犬登记', 15],
    ],
    amount: 3600,
  },
  {
    kind: 'relocation',
    topic: '安置房面积与协议不一致',
    story: '拆迁协议写的面积和交房面积差了六个平方，多户都有同样的问题，要求按协议补偿。',
    spots: ['安置小区一期', '安置小区二期'],
    facts: '实测面积与协议面积有差异，多户情况相同。',
    terms: [['respondent', '按协议单价补偿面积差', 60]],
    amount: 43_000,
    lines: ['construction', 'natural-resources'],
    people: 28,
  },
  {
    kind: 'environment',
    topic: '养殖场气味影响居住',
    story: '村边养殖场夏天气味很大，污水流进水沟，附近几户都受影响，要求整改。',
    spots: ['村北坡', '水库下游'],
    facts: '养殖场污水处理设施运行不正常，影响周边居住。',
    terms: [['respondent', '修复污水处理设施，加盖除臭', 30]],
    lines: ['ecology', 'agriculture'],
    people: 9,
  },
  {
    kind: 'medical',
    topic: '门诊治疗后的后续费用',
    story: '在门诊做了小手术后伤口感染，又住院治疗，认为门诊处置不当，要求承担后续费用。',
    spots: ['社区卫生服务站', '诊所'],
    facts: '感染与处置的关系经专家咨询，双方同意分担后续费用。',
    terms: [['respondent', '承担后续治疗费用的六成', 25]],
    amount: 15_600,
    lines: ['health'],
  },
]

export const surnames = '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗'
export const given = [
  '秀英',
  '建国',
  '海波',
  '晓燕',
  '国强',
  '丽娟',
  '志明',
  '玉兰',
  '文军',
  '小芳',
  '永康',
  '雅琴',
  '春生',
  '梅花',
  '金根',
]
