// The parts of the proof that look at a record and a city: owners who exist, fields of the right kind.
import type { City } from './city.ts'
import type { Condition } from './condition.ts'
import type { FieldKind } from './field.ts'
import type { Flow } from './flow.ts'
import type { Owner } from './owner.ts'
import { caseColumns, rowColumns } from './record.ts'
import { levels, type RoleId, roles } from './roles.ts'

export type Tell = (path: string, message: string, remedy: string) => void
export type Proof<F = Flow> = { readonly flow: F; readonly city: City | undefined; readonly tell: Tell }
type OfRecord = Proof<Pick<Flow, 'record'>>

export function proveOwner(proof: OfRecord, path: string, owner: Owner, inBranch: boolean, what: string): void {
  const { tell } = proof
  switch (owner.kind) {
    case 'branch':
      if (!inBranch) tell(path, `${what}写的是分支单位，但这里不在分支内`, '改用 at、here，或字段的 holds')
      proveHolder(proof, path, owner.role, what)
      break
    case 'organ-in':
      proveField(proof, path, owner.field, ['organ', 'organs'], what)
      proveHolder(proof, path, owner.role, what)
      break
    case 'person-in':
      proveField(proof, path, owner.field, ['person', 'persons', 'account'], what)
      break
    case 'desk-in':
      proveField(proof, path, owner.field, ['text'], what)
      break
    case 'author':
      break
    case 'here':
    case 'at':
      provePost(proof, path, owner, what)
  }
}

/** A post is named by role and level: the level must have it, and somebody must hold it. */
function provePost({ tell, city }: OfRecord, path: string, owner: Extract<Owner, { kind: 'at' | 'here' }>, what: string): void {
  const { role, line } = owner
  const isLevel = owner.kind === 'here' || (roles[role].levels as readonly string[]).includes(owner.level)
  if (owner.kind === 'at' && !isLevel) {
    const right = roles[role].levels.map(level => levels[level]).join('、')
    tell(path, `${levels[owner.level]}级没有“${roles[role].label}”岗位`, `“${roles[role].label}”只设在：${right}`)
    return
  }
  if (!city) return
  const fits = city.organs.filter(
    organ => (owner.kind === 'here' || organ.level === owner.level) && (line === undefined || organ.line === line),
  )
  const organs = new Set(fits.map(organ => organ.id))
  if (line !== undefined && organs.size === 0) {
    tell(path, `${city.name}没有职能为“${line}”的单位`, '核对单位的职能（line），或在城市资料中补充单位')
    return
  }
  if (city.people.some(person => person.posts.some(post => post.role === role && organs.has(post.organ)))) return
  const place = `${city.name}${owner.kind === 'at' ? `${levels[owner.level]}级` : ''}`
  tell(path, `${what}所说的岗位“${roles[role].label}”在${place}无人担任`, '在城市资料中设岗，或改由其他岗位承办')
}

export function proveHolder({ tell, city }: OfRecord, path: string, role: RoleId, what: string): void {
  if (city && !city.people.some(person => person.posts.some(post => post.role === role)))
    tell(path, `${what}所说的岗位“${roles[role].label}”在${city.name}无人担任`, '在城市资料中设岗，或改由其他岗位承办')
}

const systemKinds: Readonly<Record<string, FieldKind>> = {
  organ: 'organ',
  author: 'person',
  region: 'region',
  createdAt: 'instant',
  openedAt: 'instant',
}

export function proveField({ tell, flow }: OfRecord, path: string, field: string, kinds: readonly FieldKind[], what: string): void {
  const kind = flow.record.fields[field]?.kind ?? systemKinds[field]
  const fitting = Object.entries(flow.record.fields)
    .filter(([, one]) => kinds.includes(one.kind))
    .map(([name]) => name)
  if (kind === undefined)
    tell(
      path,
      `${what}所用的字段“${field}”不在“${flow.record.label}”里`,
      `改为已有的字段${fitting.length > 0 ? `：${fitting.join('、')}` : '，或先声明'}`,
    )
  else if (!kinds.includes(kind))
    tell(
      path,
      `${what}所用的字段“${flow.record.fields[field]?.label ?? field}”类型不对`,
      `应当是${kinds.join('或')}类型的字段${fitting.length > 0 ? `：${fitting.join('、')}` : ''}`,
    )
}

export function proveCondition({ tell, flow }: Proof, path: string, condition: Condition): void {
  for (const field of conditionFields(condition))
    if (!isKnownField(flow.record.fields, field))
      tell(path, `条件所用的字段“${field}”不在“${flow.record.label}”里`, `改为已有的字段：${Object.keys(flow.record.fields).join('、')}`)
}

/** Fields of the record, and what the platform knows of every row and case. */
export const isKnownField = (fields: Readonly<Record<string, unknown>>, name: string): boolean =>
  name in fields || ([...rowColumns, ...caseColumns] as readonly string[]).includes(name)

/** Every field a condition speaks of, also those it compares with. */
export function conditionFields(condition: Condition): string[] {
  if (condition.op === 'not') return conditionFields(condition.of)
  if (condition.op === 'all' || condition.op === 'any') return condition.of.flatMap(conditionFields)
  if (!('field' in condition)) return []
  const other =
    'value' in condition && condition.value !== null && typeof condition.value === 'object' && 'field' in condition.value
      ? [condition.value.field]
      : []
  return [condition.field, ...other]
}
