// Attachments in an S3-compatible store, by its REST interface with Signature Version 4.
import { AwsClient } from 'aws4fetch'
import { Problem } from '#declare'
import type { FileStore } from './port.ts'

export type S3Options = { endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string }

export function s3Store(options: S3Options): FileStore {
  const client = new AwsClient({
    accessKeyId: options.accessKey,
    secretAccessKey: options.secretKey,
    region: options.region,
    service: 's3',
    retries: 3,
  })
  const address = (key: string) => `${options.endpoint.replace(/\/$/, '')}/${options.bucket}/${key}`
  const ask = async (key: string, init: RequestInit): Promise<Response> => {
    // Where a redirect would lead is nobody's setting: it is an error.
    const response = await client
      .fetch(address(key), { ...init, redirect: 'manual', signal: AbortSignal.timeout(30_000) })
      .catch((error: Error) => {
        throw unavailable('附件存储暂时连接不上，请稍后再试', error)
      })
    if (response.ok || response.status === 404) return response
    throw new Problem('unavailable', `附件存储返回了 ${response.status}，请联系管理员检查对象存储的设置`)
  }
  return {
    async put(hash, bytes, type) {
      const key = keyOf(hash)
      const there = await ask(key, { method: 'HEAD' })
      if (there.ok) return
      const stored = await ask(key, { method: 'PUT', body: bytes as Uint8Array<ArrayBuffer>, headers: { 'content-type': type } })
      if (!stored.ok) throw unavailable('附件存储的设置有误，请联系管理员', new Error(`no bucket ${options.bucket}`))
    },
    async get(hash) {
      const response = await ask(keyOf(hash), { method: 'GET' })
      return response.ok ? new Uint8Array(await response.arrayBuffer()) : undefined
    },
    async ready() {
      await ask('', { method: 'HEAD' })
    },
  }
}

/** What a user reads tells nothing of our addresses; the cause goes to the log. */
function unavailable(message: string, cause: Error): Problem {
  const problem = new Problem('unavailable', message)
  problem.cause = cause
  return problem
}

function keyOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Problem('invalid', '附件编号不正确')
  return `${hash.slice(0, 2)}/${hash}`
}
