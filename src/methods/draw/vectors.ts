// Plans with a known outcome: whoever writes a draw of their own can hold it against these.
import type { DrawHead, DrawPlan } from './package.ts'

export const vectorHead: DrawHead = {
  origin: 'ledger.example',
  size: 120,
  root: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  at: '2026-03-02T01:00:00.000Z',
  signature: '',
  publicKey: '',
}
export const vectorSecret = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'

/** Ten objects of five weights, two organs, six inspectors, two avoidances. */
export const vectorPlan = (commitment: string): DrawPlan => ({
  name: 'vector',
  take: 4,
  crew: 2,
  headSize: 100,
  commitment,
  objects: Array.from({ length: 10 }, (_, index) => ({
    id: `firm-${index}`,
    name: `企业${index}`,
    weight: [1, 2, 4, 6, 6][index % 5]!,
    organs: index % 2 ? ['a', 'b'] : ['a'],
  })),
  inspectors: Array.from({ length: 6 }, (_, index) => ({
    id: `inspector-${index}`,
    name: `检查员${index}`,
    organ: index < 3 ? 'a' : 'b',
    load: index === 0 ? 2 : 0,
    avoids: index === 1 ? [{ object: 'firm-3', because: '近亲属任职' }] : index === 4 ? [{ object: 'firm-7', because: '曾任职' }] : [],
  })),
})
