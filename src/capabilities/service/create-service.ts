// The public's door put together: ask, apply, follow, act, rate. Who may see what is decided by the store as for everybody; here a case is
// shown in the words and with the fields that are its party's.
import { Problem, type Service } from '#declare'
import { isReserved } from '../flow/port.ts'
import { systemSubject } from '../identity/port.ts'
import { apply, verdictOn } from './apply.ts'
import { drawPaper, readAtDesk, readBefore } from './case-papers.ts'
import { follow } from './follow.ts'
import { findServices, guideOf } from './guide.ts'
import { lookAt } from './look-at.ts'
import { createMessages } from './messages.ts'
import type { ServiceNeeds } from './needs.ts'
import type { ServiceDesk } from './port.ts'
import { prefillOf } from './prefill.ts'
import { privacyOf } from './privacy.ts'
import { publicValues } from './public-view.ts'
import { writeRating } from './ratings.ts'
import { listCases, showCase } from './show-case.ts'
import { usedServices } from './store.ts'

export function createService(needs: ServiceNeeds): ServiceDesk {
  const { model, store, clock } = needs
  const today = () => needs.calendar().dateOf(clock.now())
  const getService = (name: string): Service => {
    const found = model.services.get(name)
    if (!found) throw new Problem('not-found', '没有这项服务，它可能已改名或停办。请从首页搜索')
    return found
  }

  return {
    messages: createMessages(needs),
    search: async wanted => {
      const since = new Date(clock.now().getTime() - 90 * 86_400_000)
      return findServices(model, wanted, await store.asSystemPastAccessRules(tx => usedServices(tx, since)))
    },
    guide: (name, at) => guideOf(model, getService(name), { at: at ?? model.city.code, today: today(), calendar: needs.calendar() }),
    prefill: (subject, name, place) => prefillOf(needs, subject, getService(name), place),
    verdict: (subject, name, values) =>
      verdictOn(needs, subject ?? systemSubject(model.city.code), getService(name), { values, whole: false }),
    apply: async (subject, name, of) => apply(needs, subject, getService(name), of),
    cases: subject => listCases(needs, subject),
    case: (subject, record, id) => showCase(needs, subject, { record, id }),
    async act(subject, { record, id, act, key, ...more }) {
      const { row } = await lookAt(needs, subject, { record, id })
      if (isReserved(act) && act !== 'comment') throw new Problem('denied', '这项操作由工作人员办理')
      if (act === 'comment' && row.case?.endedAt) throw new Problem('conflict', '本件已办结，不能再补充说明；如有新的情况请重新申请')
      const done = await needs.act(subject, { record, id, act, key, ...more })
      return { version: done.version, repeated: done.repeated }
    },
    async rate(subject, recordName, id, rating) {
      const { record, row, service, mine: named, asking } = await lookAt(needs, subject, { record: recordName, id })
      const mine = named && !asking
      const events = await needs.plain(subject, recordName, id)
      const handledBy = events.findLast(event => event.organ !== null)?.organ ?? row.organ
      await store.asSystemPastAccessRules(tx =>
        writeRating(needs, tx, { subject, record, row, mine, title: service.title, service: service.name, handledBy }, rating),
      )
      return showCase(needs, subject, { record: recordName, id })
    },
    follow: (by, from) => follow(needs, by, from),
    privacy: (subject, before) => privacyOf(needs, subject, before),
    draft: (subject, name) => needs.drafts.find(subject, getService(name).record.name, `portal:${name}`),
    saveDraft: (subject, name, values) => needs.drafts.save(subject, getService(name).record.name, `portal:${name}`, values),
    removeDraft: (subject, name) => needs.drafts.remove(subject, getService(name).record.name, `portal:${name}`),
    readBefore: (subject, record, id, act) => readBefore(needs, subject, { record, id }, act),
    readAtDesk: (subject, record, id, act) => readAtDesk(needs, subject, { record, id }, act),
    drawPaper: (subject, record, id, of) => drawPaper(needs, subject, { record, id }, of),
    async findFile(subject, record, id, hash) {
      return findRef(publicValues(await lookAt(needs, subject, { record, id })).values, hash)
    },
  }
}

function findRef(value: unknown, hash: string): { name: string; type: string } | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const of = value as { hash?: unknown; name?: unknown; type?: unknown }
  if (of.hash === hash && typeof of.name === 'string' && typeof of.type === 'string') return { name: of.name, type: of.type }
  return Object.values(value)
    .map(one => findRef(one, hash))
    .find(one => one !== undefined)
}
