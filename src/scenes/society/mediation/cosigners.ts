// Who else signs an agreement: asked when it is drafted, counted when they answer. What is left stands in the dispute's own row, in words, so that
// everybody concerned sees who has not signed; given names are left out there.
import { type Also, all, type CityPort, refs, type StoredRow } from '#declare'
import { cosigning, party } from './parties.ts'
import { dispute } from './records.ts'

const c = refs(cosigning)
const handling = c.handledBy.holds('mediator')

/** Everybody who signs beside the two sides is asked anew for each draft. */
export async function askCosigners(city: CityPort, row: StoredRow): Promise<void> {
  await forgetCosigners(city, row.id)
  const p = refs(party)
  const signing = await city.findInClear(party, all(p.parent.is(row.id), p.signs.is(true)))
  for (const one of signing)
    await city.create(cosigning, {
      parent: row.id,
      region: row.region,
      matter: row['topic'],
      side: one['side'],
      name: one['name'],
      phone: one['phone'],
      handledBy: row['handledBy'],
      agreedOn: city.today,
      current: true,
    })
  if (signing.length > 0) await tally(city, row.id)
}

/** A draft that was given up binds nobody, whoever signed it. */
export async function forgetCosigners(city: CityPort, id: string): Promise<void> {
  for (const one of await currentOf(city, id)) await city.update(cosigning, one.id, { current: false })
}

const currentOf = (city: CityPort, id: string) => city.findInClear(cosigning, all(c.parent.is(id), c.current.is(true)))

/** Two who sign in the same moment are counted one after the other. */
async function tally(city: CityPort, id: string): Promise<number> {
  await city.alone(`cosigning:${id}`)
  const rows = await currentOf(city, id)
  const open = rows.filter(row => !row['signedOn'])
  await city.update(dispute, id, {
    othersLeft: rows.length === 0 ? null : open.length,
    othersSigning: rows.length === 0 ? null : wordsOf(rows),
  })
  return open.length
}

/** `共3人，已签1人；未签：赵某（利害关系人）；拒签：钱某（对方）`. */
export function wordsOf(rows: readonly StoredRow[]): string {
  const signed = rows.filter(row => row['signedOn'])
  const refused = rows.filter(row => row['refusal'])
  const waiting = rows.filter(row => !row['signedOn'] && !row['refusal'])
  const list = (label: string, of: readonly StoredRow[]) => (of.length > 0 ? [`${label}：${of.map(calledOf).join('、')}`] : [])
  return [`共${rows.length}人，已签${signed.length}人`, ...list('未签', waiting), ...list('拒签', refused)].join('；')
}

/** A person by the family name alone; a firm in full. */
function calledOf(row: StoredRow): string {
  const name = String(row['name'] ?? '')
  const called = [...name].length <= 4 ? `${[...name][0] ?? ''}某` : name
  return `${called}（${cosigning.fields.side.of?.[String(row['side'])] ?? ''}）`
}

const wholeOf = (row: StoredRow): string => String(row['parent'])

export const noteCosigned: Also = async (city, row) => {
  await city.update(cosigning, row.id, { signedOn: city.today })
  if ((await tally(city, wholeOf(row))) === 0) await city.notify(handling, '其他当事人都已签字')
}

export const noteRefused: Also = async (city, row) => {
  await tally(city, wholeOf(row))
  await city.notify(handling, `${calledOf(row)}拒绝在协议上签字：${String(row['refusal'] ?? '')}`)
}

/** They turn out not to be a party to what was agreed. */
export const noteNeedless: Also = async (city, row) => {
  await city.update(cosigning, row.id, { current: false })
  await tally(city, wholeOf(row))
}
