// The ledger to the outside: keys, signed heads, proofs, and entries with what they say.
import { z } from '@hono/zod-openapi'

const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hex')

export const LedgerKeys = z
  .object({
    origin: z.string(),
    hash: z.literal('SHA-256'),
    algorithm: z.literal('Ed25519'),
    current: z.string(),
    keys: z.array(z.object({ id: z.string(), publicKey: z.string().describe('SPKI, base64') })),
  })
  .openapi('LedgerKeys')

export const LedgerHead = z
  .object({ size: z.number().int(), root: hash, at: z.string(), key: z.string(), signature: z.string().describe('Ed25519, base64') })
  .openapi('LedgerHead')

export const InclusionProof = z.object({ index: z.number().int(), size: z.number().int(), proof: z.array(hash) }).openapi('InclusionProof')
export const ConsistencyProof = z
  .object({ first: z.number().int(), second: z.number().int(), proof: z.array(hash) })
  .openapi('ConsistencyProof')

const word = z.string().optional()
const Entry = z
  .object({
    v: z.literal(1),
    id: z.string(),
    at: z.string(),
    kind: z.string(),
    actor: word,
    subject: word,
    scene: word,
    record: word,
    row: word,
    case: word,
    act: word,
    commitment: word,
  })
  .describe('What the leaf is taken over, as canonical JSON; ids only')

export const LedgerEntries = z
  .object({
    entries: z.array(
      z.object({
        index: z.number().int().nullable().describe('Null until it has its place'),
        leaf: hash.nullable(),
        entry: Entry,
        opening: z.object({ salt: z.string(), content: z.unknown() }).optional().describe('With `content=true`'),
      }),
    ),
  })
  .openapi('LedgerEntries')
