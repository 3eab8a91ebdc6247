export type DrawVerification = {
  ok: boolean
  /** Whether a key was given from outside. */
  trusted: boolean
  steps: { name: string; ok: boolean; says: string }[]
}
export function sha256(text: string): string
export function verifyDraw(text: unknown, trust?: { keys?: string[] }): Promise<DrawVerification>
export function uniformity(packages: unknown[]): { objects: number; statistic: number; bound: number; ok: boolean } | null
export function verifierPage(source: string): string
