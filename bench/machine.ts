// What the figures were measured on, and how busy the machine was with other things: without that a figure says nothing.
import { createHash } from 'node:crypto'
import { cpus, loadavg, totalmem } from 'node:os'

export type Machine = {
  readonly cores: number
  readonly processor: string
  readonly gigabytes: number
  readonly node: string
  readonly postgres: string
  readonly at: string
  readonly load: string
}

export const machineWith = (postgres: string): Machine => ({
  cores: cpus().length,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  gigabytes: Math.round(totalmem() / 2 ** 30),
  node: process.version,
  postgres,
  at: new Date().toISOString(),
  load: loadNow(),
})

/** Running and waiting programs over the last minute; above the number of cores others slow us down. */
export const loadNow = (): string => loadavg()[0]!.toFixed(1)

const yard = Buffer.alloc(200_000, 7)

/** Milliseconds of processor time for one fixed piece of work: the same on an idle machine every time, more while others use it. */
export function yardstick(): number {
  const before = process.cpuUsage()
  for (let n = 0; n < 4; n += 1) createHash('sha256').update(yard).digest()
  JSON.parse(JSON.stringify(Array.from({ length: 3000 }, (_, n) => ({ n, text: `x${n}` }))))
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1000
}
