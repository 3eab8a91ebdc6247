// What people's mediation may take up, and which agreements a court may confirm.
import { all, any, parameter, type Refs, rule } from '#declare'
import { dispute } from './records.ts'

type D = Refs<(typeof dispute)['fields']>

/** Not already with a court, the police or another organ. */
export const isMediable = (d: D) => d.elsewhere.is('none')

export const mediable = rule(dispute, {
  name: 'dispute-mediable',
  label: '属于人民调解的受理范围',
  basis: '《人民调解工作若干规定》（司法部令第75号）第二十二条：法院、公安机关或者其他行政机关已经受理或者解决的，不得受理',
  from: {
    '2002-11-01': {
      allow: isMediable,
      because: '已由法院、公安机关、行政机关或仲裁机构处理的，人民调解不能再受理，请等待处理结果，或向处理机关提出意见',
    },
  },
})

/** The window for a joint application, in days from the day the agreement takes effect. */
export const confirmationDays = parameter('dispute-confirmation-days', {
  label: '司法确认申请期限',
  unit: '日',
  basis: '《中华人民共和国人民调解法》第三十三条',
  from: { '2011-01-01': 30 },
})

/** Something a court confirms, and in time. */
export const mayBeConfirmed = (d: D) => all(d.confirmBy.fromToday(), any(d.concernsStatus.isEmpty(), d.concernsStatus.is(false)))

/** Both sides ask for it. */
export const isConfirmable = (d: D) => all(d.applicantConfirms.is(true), d.respondentConfirms.is(true), mayBeConfirmed(d))

export const confirmable = rule(dispute, {
  name: 'dispute-confirmable',
  label: '可以申请司法确认',
  basis:
    '《中华人民共和国人民调解法》第三十三条；《中华人民共和国民事诉讼法》（2023年修正）第二百零五条、第二百零六条；法释〔2011〕5号第四条：确认身份、收养、婚姻关系的不予受理',
  parameters: [confirmationDays],
  from: {
    '2011-01-01': {
      allow: isConfirmable,
      because: '司法确认须由双方在协议生效之日起三十日内共同申请，且不涉及确认身份、收养或婚姻关系',
    },
  },
})
