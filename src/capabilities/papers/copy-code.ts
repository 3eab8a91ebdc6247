// A paper is handed over by a code that whoever it is for scans: the code alone opens this one paper, for some days. It is stored nowhere; it
// follows from the paper's id and its last moment under a key of the platform.
import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '../store/port.ts'

const macOf = (vault: Vault, payload: Buffer): Buffer => vault.blind('paper.copy', payload.toString('hex'))

/** Layout before base64url: id (16 bytes) · seconds since 1970 (4) · code of authentication (16). */
export function copyCode(vault: Vault, of: { readonly id: string; readonly until: Date }): string {
  const payload = Buffer.alloc(20)
  payload.write(of.id.replaceAll('-', ''), 'hex')
  payload.writeUInt32BE(Math.floor(of.until.getTime() / 1000), 16)
  return Buffer.concat([payload, macOf(vault, payload)]).toString('base64url')
}

/** Whether a code is ours, for this paper. A code that was ours and has run out is told apart, so that its holder knows what to do. */
export function readCopyCode(vault: Vault, id: string, code: string, now: Date): 'good' | 'over' | 'wrong' {
  const bytes = Buffer.from(code, 'base64url')
  if (bytes.length !== 36 || bytes.toString('base64url') !== code) return 'wrong'
  const payload = bytes.subarray(0, 20)
  if (!timingSafeEqual(bytes.subarray(20), macOf(vault, payload)) || payload.toString('hex', 0, 16) !== id.replaceAll('-', ''))
    return 'wrong'
  return payload.readUInt32BE(16) * 1000 >= now.getTime() ? 'good' : 'over'
}
