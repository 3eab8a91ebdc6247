// From what each organ wants to check to batches: the same firms in overlapping weeks are drawn once, for the matters of all organs.
import { type CityPort, Problem, refs, type StoredRow } from '#declare'
import { industries } from './choices.ts'
import { batch, matter, planItem } from './records.ts'

type Item = {
  readonly organ: string
  readonly matter: string
  readonly industry: string
  readonly take: number
  readonly from: string
  readonly to: string
}
export type Merged = Omit<Item, 'organ' | 'matter'> & {
  readonly matters: readonly { matter: string; organ: string }[]
  readonly asked: number
}

/** Items over the same kind of firm whose weeks overlap, directly or through others, become one: as many firms as the largest asks for. */
export function mergeItems(items: readonly Item[]): Merged[] {
  const merged: Merged[] = []
  for (const item of items.toSorted(
    (a, b) => a.industry.localeCompare(b.industry) || a.from.localeCompare(b.from) || a.to.localeCompare(b.to),
  )) {
    const last = merged.at(-1)
    const own = { matter: item.matter, organ: item.organ }
    if (last && last.industry === item.industry && item.from <= last.to)
      merged[merged.length - 1] = {
        ...last,
        take: Math.max(last.take, item.take),
        asked: last.asked + item.take,
        to: [item.to, last.to].sort()[1]!,
        matters: last.matters.some(one => one.matter === item.matter && one.organ === item.organ) ? last.matters : [...last.matters, own],
      }
    else merged.push({ industry: item.industry, take: item.take, from: item.from, to: item.to, asked: item.take, matters: [own] })
  }
  return merged
}

/** Part of the merging act: makes the batches of the plan anew. */
export async function makeBatches(city: CityPort, row: StoredRow): Promise<void> {
  const rows = await city.find(planItem, refs(planItem).parent.is(row.id), 1000)
  if (rows.length === 0) throw new Problem('conflict', '还没有部门填报抽查事项，请退回补充后再合并')
  const matters = new Map(
    (await city.find(matter, refs(matter).id.in([...new Set(rows.map(one => String(one['matter'])))]), 1000)).map(one => [one.id, one]),
  )
  for (const one of rows)
    if (String(one['from']) > String(one['to']) || String(one['to']) > String(row['endsOn']))
      throw new Problem('invalid', `“${one['what']}”的检查时间不在计划之内，请改为${row['endsOn']}以前、先后相符的日期`)
  const items = rows.map(one => ({
    organ: one.organ ?? '',
    matter: String(one['matter']),
    industry: String(matters.get(String(one['matter']))!['industry']),
    take: Number(one['take']),
    from: String(one['from']),
    to: String(one['to']),
  }))
  for (const old of await city.find(batch, refs(batch).parent.is(row.id), 1000)) await city.remove(batch, old.id)
  for (const one of mergeItems(items)) {
    const organs = [...new Set(one.matters.map(of => of.organ))].sort()
    await city.create(batch, {
      parent: row.id,
      organ: String(row['lead']),
      title: `${industries[one.industry as keyof typeof industries]}${organs.length > 1 ? '部门联合' : ''}抽查（${one.from.slice(5, 7)}月）`,
      industry: one.industry,
      organs,
      matters: one.matters,
      take: one.take,
      asked: one.asked,
      saved: one.asked - one.take,
      from: one.from,
      to: one.to,
    })
  }
}
