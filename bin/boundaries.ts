// The rooms of the house and who looks at whom, drawn from the imports themselves: a Mermaid picture and the numbers behind it.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Room of a file under `src/` or `cities/`: the capabilities one by one, the scenes by their area, the others as they are. */
function roomOf(path: string): string {
  const parts = path.split('/')
  if (parts[0] === 'cities') return 'cities'
  if (parts[1] === 'capabilities') return `capabilities/${parts[2]}`
  return parts[1] === 'scenes' ? 'scenes' : parts[1]!
}

/** Imports between rooms, tests left out: `from` → `to` → how many. */
export function readBoundaries(root: string): Map<string, Map<string, number>> {
  const files = globSync('{src,cities}/**/*.{ts,tsx}', { cwd: root })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => !/\.(test|type-test)\.tsx?$|\/testing(\/|\.ts$)|^src\/testing\//.test(file))
  const found = new Map<string, Map<string, number>>()
  for (const file of files.sort()) {
    const from = roomOf(file)
    for (const [, target] of readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      if (target === undefined || (!target.startsWith('.') && target !== '#declare')) continue
      const path = target === '#declare' ? 'src/declare/index.ts' : relative(root, join(root, dirname(file), target)).replaceAll('\\', '/')
      if (!/^(src|cities)\//.test(path)) continue
      const to = roomOf(path)
      if (to === from) continue
      const row = found.get(from) ?? new Map<string, number>()
      row.set(to, (row.get(to) ?? 0) + 1)
      found.set(from, row)
    }
  }
  return found
}

/** The page `docs/generated/boundaries.md`. `#declare`, which everybody may read, is left out of the picture. */
export function boundariesPage(root: string): string {
  const found = readBoundaries(root)
  const name = (room: string) => room.replaceAll(/\W/g, '_')
  const rooms = [...new Set([...found.keys(), ...[...found.values()].flatMap(row => [...row.keys()])])].sort()
  const arrows = [...found].flatMap(([from, row]) =>
    [...row].filter(([to]) => to !== 'declare').map(([to, count]) => `  ${name(from)} -->|${count}| ${name(to)}`),
  )
  const lines = [...found].flatMap(([from, row]) =>
    [...row].sort(([a], [b]) => (a < b ? -1 : 1)).map(([to, count]) => `| ${from} | ${to} | ${count} |`),
  )
  return [
    '# 房间之间',
    '',
    '由 `npm run docs` 生成，请勿手工修改。箭头表示“引用”，数字是引用的次数；规则见 `.dependency-cruiser.cjs`。所有房间都可以读 `#declare`，图中略去。',
    '',
    '```mermaid',
    'flowchart LR',
    ...rooms.filter(room => room !== 'declare').map(room => `  ${name(room)}["${room}"]`),
    ...arrows.sort(),
    '```',
    '',
    '| 从 | 到 | 次数 |',
    '| --- | --- | --- |',
    ...lines.sort(),
    '',
  ].join('\n')
}
