// The default signer: one Ed25519 key in a file that only the platform may read, made at the first start.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Problem } from '#declare'
import { keyIdOf } from './engine.ts'
import type { Signer } from './port.ts'

/** Throws Problem `setting` when the file is not an Ed25519 key: a new one is never put in its place. */
export async function openSigner(file: string): Promise<Signer> {
  const existing = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Problem('setting', `账本签名密钥文件 ${file} 无法读取（${error.code}）。请检查文件权限。`)
  })
  return signerOf(existing ?? (await makeKey(file)), file)
}

/** For a key given by a setting: PKCS#8 PEM. */
export function signerOf(pem: string, source = '设置项'): Signer {
  try {
    const privateKey = createPrivateKey(pem)
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('not Ed25519')
    const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
    return { keyId: keyIdOf(publicKey), publicKey, sign: text => sign(null, text, privateKey) }
  } catch {
    throw new Problem('setting', `账本签名密钥（${source}）不是有效的 Ed25519 私钥。请从备份恢复，切勿删除：换钥须先登记新公钥。`)
  }
}

/** Two servers may start at once: the first link wins, both read the same key. */
async function makeKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const draft = `${file}.${randomUUID()}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return readFile(file, 'utf8')
}
