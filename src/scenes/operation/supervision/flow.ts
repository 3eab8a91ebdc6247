// From an official plan to closed tasks: proofread, hand over, sign for, work in parallel, sum up, accept.
// Basis: 《浙江省人民政府督查工作办法》 and the 政府督查工作条例 (国务院令第733号), arts. 13-22.
import { at, back, branchOrgan, file, flow, go, here, number, stay, text, workdays } from '#declare'
import { carryFigures, followTask, shareGoals } from './figures.ts'
import { plan, report, subtask, task } from './records.ts'

const basis = '《政府督查工作条例》(国务院令第733号)'
const marks = { remind: workdays(10), yellow: workdays(5), red: workdays(1) }
const oversight = {
  by: here('supervisor'),
  acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'transfer', 'void', 'reopen', 'copy'],
  reply: { within: workdays(3), role: 'head' },
  extensions: { most: 2 },
} as const

export const intake = flow(plan, ({ step, end }) => ({
  name: 'intake',
  label: '立项交办',
  start: 'proofreading',
  states: {
    proofreading: step('识别校核', {
      by: here('supervisor'),
      within: workdays(3),
      on: {
        handOver: go('交办', 'running', { starts: () => task, also: shareGoals, tone: 'primary' }),
        discard: go('不予立项', 'discarded', { reason: true, tone: 'danger' }),
      },
    }),
    running: step('督办中', { by: here('supervisor'), on: { close: go('整体办结', 'closed', { closesParts: true, tone: 'primary' }) } }),
    closed: end('已办结'),
    discarded: end('未立项', { void: true }),
  },
  marks,
  oversight,
  basis,
}))

export const tracking = flow(task, ({ step, parallel, branch, end, when }) => {
  const evidence = file({ label: '佐证材料', required: true, max: 20 })
  const signing = (next: 'working') =>
    step('待签收', {
      by: branchOrgan('liaison'),
      within: workdays(2),
      on: { sign: go('签收', next, { tone: 'primary' }), refuse: go('申请退回', 'refused', { reason: true }) },
    })
  const refused = step('退回待核', {
    by: here('supervisor'),
    within: workdays(2),
    on: { insist: back('退回不成立', 'signing'), release: go('同意退回', 'released', { reason: true }) },
  })
  const daily = {
    report: stay('填报进展', { adds: () => report, also: carryFigures, tone: 'primary' }),
    breakDown: stay('分解任务', { adds: () => subtask }),
  }
  return {
    name: 'tracking',
    label: '督办',
    start: 'handling',
    states: {
      handling: parallel('办理中', {
        until: d => d.dueOn,
        branches: {
          lead: branch('牵头办理', {
            each: d => d.lead,
            start: 'signing',
            again: 'working',
            states: {
              signing: signing('working'),
              refused,
              working: step('牵头办理', {
                by: branchOrgan('liaison'),
                until: d => d.dueOn,
                overdue: branchOrgan('head'),
                on: {
                  ...daily,
                  conclude: go('汇总报结', 'concluded', {
                    closesParts: true,
                    sets: ['summary'],
                    form: { evidence, summary: text({ label: '办结情况', required: true, long: true, max: 5000 }) },
                    when: when(d => d.progress.atLeast(100)),
                    says: '完成进度达到100%后才能报结，请先填报进展',
                  }),
                },
              }),
              concluded: end('已报结'),
              released: end('已退回', { void: true }),
            },
          }),
          joint: branch('配合办理', {
            each: d => d.joint,
            start: 'signing',
            again: 'working',
            states: {
              signing: signing('working'),
              refused,
              working: step('配合办理', {
                by: branchOrgan('liaison'),
                until: d => d.dueOn,
                overdue: branchOrgan('head'),
                on: { ...daily, submit: go('报送完成', 'submitted', { closesParts: true, form: { evidence } }) },
              }),
              submitted: end('已报送'),
              released: end('已退回', { void: true }),
            },
          }),
        },
        join: { lead: 'lead' },
        then: 'accepting',
      }),
      accepting: step('待验收', {
        by: here('supervisor'),
        within: workdays(5),
        on: {
          accept: go('验收通过', 'closed', {
            tone: 'primary',
            form: { opinion: text({ label: '验收意见', required: true, long: true, max: 2000 }) },
          }),
          sendBack: back('退回整改', 'handling'),
        },
      }),
      closed: end('已办结'),
    },
    marks,
    oversight,
    basis,
    reassigned: followTask,
  }
})

export const doing = flow(subtask, ({ step, end }) => ({
  name: 'doing',
  label: '分解任务办理',
  start: 'working',
  states: {
    working: step('办理中', {
      by: d => d.handler.self(),
      until: d => d.dueOn,
      overdue: d => d.organ.holds('liaison'),
      on: {
        progress: stay('更新进度', {
          sets: ['progress'],
          form: {
            progress: number({ label: '完成进度', required: true, decimals: 0, min: 0, max: 100, unit: '%' }),
            note: text({ label: '说明', long: true, max: 2000 }),
          },
        }),
        finish: go('提交完成', 'checking', {
          tone: 'primary',
          sets: ['result', 'files'],
          form: { result: text({ label: '完成情况', required: true, long: true, max: 2000 }), files: file({ label: '附件', max: 20 }) },
        }),
      },
    }),
    checking: step('待审核', {
      by: d => d.organ.holds('liaison'),
      within: workdays(2),
      on: { approve: go('审核通过', 'done', { tone: 'primary' }), sendBack: back('退回', 'working') },
    }),
    done: end('已完成'),
  },
  marks: { remind: workdays(3), yellow: workdays(2), red: workdays(1) },
  oversight: { ...oversight, by: at('city', 'supervisor') },
  basis,
}))
