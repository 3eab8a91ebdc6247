// “一网通办”: one door for questions and services, every case rated by whoever asked, every bad rating put right.
// Basis: 国办发〔2019〕51号 (好差评); 国办发〔2017〕47号 (answers to the public).
import { scene, service, workdays } from '#declare'
import { answering, mending } from './flow.ts'
import * as indicators from './indicators.ts'
import { consultation, handled, rating } from './records.ts'

const ask = service(consultation, {
  name: 'ask',
  title: '我要咨询',
  says: '办事有疑问、对政策不清楚、有意见建议，写下来，5个工作日内答复您',
  words: ['提问', '问一问', '政策咨询', '意见建议', '反映情况', '不知道怎么办', '怎么办理'],
  for: ['person', 'business'],
  events: ['everyday', 'rights', 'growth'],
  form: ['kind', 'topic', 'question', 'files', 'where', 'name', 'phone'],
  applicant: 'asker',
  called: 'name',
  place: 'where',
  level: 'county',
  shows: ['more', 'reply', 'replyFiles'],
  starts: answering,
  promise: workdays(5),
  basis: '《政府网站发展指引》（国办发〔2017〕47号）',
})

export default scene('one-net', {
  title: '一网通办',
  area: 'services',
  plan: '二(四)10',
  owner: 'services',
  records: { consultation, rating, handled },
  flows: { answering, mending },
  indicators,
  services: { ask },
})
