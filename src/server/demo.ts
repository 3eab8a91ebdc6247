// Fills a new demo city: every scene's story is told once, on a clock that runs from the story's beginning to today.
import { sql } from 'kysely'
import { simulatedClock } from './clock.ts'
import { loadDemo, sceneFolders } from './load-scenes.ts'
import type { Log } from './log.ts'
import { makePlatform, type PlatformOptions } from './platform.ts'
import { makeStory } from './story.ts'

/** Tells the stories that were not told yet; `say` is given the day the story has come to. */
export async function tellDemo(options: PlatformOptions & { readonly log: Log }, say: (line: string) => void): Promise<void> {
  const now = options.clock?.now() ?? new Date()
  for (const folder of sceneFolders()) {
    const demo = await loadDemo(folder)
    if (!demo) continue
    const clock = simulatedClock(new Date(now.getTime() - 420 * 86_400_000))
    const platform = await makePlatform({ ...options, clock, connections: 4, watching: scene => scene === folder.id })
    // A story need not survive a power cut act by act.
    platform.pool.on('connect', client => void client.query('set synchronous_commit = off').catch(() => {}))
    const mark = `demo:${folder.id}`
    const title = options.scenes.find(scene => scene.id === folder.id)?.title ?? folder.id
    try {
      // Begun is as good as told: of two servers that start together one tells it, and a story that broke off is not told over its own rest.
      const begun = await platform.store.asSystemPastAccessRules(
        async tx =>
          (await sql`insert into platform_mark (name, at) values (${mark}, ${now}) on conflict do nothing returning 1`.execute(tx)).rows
            .length > 0,
      )
      if (!begun) continue
      const ends = platform.calendar().dateOf(now)
      await demo(makeStory(platform, clock, { ends, onDay: date => say(`${title} ${date}`) }))
      while ((await platform.sequence()).count > 0);
      // The last commit waits for everything before it.
      await platform.store.asSystemPastAccessRules(async tx => {
        await sql`set local synchronous_commit = on`.execute(tx)
        await sql`update platform_mark set at = ${now} where name = ${mark}`.execute(tx)
      })
    } catch (error) {
      // A story that cannot be told must not keep the city from starting.
      options.log.warn({ scene: folder.id, error: String(error) }, 'demo story broke off')
      say(`${title}的演示数据没有写完，不影响使用`)
    } finally {
      await platform.close()
    }
  }
}
