// One line of the table: what was measured, our figures, what we promise, and, where one was run in the same call, a peer's.
export type Figures = {
  readonly perSecond?: number
  readonly p50?: number
  readonly p95?: number
  readonly seconds?: number
  readonly kilobytes?: number
}
export type Line = {
  readonly what: string
  readonly ours: Figures
  readonly aim: Figures
  /** Measured here and now, never copied from elsewhere: a file under `bench/peers/` returns them. None has been written yet. */
  readonly peer?: Figures & { readonly name: string }
}

/** Rates at least, everything else at most. */
export const isMet = ({ ours, aim }: Line): boolean =>
  (Object.keys(aim) as (keyof Figures)[]).every(
    name => ours[name] !== undefined && (name === 'perSecond' ? ours[name] >= aim[name]! : ours[name] <= aim[name]!),
  )

const units: Readonly<Record<keyof Figures, (value: number) => string>> = {
  perSecond: value => `${value.toLocaleString('en')}/s`,
  p50: value => `p50 ${value} ms`,
  p95: value => `p95 ${value} ms`,
  seconds: value => `${value} s`,
  kilobytes: value => `${value} KB`,
}
const text = (of: Figures) =>
  (Object.keys(units) as (keyof Figures)[]).flatMap(name => (of[name] === undefined ? [] : [units[name](of[name])])).join(', ')

export function table(lines: readonly Line[]): string {
  const rows = lines.map(line => [
    isMet(line) ? '✓' : '✗',
    line.what,
    text(line.ours),
    text(line.aim),
    line.peer ? `${line.peer.name}: ${text(line.peer)}` : '',
  ])
  const all = [['', 'what', 'measured', 'promised', 'peer'], ...rows]
  const widths = [0, 1, 2, 3].map(column => Math.max(...all.map(row => row[column]!.length)))
  return all
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
