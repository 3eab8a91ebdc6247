// From a lead to a decision: checked, filed, investigated, reviewed, noticed, stated, heard, discussed, decided — within ninety days of filing.
// Basis: 《行政处罚法》(2021) arts. 36–65; 《市场监督管理行政处罚程序规定》 arts. 17–19 (fifteen working days from lead to filing).
import { any, back, choice as choose, date, days, flow, go, money, person, stay, text, workdays } from '#declare'
import { concluded } from './choices.ts'
import { decideCase, spareCase } from './decide.ts'
import { headOf, law, marks, officers, oversight } from './flow-words.ts'
import {
  arrangeHearing,
  demandHearingDay,
  finishInvestigation,
  freezeNotice,
  legalReview,
  markHeard,
  markStated,
  plainReview,
  reconsider,
} from './handle.ts'
import { checkNote, checkPreserved, checkTaken, replaceOfficers, takeOver } from './investigate.ts'
import * as papers from './papers.ts'
import { custody, evidence, note, penaltyCase, statement } from './records.ts'
import { reportCrimeAct, transferBasis, transferStates } from './transfer-flow.ts'

export const handling = flow(penaltyCase, ({ step, choice, end, when }) => {
  const review = { sets: ['opinion'], form: { opinion: text({ label: '审核意见', required: true, long: true, max: 2000 }) } }
  const handOver = stay('移交证据', { adds: () => custody, also: takeOver })
  return {
    name: 'penalty-handling',
    label: '行政处罚普通程序',
    start: 'investigating',
    total: days(90),
    states: {
      investigating: step('调查取证', {
        by: d => d.officer.self(),
        within: days(30),
        overdue: d => d.organ.holds('head'),
        on: {
          addEvidence: stay('登记证据', { adds: () => evidence, also: checkTaken, tone: 'primary' }),
          preserve: stay('先行登记保存', { adds: () => evidence, also: checkPreserved }),
          inspect: stay('现场检查', { adds: () => note, also: checkNote('site'), issues: [papers.siteNote] }),
          interview: stay('询问', { adds: () => note, also: checkNote('interview'), issues: [papers.interviewNote] }),
          handOver,
          explain: stay('说明属不同违法行为', {
            sets: ['differentAct'],
            form: { differentAct: text({ label: '与已处罚行为不同的说明', required: true, long: true, max: 1000 }) },
          }),
          recuse: stay('回避、更换执法人员', {
            by: headOf(penaltyCase),
            sets: ['officer', 'second'],
            form: officers,
            reason: true,
            also: replaceOfficers,
          }),
          reportCrime: reportCrimeAct,
          conclude: go('调查终结', 'reviewing', {
            tone: 'primary',
            closesParts: true,
            sets: [
              'findings',
              'outcome',
              'base',
              'measure',
              'facts',
              'proposedFine',
              'confiscated',
              'penalties',
              'departureReason',
              'publicInterest',
              'complex',
            ],
            form: {
              findings: text({ label: '查明的事实', required: true, long: true, max: 5000 }),
              outcome: choose({ label: '处理意见', required: true, of: concluded }),
              proposedFine: money({ label: '拟罚款', min: 0, help: '不填时取裁量基准建议的数额' }),
            },
            also: finishInvestigation,
          }),
        },
      }),
      reviewing: step('审核', {
        by: d => d.organ.holds('handler'),
        within: workdays(10),
        on: {
          pass: go('审核通过', 'outcome', {
            ...review,
            when: when(d => d.legalReview.is(false)),
            says: '本案须经法制审核（第五十八条）',
            also: plainReview,
            tone: 'primary',
          }),
          legalPass: go('法制审核通过', 'outcome', {
            ...review,
            when: when(d => d.legalReview.is(true)),
            says: '本案不属于须法制审核的情形',
            also: legalReview,
            issues: [papers.legalReview],
            tone: 'primary',
          }),
          sendBack: back('退回补充调查', 'investigating'),
        },
      }),
      outcome: choice('处理意见', {
        cases: [{ when: d => d.outcome.is('punish'), to: 'notifying' }],
        otherwise: 'deciding',
      }),
      notifying: step('处罚告知', {
        by: d => d.officer.self(),
        within: workdays(3),
        on: {
          notify: go('送达告知书', 'stating', {
            tone: 'primary',
            sets: ['noticedOn'],
            form: { noticedOn: date({ label: '告知书送达日期', required: true }) },
            also: freezeNotice,
            issues: [papers.penaltyNotice],
          }),
        },
      }),
      stating: step('等待陈述申辩、听证申请', {
        says: '您可以陈述、申辩，符合条件的可以要求听证',
        by: d => d.officer.self(),
        within: workdays(5),
        lapses: { to: 'settling', label: '期满' },
        on: {
          state: stay('登记陈述申辩', { adds: () => statement, also: markStated, tone: 'primary' }),
          askHearing: go('受理听证申请', 'arranging', {
            when: when(d => d.hearingRight.is(true)),
            says: '拟作出的处罚未达到听证条件（第六十三条）',
          }),
          waive: go('当事人书面放弃', 'settling', { reason: true }),
        },
      }),
      settling: choice('有无陈述申辩', {
        cases: [{ when: d => any(d.stated.is(true), d.heard.is(true)), to: 'considering' }],
        otherwise: 'weighing',
      }),
      arranging: step('听证准备', {
        by: d => d.organ.holds('handler'),
        within: workdays(3),
        on: {
          arrange: go('通知听证', 'hearing', {
            tone: 'primary',
            sets: ['hearingOn', 'hearingPlace', 'hearingHost', 'hearingClerk'],
            form: {
              hearingOn: date({ label: '听证日期', required: true, help: '听证七个工作日前通知（第六十四条第二项）' }),
              hearingPlace: text({ label: '听证地点', required: true, max: 200 }),
              hearingHost: person({ label: '听证主持人', required: true, help: '非本案调查人员（第六十四条第四项）' }),
            },
            also: arrangeHearing,
            issues: [papers.hearingNotice],
          }),
          withdrawn: go('当事人撤回听证申请', 'settling', { reason: true }),
        },
      }),
      hearing: step('举行听证', {
        by: d => d.hearingHost.self(),
        until: d => d.hearingOn,
        on: {
          hold: go('听证结束', 'considering', {
            tone: 'primary',
            sets: ['transcript'],
            form: { transcript: text({ label: '听证笔录', required: true, long: true, max: 10_000 }) },
            also: markHeard,
            issues: [papers.hearingRecord],
          }),
          absent: go('无正当理由拒不出席，终止听证', 'settling', { reason: true, also: demandHearingDay }),
        },
      }),
      considering: step('复核陈述申辩和听证意见', {
        by: d => d.officer.self(),
        within: workdays(5),
        on: {
          consider: go('复核', 'weighing', {
            tone: 'primary',
            sets: ['considered', 'proposedFine', 'departureReason'],
            form: { considered: text({ label: '复核意见', required: true, long: true, max: 3000 }) },
            also: reconsider,
          }),
          noticeAgain: back('有新的事实，重新调查告知', 'investigating'),
        },
      }),
      weighing: choice('是否审核、集体讨论', {
        cases: [
          { when: d => d.heard.is(true), to: 'finalReview' },
          { when: d => d.collective.is(true), to: 'discussing' },
        ],
        otherwise: 'deciding',
      }),
      finalReview: step('听证后法制审核', {
        by: d => d.organ.holds('handler'),
        within: workdays(5),
        on: {
          finalPass: go('法制审核通过', 'discussing', { ...review, also: legalReview, issues: [papers.legalReview], tone: 'primary' }),
          sendBack: back('退回补充调查', 'investigating'),
        },
      }),
      discussing: step('集体讨论', {
        by: d => d.organ.holds('head'),
        within: workdays(7),
        on: {
          discuss: go('形成讨论意见', 'deciding', {
            tone: 'primary',
            sets: ['discussants', 'discussion'],
            form: {
              discussants: text({ label: '参加人', required: true, max: 300 }),
              discussion: text({ label: '讨论情况和结论', required: true, long: true, max: 5000 }),
            },
            issues: [papers.discussionRecord],
          }),
          sendBack: back('退回补充调查', 'investigating'),
        },
      }),
      deciding: step('作出决定', {
        by: d => d.organ.holds('head'),
        within: workdays(5),
        on: {
          punish: go('作出处罚决定', 'punished', {
            when: when(d => d.outcome.is('punish')),
            sets: ['fine'],
            also: decideCase,
            tone: 'primary',
          }),
          spare: go('决定不予处罚', 'spared', {
            when: when(d => d.outcome.is('spare')),
            also: spareCase,
            issues: [papers.noPenalty],
            tone: 'primary',
          }),
          dismiss: go('违法事实不能成立，撤销案件', 'dismissed', { when: when(d => d.outcome.is('dismiss')), also: spareCase }),
          sendBack: back('退回补充调查', 'investigating'),
        },
      }),
      ...transferStates(step),
      punished: end('已作出处罚决定'),
      spared: end('不予处罚'),
      dismissed: end('违法事实不能成立'),
      transferred: end('已移送司法机关'),
    },
    marks,
    oversight: oversight(penaltyCase),
    basis: `${law}第五十四条至第六十五条；第六十条：自立案之日起九十日内作出决定，检测、检验、鉴定、公告期间由负责人中止计时；移送公安机关期间停止计时。${transferBasis}`,
  }
})
