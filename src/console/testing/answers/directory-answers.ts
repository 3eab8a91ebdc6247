// Organs, people, regions and working days, straight from the sample city.
// The addresses of `capabilities/identity` that every picker asks.
import { shaoxing } from '../../../../cities/shaoxing/city.ts'
import { me, personBody } from '../fake-people.ts'
import type { FakeRoutes } from '../fake-route.ts'

export const directoryAnswers: FakeRoutes = [
  [
    'GET',
    /^organs$/,
    query => ({
      items: shaoxing.organs
        .filter(
          one =>
            (!query.get('region') || one.region === query.get('region')) && (!query.get('q') || one.name.includes(query.get('q') ?? '')),
        )
        .slice(0, 200),
      next: null,
    }),
  ],
  [
    'GET',
    /^organs\/(.+)$/,
    (_, [id]) => ({
      ...shaoxing.organs.find(one => one.id === id),
      people: shaoxing.people.filter(one => one.posts.some(each => each.organ === id)).map(personBody),
    }),
  ],
  [
    'GET',
    /^people$/,
    query => ({
      items: shaoxing.people
        .filter(
          one =>
            (!query.get('q') || one.name.includes(query.get('q') ?? '')) &&
            (!query.get('organ') || one.posts.some(each => each.organ === query.get('organ'))),
        )
        .slice(0, 50)
        .map(personBody),
      next: null,
    }),
  ],
  ['GET', /^people\/(.+)$/, (_, [id]) => personBody(shaoxing.people.find(one => one.id === id) ?? me)],
  [
    'GET',
    /^regions$/,
    query => ({
      items: shaoxing.regions
        .filter(one => one.parent === (query.get('parent') || null))
        .map(one => ({ ...one, children: shaoxing.regions.filter(child => child.parent === one.code).length })),
    }),
  ],
  ['GET', /^calendar$/, () => ({ items: shaoxing.calendar.map(year => ({ ...year, version: 1 })) })],
  ['PUT', /^calendar\//, () => ({})],
]
