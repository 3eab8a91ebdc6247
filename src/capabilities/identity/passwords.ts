// Passwords: scrypt (RFC 7914) with the parameters written into the hash, so that they can be raised and old hashes still verify.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Problem } from '#declare'

/** `cost` is log2 N. The default is the OWASP minimum for N = 2^15: 32 MiB and about 0.2 s a guess. */
export type PasswordCost = { readonly cost: number; readonly blockSize: number; readonly parallel: number }
export const passwordCost: PasswordCost = { cost: 15, blockSize: 8, parallel: 3 }

export type Verified = { readonly right: boolean /** The hash is weaker than today's: hash again and keep. */; readonly outdated: boolean }

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, both base64url. */
export async function hashPassword(password: string, cost: PasswordCost = passwordCost, salt: Buffer = randomBytes(16)): Promise<string> {
  const hash = await derive(password, salt, 32, cost)
  return ['scrypt', cost.cost, cost.blockSize, cost.parallel, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Constant time in the hash. Without `stored` (no such account) it works as long, and is wrong. */
export async function verifyPassword(password: string, stored: string | undefined, cost: PasswordCost = passwordCost): Promise<Verified> {
  const known = stored === undefined ? undefined : parse(stored)
  if (!known) {
    await derive(password, noSalt, 32, cost)
    return { right: false, outdated: false }
  }
  const hash = await derive(password, known.salt, known.hash.length, known.cost)
  const weaker = known.cost.cost < cost.cost || known.cost.blockSize < cost.blockSize || known.cost.parallel < cost.parallel
  return { right: timingSafeEqual(hash, known.hash), outdated: weaker }
}

export const passwordLength = { least: 12, most: 128 } as const

/** What is wrong with a new password, in Chinese. Any composition is allowed (ASVS 5, 6.2.5); the easily guessed is not. */
export function findPasswordFault(password: string, context: readonly string[]): string | undefined {
  const length = [...password].length
  if (length < passwordLength.least) return `新口令至少${passwordLength.least}个字符`
  if (length > passwordLength.most) return `新口令最多${passwordLength.most}个字符`
  const folded = password.toLowerCase()
  if (new Set(folded).size < 6) return '新口令重复的字符太多，请换一个'
  if (isRun(folded)) return '新口令是连续的字符，请换一个'
  if (guessed.some(word => folded.includes(word) && folded.length - word.length < 6)) return '新口令过于常见，请换一个'
  if (context.some(word => word.length >= 3 && folded.includes(word.toLowerCase()))) return '新口令不能包含账号、姓名或手机号'
  return undefined
}

/** At most `most` at work and `waiting` in line: hashing is dear, and its threads are those of the file system. */
export function createGate(most = 2, waiting = 200): <T>(work: () => Promise<T>) => Promise<T> {
  let busy = 0
  const line: (() => void)[] = []
  return async work => {
    if (busy >= most) {
      if (line.length >= waiting) throw new Problem('unavailable', '登录人数过多，请稍后再试')
      await new Promise<void>(resolve => line.push(resolve))
    } else busy++
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else busy--
    }
  }
}

const noSalt = Buffer.alloc(16, 7)
const guessed = [
  'password',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  'iloveyou',
  'administrator',
  'welcome',
  'woaini',
  '5201314',
  'shuzhi',
  'shaoxing',
  'zhejiang',
  '123456',
  '111111',
  '000000',
  'abc123',
  'admin',
  'letmein',
  'p@ssw0rd',
]

function parse(stored: string): { cost: PasswordCost; salt: Buffer; hash: Buffer } | undefined {
  const [scheme, cost, blockSize, parallel, salt, hash] = stored.split('$')
  if (scheme !== 'scrypt' || !salt || !hash) return undefined
  return {
    cost: { cost: Number(cost), blockSize: Number(blockSize), parallel: Number(parallel) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  }
}

function derive(password: string, salt: Buffer, length: number, { cost, blockSize, parallel }: PasswordCost): Promise<Buffer> {
  const options = { N: 2 ** cost, r: blockSize, p: parallel, maxmem: 256 * 2 ** cost * blockSize }
  // NFC: the same password typed on two systems is the same password (ASVS 5, 6.2.9 allows any printable character).
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key))),
  )
}

/** `abcdefghijkl`, `987654321098`. */
function isRun(text: string): boolean {
  const codes = [...text].map(one => one.codePointAt(0)!)
  const steps = codes.slice(1).map((code, i) => code - codes[i]!)
  return [1, -1].some(step => steps.filter(one => one === step).length >= steps.length - 2)
}
