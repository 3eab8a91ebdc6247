// “谁看过我的数据”: every reading of personal values in rows that name an account, from the ledger, with the proof that it is there.
// 个人信息保护法 arts. 44-45: everybody may know how their data are handled.
import type { PrivacyReads } from '../../wire/portal.ts'
import type { Subject } from '../identity/port.ts'
import type { ServiceNeeds } from './needs.ts'
import { readsAbout, rowsNaming } from './store.ts'

const page = 50

export async function privacyOf(needs: ServiceNeeds, subject: Subject, before: string | undefined): Promise<PrivacyReads> {
  const { model, store } = needs
  const found = await store.asSystemPastAccessRules(async tx => {
    const rows = await rowsNaming(tx, model, [subject.person], 2000)
    return readsAbout(tx, { accounts: [subject.person], rows, before: before ?? null, most: page + 1 })
  })
  const shown = found.slice(0, page)
  return {
    items: shown.map(row => {
      const record = row.record === null ? undefined : model.records.get(row.record)
      const content = (row.content === null ? {} : JSON.parse(row.content)) as { fields?: string[]; organ?: string; purpose?: string }
      return {
        entry: row.id,
        at: row.at.toISOString(),
        organ: (content.organ && needs.name(content.organ)) || partyName(row.actor, subject),
        scene: (row.record && model.sceneOf.get(row.record)?.title) ?? '',
        record: record?.label ?? '',
        purpose: content.purpose ?? '',
        fields: (content.fields ?? []).map(field => record?.fields[field]?.label ?? field),
        index: row.index === null ? null : Number(row.index),
        proof: `/api/ledger/proof/inclusion?entry=${row.id}`,
      }
    }),
    next: found.length > page ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** No organ read it: a party did, themselves or another who was asked to sign the same paper. */
const partyName = (actor: string | null, subject: Subject): string | null =>
  actor === subject.person ? '您本人' : actor?.startsWith('a-') ? '其他当事人' : null
