// What other capabilities may know of the ledger: what an entry says, and how to write one inside an act's own transaction.
export { destroyContent, findSignedHead, recordEntries } from './store.ts'

/** `content` is any JSON; it is kept apart from the tree and can be destroyed when the law demands it. */
export type EntryInput = {
  /** What happened, in the ledger's own words: `act`, `read`, `destroy`, `exchange`, `setting` … */
  readonly kind: string
  /** By default the time of writing, to the millisecond. */
  readonly at?: Date
  /** Account or system part that did it. */
  readonly actor?: string
  /** Internal id of the person whose data it concerns; lets her see every trace. Never an ID-card number. */
  readonly subject?: string
  readonly scene?: string
  readonly record?: string
  readonly row?: string
  readonly case?: string
  readonly act?: string
  readonly content?: unknown
}

/** An entry as the tree vouches for it: its canonical JSON is the leaf. Fields without a value are left out. */
export type Entry = {
  readonly v: 1
  readonly id: string
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string
  readonly kind: string
  readonly actor?: string
  readonly subject?: string
  readonly scene?: string
  readonly record?: string
  readonly row?: string
  readonly case?: string
  readonly act?: string
  /** SHA-256 over salt and canonical content, hex. */
  readonly commitment?: string
}

/** Content and the salt (hex) that opens the commitment. */
export type Opening = { readonly salt: string; readonly content: unknown }

/** A root that the platform has signed; hashes hex, signature base64. */
export type Head = {
  readonly size: number
  readonly root: string
  readonly at: string
  readonly key: string
  readonly signature: string
}

/** Signs heads. The default is an Ed25519 key in a file; a city may put an encryption machine (密码机) behind it. */
export type Signer = {
  readonly keyId: string
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer
  sign(text: Buffer): Buffer | Promise<Buffer>
}
