// Whoever holds a receipt follows the case by number and code, or by its QR code, without an account: state and dates, of nobody a word.
// Asking is limited by address and by number, so that codes cannot be tried out.
import { getFlow, getRecord, Problem } from '#declare'
import type { FollowView } from '../../wire/portal.ts'
import { plainLabel } from '../flow/port.ts'
import { systemSubject } from '../identity/port.ts'
import { idOfToken, isFollowCode } from './follow-code.ts'
import { type CaseName, cameBy, lookingOf } from './look-at.ts'
import type { ServiceNeeds } from './needs.ts'
import { plainSteps, promisedBy, whoHas } from './public-view.ts'
import { findCases } from './store.ts'

const followLimits = { minutes: 15, perAddress: 30, perNumber: 10 } as const

export type Receipt = { readonly number: string; readonly code: string } | { readonly token: string }

/** `from`: the address that asks. */
export async function follow(needs: ServiceNeeds, by: Receipt, from: string): Promise<FollowView> {
  const { model, store, vault } = needs
  const wrong = () => new Problem('not-found', '没有找到，请核对编号和查询码')
  const tooMany = () => new Problem('too-many', `查询次数过多，请${followLimits.minutes}分钟后再试`)
  if (!(await needs.allow(`follow:${from}`, followLimits.perAddress, followLimits.minutes))) throw tooMany()
  let found: { record: string; id: string }[]
  if ('token' in by) {
    const id = idOfToken(vault, by.token)
    found = id === undefined ? [] : await store.asSystemPastAccessRules(tx => findCases(tx, model, { id }))
  } else {
    const number = by.number.trim()
    if (!(await needs.allow(`follow-number:${number}`, followLimits.perNumber, followLimits.minutes))) throw tooMany()
    const all = await store.asSystemPastAccessRules(tx => findCases(tx, model, { number }))
    found = all.filter(one => isFollowCode(vault, one.id, by.code))
  }
  const [first] = found
  if (!first) throw wrong()
  return followView(needs, first)
}

async function followView(needs: ServiceNeeds, { record: recordName, id }: CaseName): Promise<FollowView> {
  const { model, store } = needs
  const system = systemSubject(model.city.code)
  const record = getRecord(model, recordName)
  const row = await store.asSystemPastAccessRules(tx => store.get(tx, system, record, id))
  const service = await cameBy(needs, row, record)
  const flow = getFlow(model, recordName)
  const of = lookingOf(needs, system, { service, row })
  const detail = await needs.detail(system, recordName, id)
  const steps = plainSteps(flow, { ...detail, suspended: null }, await needs.plain(system, recordName, id), of)
  return {
    service: service.title,
    number: row.number,
    stateLabel: plainLabel(flow, detail.state),
    ended: detail.endedAt !== null,
    openedAt: detail.openedAt,
    endedAt: detail.endedAt,
    promisedBy: promisedBy(of),
    who: anonymous(whoHas(detail, of)),
    steps: steps.map(step => ({ ...step, note: null, who: anonymous(step.who) })),
  }
}

const anonymous = (who: string | null) => (who === '您' || who === '其他当事人' ? '当事人' : who)
