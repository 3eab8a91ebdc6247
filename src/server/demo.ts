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
    // A story need not survive a power cut act by act: it counts only with its mark, whose commit waits for everything before it.
    platform.pool.on('connect', client => void client.query('set synchronous_commit = off').catch(() => {}))
    try {
      const mark = `demo:${folder.id}`
      const told = await platform.store.asSystemPastAccessRules(
        async tx => (await sql`select 1 from platform_mark where name = ${mark}`.execute(tx)).rows.length > 0,
      )
      if (told) continue
      const title = options.scenes.find(scene => scene.id === folder.id)?.title ?? folder.id
      const ends = platform.calendar().dateOf(now)
      await demo(makeStory(platform, clock, { ends, onDay: date => say(`${title} ${date}`) }))
      while ((await platform.sequence()).count > 0);
      await platform.store.asSystemPastAccessRules(async tx => {
        await sql`set local synchronous_commit = on`.execute(tx)
        await sql`insert into platform_mark (name, at) values (${mark}, ${now})`.execute(tx)
      })
    } finally {
      await platform.close()
    }
  }
}
