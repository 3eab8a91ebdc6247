import { describe, expect, test } from 'vitest'
import { isBreached } from './breached-passwords.ts'
import { createGate, findPasswordFault, hashPassword, verifyPassword } from './passwords.ts'

const cheap = { cost: 10, blockSize: 8, parallel: 1 }

describe('a password', () => {
  test('is hashed with a salt of its own, its parameters beside it', async () => {
    const [one, other] = await Promise.all([hashPassword('曲水流觞', cheap), hashPassword('曲水流觞', cheap)])
    expect(one).toMatch(/^scrypt\$10\$8\$1\$[\w-]{22}\$[\w-]{43}$/)
    expect(one).not.toBe(other)
    expect(await verifyPassword('曲水流觞', one, cheap)).toEqual({ right: true, outdated: false })
    expect(await verifyPassword('曲水流殇', one, cheap)).toEqual({ right: false, outdated: false })
    expect(await verifyPassword('曲水流觞', one, { ...cheap, parallel: 2 })).toEqual({ right: true, outdated: true })
    for (const broken of [undefined, '', 'md5$1', 'scrypt$10$8$1$$'])
      expect((await verifyPassword('曲水流觞', broken, cheap)).right).toBe(false)
  })

  test('agrees with the test vector of RFC 7914 (N=1024, r=8, p=16)', async () => {
    const hash = await hashPassword('password', { cost: 10, blockSize: 8, parallel: 16 }, Buffer.from('NaCl'))
    const expected = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex')
    expect(Buffer.from(hash.split('$')[5]!, 'base64url')).toEqual(expected)
  })

  test('written in two ways by two systems is one', async () => {
    expect((await verifyPassword('café-corner-12', await hashPassword('cafe\u0301-corner-12', cheap), cheap)).right).toBe(true)
  })

  test.each([
    ['short', '至少'],
    ['x'.repeat(129), '最多'],
    ['abababababab', '重复'],
    ['abcdefghijkl', '连续'],
    ['987654321098', '连续'],
    ['Password2026', '常见'],
    ['sx-gov-head!Q7z', '账号'],
    ['我叫骆刚骆刚的新口令呀哈', '姓名'],
  ])('%s is refused', (password, says) => expect(findPasswordFault(password, ['sx-gov-head', '骆刚骆'])).toContain(says))

  test.each(['correct horse battery', '山阴道上应接不暇——王献之', 'tH7-qLp2_zzWm'])('%s is accepted', password =>
    expect(findPasswordFault(password, ['sx-gov-head'])).toBeUndefined(),
  )
})

test('the gate lets two work, keeps some waiting, and sends the rest away', async () => {
  const gate = createGate(2, 3)
  let busy = 0
  let most = 0
  const work = () =>
    gate(async () => {
      most = Math.max(most, ++busy)
      await new Promise(resolve => setTimeout(resolve, 5))
      busy--
    })
  const outcomes = await Promise.allSettled(Array.from({ length: 7 }, work))
  expect(outcomes.filter(outcome => outcome.status === 'rejected')).toHaveLength(2)
  expect(most).toBe(2)
  await work()
})

test('what has leaked elsewhere is known, in whatever case: more than 3,000 words that are long enough', async () => {
  const leaked = ['qazwsxedcrfv', 'Mailcreated5240', 'LEAVEMEALONE', 'gfhjkmgfhjkm', 'chickenwing101', 'websolutions']
  for (const word of leaked) expect(await isBreached(word), word).toBe(true)
  for (const word of ['青山绿水-共为邻-2026', 'correct-horse-battery-staple-7', '']) expect(await isBreached(word), word).toBe(false)
  // Not one of them would have been refused for its form.
  expect(leaked.filter(word => findPasswordFault(word, []) === undefined).length).toBeGreaterThan(3)
})
