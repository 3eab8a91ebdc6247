// Fills a new demo city: the scenes' stories are told once, side by side on one clock that runs from the first of them to today.
import { sql } from 'kysely'
import type { Story } from '#declare'
import { simulatedClock } from './clock.ts'
import { loadDemo, sceneFolders } from './load-scenes.ts'
import type { Log } from './log.ts'
import { makePlatform, type Platform, type PlatformOptions } from './platform.ts'
import { makeStory } from './story.ts'
import { makeTimeline } from './timeline.ts'

type Untold = { readonly scene: string; readonly title: string; readonly demo: (story: Story) => Promise<void> }

/** Tells the stories that were not told yet; `say` is given the day they have come to. Answers with the scenes whose story broke off. */
export async function tellDemo(options: PlatformOptions & { readonly log: Log }, say: (line: string) => void): Promise<readonly string[]> {
  const now = options.clock?.now() ?? new Date()
  const clock = simulatedClock(new Date(now.getTime() - 420 * 86_400_000))
  const platform = await makePlatform({ ...options, clock, connections: 8 })
  try {
    // A story need not survive a power cut act by act.
    platform.pool.on('connect', client => void client.query('set synchronous_commit = off').catch(() => {}))
    const untold = await claim(platform, await storiesOf(options), now)
    if (untold.length === 0) return []
    const ends = platform.calendar().dateOf(now)
    const timeline = makeTimeline(platform, clock, { beginsWithFirst: true, ends: now, onDay: date => say(date) })
    const broken: string[] = []
    await Promise.all(
      untold
        .map(one => ({ ...one, place: timeline.join() }))
        .map(async ({ scene, title, demo, place }) => {
          try {
            await demo(makeStory(platform, clock, { ends, time: { timeline, place } }))
          } catch (error) {
            // A story that cannot be told must not keep the city from starting.
            options.log.warn({ scene, error: String(error) }, 'demo story broke off')
            say(`${title}的演示数据没有写完，不影响使用`)
            broken.push(scene)
          } finally {
            place.leave()
          }
        }),
    )
    while ((await platform.sequence()).count > 0);
    // The last commit waits for everything before it.
    await platform.store.asSystemPastAccessRules(async tx => {
      await sql`set local synchronous_commit = on`.execute(tx)
      await sql`update platform_mark set at = ${now} where name = any (${untold.map(one => markOf(one.scene))}::text[])`.execute(tx)
    })
    return broken
  } finally {
    await platform.close()
  }
}

const markOf = (scene: string) => `demo:${scene}`

async function storiesOf({ scenes }: PlatformOptions): Promise<Untold[]> {
  const stories: Untold[] = []
  for (const folder of sceneFolders()) {
    const demo = await loadDemo(folder)
    if (demo) stories.push({ scene: folder.id, title: scenes.find(scene => scene.id === folder.id)?.title ?? folder.id, demo })
  }
  return stories
}

/** Begun is as good as told: of two servers that start together one tells a story, and one that broke off is not told over its own rest. */
async function claim(platform: Platform, stories: readonly Untold[], now: Date): Promise<readonly Untold[]> {
  const begun = await platform.store.asSystemPastAccessRules(async tx => {
    const { rows } = await sql<{ name: string }>`
      insert into platform_mark (name, at) select unnest(${stories.map(one => markOf(one.scene))}::text[]), ${now}
      on conflict do nothing returning name`.execute(tx)
    return new Set(rows.map(row => row.name))
  })
  return stories.filter(one => begun.has(markOf(one.scene)))
}
