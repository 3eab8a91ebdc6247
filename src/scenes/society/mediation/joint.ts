// Several organs mediate together: the handling one leads, the others advise; the lead's opinion ends it.
import { at, file, go, stay, text, type Words, workdays } from '#declare'
import { quit } from './mediating.ts'
import { minutes } from './papers.ts'
import { type dispute, session } from './records.ts'

type W = Words<(typeof dispute)['fields']>

export const jointly = ({ parallel, branch, step, end }: Pick<W, 'parallel' | 'branch' | 'step' | 'end'>) =>
  parallel('联合调解', {
    says: '多个单位正在联合调解',
    within: workdays(15),
    branches: {
      lead: branch('牵头调解', {
        each: d => d.handledBy,
        start: 'working',
        states: {
          working: step('牵头调解', {
            by: { kind: 'branch', role: 'mediator' },
            within: workdays(15),
            overdue: at('county', 'mediation-head'),
            on: {
              meet: stay('登记调解', { adds: () => session, issues: [minutes] }),
              conclude: go('形成意见', 'concluded', {
                tone: 'primary',
                sets: ['jointOpinion'],
                form: { jointOpinion: text({ label: '联合调解意见', required: true, long: true, min: 10, max: 3000 }) },
              }),
              quit: { ...quit, to: 'withdrawn' },
            },
          }),
          concluded: end('已形成意见'),
          withdrawn: end('申请人已撤回'),
        },
      }),
      joint: branch('配合调解', {
        each: d => d.joint,
        start: 'working',
        states: {
          working: step('配合调解', {
            by: { kind: 'branch', role: 'handler' },
            within: workdays(10),
            overdue: { kind: 'branch', role: 'head' },
            on: {
              advise: go('提出意见', 'advised', {
                tone: 'primary',
                form: {
                  advice: text({ label: '专业意见', required: true, long: true, max: 2000 }),
                  files: file({ label: '依据材料', max: 10 }),
                },
              }),
            },
          }),
          advised: end('已提出意见'),
        },
      }),
    },
    join: { lead: 'lead' },
    then: 'joined',
  })
