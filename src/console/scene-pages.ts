// Pages a scene brings itself: `src/scenes/<area>/<scene>/page.tsx` exports `pages: { path, title, element }[]`. Only titles load early.
import type { ReactNode } from 'react'

export type OwnPage = { path: string; title: string; element: ReactNode }
type PageModule = { pages: readonly OwnPage[] }

const modules = import.meta.glob<PageModule>('../scenes/*/*/page.tsx')
const sceneOf = (path: string) => path.split('/').at(-2) ?? ''
const loaders = new Map(Object.entries(modules).map(([path, load]) => [sceneOf(path), load]))
const loaded = new Map<string, readonly OwnPage[]>()

export const hasOwnPages = (scene: string): boolean => loaders.has(scene)

/** Reads a scene's page module; the chunk is fetched only for the scene that is opened. */
export async function loadScenePages(scene: string): Promise<readonly OwnPage[]> {
  const known = loaded.get(scene)
  if (known) return known
  const pages = (await loaders.get(scene)?.())?.pages ?? []
  loaded.set(scene, pages)
  return pages
}
