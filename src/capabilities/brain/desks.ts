// Who answers for a warning: the desks of its owner that somebody holds today, and those of the heads above them when it is overdue.
import { type City, type Owner, roles } from '#declare'
import { type DeskOf, type Directory, desksOfOwner } from '../flow/port.ts'
import { findHolders, organDesk, regionDesk } from '../identity/port.ts'
import type { Tx } from '../store/port.ts'

export type SubjectRow = {
  readonly id: string
  readonly region: string
  readonly organ: string | null
  readonly author: string
  readonly [field: string]: unknown
}
export type Answering = { readonly desks: readonly string[]; readonly heads: readonly string[]; readonly organ: string | null }
type Asked = { readonly city: City; readonly directory: Directory; readonly today: string }

/** No desks where nobody holds them: then the warning lies with the overseer. */
export async function answering(tx: Tx, { city, directory, today }: Asked, owner: Owner, row: SubjectRow): Promise<Answering> {
  const wanted = desksOfOwner(owner, row, row.organ, directory)
  const above = wanted.flatMap(one => headDesks(city, one))
  const held = new Set((await findHolders(tx, [...wanted.map(one => one.desk), ...above], today)).map(holder => holder.desk))
  const desks = [...new Set(wanted.map(one => one.desk).filter(desk => held.has(desk)))]
  const heads = [...new Set(above.filter(desk => held.has(desk)))]
  return { desks, heads: [...new Set([...heads, ...desks])], organ: wanted.find(one => one.organ !== null)?.organ ?? row.organ }
}

/** The head of the organ; of a role without one, whoever leads that role in the region. */
function headDesks(city: City, { desk, organ }: DeskOf): string[] {
  if (organ !== null) return [organDesk(organ, 'head')]
  const [kind, region = '', role = '', line] = desk.split(':')
  if (kind !== 'r') return []
  if (line !== undefined) return city.organs.filter(one => one.region === region && one.line === line).map(one => organDesk(one.id, 'head'))
  if (role === 'supervisor') return [regionDesk(region, 'supervision-head')]
  return role in roles ? [regionDesk(region, 'leader')] : []
}
