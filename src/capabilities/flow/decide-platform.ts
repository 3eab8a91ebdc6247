// What anybody may do with a case they have a part in: reply, ask for time, assign, claim, comment, take back, note as read.
import { roles } from '#declare'
import { organDesk } from '../identity/port.ts'
import { actLabel, type PlatformAct, platformForm } from './acts.ts'
import {
  type Asked,
  conflict,
  demandFresh,
  demandReason,
  demandRunning,
  demandStanding,
  denied,
  deskKeys,
  findPlace,
  invalid,
  isStep,
  makeEvent,
  placesMeant,
  standsAt,
} from './decide.ts'
import { demandDate, demandExtensionLeft, extendEvent } from './decide-oversight.ts'
import { deskNames, type Standing, standingAt } from './desks.ts'
import type { Ask, Event, EventBody, Place, Reply, Values } from './event.ts'
import { desksAt, overseers } from './tasks.ts'

export function decidePlatform(asked: Asked, act: PlatformAct): Event[] {
  const make = (body: EventBody, standing?: Standing) => [makeEvent(asked, body, standing)]
  switch (act) {
    case 'reply': {
      const { reply, standing } = findReply(asked)
      return make({ type: 'replied', reply: reply.id, values: files(asked, act), reason: demandReason(asked, '回复内容') }, standing)
    }
    case 'ask-extension': {
      const { ask, standing } = askExtension(asked)
      return make({ type: 'extension-asked', ask, reason: ask.reason }, standing)
    }
    case 'grant-extension': {
      const { ask, place, standing } = findAsk(asked)
      return [extendEvent(asked, { place, date: demandDate(asked, asked.request.date ?? ask.date), ask: ask.id, standing })]
    }
    case 'refuse-extension': {
      const { ask, standing } = findAsk(asked)
      return make({ type: 'extension-refused', ask: ask.id, reason: demandReason(asked, '不同意延期的理由') }, standing)
    }
    case 'assign':
      return assign(asked)
    case 'claim':
      return claim(asked)
    case 'comment':
      return make({ type: 'commented', values: files(asked, act), reason: demandReason(asked, '补充说明') })
    case 'withdraw':
      return withdraw(asked)
    case 'read':
      if (!asked.state.copies[asked.context.subject.person]) throw conflict('没有抄送给您的未阅事项')
      return make({ type: 'read' })
  }
}

const files = ({ request, context }: Asked, act: PlatformAct): Values => {
  const { values, faults } = context.check(platformForm(act), request.values ?? {})
  if (faults[0]) throw invalid(faults[0].message, faults[0].at)
  return values
}

function findReply(asked: Asked): { reply: Reply; standing: Standing } {
  const { state, request, context } = asked
  const open = Object.values(state.replies)
  if (open.length === 0) throw conflict(`本件没有待回复的督办，${standsAt(asked)}`)
  const meant =
    request.task === undefined ? open : open.filter(reply => reply.desks.some(desk => `reply:${reply.id}@${desk}` === request.task))
  if (meant.length === 0) throw conflict('这次督办已经回复，请刷新')
  for (const reply of meant) {
    const standing = standingAt(context.subject, reply.desks)
    if (standing) return { reply, standing }
  }
  return {
    reply: meant[0]!,
    standing: demandStanding(
      asked,
      meant.flatMap(reply => reply.desks),
      '回复督办',
    ),
  }
}

function askExtension(asked: Asked): { ask: Ask; standing: Standing } {
  const { flow, state, request, context } = asked
  demandRunning(asked)
  const { place, standing } = findOwn(asked, '申请延期')
  if (!place.due) throw conflict('本环节没有办理期限，不需要申请延期')
  if (Object.values(state.asks).some(ask => ask.place === place.key)) throw conflict('已经申请延期，请等待督查部门答复')
  demandExtensionLeft(asked, place)
  const date = demandDate(asked, request.date)
  const current = context.calendar.dateOf(new Date(place.due.at))
  if (date <= current) throw invalid(`延期日期应当晚于现在的期限${current}`, 'date')
  if (overseers(flow, context).length === 0) throw conflict('本流程没有督查部门，不能申请延期')
  return {
    standing,
    ask: {
      id: `${state.seq + 1}`,
      place: place.key,
      organ: place.organ,
      person: context.subject.person,
      date,
      reason: demandReason(asked, '延期理由'),
      at: context.now.toISOString(),
    },
  }
}

function findAsk(asked: Asked): { ask: Ask; place: Place; standing: Standing } {
  const { flow, state, request, context } = asked
  const standing = demandStanding(
    asked,
    overseers(flow, context).map(({ desk }) => desk),
    '答复延期申请',
  )
  const asks = Object.values(state.asks)
  const meant = request.task === undefined ? asks : asks.filter(ask => request.task?.startsWith(`extension:${ask.id}@`))
  const [ask, ...others] = meant
  const place = ask && findPlace(state, ask.place)
  if (!ask || !place) throw conflict(`没有待答复的延期申请，${standsAt(asked)}`)
  if (others.length > 0) throw invalid('有多个延期申请，请指明答复哪一个', 'task')
  if (state.suspended) throw conflict('本件已中止，恢复后才能答复延期申请')
  return { ask, place, standing }
}

