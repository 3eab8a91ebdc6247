// A lead is checked and filed, or not, within fifteen working days.
import { back, flow, go, stay, text, workdays } from '#declare'
import { answerNotFiled } from './answer.ts'
import { openCase } from './filing.ts'
import { headOf, law, marks, officers, oversight } from './flow-words.ts'
import { replaceOnLead } from './investigate.ts'
import * as papers from './papers.ts'
import { lead } from './records.ts'

export const checking = flow(lead, ({ step, end }) => ({
  name: 'penalty-checking',
  label: '线索核查和立案',
  start: 'checking',
  states: {
    checking: step('线索核查', {
      by: d => d.officer.self(),
      within: workdays(13),
      overdue: d => d.organ.holds('head'),
      on: {
        propose: go('提请立案', 'filing', {
          tone: 'primary',
          sets: ['found'],
          form: { found: text({ label: '核查情况', required: true, long: true, max: 3000 }) },
        }),
        refuse: go('建议不予立案', 'refusing', { reason: true }),
        replace: stay('更换执法人员', { by: headOf(lead), sets: ['officer', 'second'], form: officers, reason: true, also: replaceOnLead }),
      },
    }),
    filing: step('立案审批', {
      by: d => d.organ.holds('head'),
      within: workdays(2),
      on: {
        file: go('批准立案', 'filed', { tone: 'primary', also: openCase, issues: [papers.filingForm] }),
        sendBack: back('退回核查', 'checking'),
        decline: go('不予立案', 'notFiled', { reason: true, also: answerNotFiled }),
      },
    }),
    refusing: step('不予立案审批', {
      by: d => d.organ.holds('head'),
      within: workdays(2),
      on: { confirm: go('同意不予立案', 'notFiled', { tone: 'primary', also: answerNotFiled }), insist: back('继续核查', 'checking') },
    }),
    filed: end('已立案'),
    notFiled: end('不予立案'),
  },
  marks,
  oversight: oversight(lead),
  basis: `${law}第三十六条、第五十四条；《市场监督管理行政处罚程序规定》：自发现线索之日起15个工作日内核查并决定是否立案，其他领域参照`,
}))
