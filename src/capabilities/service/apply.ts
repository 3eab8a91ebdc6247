// An application is handed in: what the form must hold, what the rules say, and the case that comes of it, in one transaction.
// The same key and request makes one case.
import { type FieldFault, Problem, type RowValues, type Service } from '#declare'
import type { ApplyResult, VerdictBody } from '../../wire/portal.ts'
import { type Subject, systemSubject } from '../identity/port.ts'
import { followCode, followToken } from './follow-code.ts'
import type { ServiceNeeds } from './needs.ts'
import { placeOf } from './place.ts'
import { promisedBy } from './public-view.ts'
import { noteServiceCase } from './store.ts'
import { verdictOf } from './verdict.ts'

export type Application = { readonly values: RowValues; readonly place?: string; readonly key: string }

/** What the rules say of these values; `whole`: of an application as it is handed in. Fields beside the form count for nothing. */
export function verdictOn(needs: ServiceNeeds, subject: Subject, service: Service, of: { values: RowValues; whole: boolean }): VerdictBody {
  const form = new Set(service.form)
  const { record } = service
  const { values: read } = needs.read(record, Object.fromEntries(Object.entries(of.values).filter(([name]) => form.has(name))))
  return verdictOf(service, read, {
    context: needs.contextOf(subject, record),
    today: needs.calendar().dateOf(needs.clock.now()),
    whole: of.whole,
  })
}

export async function apply(needs: ServiceNeeds, subject: Subject, service: Service, of: Application): Promise<ApplyResult> {
  const { store, clock, vault } = needs
  const { values, place, key } = of
  const { name, record } = service
  const form = new Set(service.form)
  const stray = Object.keys(values).filter(field => !form.has(field))
  const faults: FieldFault[] = stray.map(at => ({ at, message: `“${service.title}”没有“${at}”这一项` }))
  if (subject.firm && service.firm === undefined) throw new Problem('invalid', `“${service.title}”只由个人申请，请切换为本人办理`)
  if (!subject.firm && !service.for.includes('person'))
    throw new Problem('invalid', `“${service.title}”只面向企业，请先在“我的”里添加代办企业`)
  const region = placeOf(needs, service, values, place, faults)
  if (faults.length > 0 || region === undefined) throw new Problem('invalid', `“${service.title}”有${faults.length}处需要修改`, faults)
  const whole = verdictOn(needs, subject, service, { values, whole: true })
  if (!whole.allowed) return { allowed: false, because: whole.because ?? '', basis: whole.basis ?? '', rules: whole.rules }
  const own = subject.agent ?? subject.person
  const known = service.called && !form.has(service.called) ? { [service.called]: subject.name } : {}
  const firm = service.firm && subject.firm ? { [service.firm]: subject.firm.creditCode } : {}
  const answer = await store.as(subject, tx =>
    needs.once(tx, subject, {
      key,
      request: ['apply', name, values, place ?? null],
      work: async () => {
        const row = await store.create(tx, subject, record, {
          values: { ...known, ...values, ...firm },
          region,
          organ: null,
          accounts: { [service.applicant]: subject.person },
        })
        await needs.changed(tx, { kind: 'create', subject, record, row: row.id, fields: Object.keys(values) })
        await noteServiceCase(tx, { root: row.root, id: row.id, record: record.name, service: name, channel: 'online', at: clock.now() })
        await needs.start(tx, subject, record, row.id)
        // From here on the transaction is the platform's.
        const called = service.called === undefined ? undefined : values[service.called]
        const card = await needs.accounts.find(tx, own)
        if (!subject.firm && card && card.name === null && typeof called === 'string' && called.trim().length >= 2)
          await needs.accounts.setName(tx, own, called.trim().slice(0, 40))
        const opened = await store.get(tx, systemSubject(region), record, row.id)
        const made: ApplyResult = {
          allowed: true,
          record: record.name,
          id: row.id,
          number: row.number ?? '',
          code: followCode(vault, row.id),
          token: followToken(vault, row.id),
          promisedBy: promisedBy({ service, row: opened, calendar: needs.calendar() }),
        }
        return made
      },
    }),
  )
  await needs.drafts.remove(subject, record.name, `portal:${name}`)
  return answer as ApplyResult
}
