// What an entry's hash and a head's signature are taken over. Pure; `bin/verify-ledger.mjs` says the same independently.
import { hash } from 'node:crypto'
import { canonicalJson } from '../../methods/canonical-json/canonical-json.ts'
import { leafHash } from '../../methods/merkle/tree.ts'
import type { Entry, EntryInput, Head } from './port.ts'

/** A new entry, its leaf, and what must be kept to open its commitment. */
export type Prepared = {
  readonly entry: Entry
  readonly leaf: Buffer
  readonly opening: { readonly salt: Buffer; readonly content: string } | null
}

const optionalFields = ['actor', 'subject', 'scene', 'record', 'row', 'case', 'act'] as const

/** `id`, `now` and `salt` (16 random bytes) come from outside, so that this stays a function of its arguments. */
export function prepareEntry(input: EntryInput, { id, now, salt }: { id: string; now: Date; salt: Buffer }): Prepared {
  const opening = input.content === undefined ? null : { salt, content: canonicalJson(input.content) }
  const entry: Record<string, unknown> = { v: 1, id, at: (input.at ?? now).toISOString(), kind: input.kind }
  for (const field of optionalFields) if (input[field] !== undefined) entry[field] = input[field]
  if (opening) entry['commitment'] = commitmentOf(opening.salt, opening.content).toString('hex')
  return { entry: entry as Entry, leaf: leafOf(entry as Entry), opening }
}

/** The salt keeps content of few possibilities (a yes, a date of birth) from being guessed from its hash. */
export const commitmentOf = (salt: Buffer, canonicalContent: string): Buffer =>
  hash('sha256', Buffer.concat([salt, Buffer.from(canonicalContent)]), 'buffer')

export const leafOf = (entry: Entry): Buffer => leafHash(Buffer.from(canonicalJson(entry)))

/**
 * What is signed: a checkpoint in the form of C2SP tlog-checkpoint (origin, size, root, then one line of our own, the time),
 * so that strangers' witnesses and monitors can read it.
 */
export const checkpointText = (origin: string, head: Pick<Head, 'size' | 'root' | 'at'>): string =>
  `${origin}\n${head.size}\n${Buffer.from(head.root, 'hex').toString('base64')}\nat ${head.at}\n`

/** The checkpoint as a signed note (C2SP signed-note, Ed25519): key hash and signature after the name. */
export function signedNote(origin: string, head: Head, publicKey: Buffer): string {
  const raw = publicKey.subarray(-32)
  const keyHash = hash('sha256', Buffer.concat([Buffer.from(`${origin}\n`), Uint8Array.of(1), raw]), 'buffer').subarray(0, 4)
  const signature = Buffer.concat([keyHash, Buffer.from(head.signature, 'base64')])
  return `${checkpointText(origin, head)}\n— ${origin} ${signature.toString('base64')}\n`
}

/** A key's name: the beginning of its hash. */
export const keyIdOf = (publicKey: Buffer): string => hash('sha256', publicKey, 'hex').slice(0, 16)
