import { it } from 'vitest'
import type { Actor, Story } from '#declare'
import { demo } from '../scenes/society/mediation/demo.ts'
import { makeStory } from '../server/story.ts'
import { openBox } from './city.ts'
it('x', async () => {
  const box = await openBox({ start: new Date('2026-02-01T09:00:00+08:00') })
  const story = makeStory(box.platform, box.clock, { ends: '2026-03-20' })
  const spent = new Map<string, [number, number]>()
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const at = performance.now()
    try { return await work() } finally {
      const [n, ms] = spent.get(name) ?? [0, 0]
      spent.set(name, [n + 1, ms + performance.now() - at])
    }
  }
  const wrap = (a: Actor): Actor => ({ ...a,
    do: (of, id, act, w) => timed(`do ${act}`, () => a.do(of, id, act, w)),
    create: (of, v, p) => timed('create', () => a.create(of, v, p)),
    inbox: () => timed('inbox', () => a.inbox()),
    get: (of, id) => timed('get', () => a.get(of, id)) })
  let asMs = 0
  const s: Story = { ...story,
    get ends() { return story.ends },
    as: (role, at) => { const t = performance.now(); const r = wrap(story.as(role, at)); asMs += performance.now() - t; return r },
    pass: term => timed('pass', () => story.pass(term)),
    until: d => timed('until', () => story.until(d)),
    resident: async (p, n) => { const r = await timed('resident', () => story.resident(p, n)); return { ...r, apply: (a, b, c) => timed('apply', () => r.apply(a, b, c)), do: (a, b, c, d) => timed('resident do', () => r.do(a, b, c, d)), rate: (a, b, c) => timed('rate', () => r.rate(a, b, c)) } },
  }
  const t = performance.now()
  const cpu = process.cpuUsage()
  await demo(s)
  console.log('total', performance.now() - t, 'cpu', process.cpuUsage(cpu), 'as', asMs)
  for (const [k, [n, ms]] of [...spent].sort((a, b) => b[1][1] - a[1][1])) console.log(k, n, Math.round(ms), Math.round(ms / n))
  await box.close()
}, 300_000)
