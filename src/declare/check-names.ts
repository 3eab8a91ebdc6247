// Names that must be one of a kind in the whole city: they stand in addresses, tables, codes on paper and published figures.
import type { Check } from './check.ts'
import type { Scene } from './scene.ts'

type Named = readonly [name: string, where: string]
type Unique = {
  readonly what: string
  readonly remedy: string
  readonly of: (scene: Scene) => readonly Named[]
}

/** Everything of one kind in a scene, by its name. */
const every =
  <T>(of: (scene: Scene) => Readonly<Record<string, T>>, name: (one: T) => string, own: (one: T) => string = name) =>
  (scene: Scene): Named[] =>
    Object.values(of(scene)).map(one => [name(one), `${scene.id}/${own(one)}`])
const named = (one: { readonly name: string }) => one.name

const unique: readonly Unique[] = [
  { what: '场景的 id', remedy: '每个场景用不同的 id', of: scene => [[scene.id, scene.id]] },
  { what: '数据表名', remedy: '数据表名在全市唯一，可加场景前缀', of: every(scene => scene.records, named) },
  { what: '流程名', remedy: '流程名在全市唯一，可加场景前缀', of: every(scene => scene.flows, named) },
  {
    what: '数据表的流程',
    remedy: '一个数据表只有一个流程；另一种办理用下级数据',
    of: every(
      scene => scene.flows,
      flow => flow.record.name,
      named,
    ),
  },
  { what: '文书名', remedy: '文书名在全市唯一，可加场景前缀', of: every(scene => scene.papers, named) },
  { what: '服务名', remedy: '服务名在全市唯一，它会出现在网址和二维码里', of: every(scene => scene.services, named) },
  {
    what: '预警规则',
    remedy: '预警规则的名称在全市唯一，命中率按它公布',
    of: every(
      scene => scene.watches,
      watch => watch.label,
      named,
    ),
  },
  { what: '次数上限', remedy: '次数上限的名称在全市唯一', of: every(scene => scene.quotas, named) },
  {
    what: '承接移送',
    remedy: '一种移送只由一个场景承接',
    of: every(
      scene => scene.takes,
      take => take.over.name,
      take => take.record.name,
    ),
  },
  { what: '公示的名称', remedy: '公示的名称在全市唯一，它会出现在网址里', of: every(scene => scene.publications, named) },
]

export function checkNames({ scenes, tell }: Check): void {
  for (const { what, remedy, of } of unique) {
    const places = Map.groupBy(scenes.flatMap(of), ([name]) => name)
    for (const [name, found] of places) {
      const where = found.map(one => one[1])
      if (where.length > 1) tell(where.at(-1)!, `${what}“${name}”重复：${where.join('、')}`, remedy)
    }
  }
}
