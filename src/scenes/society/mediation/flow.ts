// A dispute on its way: accepted in the village, mediated there, handed up level by level, settled by an agreement that is signed, perhaps
// confirmed by a court, kept, and visited after thirty days. Articles are named at each term.
import { any, at, back, days, file, flow, go, refs, stay, text, workdays, yesno } from '#declare'
import { flareUp, letGo, moveTo, noteConfirmation, takeUp, undoMerge, visited } from './carry.ts'
import { jointly } from './joint.ts'
import { agree, giveUp, mediating, mergeInto, quit } from './mediating.ts'
import { application, refusal, registration, termination, visitPaper } from './papers.ts'
import { dispute, visit } from './records.ts'
import { isConfirmable, isMediable } from './rules.ts'
import { signing } from './signing.ts'

const d = refs(dispute)
const handling = () => d.handledBy.holds('mediator')

export const mediation = flow(dispute, words => {
  const { step, choice: choose, wait, end, when } = words
  return {
    name: 'mediation',
    label: '矛盾纠纷调处化解',
    start: 'receiving',
    states: {
      receiving: step('待受理', {
        says: '村（社区）正在审查您的申请',
        by: at('village', 'mediator'),
        within: workdays(3),
        overdue: at('town', 'mediation-head'),
        on: {
          accept: go('受理', 'villageMediating', {
            tone: 'primary',
            sets: ['mediators'],
            form: { mediators: { ...dispute.fields.mediators, required: true } },
            when: when(isMediable),
            says: '已由法院、公安、行政机关或仲裁机构处理的，不属于人民调解受理范围，应当不予受理',
            also: takeUp('village'),
            issues: [registration],
          }),
          refuse: go('不予受理', 'refused', {
            sets: ['refusal'],
            form: { refusal: text({ label: '不予受理理由', required: true, long: true, max: 1000 }) },
            issues: [refusal],
          }),
          passUp: go('报镇街受理', 'townMediating', { reason: true, also: moveTo('town') }),
          merge: mergeInto,
          quit,
        },
        lapses: { to: 'townMediating', label: '逾期未受理，转镇街' },
      }),
      villageMediating: mediating(step, 'village', 'town'),
      townMediating: mediating(step, 'town', 'county', 'village'),
      countyMediating: mediating(step, 'county', 'city', 'town'),
      cityMediating: mediating(step, 'city', undefined, 'county'),
      jointly: jointly(words),
      joined: choose('是否已撤回', { cases: [{ when: d => d.withdrawal.isPresent(), to: 'withdrawn' }], otherwise: 'concluding' }),
      concluding: step('联合调解定论', {
        says: '联合调解已有意见，正在促成协议',
        by: handling(),
        within: workdays(5),
        on: { agree, giveUp, again: back('继续调解', 'resume'), quit },
      }),
      ...signing(words),
      effective: step('协议已生效', {
        says: '协议已生效。三十日内双方可以共同申请法院司法确认',
        by: handling(),
        within: days(30),
        on: {
          wish: stay('同意司法确认', {
            by: d.applicant.self(),
            plain: '请法院确认协议有效；确认后对方不履行，您可以直接申请强制执行',
            also: noteConfirmation('applicantConfirms'),
            when: when(d => any(d.concernsStatus.isEmpty(), d.concernsStatus.is(false))),
            says: '确认身份、收养或婚姻关系的，法院不予司法确认',
          }),
          concur: stay('同意司法确认', {
            by: d.respondent.self(),
            plain: '请法院确认协议有效；确认后一方不履行，另一方可以直接申请强制执行',
            also: noteConfirmation('respondentConfirms'),
            when: when(d => any(d.concernsStatus.isEmpty(), d.concernsStatus.is(false))),
            says: '确认身份、收养或婚姻关系的，法院不予司法确认',
          }),
          askHere: stay('当面确认意愿', {
            sets: ['applicantConfirms', 'respondentConfirms'],
            form: {
              applicantConfirms: yesno({ label: '申请人同意申请司法确认', required: true }),
              respondentConfirms: yesno({ label: '对方同意申请司法确认', required: true }),
            },
          }),
          confirm: go('移送司法确认', 'confirming', {
            tone: 'primary',
            sets: ['court'],
            form: { court: text({ label: '管辖法院', required: true, max: 60, help: '调解组织所在地的基层人民法院或其派出法庭' }) },
            when: when(isConfirmable),
            says: '司法确认须由双方在协议生效之日起三十日内共同申请，且不涉及确认身份、收养或婚姻关系',
            issues: [application],
          }),
          performed: go('已经履行', 'settling', {
            sets: ['performance'],
            form: { performance: text({ label: '履行情况', required: true, long: true, max: 2000 }) },
          }),
          follow: go('不申请，跟踪履行', 'performing'),
        },
        lapses: { to: 'performing', label: '三十日内未申请司法确认' },
      }),
      confirming: step('司法确认中', {
        says: '法院正在审查协议',
        by: handling(),
        within: days(28),
        on: {
          ruled: go('登记裁定', 'performing', {
            tone: 'primary',
            sets: ['courtResult', 'courtNumber'],
            form: {
              courtResult: { ...dispute.fields.courtResult, required: true },
              courtNumber: text({ label: '裁定书案号', max: 60 }),
              ruling: file({ label: '裁定书', max: 3 }),
            },
          }),
        },
      }),
      performing: step('履行协议', {
        says: '请按协议约定履行',
        by: handling(),
        until: d => d.performBy,
        on: {
          performed: go('履行完毕', 'settling', {
            tone: 'primary',
            sets: ['performance'],
            form: { performance: text({ label: '履行情况', required: true, long: true, max: 2000 }) },
          }),
          press: stay('督促履行', { reason: true }),
          broken: go('不履行，告知途径', 'broken', {
            sets: ['guidance', 'guidanceWhy'],
            form: {
              guidance: { ...dispute.fields.guidance, required: true },
              guidanceWhy: text({ label: '督促情况和告知内容', required: true, long: true, max: 1000 }),
            },
            also: letGo,
            issues: [termination],
          }),
        },
      }),
      settling: wait('待回访', { for: days(30), then: 'visiting', says: '协议已履行，三十天后回访' }),
      visiting: step('回访', {
        says: '调解员将回访您',
        by: handling(),
        within: workdays(7),
        on: {
          visit: go('登记回访', 'closed', {
            tone: 'primary',
            adds: () => visit,
            sets: ['satisfied'],
            form: { satisfied: { ...dispute.fields.satisfied, required: true } },
            also: visited,
            issues: [visitPaper],
          }),
          flareUp: back('纠纷反复，重新调解', 'resume', { also: flareUp }),
        },
      }),
      resume: choose('回到哪一级', {
        cases: [
          { when: d => d.level.is('town'), to: 'townMediating' },
          { when: d => d.level.is('county'), to: 'countyMediating' },
          { when: d => d.level.is('city'), to: 'cityMediating' },
        ],
        otherwise: 'villageMediating',
      }),
      merged: step('已并案', {
        says: '已与另一件相同的纠纷合并办理，结果会一并告诉您',
        by: at('county', 'mediation-head'),
        on: {
          undo: back('撤销并案', 'resume', { also: undoMerge }),
          follow: go('随主案办结', 'joinedEnd', { reason: true }),
        },
      }),
      closed: end('已化解'),
      failed: end('调解不成，已告知途径'),
      broken: end('未履行，已告知途径'),
      refused: end('不予受理', { void: true }),
      withdrawn: end('已撤回', { void: true }),
      joinedEnd: end('随主案办结', { void: true }),
    },
    marks: { remind: workdays(3), yellow: workdays(2), red: workdays(1) },
    oversight: {
      by: at('county', 'mediation-head'),
      acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'void', 'reopen', 'copy'],
      reply: { within: workdays(3), role: 'head' },
      extensions: { most: 1 },
    },
    basis:
      '《中华人民共和国人民调解法》第十七至三十三条；《人民调解工作若干规定》（司法部令第75号）第三十三条：一般在一个月内调结；法释〔2011〕5号第四、五条：法院三日内决定是否受理、十五日内作出决定，可以延长十日；村7日、镇街15日、县30日为本市分级办理期限',
  }
})
