// Four dozen synthetic people, several with more than one role, as in a small administration.
import type { Organ, Person } from '#declare'
import { derivePeople, type Seat } from '../assembly/derive-people.ts'

const accounts = { '990100': 'yx', '990102': 'lz', '990181': 'qs' }

const seatsOf = ({ line, level, name }: Organ): readonly Seat[] => {
  const seat = (role: Seat['role'], title: string): Seat => ({ role, title: `${name}${title}` })
  if (level === 'village') return [{ ...seat('head', '主任'), also: ['handler', 'mediator'] }]
  const staff = [seat('liaison', '联络员'), seat('handler', '承办人')]
  if (level === 'town')
    return [
      { ...seat('head', '负责人'), also: ['mediation-head'] },
      { ...seat('liaison', '联络员'), also: ['handler', 'mediator'] },
    ]
  if (line === 'gov') return [{ ...seat('leader', '领导'), also: ['head'] }, ...staff]
  if (line === 'supervision') return [{ ...seat('supervision-head', '主任'), also: ['head'] }, seat('supervisor', '督查员')]
  if (line === 'mediation') return [{ ...seat('mediation-head', '主任'), also: ['head'] }, seat('mediator', '调解员')]
  if (line === 'bigdata')
    return [seat('head', '局长'), ...staff, { ...seat('data-steward', '数据管理员'), also: ['administrator', 'auditor'] }]
  if (line === 'market') return [seat('head', '局长'), ...staff, seat('inspector', '执法人员')]
  return [seat('head', '主任'), ...staff]
}

export const derivedPeople = (organs: readonly Organ[]): Person[] => derivePeople({ organs, seatsOf, accounts })
