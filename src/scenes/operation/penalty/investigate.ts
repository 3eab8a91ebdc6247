// Evidence taken, preserved and handed on, written records, officers replaced: what each must say to count.
import { type Also, Problem, refs, type StoredRow } from '#declare'
import { demandOfficers } from './certificates.ts'
import { textOf } from './law.ts'
import { evidence, note } from './records.ts'

type Stored = { readonly hash: string }
const hashIn = (row: StoredRow): string => ((row['files'] ?? []) as Stored[])[0]?.hash ?? ''

export const checkTaken: Also = async (city, row, made) => {
  if (made!['preserved'] === true) throw new Problem('invalid', '先行登记保存的物品请用“先行登记保存”办理，经负责人批准后出具通知书')
  demandPast(made!, 'takenAt', city.now, '取得时间')
  await demandOfficers(city, row)
}

export const checkPreserved: Also = async (city, row, made) => {
  if (made!['preserved'] !== true)
    throw new Problem('invalid', '请勾选“先行登记保存”；一般证据请用“登记证据”办理', [{ at: 'preserved', message: '请勾选' }])
  demandPast(made!, 'takenAt', city.now, '取得时间')
  await demandOfficers(city, row)
}

export const checkNote =
  (kind: 'site' | 'interview'): Also =>
  async (city, row, made) => {
    if (made!['kind'] !== kind) throw new Problem('invalid', `这里制作的是${kind === 'site' ? '现场检查' : '询问'}笔录，请改选笔录种类`)
    if (made!['told'] !== true)
      throw new Problem('invalid', '执法人员应当主动出示执法证件并告知权利（《行政处罚法》第五十五条），请确认后再记')
    if (textOf(made!, 'to') < textOf(made!, 'from')) throw new Problem('invalid', '结束时间早于开始时间，请核对')
    demandPast(made!, 'to', city.now, '结束时间')
    await demandOfficers(city, row)
  }

/** A hand-over names the one who has it now, and for a file the digest it had when it was taken: another digest is refused. */
export const takeOver: Also = async (city, row, made) => {
  const [piece] = await city.find(evidence, refs(evidence).id.is(textOf(made!, 'evidence')), 1)
  const inCase = (await city.find(evidence, refs(evidence).parent.is(row.id), 500)).some(one => one.id === piece?.id)
  if (!piece || !inCase)
    throw new Problem('invalid', '所移交的证据不属于本案，请重新选择', [{ at: 'evidence', message: '请选择本案的证据' }])
  if (textOf(piece, 'keeper') !== textOf(made!, 'from'))
    throw new Problem('conflict', `这份证据现由${textOf(piece, 'keeper')}保管，只能由其移交；保管链不能中断`, [
      { at: 'from', message: `现保管人：${textOf(piece, 'keeper')}` },
    ])
  const digest = hashIn(piece)
  if (digest !== '' && textOf(made!, 'digest') !== digest)
    throw new Problem('invalid', '移交时的校验值与取得时登记的不一致，电子件可能已被改动，不能移交。请用原件重新计算校验值', [
      { at: 'digest', message: '与登记的校验值不一致' },
    ])
  await city.update(evidence, piece.id, { keeper: textOf(made!, 'to') })
}

export const approvePreservation: Also = async (city, row) => {
  await city.update(evidence, row.id, { approvedBy: city.name(city.person) })
}

export const refusePreservation: Also = async (city, row) => {
  await city.update(evidence, row.id, { disposal: '负责人不予批准先行登记保存，解除并退还' })
  await city.notify(refs(evidence).author.self(), `负责人不予批准先行登记保存“${textOf(row, 'name')}”，请立即退还当事人`)
}

export const checkDisposal: Also = async (city, row) => {
  if (textOf(row, 'disposal').length < 2) throw new Problem('invalid', '请写明处理决定')
  await city.notify(refs(evidence).author.self(), `先行登记保存的“${textOf(row, 'name')}”已作出处理决定`)
}

export const replaceOfficers: Also = (city, row) => demandOfficers(city, row)
export const replaceOnLead: Also = (city, row) => demandOfficers(city, row)

/** Evidence that may be the ground of a decision: without what was taken illegally, art. 46(3), and what was preserved without approval, art. 56. */
export const lawfulEvidence = (rows: readonly StoredRow[]): StoredRow[] =>
  rows.filter(row => row['illegal'] !== true && (row['preserved'] !== true || textOf(row, 'approvedBy') !== ''))

export const newestNote = async (city: Parameters<Also>[0], row: StoredRow, kind: string): Promise<StoredRow> =>
  (await city.find(note, refs(note).parent.is(row.id), 200)).filter(one => one['kind'] === kind).at(-1)!

function demandPast(row: StoredRow, field: string, now: string, label: string): void {
  if (new Date(textOf(row, field)) > new Date(now))
    throw new Problem('invalid', `${label}在将来，请核对`, [{ at: field, message: '不能晚于现在' }])
}
