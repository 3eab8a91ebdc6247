// Into which of a few classes a value falls, for a map that is read by shade: bounds that divide the places into parts of about equal number
// (quantiles), as whole numbers, so that a legend can say them.

/** Lower bounds of the classes, rising; the first is the least value. At most `most`, fewer where values repeat. Zero is left to the caller. */
export function quantileBounds(values: readonly number[], most = 5): number[] {
  const sorted = values.filter(value => value > 0).toSorted((a, b) => a - b)
  if (sorted.length === 0) return []
  const bounds = Array.from({ length: most }, (_, at) => Math.floor(sorted[Math.floor((at * sorted.length) / most)]!))
  return [...new Set(bounds.map(bound => Math.max(1, bound)))].sort((a, b) => a - b)
}

/** The class of a value by its lower bounds: -1 below the first. */
export const classOf = (value: number, bounds: readonly number[]): number => bounds.findLastIndex(bound => value >= bound)

/** What a legend says of each class: `1–3`, `4–9`, `10 以上`. */
export function classLabels(bounds: readonly number[], { unit = '', whole = true }: { unit?: string; whole?: boolean } = {}): string[] {
  return bounds.map((bound, at) => {
    const next = bounds[at + 1]
    if (next === undefined) return `${bound}${unit}以上`
    if (whole) return next - 1 === bound ? `${bound}${unit}` : `${bound}–${next - 1}${unit}`
    return `${bound}–${next}${unit}`
  })
}
