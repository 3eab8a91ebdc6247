export type DrawVerification = {
  ok: boolean
  /** Whether a key was given from outside. */
  trusted: boolean
  steps: { name: string; ok: boolean; says: string }[]
  /** Each object that should have been drawn, in order, and whether the package says so. */
  picks: { place: number; object: string; name: string; weight: number; ticket: string; ok: boolean }[]
}
export function sha256(text: string): string
export function verifyDraw(text: unknown, trust?: { keys?: string[]; others?: unknown[] }): Promise<DrawVerification>
export function uniformity(packages: unknown[]): { objects: number; statistic: number; bound: number; ok: boolean } | null
export function verifierPage(source: string): string
export function ticketSpread(
  packages: unknown[],
): { tickets: number; parts: number[]; statistic: number; bound: number; ok: boolean } | null
