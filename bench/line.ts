// One line of the table: what was measured, our figures, what we promise, and, where one was run in the same call, a peer's.
export type Figures = {
  readonly perSecond?: number
  readonly p50?: number
  readonly p95?: number
  readonly seconds?: number
  readonly kilobytes?: number
}
export type Line = {
  /** The part of the bench it belongs to, as `npm run bench -- NAME` takes it. */
  readonly part: string
  readonly what: string
  /** How much data there was: cases, entries. */
  readonly size?: number
  readonly ours: Figures
  /** Empty: nothing is promised, the line is there to compare. */
  readonly aim: Figures
  /** Measured here and now, never copied from elsewhere: the files under `peers/` return them. */
  readonly peer?: Peer
  /** Load average while it was measured. */
  readonly load: string
}
export type Peer = Figures & { readonly name: string }
/** A peer that could not be had, and why. */
export type Missing = { readonly name: string; readonly why: string }

/** Rates at least, everything else at most. */
export const isMet = ({ ours, aim }: Line): boolean =>
  (Object.keys(aim) as (keyof Figures)[]).every(
    name => ours[name] !== undefined && (name === 'perSecond' ? ours[name] >= aim[name]! : ours[name] <= aim[name]!),
  )

/** How many times better ours is than the peer's, by rate where both have one, else by p95; undefined without a peer. */
export function ratioOf({ ours, peer }: Line): number | undefined {
  if (!peer) return undefined
  if (ours.perSecond !== undefined && peer.perSecond) return ours.perSecond / peer.perSecond
  if (ours.p95 && peer.p95 !== undefined) return peer.p95 / ours.p95
  return undefined
}

const units: Readonly<Record<keyof Figures, (value: number) => string>> = {
  perSecond: value => `${value.toLocaleString('en')}/s`,
  p50: value => `p50 ${value} ms`,
  p95: value => `p95 ${value} ms`,
  seconds: value => `${value} s`,
  kilobytes: value => `${value} KB`,
}
export const textOf = (of: Figures): string =>
  (Object.keys(units) as (keyof Figures)[]).flatMap(name => (of[name] === undefined ? [] : [units[name](of[name])])).join(', ')

export const markOf = (line: Line): string => (Object.keys(line.aim).length === 0 ? '·' : isMet(line) ? '✓' : '✗')
export const sizeText = (size: number | undefined): string => (size === undefined ? '' : size.toLocaleString('en'))

export function table(lines: readonly Line[]): string {
  const rows = lines.map(line => [
    markOf(line),
    line.what,
    sizeText(line.size),
    textOf(line.ours),
    textOf(line.aim),
    line.peer ? `${line.peer.name}: ${textOf(line.peer)}` : '',
    ratioOf(line)?.toFixed(1) ?? '',
    line.load,
  ])
  const all = [['', 'what', 'size', 'ours', 'aim', 'peer', 'ratio', 'load'], ...rows]
  const widths = all[0]!.map((_, column) => Math.max(...all.map(row => row[column]!.length)))
  return all
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
