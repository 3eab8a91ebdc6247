// What double-random inspection keeps: one list (抽查事项清单), two registers (对象、人员名录库), the yearly plan, its batches and their visits.
import {
  address,
  bySelf,
  choice,
  choices,
  creditCode,
  date,
  everywhere,
  file,
  inOrgan,
  inRegion,
  number,
  organ,
  organs,
  person,
  persons,
  point,
  record,
  ref,
  signature,
  table,
  text,
} from '#declare'

export const industries = { catering: '餐饮服务', dye: '印染化工', retail: '商超零售', works: '工程施工', logistics: '仓储物流' } as const
export const creditClasses = { A: 'A（低风险）', B: 'B（一般风险）', C: 'C（较高风险）', D: 'D（高风险）', E: '未分类' } as const
export const answers = { good: '符合', bad: '不符合', none: '不适用' } as const
/** The eight results under which spot checks are published (国市监信〔2019〕38号). */
export const results = {
  clean: '未发现问题',
  undisclosed: '未按规定公示应当公示的信息',
  concealed: '公示信息隐瞒真实情况、弄虚作假',
  unreachable: '通过登记的住所（经营场所）无法联系',
  corrected: '发现问题已责令改正',
  uncooperative: '不配合检查情节严重',
  inactive: '未发现开展本次抽查涉及的经营活动',
  pending: '发现问题待后续处理',
} as const

export const specialCauses = {
  complaint: '投诉举报',
  transfer: '转办交办、部门移送',
  tip: '数据监测、舆情等线索',
  key: '重点监管',
} as const
export const causes = { planned: '计划抽查', ...specialCauses } as const
/** What a visit outside the plan must show: why, and the document it comes from. Nobody makes one without. */
const special = { op: 'in', field: 'cause', value: Object.keys(specialCauses) } as const
export const specialFields = {
  sourceNumber: text({ label: '来源文号或编号', required: true, max: 80 }),
  causeText: text({ label: '专项检查的理由', required: true, long: true, min: 10, max: 500 }),
  causeFiles: file({ label: '来源材料', required: true, max: 10 }),
} as const

const overseers = ['supervisor', 'leader', 'auditor'] as const
const staff = ['head', 'liaison', 'handler', 'inspector'] as const

export const firm = record('inspection-firm', {
  label: '检查对象',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'name',
  access: [everywhere([...staff, ...overseers]), inRegion(['liaison', 'inspector'], ['read', 'create', 'write', 'export'])],
  fields: {
    name: text({ label: '名称', required: true, search: true, list: true, max: 100 }),
    creditCode: creditCode({ label: '统一社会信用代码', required: true, search: true, list: true }),
    industry: choice({ label: '行业', of: industries, required: true, list: true }),
    creditClass: choice({ label: '信用风险等级', of: creditClasses, required: true, list: true }),
    status: choice({ label: '登记状态', of: { open: '存续', closed: '注销、吊销或迁出' }, required: true, list: true }),
    address: address({ label: '住所' }),
    site: point({ label: '位置' }),
  },
})

export const officer = record('inspection-officer', {
  label: '执法检查人员',
  owner: 'market',
  share: 'on-request',
  level: 'L2',
  title: 'certificate',
  access: [
    inRegion(overseers),
    bySelf('person'),
    inOrgan('organ', ['head', 'liaison'], ['read', 'create', 'write', 'export']),
    inRegion(['liaison']),
  ],
  fields: {
    person: person({ label: '姓名', required: true, list: true }),
    under: organ({ label: '归口的市级部门', required: true, list: true }),
    certificate: text({ label: '执法证号', required: true, search: true, list: true, max: 40 }),
    expiresOn: date({ label: '执法证有效期至', required: true, list: true }),
    industries: choices({ label: '检查领域', of: industries, required: true, list: true }),
    avoids: table({
      label: '应当回避的企业',
      max: 200,
      columns: {
        firm: ref(() => firm, { label: '企业', required: true }),
        because: choice({
          label: '原因',
          of: { kin: '近亲属任职或持股', former: '曾在该企业任职', interest: '与该企业有其他利害关系' },
          required: true,
        }),
      },
    }),
    avoidsRegion: choice({ label: '本人户籍地回避', of: { no: '不适用', yes: '不检查所在区县的企业' } }),
  },
})

