// A named statement is planned anew five times and then kept: the sixth time a connection runs it is another query than the first.
import { expect, test } from 'vitest'
import { servedBox } from '../testing/served.ts'

test('lists of the directory answer as well the tenth time as the first, on one connection', async () => {
  const served = await servedBox()
  const person = served.box.platform.city.people[0]!.id
  const somebody = await served.logIn(person)
  for (const path of [
    '/api/demo/people',
    '/api/demo/people?q=王&role=liaison',
    '/api/people?limit=20',
    '/api/people?q=王',
    '/api/organs?q=局',
    '/api/regions',
    `/api/people/${person}`,
  ]) {
    const first = await somebody.ask(path)
    expect(first.status, path).toBe(200)
    for (let time = 0; time < 10; time += 1) expect((await somebody.ask(path)).text, path).toBe(first.text)
  }
})
