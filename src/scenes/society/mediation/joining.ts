// One dispute is joined to another that leads: who applied in it becomes a party of the leading one, and it ends, or lives again, with what that
// one comes to. While the leading case is mediated anew (flared up, dismissed by a court) it is open, and the joined ones wait with it.
import { type Also, all, type CityPort, type Effect, Problem, refs, type StoredRow } from '#declare'
import { party } from './parties.ts'
import { samePeople } from './people.ts'
import { dispute, leadResults, merge } from './records.ts'

const d = refs(dispute)
const reasons: Readonly<Record<string, string>> = dispute.fields.mergedFor.of ?? {}
const fault = (at: string, message: string) => new Problem('invalid', message, [{ at, message }])

/** Joins only to an open dispute that leads itself, in the same county. */
export const noteMerge: Also = async (city, row) => {
  const id = row['mergedInto'] as string | undefined
  if (!id) throw fault('mergedInto', '请选择主案')
  await city.alone(`joined to ${id}`)
  const lead = await leadOf(city, row, id)
  const grounds = ((row['mergedFor'] ?? []) as string[]).map(one => reasons[one] ?? one)
  if (grounds.length === 0) throw fault('mergedFor', '请选择并案依据')
  await city.create(merge, { region: row.region, lead: lead.id, merged: row.id, because: grounds.join('、') })
  await takeIn(city, row, lead)
}

async function leadOf(city: CityPort, row: StoredRow, id: string): Promise<StoredRow> {
  if (id === row.id) throw fault('mergedInto', '不能并入自己')
  const [lead] = await city.find(dispute, all(d.id.is(id), d.region.within(row.region.slice(0, 6))), 1)
  if (!lead) throw fault('mergedInto', '没有找到主案，请在本县（市、区）的案件中选择')
  if (lead['ended'] === true) throw fault('mergedInto', '主案已经办结，不能再并入')
  if (lead['mergedInto']) throw fault('mergedInto', '所选案件自己已并入另一件，请选择那件主案')
  const [under] = await city.find(dispute, all(d.mergedInto.is(row.id), d.state.is('merged')), 1)
  if (under) throw fault('mergedInto', '已有其他案件并入本件，请以本件为主案')
  return lead
}

/** Who applied here and is not yet in the leading case becomes a party of it, whose signature its agreement needs. */
async function takeIn(city: CityPort, row: StoredRow, lead: StoredRow): Promise<void> {
  const people = await samePeople(city, row)
  const [applicant, respondent] = people.own
  const theirs = people.of(lead)
  if (theirs.includes(applicant!)) return
  if (lead['agreedOn']) throw fault('mergedInto', '主案已拟好协议，本案申请人不是主案的当事人：请待主案继续调解时再并案，或者单独办理')
  const [clear] = await city.findInClear(dispute, d.id.is(row.id), 1)
  await city.create(party, {
    parent: lead.id,
    region: lead.region,
    side: respondent !== undefined && theirs[0] === respondent ? 'respondent' : 'applicant',
    name: clear!['applicantName'],
    phone: clear!['applicantPhone'],
    idcard: clear!['applicantIdcard'] ?? null,
    signs: true,
    joinedFrom: row.id,
  })
}

/** Whoever came with it leaves the leading case again; not from under an agreement that names them. */
export const undoMerge: Also = async (city, row) => {
  const m = refs(merge)
  const came = await city.find(party, refs(party).joinedFrom.is(row.id))
  const [lead] = await city.find(dispute, d.id.is(String(row['mergedInto'])), 1)
  if (came.length > 0 && lead?.['agreedOn'] && lead['ended'] !== true)
    throw new Problem('conflict', '主案的协议已列本案申请人为当事人，请先让主案继续调解，再撤销并案')
  for (const one of await city.find(merge, all(m.merged.is(row.id), m.undoneOn.isEmpty())))
    await city.update(merge, one.id, { undoneOn: city.today })
  for (const one of came) await city.remove(party, one.id)
  await city.update(dispute, row.id, { mergedInto: null, mergedFor: null, leadResult: null })
}

/** The leading case has ended: those joined to it end with its result. Who did not withdraw it themselves goes on alone. */
export const leadEnded: Effect = async (city, row) => {
  await city.alone(`joined to ${row.id}`)
  const result = row['ended'] ? String(row['state']) : ''
  if (!isResult(result)) return
  for (const one of await city.find(dispute, all(d.mergedInto.is(row.id), d.state.is('merged')))) {
    if (result === 'withdrawn' && one['applicant'] !== row['applicant'])
      await city.act(dispute, one.id, 'undo', { reason: '主案由其申请人撤回，本件单独办理' })
    else
      await city.act(dispute, one.id, 'follow', {
        values: { leadResult: result },
        reason: `主案${row['number'] ?? ''}：${leadResults[result]}`,
      })
  }
}

const isResult = (state: string): state is keyof typeof leadResults => state in leadResults
