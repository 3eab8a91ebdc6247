// Yuan as whole cents, so that a share of a fine is exact. A text such as `1234.50` goes in and comes out.

/** Cents of `1234.5`, `1234.50` or `1234`; throws RangeError for anything else. */
export function centsOf(yuan: string): bigint {
  const found = yuan.match(/^(\d+)(?:\.(\d{1,2}))?$/)
  if (!found) throw new RangeError(`Not an amount in yuan: ${yuan}`)
  return BigInt(found[1]!) * 100n + BigInt((found[2] ?? '').padEnd(2, '0'))
}

export const yuanOf = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`

/** As a person reads it: `1.5万元`, `800元`, `1234.50元`. */
export function sayYuan(cents: bigint): string {
  if (cents >= 1_000_000n && cents % 10_000n === 0n) return `${Number(cents / 10_000n) / 100}万元`
  return cents % 100n === 0n ? `${cents / 100n}元` : `${yuanOf(cents)}元`
}

/** `whole × percent ÷ 100`, what is less than a cent left away. */
export const shareOf = (whole: bigint, percent: number): bigint => (whole * BigInt(percent)) / 100n

/** A decimal factor such as `1.5` times an amount, what is less than a cent left away. */
export function timesOf(amount: bigint, factor: string): bigint {
  const found = factor.match(/^(\d+)(?:\.(\d+))?$/)
  if (!found) throw new RangeError(`Not a factor: ${factor}`)
  const decimals = found[2] ?? ''
  return (amount * BigInt(`${found[1]}${decimals}`)) / 10n ** BigInt(decimals.length)
}

/** An amount brought into [least, most]. */
export function within(amount: bigint, least: bigint, most: bigint): bigint {
  if (amount < least) return least
  return amount <= most ? amount : most
}
