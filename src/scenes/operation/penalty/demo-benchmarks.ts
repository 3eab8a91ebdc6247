// Benchmarks of the demo city. Articles and ranges are those of the law named; stages are published ones where `source` says so.
import type { RowValues } from '#declare'
import type { FieldId } from './parameters.ts'

type Law = { readonly broken: string; readonly article: string; readonly law: string }
type Kind = 'person' | 'firm' | 'any'
const make = (
  code: string,
  cause: string,
  [field, partyKind]: readonly [FieldId, Kind],
  law: Law,
  range: RowValues,
): RowValues & { code: string; field: FieldId } => ({
  code,
  cause,
  field,
  partyKind,
  ...law,
  source: '法定幅度，按国市监法规〔2022〕2号分档',
  validFrom: '2022-10-08',
  ...range,
})
const amount = (least: number, most: number, more: RowValues = {}): RowValues => ({
  rangeKind: 'amount',
  least: String(least),
  most: String(most),
  ...more,
})
const times = (leastTimes: string, mostTimes: string, baseLabel: string): RowValues => ({
  rangeKind: 'multiple',
  leastTimes,
  mostTimes,
  baseLabel,
})

const jiaxing = '《嘉兴市城市管理行政处罚自由裁量适用标准》第1项'
const byArea = (...amounts: readonly (readonly [number, number])[]): RowValues => ({
  unit: '平方米',
  source: jiaxing,
  stages: [
    { name: '占地5平方米以下', below: 5, least: String(amounts[0]![0]), most: String(amounts[0]![1]) },
    { name: '占地5—10平方米', from: 5, below: 10, least: String(amounts[1]![0]), most: String(amounts[1]![1]) },
    { name: '占地10平方米以上', from: 10, least: String(amounts[2]![0]), most: String(amounts[2]![1]) },
  ],
})

const litter = {
  broken: '《浙江省城市市容和环境卫生管理条例》第十三条第一款',
  article: '《浙江省城市市容和环境卫生管理条例》第十三条第二款',
  law: '对单位处五百元以上三千元以下的罚款，对个人处二百元以上一千元以下的罚款。',
}

