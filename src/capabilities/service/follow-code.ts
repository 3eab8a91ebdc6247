// With number and code, or by the QR code on the receipt, anybody may follow a case without logging in. Neither is stored: both follow from
// the case's id under a key of the platform.
import { timingSafeEqual } from 'node:crypto'
import type { Vault } from '../store/port.ts'

/** Without 0 and O, 1 and I and L: it is read over the telephone. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

export function followCode(vault: Vault, id: string): string {
  const bytes = vault.blind('follow.code', id)
  return Array.from(bytes.subarray(0, 8), byte => letters[byte % letters.length]).join('')
}

export function followToken(vault: Vault, id: string): string {
  const own = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.concat([own, vault.blind('follow.token', id)]).toString('base64url')
}

/** The id a token stands for; undefined for one that is not ours. */
export function idOfToken(vault: Vault, token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 32) return undefined
  const hex = bytes.toString('hex', 0, 16)
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return timingSafeEqual(bytes.subarray(16), vault.blind('follow.token', id)) ? id : undefined
}

export function isFollowCode(vault: Vault, id: string, given: string): boolean {
  const right = Buffer.from(followCode(vault, id))
  const offered = Buffer.from(given.trim().toUpperCase())
  return offered.length === right.length && timingSafeEqual(right, offered)
}
