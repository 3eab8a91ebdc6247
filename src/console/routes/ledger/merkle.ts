// Checking by oneself that an entry lies in the ledger: RFC 9162 hashes with the browser's own SHA-256, Ed25519 for the head.

export type LedgerEntry = {
  v: 1
  id: string
  at: string
  kind: string
  actor?: string
  subject?: string
  scene?: string
  record?: string
  row?: string
  case?: string
  act?: string
  commitment?: string
}
export type PlacedEntry = { index?: number | null; hash?: string | null; entry: LedgerEntry; content?: unknown; actorName?: string | null }
export type Head = { size: number; root: string; at: string; key: string; signature: string }
export type Inclusion = { index: number; size: number; proof: string[] }
export type Step = { title: string; detail: string; hash: string; ok: boolean | null }

const toHex = (bytes: Uint8Array) => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
const digest = async (...parts: readonly Uint8Array[]) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
}
export const leafHash = (data: Uint8Array) => digest(Uint8Array.of(0), data)
const nodeHash = (left: Uint8Array, right: Uint8Array) => digest(Uint8Array.of(1), left, right)

/** RFC 8785 for the plain texts and numbers of an entry. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`)
      .join(',')}}`
  return JSON.stringify(value)
}

/** Recomputes the root from the entry, step by step, and compares it with the signed head. */
export async function verifyInclusion({
  entry,
  inclusion,
  head,
}: {
  entry: LedgerEntry
  inclusion: Inclusion
  head: Head
}): Promise<{ ok: boolean; steps: Step[] }> {
  const steps: Step[] = []
  let hash = await leafHash(new TextEncoder().encode(canonicalJson(entry)))
  steps.push({ title: '计算此条记录的指纹', detail: `按规范写法对记录内容取 SHA-256`, hash: toHex(hash), ok: null })
  let [fn, sn] = [inclusion.index, inclusion.size - 1]
  for (const [at, sibling] of inclusion.proof.entries()) {
    if (sn === 0) return { ok: false, steps: [...steps, { title: '路径过长', detail: '证明路径与账本规模不符', hash: sibling, ok: false }] }
    const other = fromHex(sibling)
    const right = fn % 2 === 1 || fn === sn
    hash = right ? await nodeHash(other, hash) : await nodeHash(hash, other)
    steps.push({ title: `与第${at + 1}层相邻指纹合并`, detail: right ? '相邻指纹在左' : '相邻指纹在右', hash: toHex(hash), ok: null })
    if (right)
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2)
        sn = Math.floor(sn / 2)
      }
    fn = Math.floor(fn / 2)
    sn = Math.floor(sn / 2)
  }
  const ok = sn === 0 && toHex(hash) === head.root
  steps.push({
    title: ok ? '与账本总指纹一致' : '与账本总指纹不一致',
    detail: `账本共${inclusion.size}条时签发的总指纹`,
    hash: head.root,
    ok,
  })
  return { ok, steps }
}
