// Several people of the staff.
import { makeIdList } from '../id-list.ts'
import type { Kind } from '../kind.ts'
import { normalisePerson } from '../person/field.ts'

export const personsKind: Kind<string[]> = makeIdList({ kind: 'persons', noun: '人员', counter: '名', one: normalisePerson })
