// Finds every scene by its place: `src/scenes/<area>/<scene>/scene.ts`. A folder is all it takes to add one.
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Problem, type Scene, type Story } from '#declare'

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', 'scenes')

export type SceneFolder = { readonly area: string; readonly id: string; readonly path: string }

export const sceneFolders = (): SceneFolder[] =>
  globSync('*/*/scene.ts', { cwd: folder })
    .map(file => file.split(/[/\\]/))
    .map(([area, id]) => ({ area: area!, id: id!, path: join(folder, area!, id!) }))
    .sort((a, b) => a.id.localeCompare(b.id))

/** Imports every scene; throws Problem('setting') naming each folder that does not hold one. */
export async function loadScenes(): Promise<Scene[]> {
  const faults: string[] = []
  const scenes: Scene[] = []
  for (const one of sceneFolders()) {
    const { default: scene } = (await import(pathToFileURL(join(one.path, 'scene.ts')).href)) as { default?: Scene }
    if (!scene?.id) faults.push(`${one.path}/scene.ts 没有默认导出场景，请以 export default scene(…) 结尾`)
    else if (scene.id !== one.id || scene.area !== one.area)
      faults.push(`${one.path} 中的场景写的是 ${scene.area}/${scene.id}，应与文件夹名一致`)
    else scenes.push(scene)
  }
  if (faults.length) throw new Problem('setting', faults.join('\n'))
  return scenes
}

/** The demo story of a scene, if its folder tells one. */
export async function loadDemo(one: SceneFolder): Promise<((story: Story) => Promise<void>) | undefined> {
  if (globSync('demo.ts', { cwd: one.path }).length === 0) return undefined
  const { demo } = (await import(pathToFileURL(join(one.path, 'demo.ts')).href)) as { demo?: (story: Story) => Promise<void> }
  return demo
}
