// The public in a story: a resident who has proved their number applies, follows, acts and rates through the same door as in the browser.
import { createHash, randomUUID } from 'node:crypto'
import { Problem, type Resident, type ResidentCase } from '#declare'
import { acceptFile } from '../capabilities/files/accept.ts'
import { sandboxPhone } from '../capabilities/identity/firm-register.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import { actingFor } from '../capabilities/identity/public-identity.ts'
import type { PortalCase } from '../wire/portal.ts'
import type { Platform } from './platform.ts'
import { noteUpload } from './uploads.ts'

export async function makeResident(platform: Platform, phone: string, name?: string): Promise<Resident> {
  const { accounts } = platform.identity.public
  const account = accounts.idOf(phone)
  await platform.store.asSystemPastAccessRules(async tx => {
    if ((await accounts.hold(tx, phone)) === null) throw new Problem('invalid', `“${phone}”不是手机号码`)
    await accounts.claim(tx, account, platform.clock.now())
    if (name !== undefined) await accounts.setName(tx, account, name)
  })
  return residentFor(platform, phone, account, () => platform.identity.public.findSubject(account))
}

function residentFor(platform: Platform, phone: string, account: string, as: () => Promise<Subject>): Resident {
  const { service, identity, store, clock } = platform
  const attach: Resident['attach'] = async (name, text) => {
    const bytes = new TextEncoder().encode(text)
    const file = await acceptFile(name, bytes, 20 * 2 ** 20)
    await platform.files.put(file.hash, bytes, file.type)
    const subject = await as()
    await store.as(subject, tx => noteUpload(tx, subject.person, file, clock.now()))
    return file
  }
  return {
    account,
    async apply(of, values, place) {
      return service.apply(await as(), of.name, { values, key: randomUUID(), ...(place !== undefined && { place }) })
    },
    async cases() {
      const subject = await as()
      const cards = await service.cases(subject)
      return Promise.all(cards.map(async card => shown(await service.case(subject, card.record, card.id))))
    },
    case: async (of, id) => shown(await service.case(await as(), of.name, id)),
    async do(of, id, act, with_ = {}) {
      await service.act(await as(), { record: of.name, id, act, key: randomUUID(), ...with_ })
    },
    async rate(of, id, { stars, reasons = [], words }) {
      await service.rate(await as(), of.name, id, { stars, reasons, ...(words !== undefined && { words }) })
    },
    attach,
    async told() {
      await service.messages.relay()
      return ((await platform.sandbox?.listTo(phone)) ?? []).map(one => one.text)
    },
    async forFirm(creditCode) {
      const letter = {
        hash: createHash('sha256').update(creditCode).digest('hex'),
        name: '授权委托书.pdf',
        type: 'application/pdf',
        size: 1,
      }
      const agency = await identity.public.agents.claim({ account, creditCode, letter })
      if (agency.state !== 'active')
        throw new Problem('conflict', `“${agency.name}”登记的手机号是${sandboxPhone(creditCode)}，请用它，或先由政务服务办通过`)
      return residentFor(platform, phone, agency.firm, async () => actingFor(await identity.public.findSubject(account), agency.firm))
    },
  }
}

const shown = (of: PortalCase): ResidentCase => ({
  record: of.record,
  id: of.id,
  number: of.number,
  service: of.service,
  state: of.state,
  stateLabel: of.stateLabel,
  ended: of.ended,
  who: of.who,
  dueAt: of.promisedBy,
  values: of.values,
  asked: of.acts.filter(act => act.asked && act.allowed).map(({ act, label, task }) => ({ act, label, task })),
})
