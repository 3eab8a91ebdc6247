// After the decision: served in seven working days, paid in fifteen days, three per cent a day beyond; reminded, put to the court, closed.
// Basis: 《行政处罚法》 arts. 48, 61, 66–74; 《行政强制法》 arts. 53–55; 《民事诉讼法》 on service.
import {
  all,
  any,
  back,
  choice as choose,
  date,
  days,
  file,
  flow,
  go,
  hours,
  money,
  months,
  refs,
  stay,
  table,
  text,
  workdays,
} from '#declare'
import { appealActs, endingStates } from './appeal-acts.ts'
import { correctSpot } from './appeals.ts'
import { cashStates } from './cash-states.ts'
import { servings } from './choices.ts'
import { afterService, bookPayment, checkApplication, checkDeferral, remind, sumToday, sumUp } from './execute.ts'
import { execution, onSpot, payment } from './execution-records.ts'
import { goOrdinary, handOver } from './on-spot.ts'
import * as papers from './papers.ts'

export const law = '《中华人民共和国行政处罚法》（2021年修订）'
export const marks = { remind: workdays(3), yellow: workdays(2), red: workdays(1) }
const head = refs(execution).organ.holds('head')
export const oversight = {
  by: head,
  acts: ['urge', 'supervise', 'extend', 'suspend', 'resume', 'void', 'reopen', 'copy'],
  reply: { within: workdays(3), role: 'head' },
} as const

export const executing = flow(execution, ({ step, choice, end, when }) => {
  const pay = stay('登记缴款', { adds: () => payment, also: bookPayment, tone: 'primary' })
  const settle = go('确认缴清', 'clearing', {
    when: when(d => all(d.owed.atMost('0.00'), d.annulledOn.isEmpty())),
    says: '罚没款和加处罚款尚未缴清，或者决定已被纠正',
    also: sumUp,
  })
  const count = stay('核算应缴', { also: sumToday })
  const collecting = { count, pay, settle, ...appealActs }
  const defer = go('准予延期、分期缴纳', 'deferred', {
    by: head,
    reason: true,
    sets: ['deferredTo', 'plan'],
    form: {
      deferredTo: date({ label: '最后期限', required: true }),
      plan: table({
        label: '分期计划',
        max: 24,
        columns: { payBy: date({ label: '期限', required: true }), amount: money({ label: '金额', required: true }) },
      }),
    },
    also: checkDeferral,
  })
  return {
    name: 'penalty-executing',
    label: '送达和执行',
    start: 'begin',
    states: {
      begin: choice('是否已当场送达、当场收缴', {
        cases: [
          { when: d => d.collectedOn.isPresent(), to: 'handingIn' },
          { when: d => d.served.is(true), to: 'owing' },
        ],
        otherwise: 'serving',
      }),
      ...cashStates(step),
      serving: step('送达决定书', {
        by: d => d.officer.self(),
        within: workdays(7),
        overdue: d => d.organ.holds('head'),
        on: {
          serve: go('送达', 'owing', {
            tone: 'primary',
            sets: ['method', 'receiver', 'servedOn', 'serviceNote', 'serviceProof'],
            form: {
              method: choose({ label: '送达方式', required: true, of: servings }),
              receiver: text({ label: '收件人', required: true, max: 60 }),
              servedOn: date({ label: '送达日期', required: true }),
              serviceNote: text({ label: '送达情况', max: 500, help: '留置送达写明拒收事由和见证人；电子送达写明当事人同意并签订确认书' }),
              serviceProof: file({ label: '送达凭证', max: 5 }),
            },
            also: afterService,
            issues: [papers.serviceReceipt],
          }),
          announce: go('公告送达', 'announcing', {
            reason: true,
            sets: ['serviceNote'],
            form: { serviceNote: text({ label: '公告载体和原因', required: true, max: 500 }) },
          }),
        },
      }),
      announcing: step('公告送达期间', {
        by: d => d.officer.self(),
        within: days(30),
        lapses: { to: 'announced', label: '公告满三十日' },
        on: {
          collected: go('当事人前来领取', 'owing', {
            sets: ['method', 'receiver', 'servedOn'],
            form: {
              method: choose({ label: '送达方式', required: true, of: { direct: servings.direct } }),
              receiver: text({ label: '收件人', required: true, max: 60 }),
              servedOn: date({ label: '送达日期', required: true }),
            },
            also: afterService,
            issues: [papers.serviceReceipt],
          }),
        },
      }),
      announced: step('公告期满', {
        by: d => d.officer.self(),
        within: workdays(3),
        on: {
          deem: go('视为送达', 'owing', {
            tone: 'primary',
            sets: ['method', 'servedOn'],
            form: {
              method: choose({ label: '送达方式', required: true, of: { announced: servings.announced } }),
              servedOn: date({ label: '视为送达日期', required: true }),
            },
            also: afterService,
            issues: [papers.serviceReceipt],
          }),
        },
      }),
      owing: choice('有无应缴款项', { cases: [{ when: d => d.owed.above('0.00'), to: 'paying' }], otherwise: 'closing' }),
      paying: step('等待缴款', {
        says: '请在收到决定书之日起十五日内缴纳罚款',
        by: d => d.officer.self(),
        within: days(15),
        lapses: { to: 'unpaid', label: '逾期未缴' },
        on: { ...collecting, defer },
      }),
      deferred: step('延期、分期缴纳', {
        by: d => d.officer.self(),
        until: d => d.deferredTo,
        lapses: { to: 'unpaid', label: '逾期未缴' },
        on: collecting,
      }),
      overdue: step('逾期，待催告', {
        by: d => d.officer.self(),
        within: months(6),
        on: { ...collecting, remind: go('催告', 'reminded', { tone: 'primary', also: remind, issues: [papers.reminder] }) },
      }),
      reminded: step('催告期间', {
        by: d => d.officer.self(),
        within: workdays(10),
        lapses: { to: 'applying', label: '催告期满' },
        on: {
          ...collecting,
          answer: stay('登记陈述申辩', { sets: ['answer'], form: { answer: text({ label: '陈述申辩', required: true, max: 1000 }) } }),
        },
      }),
      applying: step('申请法院强制执行', {
        by: d => d.officer.self(),
        within: months(9),
        on: {
          ...collecting,
          apply: go('申请强制执行', 'atCourt', {
            tone: 'primary',
            sets: ['court'],
            form: { court: text({ label: '法院', required: true, max: 60 }) },
            also: checkApplication,
            issues: [papers.courtApplication],
          }),
        },
      }),
      atCourt: step('法院执行', {
        by: d => d.officer.self(),
        within: months(6),
        on: {
          ...collecting,
          courtEnds: go('法院执行终结', 'closing', {
            sets: ['courtResult'],
            form: { courtResult: text({ label: '裁定和执行情况', required: true, max: 500 }) },
          }),
        },
      }),
      closing: step('结案审批', {
        by: d => d.organ.holds('head'),
        within: workdays(5),
        on: {
          close: go('批准结案', 'closed', {
            tone: 'primary',
            when: when(d => all(d.annulledOn.isEmpty(), any(d.refund.isEmpty(), d.refund.atMost('0.00'), d.refundedOn.isPresent()))),
            says: '决定已被纠正，或者还有应退的款项，请先终止执行，或者退回核对后退还',
            sets: ['closing', 'archive'],
            form: {
              closing: text({ label: '执行情况', required: true, max: 1000 }),
              archive: text({ label: '归档编号', required: true, max: 60 }),
            },
            issues: [papers.closingForm],
          }),
          sendBack: back('退回核对', 'overdue'),
          ...appealActs,
        },
      }),
      ...endingStates({ step, choice, end }),
      closed: end('已结案归档'),
    },
    marks,
    oversight,
    basis: `${law}第六十一条（七日内送达）、第六十六条（延期分期）、第六十七条（十五日内缴款）、第七十一条（当场收缴的两个二日）、第七十二条（加处罚款）；《行政强制法》第五十三条、第五十四条（催告十日、三个月内申请）`,
  }
})

