// What a case keeps of its transfer to the police: the report, the hand-over, what the police and the procuratorate answered.
// Basis: 《行政执法机关移送涉嫌犯罪案件的规定》 (State Council decree 310 of 2001, revised by decree 730 of 2020-08-07).
import { choice, date, file, instant, text, yesno } from '#declare'

export const policeAnswers = {
  filed: '立案侦查',
  refused: '不予立案',
  elsewhere: '转送有管辖权的公安机关',
} as const

export const transferFields = {
  crime: text({ label: '涉嫌罪名', max: 100 }),
  crimeReport: text({ label: '移送报告', long: true, max: 5000 }),
  reportedAt: instant({ label: '提出移送报告的时间' }),
  transferApprovedAt: instant({ label: '批准移送的时间' }),
  police: text({ label: '接收的公安机关', max: 100 }),
  expert: text({ label: '检验报告、鉴定意见', max: 500 }),
  handedAt: instant({ label: '移送时间' }),
  receipt: text({ label: '回执编号和签收人', max: 100 }),
  policeAnswer: choice({ label: '公安机关的决定', of: policeAnswers }),
  policeOn: date({ label: '收到公安机关决定的日期' }),
  policeNumber: text({ label: '公安机关文书编号', max: 80 }),
  policeReason: text({ label: '公安机关的理由', long: true, max: 2000 }),
  policeFiles: file({ label: '公安机关文书', max: 5 }),
  objection: text({ label: '提请复议的理由', long: true, max: 2000 }),
  goodsHandedOn: date({ label: '移交涉案物品的日期' }),
  goodsReceipt: text({ label: '物品交接情况', max: 300 }),
  outcomeOfCrime: text({ label: '司法机关的处理结果', long: true, max: 2000 }),
  backFromPolice: yesno({ label: '司法机关退回给予行政处罚' }),
} as const
