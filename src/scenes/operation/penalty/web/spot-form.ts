// What the phone keeps while a decision on the spot is made, and how it goes to the server: prepared, decided, its paper's code fetched.
import type { FileRef, Signature } from '#declare'
import { get, keyForContent, post } from '../../../../kit/api.ts'
import type { ActResult } from '../../../../wire/cases.ts'
import type { PaperCopy, PaperList, PaperView } from '../../../../wire/papers.ts'

export type SpotForm = {
  readonly partyKind: 'person' | 'firm'
  readonly number: string
  readonly party: string
  readonly representative: string
  readonly address: string
  readonly phone: string
  readonly benchmark: string
  readonly site: string
  readonly facts: string
  readonly evidence: readonly FileRef[]
  readonly circumstances: readonly string[]
  readonly measure: string
  readonly warning: boolean
  readonly fine: string
  readonly told: boolean
  readonly statement: string
  readonly collect: 'bank' | 'cash'
  readonly cashReason: string
  readonly receipt: string
  readonly second: string
  readonly signed: Signature | undefined
  readonly refused: boolean
  readonly witness: string
}

/** An officer works with the same colleague in the same street for hours: both are remembered on this device, nothing of a party is. */
const memory = 'penalty.spot'
type Remembered = { readonly second?: string; readonly site?: string }
export function remembered(): Remembered {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? '{}') as Remembered
  } catch {
    return {}
  }
}
const remember = ({ second, site }: SpotForm) => localStorage.setItem(memory, JSON.stringify({ second, site }))

export const emptyForm = (): SpotForm => ({
  partyKind: 'person',
  number: '',
  party: '',
  representative: '',
  address: '',
  phone: '',
  benchmark: '',
  site: remembered().site ?? '',
  facts: '',
  evidence: [],
  circumstances: [],
  measure: '',
  warning: false,
  fine: '',
  told: false,
  statement: '',
  collect: 'bank',
  cashReason: '',
  receipt: '',
  second: remembered().second ?? '',
  signed: undefined,
  refused: false,
  witness: '',
})

export type Handed = { readonly id: string; readonly paper: PaperView; readonly copy: PaperCopy }
/** One decision: kept across attempts, so that a lost answer or a refused signature neither decides nor numbers twice. */
export type Attempt = { readonly keyFor: (content: unknown) => string; prepared: { of: string; id: string } | null; decided: boolean }
export const newAttempt = (): Attempt => ({ keyFor: keyForContent(), prepared: null, decided: false })

export async function decideOnSpot(form: SpotForm, place: string, attempt: Attempt): Promise<Handed> {
  const input = inputOf(form, place)
  const of = JSON.stringify(input)
  if (attempt.prepared?.of !== of) {
    const { id } = await post<{ id: string }>('/scenes/penalty/operations/prepareOnSpot', { input }, { key: attempt.keyFor(of) })
    attempt.prepared = { of, id }
  }
  const { id } = attempt.prepared
  const values = form.refused ? { refused: true, witness: form.witness.trim() } : { signed: form.signed }
  if (!attempt.decided) await post<ActResult>(`/cases/penalty-on-spot/${id}/acts/decide`, { values }, { key: `decide-${id}` })
  attempt.decided = true
  remember(form)
  const { papers } = await get<PaperList>(`/records/penalty-on-spot/${id}/papers`)
  const paper = papers.at(-1)!
  const copy = await post<PaperCopy>(`/records/penalty-on-spot/${id}/papers/${paper.id}/copy`)
  return { id, paper, copy }
}

function inputOf(form: SpotForm, place: string) {
  const isFirm = form.partyKind === 'firm'
  const fine = form.fine.trim() === '' ? '0' : form.fine.trim()
  const fined = Number(fine) > 0
  return {
    partyKind: form.partyKind,
    party: form.party.trim(),
    address: form.address.trim(),
    ...(form.number !== '' && { [isFirm ? 'creditCode' : 'idNumber']: form.number }),
    ...(isFirm && form.representative.trim() !== '' && { representative: form.representative.trim() }),
    ...(form.phone.trim() !== '' && { phone: form.phone.trim() }),
    benchmark: form.benchmark,
    place,
    site: form.site.trim(),
    facts: form.facts.trim(),
    evidence: form.evidence,
    circumstances: form.circumstances,
    ...(form.measure !== '' && { measure: Number(form.measure) }),
    told: form.told,
    warning: form.warning,
    fine,
    ...(form.statement.trim() !== '' && { statement: form.statement.trim() }),
    collect: fined ? form.collect : 'none',
    ...(fined && form.collect === 'cash' && { cashReason: form.cashReason, receipt: form.receipt.trim() }),
    second: form.second,
  }
}

/** What is still missing, in the order of the page: the button says the first of them. */
export function missingIn(form: SpotForm, most: number): string | null {
  const fine = Number(form.fine || 0)
  const checks: readonly (readonly [boolean, string])[] = [
    [form.second === '', '请选择协同执法人员'],
    [form.party.trim() === '', form.partyKind === 'firm' ? '请填写单位名称' : '请填写姓名'],
    [form.address.trim() === '', '请填写住址'],
    [form.benchmark === '', '请选择案由'],
    [form.site.trim() === '', '请填写地点'],
    [form.facts.trim() === '', '请写明违法事实'],
    [!form.warning && fine <= 0, '请填写罚款或者选择警告'],
    [fine > most, `罚款不得超过${most}元`],
    [fine > 0 && form.collect === 'cash' && form.cashReason === '', '请选择当场收缴的理由'],
    [fine > 0 && form.collect === 'cash' && form.receipt.trim() === '', '请填写专用票据号码'],
    [!form.told, '请告知权利后勾选'],
    [form.refused && form.witness.trim().length < 2, '请写明拒收情况和见证人'],
    [!form.refused && form.signed === undefined, '请当事人签名'],
  ]
  return checks.find(([isMissing]) => isMissing)?.[1] ?? null
}