export const matter = record('inspection-matter', {
  label: '抽查事项',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'name',
  access: [everywhere('anyone'), inOrgan('organ', ['liaison'], ['read', 'create', 'write'])],
  fields: {
    name: text({ label: '抽查事项', required: true, search: true, list: true, max: 100 }),
    industry: choice({ label: '检查对象', of: industries, required: true, list: true }),
    rank: choice({ label: '类别', of: { general: '一般检查事项', key: '重点检查事项' }, required: true, list: true }),
    method: choice({
      label: '检查方式',
      of: { site: '现场检查', paper: '书面检查', web: '网络监测', expert: '委托专业机构' },
      required: true,
      list: true,
    }),
    items: table({ label: '检查内容', max: 40, columns: { item: text({ label: '检查内容', required: true, max: 200 }) } }),
    basis: text({ label: '检查依据', required: true, list: true, max: 300 }),
  },
})

export const plan = record('inspection-plan', {
  label: '年度抽查计划',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'title',
  number: '抽计〔{yyyy}〕{n:3}号',
  access: [
    inRegion(overseers),
    inOrgan('lead', staff),
    inOrgan('joint', staff),
    inOrgan('lead', ['liaison'], ['read', 'create', 'write', 'export']),
  ],
  fields: {
    title: text({ label: '计划名称', required: true, search: true, list: true, max: 100 }),
    lead: organ({ label: '牵头部门', required: true, list: true }),
    joint: organs({ label: '参加部门', required: true, list: true, max: 30 }),
    endsOn: date({ label: '完成时限', required: true, list: true }),
  },
})

export const planItem = record('inspection-plan-item', {
  label: '计划抽查事项',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'what',
  part: () => plan,
  access: [inRegion(overseers), inOrgan('organ', ['liaison'], ['read', 'create', 'write', 'delete'])],
  fields: {
    what: text({ label: '内容', required: true, list: true, max: 100 }),
    matter: ref(() => matter, { label: '抽查事项', required: true, list: true }),
    take: number({ label: '抽查户数', required: true, list: true, decimals: 0, min: 1, max: 10_000, unit: '户' }),
    from: date({ label: '检查开始', required: true, list: true }),
    to: date({ label: '检查结束', required: true, list: true }),
  },
})

export const batch = record('inspection-batch', {
  label: '抽查任务',
  owner: 'market',
  share: 'open',
  level: 'L1',
  title: 'title',
  part: () => plan,
  number: '抽〔{yyyy}〕{n:3}号',
  access: [inRegion(overseers), inOrgan('organ', ['head', 'liaison'], ['read', 'export']), inOrgan('organs', staff)],
  fields: {
    title: text({ label: '任务名称', required: true, search: true, list: true, max: 100 }),
    industry: choice({ label: '检查对象', of: industries, required: true, list: true }),
    organs: organs({ label: '检查部门', required: true, list: true, max: 30 }),
    matters: table({
      label: '抽查事项',
      max: 30,
      columns: { matter: ref(() => matter, { label: '事项' }), organ: organ({ label: '部门' }) },
    }),
    take: number({ label: '抽查户数', required: true, list: true, decimals: 0, min: 1, unit: '户' }),
    asked: number({ label: '各部门原计划户次', decimals: 0, min: 1, unit: '户次' }),
    saved: number({ label: '合并减少入企', decimals: 0, min: 0, unit: '户次', list: true }),
    from: date({ label: '检查开始', required: true, list: true }),
    to: date({ label: '检查结束', required: true, list: true }),
    attempt: number({ label: '第几次抽取', decimals: 0, min: 1 }),
    population: number({ label: '候选企业', decimals: 0, unit: '户' }),
    commitment: text({ label: '抽取承诺（密值的散列）', max: 64 }),
    headSize: number({ label: '约定的账本大小', decimals: 0, help: '账本达到这个大小后的第一个签名树头参与生成随机种子' }),
    planHash: text({ label: '抽取方案指纹', max: 64 }),
    planFile: file({ label: '抽取方案', max: 1 }),
    witness: person({ label: '见证人' }),
    word: text({ label: '见证词', max: 60, help: '由见证人当场说出，抽取前任何人不知道' }),
    redrawReason: text({ label: '重新抽取的原因', max: 300 }),
    seed: text({ label: '随机种子', max: 64 }),
    package: file({ label: '抽取包', max: 1 }),
    changes: table({
      label: '抽取后的更换',
      max: 1000,
      columns: {
        on: date({ label: '日期' }),
        out: text({ label: '原来' }),
        in: text({ label: '换为' }),
        because: text({ label: '理由' }),
      },
    }),
    history: table({
      label: '作废的抽取',
      max: 20,
      columns: {
        attempt: number({ label: '次数', decimals: 0 }),
        seed: text({ label: '随机种子' }),
        because: text({ label: '原因' }),
        package: file({ label: '抽取包', max: 1 }),
      },
    }),
  },
})

