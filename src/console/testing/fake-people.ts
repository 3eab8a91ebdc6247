// The city's people in the shapes of the wire, and which of them is logged in.
// Taken from the sample city: its names are invented already.
import { shaoxing } from '../../../cities/shaoxing/city.ts'
import { manifest } from './fake-model.ts'

export type FakePerson = (typeof shaoxing.people)[number]
export const me = shaoxing.people[0]!
export const organName = new Map(shaoxing.organs.map(one => [one.id, one.name]))
export const postsOf = (person: FakePerson) =>
  person.posts.map(one => ({
    role: one.role,
    roleLabel: manifest.roles[one.role] ?? one.role,
    organ: one.organ,
    organName: organName.get(one.organ) ?? '',
    from: one.from,
    to: one.to ?? null,
  }))
export const personBody = (one: FakePerson) => ({
  id: one.id,
  name: one.name,
  title: one.title,
  phone: '138****2046',
  posts: postsOf(one),
})
