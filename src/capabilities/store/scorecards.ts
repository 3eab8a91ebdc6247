// Score sheets: indicators of organs or regions, each mapped to points, weighed and ranked. Every point can be followed to its rows.
import type { z } from '@hono/zod-openapi'
import type { Scorecard, ScorePart } from '#declare'
import type { ScoreBody } from '../../wire/city.ts'
import { type FigureQuery, figureRows } from './figures.ts'
import type { As } from './rows.ts'

type Scores = z.infer<typeof ScoreBody>

/** A part for which a subject has nothing to count does not weigh; a subject without any part is not ranked. */
export async function scoresOf(as: As, card: Scorecard, query: Omit<FigureQuery, 'by'> = {}): Promise<Scores> {
  const columns: { part: ScorePart; values: Map<string, number | null> }[] = []
  for (const part of card.parts) {
    const rows = await figureRows(as, part.indicator, { ...query, by: [card.by] })
    columns.push({ part, values: new Map(rows.flatMap(row => (row.key[card.by] ? [[row.key[card.by]!, row.value]] : []))) })
  }
  const subjects = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))]
  const { lookups } = as.world
  const nameOf = (id: string) => (card.subject === 'organ' ? lookups.organ(id)?.name : lookups.region(id)?.name) ?? id
  const scored = subjects.flatMap(subject => {
    const parts = columns.map(({ part, values }) => {
      const value = values.get(subject) ?? null
      return {
        indicator: part.indicator.name,
        label: part.indicator.label,
        value,
        points: value === null ? 0 : round(pointsFor(part.points, value)),
        weight: part.weight,
        says: part.says,
      }
    })
    const counted = parts.filter(part => part.value !== null)
    const weight = counted.reduce((sum, part) => sum + part.weight, 0)
    if (weight === 0) return []
    return [
      {
        subject,
        subjectName: nameOf(subject),
        score: round(counted.reduce((sum, part) => sum + part.points * part.weight, 0) / weight),
        parts,
      },
    ]
  })
  return { name: card.name, label: card.label, basis: card.basis, asOf: as.world.clock.now().toISOString(), rows: rank(scored) }
}

/** Linear between the pairs, flat beyond the first and last. `points` rise in value. */
export function pointsFor(points: ScorePart['points'], value: number): number {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return 0
  if (value <= first[0]) return first[1]
  if (value >= last[0]) return last[1]
  const above = points.findIndex(([at]) => at >= value)
  const [low, high] = [points[above - 1]!, points[above]!]
  return low[1] + ((high[1] - low[1]) * (value - low[0])) / (high[0] - low[0])
}

/** Equal scores share a rank, and the next one counts those before it: 1, 1, 3. */
export function rank<T extends { readonly score: number; readonly subject: string }>(rows: readonly T[]): (T & { rank: number })[] {
  const sorted = [...rows].sort((a, b) => b.score - a.score || (a.subject < b.subject ? -1 : 1))
  return sorted.map(row => ({ ...row, rank: 1 + sorted.filter(other => other.score > row.score).length }))
}

const round = (value: number) => Math.round(value * 100) / 100