export const benchmarks = [
  make(
    '330231-01',
    '经营超过保质期的食品',
    ['market', 'any'],
    {
      broken: '《食品安全法》第三十四条第十项',
      article: '《食品安全法》第一百二十四条第一款第五项',
      law: '货值金额不足一万元的，并处五万元以上十万元以下罚款。',
    },
    amount(50_000, 100_000),
  ),
  make(
    '330231-02',
    '未取得食品经营许可从事食品经营活动',
    ['market', 'any'],
    {
      broken: '《食品安全法》第三十五条第一款',
      article: '《食品安全法》第一百二十二条第一款',
      law: '货值金额不足一万元的，并处五万元以上十万元以下罚款。',
    },
    amount(50_000, 100_000),
  ),
  make(
    '330231-03',
    '发布虚假广告',
    ['market', 'firm'],
    { broken: '《广告法》第四条', article: '《广告法》第五十五条第一款', law: '处广告费用三倍以上五倍以下的罚款。' },
    times('3', '5', '广告费用'),
  ),
  make(
    '330231-04',
    '广告使用“国家级”“最高级”“最佳”等用语',
    ['market', 'firm'],
    { broken: '《广告法》第九条第三项', article: '《广告法》第五十七条第一项', law: '处二十万元以上一百万元以下的罚款。' },
    amount(200_000, 1_000_000),
  ),
  make(
    '330231-05',
    '不按规定明码标价',
    ['market', 'any'],
    { broken: '《价格法》第十三条第一款', article: '《价格法》第四十二条', law: '责令改正，没收违法所得，可以并处五千元以下的罚款。' },
    amount(0, 5000, { warning: true }),
  ),
  make(
    '330231-06',
    '无照经营',
    ['market', 'any'],
    {
      broken: '《无证无照经营查处办法》第二条',
      article: '《无证无照经营查处办法》第十三条',
      law: '责令停止违法行为，没收违法所得，并处一万元以下的罚款。',
    },
    amount(0, 10_000),
  ),
  make(
    '330231-07',
    '销售未经强制性产品认证的产品',
    ['market', 'any'],
    {
      broken: '《认证认可条例》第二十七条',
      article: '《认证认可条例》第六十六条',
      law: '责令改正，处五万元以上二十万元以下的罚款，有违法所得的，没收违法所得。',
    },
    amount(50_000, 200_000),
  ),
  make(
    '330217-01',
    '临时设施未保持整洁（单位）',
    ['enforcement', 'firm'],
    litter,
    amount(500, 3000, byArea([500, 1500], [1500, 2000], [2000, 3000])),
  ),
  make(
    '330217-02',
    '临时设施未保持整洁（个人）',
    ['enforcement', 'person'],
    litter,
    amount(200, 1000, byArea([200, 500], [500, 600], [600, 1000])),
  ),
  make(
    '330217-03',
    '擅自占用城市道路',
    ['enforcement', 'any'],
    {
      broken: '《城市道路管理条例》第二十七条第一项',
      article: '《城市道路管理条例》第四十二条',
      law: '责令限期改正，可以处以二万元以下的罚款。',
    },
    amount(0, 20_000, { warning: true }),
  ),
  make(
    '330217-04',
    '在人行道违法停放机动车',
    ['enforcement', 'person'],
    { broken: '《道路交通安全法》第五十六条', article: '《道路交通安全法》第九十三条第二款', law: '处二十元以上二百元以下罚款。' },
    amount(20, 200, { warning: true }),
  ),
  make(
    '330217-05',
    '未按规定分类投放生活垃圾（个人）',
    ['enforcement', 'person'],
    {
      broken: '《固体废物污染环境防治法》第四十九条第二款',
      article: '《固体废物污染环境防治法》第一百一十一条第三款',
      law: '情节严重的，对个人处一百元以上五百元以下的罚款。',
    },
    amount(100, 500),
  ),
  make(
    '330216-01',
    '超标排放水污染物',
    ['ecology', 'firm'],
    { broken: '《水污染防治法》第十条', article: '《水污染防治法》第八十三条第二项', law: '处十万元以上一百万元以下的罚款。' },
    amount(100_000, 1_000_000),
  ),
  make(
    '330216-02',
    '施工工地未采取扬尘防治措施',
    ['ecology', 'firm'],
    {
      broken: '《大气污染防治法》第六十九条第三款',
      article: '《大气污染防治法》第一百一十五条第一款第一项',
      law: '处一万元以上十万元以下的罚款。',
    },
    amount(10_000, 100_000),
  ),
  make(
    '330216-03',
    '建设项目未批先建',
    ['ecology', 'firm'],
    {
      broken: '《环境影响评价法》第二十五条',
      article: '《环境影响评价法》第三十一条第一款',
      law: '处建设项目总投资额百分之一以上百分之五以下的罚款。',
    },
    times('0.01', '0.05', '建设项目总投资额'),
  ),
  make(
    '330225-01',
    '从业人员违反操作规程',
    ['emergency', 'firm'],
    {
      broken: '《安全生产违法行为行政处罚办法》第四十五条第一项',
      article: '《安全生产违法行为行政处罚办法》第四十五条',
      law: '给予警告，并可以对生产经营单位处一万元以上三万元以下罚款。',
    },
    amount(10_000, 30_000, {
      unit: '类（1普通从业人员，2主要负责人、安全管理人员、特种作业人员）',
      source: '公开的安全生产行政处罚裁量基准（普通从业人员1—2万元；负责人、特种作业人员2—3万元）',
      stages: [
        { name: '普通从业人员', below: 2, least: '10000', most: '20000' },
        { name: '主要负责人、安全管理人员、特种作业人员', from: 2, least: '20000', most: '30000' },
      ],
    }),
  ),
  make(
    '330225-02',
    '特种作业人员未取得相应资格上岗作业',
    ['emergency', 'firm'],
    { broken: '《安全生产法》第三十条第一款', article: '《安全生产法》第九十七条第七项', law: '责令限期改正，处十万元以下的罚款。' },
    amount(0, 100_000),
  ),
  make(
    '330225-03',
    '未如实记录事故隐患排查治理情况',
    ['emergency', 'firm'],
    { broken: '《安全生产法》第四十一条第二款', article: '《安全生产法》第九十七条第五项', law: '责令限期改正，处十万元以下的罚款。' },
    amount(0, 100_000),
  ),
  make(
    '330218-01',
    '车辆超限运输',
    ['transport', 'any'],
    { broken: '《公路安全保护条例》第三十三条', article: '《公路安全保护条例》第六十四条', law: '可以处三万元以下的罚款。' },
    amount(0, 30_000),
  ),
  make(
    '330218-02',
    '不按照规定携带车辆营运证',
    ['transport', 'any'],
    {
      broken: '《道路运输条例》第三十三条',
      article: '《道路运输条例》第六十八条',
      law: '责令改正，处警告或者二十元以上二百元以下的罚款。',
    },
    amount(20, 200, { warning: true }),
  ),
]
