// 社会矛盾纠纷调处化解协同, with 浙江解纷码: a dispute is taken up where it arises, mediated level by level, signed, confirmed, kept and visited.
// Basis: 《中华人民共和国人民调解法》(in force since 2011-01-01); 《中华人民共和国民事诉讼法》(2023) arts. 205–206; 法释〔2011〕5号.
import { asking, days, scene, service } from '#declare'
import { findAlike, findSame } from './alike.ts'
import { cosign, keeps } from './cosigning.ts'
import { mediation } from './flow.ts'
import * as indicators from './indicators.ts'
import { papers } from './papers.ts'
import { cosigning, party } from './parties.ts'
import { dispute, merge, session, visit } from './records.ts'
import { confirmable, mediable } from './rules.ts'
import * as watches from './watches.ts'

const code = service(dispute, {
  name: 'dispute-code',
  title: '解纷码：申请调解',
  says: '邻里、家庭、合同等纠纷，扫码说明情况，村（社区）3个工作日内答复是否受理，全程不收费',
  words: ['吵架', '打架', '欠钱不还', '邻居漏水', '拖欠工资', '赔偿', '调解', '矛盾', '纠纷', '解纷码', '讨说法'],
  for: ['person'],
  events: ['rights', 'everyday', 'home', 'marriage', 'work'],
  form: [
    'kind',
    'topic',
    'story',
    'elsewhere',
    'spot',
    'amount',
    'people',
    'evidence',
    'applicantName',
    'applicantPhone',
    'applicantIdcard',
    'respondentName',
    'respondentPhone',
  ],
  applicant: 'applicant',
  called: 'applicantName',
  level: 'village',
  shows: [
    'facts',
    'terms',
    'performHow',
    'performBy',
    'othersSigning',
    'effectiveOn',
    'confirmBy',
    'court',
    'courtResult',
    'courtNumber',
    'performance',
    'refusal',
    'guidance',
    'guidanceWhy',
    'leadResult',
  ],
  starts: mediation,
  rules: [mediable],
  promise: days(30),
  basis: '《中华人民共和国人民调解法》第十七条；《人民调解工作若干规定》（司法部令第75号）第三十三条：一般在一个月内调结',
  asks: [
    asking(cosigning, {
      title: '签署人民调解协议',
      of: 'account',
      shows: ['matter', 'side', 'name', 'agreedOn', 'signature', 'signedOn', 'refusal'],
      keeps,
    }),
  ],
  materials: [{ label: '证据材料', note: '合同、票据、照片、聊天记录等，没有可以不传', field: 'evidence' }],
})

export default scene('mediation', {
  title: '社会矛盾纠纷调处化解协同',
  area: 'society',
  plan: '二(三)7',
  owner: 'mediation',
  records: { dispute, party, cosigning, session, visit, merge },
  flows: { mediation, cosign },
  rules: { mediable, confirmable },
  indicators,
  watches,
  services: { code },
  papers,
  operations: { findSame, findAlike },
})
