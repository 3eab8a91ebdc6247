// The public's door put together: ask, apply, follow, act, rate. Who may see what is decided by the store as for everybody; here a case is
// shown in the words and with the fields that are its party's.
import { type AnyRecord, type FieldFault, getFlow, getRecord, Problem, type RowValues, type Service } from '#declare'
import { holds } from '../../methods/condition/evaluate.ts'
import type { ApplyResult, CaseCards, FollowView, PortalCase } from '../../wire/portal.ts'
import { fieldView, isReserved, plainLabel } from '../flow/port.ts'
import { accountDesk, type Subject, systemSubject } from '../identity/port.ts'
import type { PlacedRow } from '../store/port.ts'
import { type AskingService, askingOf, papersReadIn, wholeOf } from './askings.ts'
import { followCode, followToken, idOfToken, isFollowCode } from './follow-code.ts'
import { findServices, guideOf } from './guide.ts'
import { createMessages } from './messages.ts'
import type { ServiceNeeds } from './needs.ts'
import { placeOf } from './place.ts'
import type { ServiceDesk } from './port.ts'
import { prefillOf } from './prefill.ts'
import { privacyOf } from './privacy.ts'
import { namesOf, plainBlock, plainSteps, promisedBy, publicActs, publicValues, readsOf, whoHas } from './public-view.ts'
import { readRating, writeRating } from './ratings.ts'
import { casesOf, findCases, findServiceCase, noteServiceCase, usedServices, waitingCases } from './store.ts'
import { verdictOf } from './verdict.ts'

const followLimits = { minutes: 15, perAddress: 30, perNumber: 10 } as const

