// Attachments: bytes by the hash of their content, wherever they lie.
import type { FileRef } from '#declare'

export type FileStore = {
  /** Stores bytes that were checked; the same content is stored once. */
  put(hash: string, bytes: Uint8Array, type: string): Promise<void>
  /** Undefined when there is no such content. */
  get(hash: string): Promise<Uint8Array | undefined>
  /** Throws when the place cannot be reached or written: asked by the readiness check. */
  ready(): Promise<void>
}

export type Attach = (name: string, bytes: Uint8Array) => Promise<FileRef>