export const visit = record('inspection-visit', {
  label: '入企检查',
  owner: 'market',
  share: 'open',
  level: 'L2',
  title: 'firmName',
  part: () => batch,
  number: '查〔{yyyy}〕{n:5}号',
  access: [
    inRegion(overseers),
    bySelf('crew', ['read', 'unmask']),
    inOrgan('organ', ['head', 'liaison'], ['read', 'export']),
    inOrgan('organs', ['head', 'liaison']),
  ],
  fields: {
    firm: ref(() => firm, { label: '企业', required: true, fixed: true }),
    firmName: text({ label: '企业名称', required: true, search: true, list: true, max: 100 }),
    creditCode: creditCode({ label: '统一社会信用代码', list: true }),
    creditClass: choice({ label: '信用风险等级', of: creditClasses, required: true, list: true }),
    industry: choice({ label: '行业', of: industries, required: true }),
    cause: choice({ label: '由来', of: causes, required: true, list: true }),
    sourceNumber: { ...specialFields.sourceNumber, when: special },
    causeText: { ...specialFields.causeText, when: special },
    causeFiles: { ...specialFields.causeFiles, when: special },
    organs: organs({ label: '检查部门', required: true, list: true, max: 30 }),
    joint: choice({ label: '检查形式', of: { joint: '部门联合', single: '单部门' }, required: true }),
    crew: persons({ label: '检查人员', required: true, list: true, max: 30 }),
    first: person({ label: '主查', required: true }),
    second: person({ label: '协查', required: true }),
    plannedOn: date({ label: '检查期限', required: true, list: true }),
    checkedOn: date({ label: '检查日期', list: true }),
    answers: table({
      label: '检查表',
      max: 200,
      columns: {
        item: text({ label: '检查内容', required: true, max: 200, fixed: true }),
        answer: choice({ label: '结果', of: answers }),
        note: text({ label: '说明', max: 500 }),
        matter: ref(() => matter, { label: '事项', required: true, fixed: true }),
      },
    }),
    result: choice({ label: '检查结果', of: results, list: true }),
    findings: text({ label: '发现的问题', long: true, max: 2000 }),
    photos: file({ label: '现场照片', max: 20 }),
    signer: text({ label: '企业签字人', max: 30, protect: 'personal' }),
    signed: signature({ label: '企业签字' }),
    publishBy: date({ label: '公示期限' }),
    publishedOn: date({ label: '公示日期', list: true }),
    onTime: choice({ label: '按期公示', of: { yes: '按期', no: '逾期' } }),
    recheck: text({ label: '整改复查情况', long: true, max: 2000 }),
    handOver: text({ label: '移送理由', long: true, max: 2000 }),
    handedTo: text({ label: '移送去向标识', hidden: true, max: 100 }),
    offenceStage: text({ label: '移送案件办理情况', max: 60 }),
    offenceNumber: text({ label: '移送案件案号', max: 60 }),
    offenceOutcome: text({ label: '移送案件处理结果', max: 500 }),
  },
})