/** The open step of the person who asks. */
function findOwn(asked: Asked, what: string): { place: Place; standing: Standing } {
  const { flow, state, context } = asked
  const open = placesMeant(asked).filter(place => isStep(flow, state, place))
  if (open.length === 0) throw conflict(`所选事项已经办完：${standsAt(asked)}`)
  const mine = open.flatMap(place => {
    const standing = standingAt(context.subject, deskKeys(asked, place))
    return standing ? [{ place, standing }] : []
  })
  const [first, ...others] = mine
  if (!first)
    return {
      place: open[0]!,
      standing: demandStanding(
        asked,
        open.flatMap(place => deskKeys(asked, place)),
        what,
      ),
    }
  if (others.length > 0) throw invalid(`您在本件有${mine.length}项待办，请指明给哪一项${what}`, 'task')
  return first
}

function assign(asked: Asked): Event[] {
  const { flow, state, request, context } = asked
  demandRunning(asked)
  const person = request.to ?? request.people?.[0] ?? ''
  const open = placesMeant(asked).flatMap(place => desksAt(flow, state, place, context).map(one => ({ place, ...one })))
  const mine = open.flatMap(one => {
    const head = one.organ === null ? [] : [organDesk(one.organ, 'head')]
    const standing = standingAt(context.subject, [one.desk, ...head])
    return standing ? [{ ...one, standing }] : []
  })
  const [first, ...others] = mine
  if (!first)
    throw open.length === 0
      ? conflict(`${standsAt(asked)}，没有可以指派的事项`)
      : denied(`只有承办岗位或本单位的${roles.head.label}可以指派`)
  if (others.length > 0) throw invalid('请指明指派哪一项', 'task')
  demandFresh(asked, first.place.changed)
  const organ = first.organ ?? first.standing.organ
  if (!context.directory.isPerson(person)) throw invalid('请选择要指派的人', 'to')
  if (organ !== null && !context.directory.worksAt(person, organ))
    throw invalid(
      `${context.directory.personName(person)}不是${context.directory.organ(organ)?.name ?? '本单位'}的人员，请在本单位内指派`,
      'to',
    )
  if (first.place.assigned[first.desk] === person) throw conflict(`本件已经指派给${context.directory.personName(person)}`)
  return [
    makeEvent(
      asked,
      { type: 'assigned', place: first.place.key, desk: first.desk, person, reason: request.reason?.trim() || null },
      first.standing,
    ),
  ]
}

function claim(asked: Asked): Event[] {
  const { flow, state, context } = asked
  demandRunning(asked)
  const open = placesMeant(asked).flatMap(place => desksAt(flow, state, place, context).map(one => ({ place, ...one })))
  const mine = open.filter(one => standingAt(context.subject, [one.desk]))
  const [first, ...others] = mine
  if (!first)
    throw denied(
      `您不能认领，该事项由${deskNames(
        open.map(one => one.desk),
        context.directory,
      )}办理`,
    )
  if (others.length > 0) throw invalid('请指明认领哪一项', 'task')
  demandFresh(asked, first.place.changed)
  const taken = first.place.assigned[first.desk]
  if (taken !== undefined)
    throw conflict(taken === context.subject.person ? '您已经认领' : `已由${context.directory.personName(taken)}承办；需要换人时请指派`)
  return [
    makeEvent(
      asked,
      { type: 'claimed', place: first.place.key, desk: first.desk, person: context.subject.person, reason: null },
      standingAt(context.subject, [first.desk]),
    ),
  ]
}

/** The last actor takes their act back while nobody has acted after it. */
function withdraw(asked: Asked): Event[] {
  const { flow, state, request, context } = asked
  if (!flow.withdraw) throw denied(`“${flow.label}”流程不允许撤回`)
  const { last } = state
  if (!last) throw conflict(`最近一次操作不能撤回：之后已有人办理，或该操作已生成下级事项。${standsAt(asked)}`)
  if (last.actor !== context.subject.person) throw denied(`只有${context.directory.personName(last.actor)}可以撤回最近一次操作`)
  if (state.suspended) throw conflict('本件已中止，恢复后才能撤回')
  const event = context.history?.find(one => one.seq === last.seq)
  if (event?.type !== 'acted') throw conflict('找不到要撤回的操作，请刷新后再试')
  return [
    makeEvent(asked, {
      type: 'withdrawn',
      withdraws: last.seq,
      sets: event.before,
      reason: request.reason?.trim() || `撤回“${actLabel(flow, event.act)}”`,
    }),
  ]
}