export function createService(needs: ServiceNeeds): ServiceDesk {
  const { model, store, clock, vault } = needs
  const today = () => needs.calendar().dateOf(clock.now())
  const getService = (name: string): Service => {
    const found = model.services.get(name)
    if (!found) throw new Problem('not-found', '没有这项服务，它可能已改名或停办。请从首页搜索')
    return found
  }
  const forms = (service: Service) => new Set(service.form)

  /** The service a case came by; the record's first, for one whose service is no more. */
  const serviceOf = async (row: PlacedRow, record: AnyRecord): Promise<Service> => {
    const came = await store.asSystemPastAccessRules(tx => findServiceCase(tx, row))
    const of = [...model.services.values()].filter(one => one.record.name === record.name)
    const service = of.find(one => one.name === came?.service) ?? of[0]
    if (!service) throw new Problem('not-found', `没有找到这条“${record.label}”，它可能已被删除，或您无权查看`)
    return service
  }

  const look = async (subject: Subject, recordName: string, id: string) => {
    const record = getRecord(model, recordName)
    // Before anything is read: a record without services is nothing to the public.
    const asking = askingOf(model, record)
    if (!asking && ![...model.services.values()].some(one => one.record.name === record.name)) throw notFound(record)
    const masked = await store.as(subject, tx => store.get(tx, subject, record, id))
    if (!masked.case?.state) throw notFound(record)
    const service = asking ?? (await serviceOf(masked, record))
    const mine = masked[service.applicant] === subject.person
    // Their own numbers in the clear, where the record says so; those of others stay masked.
    const row = mine
      ? await store
          .as(subject, tx => store.get(tx, subject, record, id, { unmask: true }))
          .catch((error: unknown) => {
            if (error instanceof Problem && error.code === 'denied') return masked
            throw error
          })
      : masked
    return { record, row, service, mine, asking }
  }

  /** Whoever was asked to sign a paper may have it when it was issued, and no other of that case. */
  const papersOfWhole = async (subject: Subject, asking: AskingService, row: PlacedRow) => {
    const read = papersReadIn(asking)
    const whole = wholeOf(row)
    const record = asking.record.part?.()
    // What was issued before they were asked, or without them, is not theirs.
    if (read.size === 0 || !whole || !record || !row.case?.endedAt || row.case.voided) return []
    if (!holds(asking.keeps, row, needs.contextOf(subject, asking.record))) return []
    const since = row.case.openedAt?.toISOString() ?? ''
    return store.asSystemPastAccessRules(async tx => {
      const found = await needs.papers.list(tx, await store.get(tx, systemSubject(row.region), record, whole), 'party')
      return found.filter(paper => read.has(paper.name) && paper.at >= since)
    })
  }

  const readBefore: ServiceDesk['readBefore'] = async (subject, recordName, id, act) => {
    const { record, row, service } = await look(subject, recordName, id)
    const [detail, events] = [await needs.detail(subject, recordName, id), await needs.plain(subject, recordName, id)]
    const paper = detail.acts.some(one => one.kind === 'step' && one.act === act) ? readsOf(service.starts, act) : undefined
    if (!paper) throw new Problem('not-found', '没有要您先读的文书，这一步可能已经办过')
    const target = paper.record.name === record.name ? id : wholeOf(row)
    if (!target) throw notFound(record)
    const organ = events.findLast(event => event.organ !== null)?.organ ?? row.organ
    // They are a party to it: it names the others in full, as the paper they get will; that they read it is remembered.
    const platform: Subject = { ...subject, kind: 'system' }
    const draft = await store.asSystemPastAccessRules(async tx =>
      needs.papers.draft(tx, platform, { paper, row: await store.get(tx, platform, paper.record, target, { unmask: true }), organ }),
    )
    const { title, to = null, blocks, note = null } = draft.body
    return { text: { label: paper.label, title, to, blocks: blocks.map(plainBlock), note }, draw: draft.draw }
  }

  const looking = (subject: Subject, service: Service, row: PlacedRow) => ({
    service,
    row,
    subject,
    calendar: needs.calendar(),
    name: needs.name,
    organOfDesk: needs.organOfDesk,
  })

  const readCase = async (subject: Subject, recordName: string, id: string): Promise<PortalCase> => {
    const { record, row, service, mine: named, asking } = await look(subject, recordName, id)
    const mine = named && !asking
    const flow = getFlow(model, recordName)
    const of = looking(subject, service, row)
    const [detail, events] = [await needs.detail(subject, recordName, id), await needs.plain(subject, recordName, id)]
    const { fields, values } = publicValues(of)
    const partFields = (part: string) => Object.entries(getRecord(model, part).fields).map(([name, field]) => fieldView(name, field))
    const rating = await store.asSystemPastAccessRules(tx => readRating(needs, tx, { subject, record, row, title: service.title, mine }))
    const papers = asking
      ? await papersOfWhole(subject, asking, row)
      : await store.as(subject, async tx => needs.papers.list(tx, await store.get(tx, subject, record, id), 'party'))
    return {
      record: recordName,
      id,
      version: detail.version,
      number: row.number,
      service: service.name,
      title: service.title,
      state: detail.state,
      stateLabel: plainLabel(flow, detail.state),
      ended: detail.endedAt !== null,
      voided: row.case?.voided ?? false,
      suspended: detail.suspended?.reason ?? null,
      openedAt: detail.openedAt,
      endedAt: detail.endedAt,
      promisedBy: promisedBy(of),
      who: whoHas(detail, of),
      mine,
      joined: asking !== undefined,
      firm: subject.firm?.name ?? null,
      steps: plainSteps(flow, detail, events, of),
      acts: publicActs(flow, detail, { ...of, partFields }),
      fields,
      values,
      names: namesOf(values, needs.name),
      code: followCode(vault, id),
      token: followToken(vault, id),
      rating,
      papers: papers.map(({ id: paper, label, number, issuer, date }) => ({ id: paper, label, number, issuer, date })),
    }
  }

  const verdict = (subject: Subject, service: Service, values: RowValues, whole: boolean) => {
    const { record } = service
    const { values: read } = needs.read(record, Object.fromEntries(Object.entries(values).filter(([name]) => forms(service).has(name))))
    return verdictOf(service, read, { context: needs.contextOf(subject, record), today: today(), whole })
  }

  const apply: ServiceDesk['apply'] = async (subject, name, { values, place, key }) => {
    const service = getService(name)
    const { record } = service
    const form = forms(service)
    const stray = Object.keys(values).filter(field => !form.has(field))
    const faults: FieldFault[] = stray.map(at => ({ at, message: `“${service.title}”没有“${at}”这一项` }))
    if (subject.firm && service.firm === undefined) throw new Problem('invalid', `“${service.title}”只由个人申请，请切换为本人办理`)
    if (!subject.firm && !service.for.includes('person'))
      throw new Problem('invalid', `“${service.title}”只面向企业，请先在“我的”里添加代办企业`)
    const region = placeOf(needs, service, values, place, faults)
    if (faults.length > 0 || region === undefined) throw new Problem('invalid', `“${service.title}”有${faults.length}处需要修改`, faults)
    const whole = verdict(subject, service, values, true)
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

  const cases = async (subject: Subject): Promise<CaseCards['items']> => {
    const { rows, waiting } = await store.as(subject, async tx => ({
      rows: await casesOf(tx, model, subject.person, 60),
      waiting: await waitingCases(tx, accountDesk(subject.person)),
    }))
    const cards: CaseCards['items'] = []
    for (const one of rows) {
      const record = getRecord(model, one.record)
      const row = await store.as(subject, tx => store.get(tx, subject, record, one.id))
      const asking = askingOf(model, record)
      const service = asking ?? (await serviceOf(row, record))
      const flow = getFlow(model, one.record)
      const mine = !asking && row[service.applicant] === subject.person
      const rating =
        row.case?.endedAt && mine
          ? await store.asSystemPastAccessRules(tx => readRating(needs, tx, { subject, record, row, title: service.title, mine }))
          : null
      cards.push({
        record: one.record,
        id: one.id,
        number: one.number,
        service: service.name,
        title: service.title,
        stateLabel: plainLabel(flow, row.case?.state ?? ''),
        openedAt: one.opened_at.toISOString(),
        endedAt: one.ended_at?.toISOString() ?? null,
        promisedBy: promisedBy({ service, row, calendar: needs.calendar() }),
        asked: waiting.has(one.id),
        rateable: rating?.may === true && rating.stars === null,
      })
    }
    return cards.sort((a, b) => Number(b.asked) - Number(a.asked) || b.openedAt.localeCompare(a.openedAt))
  }

  const follow: ServiceDesk['follow'] = async (by, from) => {
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
    return followView(first.record, first.id)
  }

  /** State and dates, no word of anybody. */
  const followView = async (recordName: string, id: string): Promise<FollowView> => {
    const system = systemSubject(model.city.code)
    const record = getRecord(model, recordName)
    const row = await store.asSystemPastAccessRules(tx => store.get(tx, system, record, id))
    const service = await serviceOf(row, record)
    const flow = getFlow(model, recordName)
    const of = looking(system, service, row)
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

  return {
    messages: createMessages(needs),
    search: async wanted => {
      const since = new Date(clock.now().getTime() - 90 * 86_400_000)
      return findServices(model, wanted, await store.asSystemPastAccessRules(tx => usedServices(tx, since)))
    },
    guide: (name, at) => guideOf(model, getService(name), { at: at ?? model.city.code, today: today(), calendar: needs.calendar() }),
    prefill: (subject, name, place) => prefillOf(needs, subject, getService(name), place),
    verdict: (subject, name, values) => verdict(subject ?? systemSubject(model.city.code), getService(name), values, false),
    apply,
    cases,
    case: readCase,
    async act(subject, { record, id, act, key, ...more }) {
      const { row } = await look(subject, record, id)
      if (isReserved(act) && act !== 'comment') throw new Problem('denied', '这项操作由工作人员办理')
      if (act === 'comment' && row.case?.endedAt) throw new Problem('conflict', '本件已办结，不能再补充说明；如有新的情况请重新申请')
      const done = await needs.act(subject, { record, id, act, key, ...more })
      return { version: done.version, repeated: done.repeated }
    },
    async rate(subject, recordName, id, rating) {
      const { record, row, service, mine: named, asking } = await look(subject, recordName, id)
      const mine = named && !asking
      const events = await needs.plain(subject, recordName, id)
      const handledBy = events.findLast(event => event.organ !== null)?.organ ?? row.organ
      await store.asSystemPastAccessRules(tx =>
        writeRating(needs, tx, { subject, record, row, mine, title: service.title, service: service.name, handledBy }, rating),
      )
      return readCase(subject, recordName, id)
    },
    follow,
    privacy: (subject, before) => privacyOf(needs, subject, before),
    draft: (subject, name) => needs.drafts.find(subject, getService(name).record.name, `portal:${name}`),
    saveDraft: (subject, name, values) => needs.drafts.save(subject, getService(name).record.name, `portal:${name}`, values),
    removeDraft: (subject, name) => needs.drafts.remove(subject, getService(name).record.name, `portal:${name}`),
    readBefore,
    async drawPaper(subject, recordName, id, of) {
      const { record, row, asking } = await look(subject, recordName, id)
      if (asking) {
        const [whole, theirs] = [asking.record.part?.(), await papersOfWhole(subject, asking, row)]
        if (!whole || !theirs.some(paper => paper.id === of.id)) throw new Problem('not-found', '没有这份文书，或者您无权查看')
        return store.asSystemPastAccessRules(async tx => {
          const found = await store.get(tx, systemSubject(row.region), whole, wholeOf(row) ?? '')
          return needs.papers.draw(tx, found, { ...of, open: 'party' })
        })
      }
      return store.as(subject, async tx => needs.papers.draw(tx, await store.get(tx, subject, record, id), { ...of, open: 'party' }))
    },
    async findFile(subject, recordName, id, hash) {
      const { row, service } = await look(subject, recordName, id)
      return findRef(publicValues({ service, row }).values, hash)
    },
  }
}

const notFound = (record: AnyRecord) => new Problem('not-found', `没有找到这条“${record.label}”，它可能已被删除，或您无权查看`)
const anonymous = (who: string | null) => (who === '您' || who === '其他当事人' ? '当事人' : who)

function findRef(value: unknown, hash: string): { name: string; type: string } | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const of = value as { hash?: unknown; name?: unknown; type?: unknown }
  if (of.hash === hash && typeof of.name === 'string' && typeof of.type === 'string') return { name: of.name, type: of.type }
  return Object.values(value)
    .map(one => findRef(one, hash))
    .find(one => one !== undefined)
}
