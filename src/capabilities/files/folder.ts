// Attachments in a local folder: `ab/cd/abcd…`, written beside and renamed, so that a crash leaves no half file.
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '#declare'
import type { FileStore } from './port.ts'

export function folderStore(folder: string): FileStore {
  const place = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new Problem('invalid', '附件编号不正确')
    return join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  }
  return {
    async put(hash, bytes) {
      const path = place(hash)
      if (await stat(path).catch(() => undefined)) return
      await mkdir(dirname(path), { recursive: true })
      const beside = `${path}.${randomUUID()}`
      const handle = await open(beside, 'wx')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(beside, path)
    },
    async get(hash) {
      return await readFile(place(hash)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
    },
    async ready() {
      await mkdir(folder, { recursive: true })
      await access(folder, constants.W_OK)
    },
  }
}
