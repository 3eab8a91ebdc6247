// 涉嫌犯罪移送: reported, approved in three days, handed over in twenty-four hours, answered by the police in three; meanwhile the ninety days of
// the penalty stand still, and what comes back moves the case on. The terms of the 规定 are calendar days.
import { back, date, days, file, go, hours, months, stay, text, type Words, workdays } from '#declare'
import { headOf } from './flow-words.ts'
import * as papers from './papers-transfer.ts'
import { penaltyCase } from './records.ts'
import {
  approveTransfer,
  checkGoods,
  comeBack,
  noteHanded,
  policeElsewhere,
  policeFiled,
  policeRefused,
  refuseTransfer,
  reportCrime,
} from './transfer.ts'

const decree = '《行政执法机关移送涉嫌犯罪案件的规定》（国务院令第310号，2020年修订）'
export const transferBasis = `${decree}第五条至第十三条；《行政处罚法》第二十七条`

/** The act of an investigation that begins it. */
export const reportCrimeAct = go('提出移送公安机关的报告', 'approvingTransfer', {
  sets: ['crime', 'police', 'crimeReport', 'expert'],
  form: {
    crime: text({ label: '涉嫌罪名', required: true, max: 100 }),
    police: text({ label: '接收的公安机关', required: true, max: 100, help: '同级公安机关' }),
    crimeReport: text({ label: '移送报告', required: true, long: true, max: 5000, help: '查明的事实、涉嫌犯罪的理由和追诉标准' }),
  },
  also: reportCrime,
  issues: [papers.transferReport],
})

const answer = {
  policeOn: date({ label: '收到决定的日期', required: true }),
  policeNumber: text({ label: '公安机关文书编号', required: true, max: 80 }),
}
const sets = ['policeOn', 'policeNumber', 'policeReason', 'policeFiles']
const filed = (label: string) => go(label, 'handingGoods', { tone: 'primary', sets, form: answer, also: policeFiled })
const refusedForm = {
  ...answer,
  policeReason: text({ label: '不予立案的理由', required: true, long: true, max: 2000 }),
  policeFiles: file({ label: '公安机关文书', max: 5 }),
}

type StepOf = Words<(typeof penaltyCase)['fields']>['step']

/** The states of a transfer. All of them stand still for the ninety days. */
export const transferStates = (step: StepOf) => {
  const self = (d: { officer: { self(): ReturnType<typeof headOf> } }) => d.officer.self()
  const punishHere = back('不提复议，依法给予行政处罚', 'investigating', { also: comeBack })
  return {
    approvingTransfer: step('移送审批', {
      by: headOf(penaltyCase),
      within: days(3),
      stands: true,
      on: {
        approve: go('批准移送', 'handingOver', { tone: 'primary', also: approveTransfer }),
        refuseTransfer: back('不批准移送，理由记录在案', 'investigating', { also: refuseTransfer }),
      },
    }),
    handingOver: step('向公安机关移送', {
      by: self,
      within: hours(24),
      stands: true,
      overdue: headOf(penaltyCase),
      on: {
        handOverCase: go('移送', 'withPolice', {
          tone: 'primary',
          sets: ['receipt'],
          form: { receipt: text({ label: '回执编号和签收人', required: true, max: 100, help: '公安机关应当在回执上签字（第七条）' }) },
          also: noteHanded,
          issues: [papers.transferLetter, papers.goodsList],
        }),
      },
    }),
    withPolice: step('公安机关审查', {
      by: self,
      within: days(3),
      stands: true,
      on: {
        policeFiled: filed('登记立案决定'),
        policeRefused: go('登记不予立案决定', 'refusedByPolice', { sets, form: refusedForm, also: policeRefused }),
        policeElsewhere: stay('登记转送其他公安机关', {
          sets: ['police', ...sets],
          form: { police: text({ label: '现接收的公安机关', required: true, max: 100 }), ...answer },
          also: policeElsewhere,
        }),
        policeReturned: back('退回：不属于犯罪案件、材料不全', 'investigating', { also: comeBack }),
      },
    }),
    refusedByPolice: step('对不予立案有无异议', {
      by: self,
      within: days(3),
      stands: true,
      overdue: headOf(penaltyCase),
      on: {
        object: go('提请复议', 'reconsidering', {
          sets: ['objection'],
          form: { objection: text({ label: '提请复议的理由', required: true, long: true, max: 2000 }) },
          issues: [papers.objectionLetter],
        }),
        askProcuratorate: go('建议检察院立案监督', 'supervised', { reason: true }),
        punishHere,
      },
    }),
    reconsidering: step('公安机关复议', {
      by: self,
      within: days(3),
      stands: true,
      on: {
        policeFiled: filed('登记复议后立案'),
        policeStands: go('维持不予立案', 'refusedAgain', { sets, form: refusedForm, also: policeRefused }),
      },
    }),
    refusedAgain: step('复议后仍不立案', {
      by: self,
      within: days(3),
      stands: true,
      on: {
        askProcuratorate: go('建议检察院立案监督', 'supervised', { reason: true }),
        punishHere: { ...punishHere, label: '没有异议，依法给予行政处罚' },
      },
    }),
    supervised: step('检察院立案监督', {
      by: self,
      within: workdays(30),
      stands: true,
      on: { policeFiled: filed('登记监督后立案'), punishHere: { ...punishHere, label: '检察院认为不立案理由成立，依法给予行政处罚' } },
    }),
    handingGoods: step('移交涉案物品', {
      by: self,
      within: days(3),
      stands: true,
      overdue: headOf(penaltyCase),
      on: {
        handGoods: go('移交物品和材料', 'prosecuted', {
          tone: 'primary',
          sets: ['goodsHandedOn', 'goodsReceipt'],
          form: {
            goodsHandedOn: date({ label: '移交日期', required: true }),
            goodsReceipt: text({ label: '交接情况', required: true, max: 300, help: '接收人、清单份数；没有涉案物品的写明' }),
          },
          also: checkGoods,
        }),
      },
    }),
    // No law sets a term for it: the organ looks after its case at least once a year.
    prosecuted: step('司法机关办理', {
      by: self,
      within: months(12),
      stands: true,
      on: {
        judged: go('登记刑事处理结果', 'transferred', {
          tone: 'primary',
          sets: ['outcomeOfCrime'],
          form: { outcomeOfCrime: text({ label: '处理结果', required: true, long: true, max: 2000 }) },
        }),
        handedBack: back('不需要追究刑事责任，退回给予行政处罚', 'investigating', {
          sets: ['outcomeOfCrime'],
          form: { outcomeOfCrime: text({ label: '处理结果', required: true, long: true, max: 2000 }) },
          also: comeBack,
        }),
      },
    }),
  } as const
}
