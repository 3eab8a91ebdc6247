// From the plan of several organs to a published result: fill in, merge, approve and commit; draw and confirm; visit, confirm, publish, follow up.
// Basis: 国发〔2019〕5号; 国市监信〔2019〕38号 (20 working days to publication); other terms are set by the city.
import { at, back, branchOrgan, days, flow, give, go, here, refs, stay, suspectedOffence, workdays } from '#declare'
import { commitAll, drawAgain, drawNow, recommit, recommitForm } from './drawing.ts'
import { notice, sheet } from './papers.ts'
import { makeBatches } from './planning.ts'
import { batch, plan, planItem, visit } from './records.ts'
import { replaceCrew, replaceFirm, replaceFirmForm, replaceInspectorForm } from './replacing.ts'
import { addSpecial, specialForm } from './special.ts'
import { checkResult, publish, troubled } from './visiting.ts'

const basis = '《国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见》（国发〔2019〕5号）'
const marks = { remind: workdays(5), yellow: workdays(3), red: workdays(1) }
const oversight = {
  by: here('supervisor'),
  acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'void', 'copy'],
  reply: { within: workdays(3), role: 'head' },
  extensions: { most: 1 },
} as const

export const planning = flow(plan, ({ step, parallel, branch, end }) => ({
  name: 'inspection-planning',
  label: '编制年度抽查计划',
  start: 'drafting',
  states: {
    drafting: parallel('部门填报', {
      within: workdays(10),
      branches: {
        organ: branch('部门填报', {
          each: d => d.joint,
          start: 'filling',
          states: {
            filling: step('填报抽查事项', {
              by: branchOrgan('liaison'),
              within: workdays(10),
              on: {
                add: stay('填报一项', { adds: () => planItem }),
                submit: go('填报完成', 'filled', { tone: 'primary' }),
              },
            }),
            filled: end('已填报'),
          },
        }),
      },
      join: 'all',
      then: 'merging',
    }),
    merging: step('合并', {
      by: d => d.lead.holds('liaison'),
      within: workdays(5),
      on: {
        merge: go('合并为抽查任务', 'approving', { also: makeBatches, tone: 'primary' }),
        sendBack: back('退回补充', 'drafting'),
      },
    }),
    approving: step('待批准', {
      by: d => d.lead.holds('head'),
      within: workdays(3),
      on: {
        approve: go('批准并公布抽取承诺', 'running', { starts: () => batch, also: commitAll, tone: 'primary' }),
        sendBack: back('退回', 'merging'),
      },
    }),
    running: step('实施中', {
      by: d => d.lead.holds('liaison'),
      until: d => d.endsOn,
      overdue: d => d.lead.holds('head'),
      on: { close: go('全部完成', 'closed', { closesParts: true, tone: 'primary' }) },
    }),
    closed: end('已完成'),
  },
  marks,
  oversight,
  basis,
}))

export const drawing = flow(batch, ({ step, end }) => ({
  name: 'inspection-drawing',
  label: '随机抽取',
  start: 'committed',
  states: {
    committed: step('待抽取', {
      by: d => d.organ.holds('liaison'),
      until: d => d.from,
      overdue: d => d.organ.holds('head'),
      on: {
        draw: go('当场抽取', 'drawn', { sets: ['witness', 'word'], also: drawNow, tone: 'primary' }),
        recommit: stay('重新承诺', { by: refs(batch).organ.holds('head'), form: recommitForm, also: recommit }),
      },
    }),
    drawn: step('待确认', {
      by: d => d.organ.holds('head'),
      within: workdays(2),
      on: {
        confirm: go('确认并公布、派发', 'checking', { starts: () => visit, issues: [notice], tone: 'primary' }),
        redraw: back('重新抽取', 'committed', { sets: ['redrawReason'], also: drawAgain }),
      },
    }),
    checking: step('检查中', {
      by: d => d.organ.holds('liaison'),
      until: d => d.to,
      overdue: d => d.organ.holds('head'),
      on: {
        special: stay('加派专项检查', { form: specialForm, also: addSpecial }),
        close: go('任务完成', 'closed', { closesParts: true, tone: 'primary' }),
      },
    }),
    closed: end('已完成'),
  },
  marks,
  oversight,
  basis,
}))

const organiser = refs(visit).organ.holds('liaison')

/** What the handler of penalties is given; where no scene takes it, the reason stays in the case. */
const offence = give(
  suspectedOffence,
  visit,
  { party: 'firmName', creditCode: 'creditCode', what: 'handOver', foundOn: 'checkedOn', evidence: 'photos' },
  { taken: 'handedTo', answers: { stage: 'offenceStage', number: 'offenceNumber', outcome: 'offenceOutcome' } },
)

export const visiting = flow(visit, ({ step, choice, end }) => ({
  name: 'inspection-visiting',
  label: '入企检查',
  start: 'visiting',
  states: {
    visiting: step('待检查', {
      by: d => d.first.self(),
      until: d => d.plannedOn,
      overdue: d => d.organ.holds('liaison'),
      on: {
        submit: go('提交检查结果', 'confirming', {
          sets: ['checkedOn', 'answers', 'result', 'findings', 'photos', 'signer', 'signed'],
          also: checkResult,
          offline: true,
          tone: 'primary',
        }),
        replaceFirm: go('企业无法检查，启用替补', 'replaced', { by: organiser, form: replaceFirmForm, also: replaceFirm, reason: true }),
        replaceInspector: stay('更换检查人员', { by: organiser, form: replaceInspectorForm, also: replaceCrew, reason: true }),
      },
    }),
    confirming: step('协查确认', {
      by: d => d.second.self(),
      within: workdays(2),
      overdue: d => d.organ.holds('liaison'),
      on: { confirm: go('确认无误', 'publishing', { issues: [sheet], tone: 'primary' }), sendBack: back('退回更正', 'visiting') },
    }),
    publishing: step('待公示', {
      by: d => d.organ.holds('liaison'),
      until: d => d.publishBy,
      overdue: d => d.organ.holds('head'),
      on: { publish: go('向社会公示', 'deciding', { also: publish, tone: 'primary' }), sendBack: back('退回更正', 'visiting') },
    }),
    deciding: choice('是否需要后续处理', { cases: [{ when: d => d.result.in(troubled), to: 'following' }], otherwise: 'closed' }),
    following: step('整改复查', {
      by: d => d.first.self(),
      within: days(30),
      overdue: d => d.organ.holds('liaison'),
      on: {
        recheck: go('复查通过', 'closed', { sets: ['recheck'], tone: 'primary' }),
        handOver: go('移送立案', 'handedOver', { sets: ['handOver'], hands: offence }),
      },
    }),
    closed: end('已办结'),
    replaced: end('已由替补企业代替', { void: true }),
    handedOver: end('已移送'),
  },
  marks,
  oversight: { ...oversight, by: at('city', 'supervisor'), acts: [...oversight.acts, 'transfer', 'reopen'] },
  basis,
}))
