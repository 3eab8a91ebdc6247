// A dispute on its way: accepted in the village, mediated there, handed up level by level, settled by an agreement that is signed, perhaps
// confirmed by a court, kept, and visited after thirty days. Articles are named at each term.
import { at, back, days, file, flow, go, refs, stay, text, workdays } from '#declare'
import { beginAnew, flareUp, letGo, noteRuling, takeUp, visited } from './carry.ts'
import { confirming } from './confirming.ts'
import { leadEnded, undoMerge } from './joining.ts'
import { jointly } from './joint.ts'
import { agree, giveUp, mediating, mergeInto, quit, refuse, untaken } from './mediating.ts'
import { termination, visitPaper } from './papers.ts'
import { dispute, visit } from './records.ts'
import { signing } from './signing.ts'

const d = refs(dispute)
const handling = () => d.handledBy.holds('mediator')

export const mediation = flow(dispute, words => {
  const { step, choice: choose, wait, end } = words
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
            ...untaken,
            also: takeUp('village'),
          }),
          refuse,
          passUp: go('报镇街受理', 'townMediating', { ...untaken, reason: true }),
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
          ...confirming,
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
          ruled: go('登记裁定', 'ruling', {
            tone: 'primary',
            sets: ['courtResult', 'courtNumber'],
            form: {
              courtResult: { ...dispute.fields.courtResult, required: true },
              courtNumber: text({ label: '裁定书案号', max: 60 }),
              ruling: file({ label: '裁定书', max: 3 }),
            },
            also: noteRuling,
          }),
        },
      }),
      ruling: choose('裁定结果', { cases: [{ when: d => d.courtResult.is('rejected'), to: 'dismissed' }], otherwise: 'performing' }),
      dismissed: step('司法确认被驳回', {
        says: '法院驳回了司法确认申请。双方可以变更协议或者重新达成协议，也可以向人民法院起诉',
        by: handling(),
        within: workdays(7),
        overdue: at('county', 'mediation-head'),
        on: {
          renew: back('变更协议，重新调解', 'resume', { also: beginAnew }),
          giveUp: { ...giveUp, also: letGo },
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
          { when: d => d.level.isEmpty(), to: 'receiving' },
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
          follow: go('随主案办结', 'joinedEnd', {
            sets: ['leadResult'],
            form: { leadResult: { ...dispute.fields.leadResult, required: true } },
            reason: true,
          }),
        },
      }),
      closed: end('已化解', { enter: leadEnded }),
      failed: end('调解不成，已告知途径', { enter: leadEnded }),
      broken: end('未履行，已告知途径', { enter: leadEnded }),
      refused: end('不予受理', { void: true, enter: leadEnded }),
      withdrawn: end('已撤回', { void: true, enter: leadEnded }),
      joinedEnd: end('随主案办结', { says: '主案已有结果，您的申请随之办结，见“主案结果”', void: true }),
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
