// Encrypts single values: SM4-GCM (GB/T 32907, RFC 8998) with the key's id in front, bound to the place where the value lies, so that a
// ciphertext moved to another row or column does not open. Blind indexes (HMAC-SM3) answer "is equal" without opening anything.
import { createHmac, randomBytes } from 'node:crypto'
import { sm4 } from 'sm-crypto-v2'
import { Problem } from '#declare'
import type { KeyRing } from './key-ring.ts'

/** Layout: suite (1 byte) · length of key id (1) · key id · nonce (12) · tag (16) · ciphertext. */
const suiteSm4Gcm = 1
const nonceLength = 12
const tagLength = 16
const blindLength = 16

/** `place` is `table.column:id`. */
export function seal(ring: KeyRing, place: string, plain: string): Buffer {
  const nonce = randomBytes(nonceLength)
  const { output, tag } = sm4.encrypt(Buffer.from(plain), sm4Key(ring, ring.current), {
    mode: 'gcm',
    output: 'array',
    iv: nonce,
    associatedData: Buffer.from(place),
    outputTag: true,
  })
  const id = Buffer.from(ring.current)
  return Buffer.concat([Buffer.from([suiteSm4Gcm, id.length]), id, nonce, tag!, output])
}

export function unseal(ring: KeyRing, place: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const idEnd = 2 + bytes[1]!
  const nonceEnd = idEnd + nonceLength
  const tagEnd = nonceEnd + tagLength
  if (bytes[0] !== suiteSm4Gcm || bytes.length < tagEnd) throw broken(place)
  const key = sm4Key(ring, bytes.toString('utf8', 2, idEnd))
  try {
    const plain = sm4.decrypt(bytes.subarray(tagEnd), key, {
      mode: 'gcm',
      output: 'array',
      iv: bytes.subarray(idEnd, nonceEnd),
      tag: bytes.subarray(nonceEnd, tagEnd),
      associatedData: Buffer.from(place),
    })
    return Buffer.from(plain).toString('utf8')
  } catch {
    throw broken(place)
  }
}

/** The same for equal values of one column, and only there; truncated, so that a stolen index proves little. */
export const blindIndex = (ring: KeyRing, column: string, plain: string): Buffer =>
  createHmac('sm3', ring.blind).update(`${column}\0${plain}`).digest().subarray(0, blindLength)

const derived = new WeakMap<KeyRing, Map<string, Buffer>>()

function sm4Key(ring: KeyRing, id: string): Buffer {
  const known = derived.get(ring) ?? new Map<string, Buffer>()
  derived.set(ring, known)
  const found = known.get(id)
  if (found) return found
  const key = ring.find(id)
  if (!key) throw new Problem('setting', `数据密钥“${id}”不在密钥文件中，无法解密。请从备份恢复密钥文件。`)
  const made = createHmac('sm3', key).update('shuzhi sm4-gcm').digest().subarray(0, 16)
  known.set(id, made)
  return made
}

const broken = (place: string) => new Problem('broken', `加密数据已损坏或被移动（${place}），无法解密。请联系系统管理员核查。`)
