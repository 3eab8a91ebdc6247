// The keys under which personal values are kept, in a file of the data folder that only the platform may read. Old keys stay to read
// with; new values take the current key, so that a key can be changed while the city works.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Problem } from '#declare'

export type KeyRing = {
  /** The id of the key for new values. */
  readonly current: string
  /** 32 bytes; undefined for a key we do not hold. */
  find(id: string): Buffer | undefined
  /** 32 bytes, never changed: the blind indexes hang on it. */
  readonly blind: Buffer
}

type KeyFile = { readonly current: string; readonly blind: string; readonly keys: Readonly<Record<string, string>> }

const lengthOfKey = 32

/** A ring in memory; for tests and for keys that come from elsewhere. */
export function createKeyRing(file: KeyFile = newKeyFile()): KeyRing {
  const keys = new Map(Object.entries(file.keys).map(([id, key]) => [id, Buffer.from(key, 'base64')]))
  const blind = Buffer.from(file.blind, 'base64')
  const wrong = [...keys.values(), blind].some(key => key.length !== lengthOfKey)
  if (wrong || !keys.has(file.current))
    throw new Problem('setting', '数据密钥文件内容不正确：每个密钥须为32字节，且当前密钥须在其中。请从备份恢复该文件。')
  return { current: file.current, blind, find: id => keys.get(id) }
}

/** Reads the ring; makes one, readable by its owner alone, when there is none. */
export function openKeyRing(path: string): KeyRing {
  if (!existsSync(path)) writeKeyFile(path, newKeyFile())
  return createKeyRing(readKeyFile(path))
}

/** Adds a key and makes it the current one; values under older keys stay readable. Returns its id. */
export function rotateKeyRing(path: string): string {
  const file = readKeyFile(path)
  const numbers = Object.keys(file.keys).map(id => Number(id.slice(1)))
  const current = `k${Math.max(0, ...numbers) + 1}`
  writeKeyFile(path, { ...file, current, keys: { ...file.keys, [current]: newKey() } })
  return current
}

const newKey = () => randomBytes(lengthOfKey).toString('base64')
const newKeyFile = (): KeyFile => ({ current: 'k1', blind: newKey(), keys: { k1: newKey() } })

function readKeyFile(path: string): KeyFile {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as KeyFile
  } catch {
    throw new Problem('setting', `数据密钥文件 ${path} 无法读取。请从备份恢复该文件，否则已加密的个人信息无法解密。`)
  }
}

function writeKeyFile(path: string, file: KeyFile): void {
  writeFileSync(`${path}.new`, JSON.stringify(file, null, 2), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
