// A city in a box for tests: the whole platform on a real database of its own, on a simulated clock.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { City, Scene, Story } from '#declare'
import { makeModel } from '#declare'
import { seedCity } from '../capabilities/identity/seed.ts'
import { openSigner } from '../capabilities/ledger/signer.ts'
import { createKeyRing } from '../capabilities/store/key-ring.ts'
import { createTables } from '../capabilities/store/migrations.ts'
import { simulatedClock } from '../server/clock.ts'
import { analyse } from '../server/database.ts'
import { loadCity } from '../server/load-city.ts'
import { loadScenes } from '../server/load-scenes.ts'
import { makePlatform, type Platform, type PlatformOptions } from '../server/platform.ts'
import { makeStory } from '../server/story.ts'
import { allTables } from '../server/tables.ts'
import { cloneDatabase, templateDatabase } from './postgres.ts'

/** A working Monday morning. */
export const monday = new Date('2026-03-02T09:00:00+08:00')

export type Box = {
  readonly platform: Platform
  /** With which a second server of the same city is made. */
  readonly options: PlatformOptions
  readonly story: Story
  readonly clock: ReturnType<typeof simulatedClock>
  readonly data: string
  readonly url: string
  readonly ownerUrl: string
  close(): Promise<void>
}

export type BoxOptions = {
  readonly city?: string
  readonly scenes?: readonly Scene[]
  readonly start?: Date
  readonly demoLogins?: boolean
}

/** The platform with all scenes (or the given ones); the database is a copy of one prepared once per run. */
export async function openBox(options: BoxOptions = {}): Promise<Box> {
  const city = await loadCity(options.city ?? 'shaoxing')
  const scenes = options.scenes ?? (await loadScenes())
  const own = options.scenes
    ? `_${options.scenes
        .map(scene => scene.id)
        .join('_')
        .replaceAll('-', '_')}`
    : ''
  const template = await templateDatabase(`city_${city.id}${own}`, ownerUrl => prepare(ownerUrl, city, scenes))
  const database = await cloneDatabase(template)
  const data = await mkdtemp(join(tmpdir(), 'shuzhi-box-'))
  const clock = simulatedClock(options.start ?? monday)
  const serving: PlatformOptions = {
    city,
    scenes,
    url: database.appUrl,
    connections: 12,
    clock,
    data,
    keyRing: createKeyRing(),
    signer: await openSigner(join(data, 'ledger.pem')),
    identity: { demo: true, secure: false },
  }
  const platform = await makePlatform(serving)
  const story = makeStory(platform, clock)
  return {
    platform,
    options: serving,
    story,
    clock,
    data,
    url: database.appUrl,
    ownerUrl: database.ownerUrl,
    async close() {
      await platform.close()
      await database.drop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** For a test that only tells a story; everything is put away when the test ends. */
export async function storyOf(options: BoxOptions = {}): Promise<Story> {
  const box = await openBox(options)
  onTestFinished(() => box.close())
  return box.story
}

async function prepare(ownerUrl: string, city: City, scenes: readonly Scene[]): Promise<void> {
  const model = makeModel(city, scenes)
  await createTables(ownerUrl, allTables(model))
  const data = await mkdtemp(join(tmpdir(), 'shuzhi-prepare-'))
  const platform = await makePlatform({
    city,
    scenes,
    url: ownerUrl,
    connections: 2,
    data,
    keyRing: createKeyRing(),
    signer: await openSigner(join(data, 'ledger.pem')),
  })
  await platform.store.asSystemPastAccessRules(tx => seedCity(tx, city, { now: monday, demoLogins: true }))
  await platform.close()
  await analyse(ownerUrl)
  await rm(data, { recursive: true, force: true })
}
