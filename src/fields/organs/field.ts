// Several organs.
import { makeIdList } from '../id-list.ts'
import type { Kind } from '../kind.ts'
import { normaliseOrgan } from '../organ/field.ts'

export const organsKind: Kind<string[]> = makeIdList({ kind: 'organs', noun: '单位', counter: '个', one: normaliseOrgan })