/** Decided and handed over on the spot; art. 52(3): what was decided on the spot is put on the organ's record. The law sets no days; two working days are the city's own. */
export const recording = flow(onSpot, ({ step, end }) => ({
  name: 'penalty-on-the-spot',
  label: '当场处罚（简易程序）',
  start: 'deciding',
  states: {
    deciding: step('当场决定', {
      by: d => d.officer.self(),
      within: hours(24),
      on: {
        decide: go('当场决定并交付', 'recording', {
          tone: 'primary',
          sets: ['signed', 'refused', 'witness'],
          also: handOver,
        }),
        ordinary: go('改按普通程序办理', 'ordinary', { reason: true, also: goOrdinary }),
      },
      lapses: { to: 'dropped', label: '未当场作出决定' },
    }),
    recording: step('报所属机关备案', {
      by: d => d.organ.holds('head'),
      within: workdays(2),
      on: {
        record: go('准予备案', 'recorded', { tone: 'primary' }),
        correct: go('发现不当，责令纠正', 'corrected', { reason: true, also: correctSpot }),
      },
    }),
    recorded: end('已备案'),
    corrected: end('已纠正', { void: true }),
    ordinary: end('改按普通程序', { void: true }),
    dropped: end('未作出决定', { void: true }),
  },
  marks: { yellow: workdays(1), red: workdays(0) },
  oversight: { ...oversight, by: refs(onSpot).organ.holds('head') },
  basis: `${law}第五十二条第三款；两个工作日为本市要求`,
}))
