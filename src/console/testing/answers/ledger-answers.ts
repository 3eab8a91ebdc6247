// A small ledger that proves what it says: its leaves, its tree and its root are worked out, only its signature is not.
// The addresses of `capabilities/ledger`.
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../../methods/canonical-json/canonical-json.ts'
import { fillProof, planInclusion } from '../../../methods/merkle/proof.ts'
import { append, emptyFrontier, leafHash, rootOf } from '../../../methods/merkle/tree.ts'
import { me } from '../fake-people.ts'
import type { FakeRoutes } from '../fake-route.ts'
import { now, tasks, uuid } from '../fake-rows.ts'

const entries = Array.from({ length: 230 }, (_, index) => ({
  v: 1,
  id: uuid(9, index),
  at: new Date(Date.parse(now) - (230 - index) * 4_000_000).toISOString(),
  kind: ['act', 'read', 'login', 'act', 'grant'][index % 5],
  actor: me.id,
  scene: 'supervision',
  record: 'supervision-task',
  row: tasks[index % 40]!.id,
  case: tasks[index % 40]!.id,
  commitment: createHash('sha256').update(String(index)).digest('hex'),
}))
const leaves = entries.map(entry => leafHash(Buffer.from(canonicalJson(entry))))
const { nodes } = append(emptyFrontier, leaves)
const stored = new Map(nodes.map(node => [`${node.level}/${node.index}`, node.hash]))
const root = rootOf(leaves).toString('hex')

export const ledgerAnswers: FakeRoutes = [
  [
    'GET',
    /^ledger\/head$/,
    () => ({ size: leaves.length, root, at: now, key: '3f1c9a02b7d4e651', signature: Buffer.from(root).toString('base64').slice(0, 86) }),
  ],
  [
    'GET',
    /^ledger\/entries$/,
    query => ({
      entries: entries
        .map((entry, index) => ({ index, hash: leaves[index]!.toString('hex'), entry }))
        .filter(one =>
          query.get('case')
            ? one.entry.case === query.get('case')
            : one.index >= Number(query.get('from')) && one.index < Number(query.get('to')),
        ),
    }),
  ],
  [
    'GET',
    /^ledger\/proof\/inclusion$/,
    query => {
      const index = entries.findIndex(one => one.id === query.get('entry'))
      return {
        index,
        size: leaves.length,
        proof: fillProof(planInclusion(index, leaves.length), place => stored.get(`${place.level}/${place.index}`)!).map(hash =>
          hash.toString('hex'),
        ),
      }
    },
  ],
]
