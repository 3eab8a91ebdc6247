// Who owns a step: from the declaration's words to desks, and from desks to words that a person understands.
import { type Owner, roles } from '#declare'
import { organDesk, personDesk, regionDesk, type Subject } from '../identity/port.ts'
import type { Directory } from './directory.ts'

export type CaseRow = {
  readonly id: string
  readonly region: string
  readonly organ: string | null
  readonly author: string
  readonly [field: string]: unknown
}

export type DeskOf = { readonly desk: string; readonly organ: string | null; readonly person: string | null }

/** The desks of an owner; none when the field that names the organ or person is empty. `organ` is that of the branch. */
export function desksOfOwner(owner: Owner, row: CaseRow, organ: string | null, directory: Directory): DeskOf[] {
  const atOrgan =
    (role: string) =>
    (id: string): DeskOf => ({ desk: organDesk(id, role), organ: id, person: null })
  const atPerson = (id: string): DeskOf => ({ desk: personDesk(id), organ: row.organ, person: id })
  switch (owner.kind) {
    case 'at':
      return [
        { desk: regionDesk(directory.regionAt(row.region, owner.level) ?? row.region, owner.role, owner.line), organ: null, person: null },
      ]
    case 'here':
      return [{ desk: regionDesk(row.region, owner.role, owner.line), organ: null, person: null }]
    case 'organ-in':
      return namesIn(row[owner.field]).map(atOrgan(owner.role))
    case 'person-in':
      return namesIn(row[owner.field]).map(atPerson)
    case 'desk-in':
      return String(row[owner.field] ?? '')
        .split(' ')
        .filter(Boolean)
        .map(deskOf)
    case 'author':
      return [atPerson(row.author)]
    case 'branch':
      return organ === null ? [] : [atOrgan(owner.role)(organ)]
  }
}

/** What a desk's key says of itself. */
function deskOf(desk: string): DeskOf {
  const [kind, id = ''] = desk.split(':')
  return { desk, organ: kind === 'o' ? id : null, person: kind === 'p' ? id : null }
}

export const namesIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '')

export type Standing = { readonly desk: string; readonly onBehalfOf: string | null; readonly organ: string | null }

/** By what right somebody acts at one of these desks: their own post first, a stand-in's last. */
export function standingAt(subject: Subject, desks: readonly string[]): Standing | undefined {
  if (subject.kind === 'system') return { desk: desks[0] ?? personDesk(subject.person), onBehalfOf: null, organ: subject.organ }
  const held = desks.filter(desk => subject.desks.includes(desk))
  const ways = held.flatMap(desk => waysTo(subject, desk))
  return ways.find(way => way.onBehalfOf === null) ?? ways[0]
}

function waysTo(subject: Subject, desk: string): Standing[] {
  if (desk === personDesk(subject.person)) return [{ desk, onBehalfOf: null, organ: subject.organ }]
  const posts = subject.posts.filter(post => post.onBehalfOf !== null && desk === personDesk(post.onBehalfOf))
  const byRole = subject.posts.filter(
    post =>
      desk === organDesk(post.organ, post.role) ||
      desk === regionDesk(post.region, post.role) ||
      desk === regionDesk(post.region, post.role, post.line),
  )
  const ways = [...byRole, ...posts].map(post => ({ desk, onBehalfOf: post.onBehalfOf, organ: post.organ }))
  // The desk is theirs by `Subject.desks`, even when no post explains it (a duty roster may add desks).
  return ways.length > 0 ? ways : [{ desk, onBehalfOf: null, organ: subject.organ }]
}

/** `o:sx-police:liaison` → “市公安局单位联络员”. */
export function deskName(desk: string, directory: Directory): string {
  const [kind, id = '', role = '', line] = desk.split(':')
  const label = role in roles ? roles[role as keyof typeof roles].label : role
  if (kind === 'p') return directory.personName(id)
  if (kind === 'o') return `${directory.organ(id)?.name ?? id}${label}`
  return `${directory.regionName(id)}${line ? `（${line}）` : ''}${label}`
}

export const deskNames = (desks: readonly string[], directory: Directory): string => desks.map(desk => deskName(desk, directory)).join('、')

/** An owner in Chinese, before any case exists. */
export function ownerLabel(owner: Owner, levelLabels: Readonly<Record<string, string>>, fieldLabel: (field: string) => string): string {
  if (owner.kind === 'author') return '发起人'
  if (owner.kind === 'person-in' || owner.kind === 'desk-in') return fieldLabel(owner.field)
  const role = roles[owner.role].label
  if (owner.kind === 'branch') return `该单位${role.replace(/^单位/, '')}`
  if (owner.kind === 'organ-in') return `${fieldLabel(owner.field)}${role.replace(/^单位/, '')}`
  return owner.kind === 'here' ? `本级${role}` : `${levelLabels[owner.level]}级${role}`
}
