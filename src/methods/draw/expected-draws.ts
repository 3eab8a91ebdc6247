// How many of each weight a weighted draw takes on average. Drawing by Efraimidis and Spirakis is the same as a race of exponential clocks
// (the object with weight w rings after Exp(w)); who is among the first n follows from how many of the others have rung by a moment.

/** `weight` a positive number, `size` how many objects have it. */
export type WeightClass = { readonly weight: number; readonly size: number }

/**
 * The expected number drawn of each class when `take` of all are drawn; exact but for the quadrature (Gauss–Legendre, error below 1e-6 for
 * registers of a few thousand). Throws RangeError when more are drawn than there are.
 */
export function expectedDraws(classes: readonly WeightClass[], take: number): number[] {
  const total = classes.reduce((sum, one) => sum + one.size, 0)
  if (!Number.isInteger(take) || take < 0 || take > total) throw new RangeError(`Cannot draw ${take} of ${total}`)
  if (take === 0) return classes.map(() => 0)
  if (take === total) return classes.map(one => one.size)
  // Time is measured by s² = 1 − exp(−least weight × t), which runs over (0, 1) and leaves nothing infinite at either end.
  const least = Math.min(...classes.filter(one => one.size > 0).map(one => one.weight))
  const sums = classes.map(() => 0)
  const panels = 64
  for (let panel = 0; panel < panels; panel += 1)
    for (const [node, weight] of gauss) {
      const s = (panel + (node + 1) / 2) / panels
      const t = -Math.log1p(-s * s) / least
      const part = weight / 2 / panels
      const rung = classes.map(one => -Math.expm1(-one.weight * t))
      for (const [index, one] of classes.entries()) {
        if (one.size === 0) continue
        // dt = 2s ds / (least (1 − s²)); the clock of one object of this class rings at t, and fewer than `take` of the others have rung.
        const density = (one.weight * Math.exp(-one.weight * t) * 2 * s) / (least * (1 - s * s))
        sums[index]! += one.size * part * density * fewerThan(take, classes, rung, index)
      }
    }
  return sums
}

/** The probability that fewer than `take` of the objects, without one of class `without`, have rung. */
function fewerThan(take: number, classes: readonly WeightClass[], rung: readonly number[], without: number): number {
  let counts: Float64Array = Float64Array.of(1)
  for (const [index, one] of classes.entries()) {
    const size = one.size - (index === without ? 1 : 0)
    if (size > 0) counts = convolve(counts, binomial(size, rung[index]!, take - 1), take - 1)
  }
  return counts.reduce((sum, p) => sum + p, 0)
}

/** Probabilities of 0 … most successes of n; what is beyond is left out. */
function binomial(n: number, p: number, most: number): Float64Array {
  const length = Math.min(n, most) + 1
  const made = new Float64Array(length)
  if (p >= 1) {
    if (n < length) made[n] = 1
    return made
  }
  let log = n * Math.log1p(-p)
  for (let k = 0; k < length; k += 1) {
    made[k] = Math.exp(log)
    log += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p)
  }
  return made
}

function convolve(a: Float64Array, b: Float64Array, most: number): Float64Array {
  const made = new Float64Array(Math.min(a.length + b.length - 1, most + 1))
  for (let i = 0; i < a.length; i += 1)
    if (a[i]! > 0) for (let j = 0; j < b.length && i + j < made.length; j += 1) made[i + j]! += a[i]! * b[j]!
  return made
}

/** Nodes and weights of the Gauss–Legendre rule of five points (Abramowitz and Stegun, table 25.4). */
const gauss: readonly (readonly [number, number])[] = [
  [0, 0.568888888888889],
  [0.538469310105683, 0.478628670499366],
  [-0.538469310105683, 0.478628670499366],
  [0.906179845938664, 0.236926885056189],
  [-0.906179845938664, 0.236926885056189],
]
