// Pages a scene brings itself: `src/scenes/<area>/<scene>/page.tsx` exports `pages: { path, title, element }[]`, and perhaps `sceneLinks`:
// what the page of a row offers to go to. Only the names of folders load early.
import type { ReactNode } from 'react'
import type { RowBody } from '../wire/rows.ts'

/** `hidden`: reached from elsewhere, not from the scene's home. */
export type OwnPage = { path: string; title: string; element: ReactNode; hidden?: boolean }
export type SceneLink = { readonly label: string; readonly href: string }
type SceneLinks = Readonly<Record<string, (row: RowBody) => readonly SceneLink[]>>
type PageModule = { pages: readonly OwnPage[]; sceneLinks?: SceneLinks }

const modules = import.meta.glob<PageModule>('../scenes/*/*/page.tsx')
const sceneOf = (path: string) => path.split('/').at(-2) ?? ''
const loaders = new Map(Object.entries(modules).map(([path, load]) => [sceneOf(path), load]))
const loaded = new Map<string, PageModule>()

export const hasOwnPages = (scene: string): boolean => loaders.has(scene)

/** Reads a scene's page module; the chunk is fetched only for the scene that is opened. */
async function load(scene: string): Promise<PageModule> {
  const known = loaded.get(scene)
  if (known) return known
  const module = (await loaders.get(scene)?.()) ?? { pages: [] }
  loaded.set(scene, module)
  return module
}

export const loadScenePages = async (scene: string): Promise<readonly OwnPage[]> => (await load(scene)).pages
export const loadSceneLinks = async (scene: string): Promise<SceneLinks> => (await load(scene)).sceneLinks ?? {}
