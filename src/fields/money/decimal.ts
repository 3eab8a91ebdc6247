// Exact arithmetic on decimal strings: comparing and moving the point, without floating-point numbers.

/** Negative, zero or positive, as `left` is less than, equal to or greater than `right`. Numbers are taken by their shortest decimal. */
export function compareDecimals(left: string | number, right: string | number): number {
  const a = parseDecimal(left)
  const b = parseDecimal(right)
  const scale = Math.max(a.scale, b.scale)
  const x = a.digits * 10n ** BigInt(scale - a.scale)
  const y = b.digits * 10n ** BigInt(scale - b.scale)
  return x < y ? -1 : x > y ? 1 : 0
}

/** `12.5` moved by 4 → `125000`; leading zeros go. The text is unsigned. */
export function shiftDecimal(text: string, places: number): string {
  const [whole = '', cents = ''] = text.split('.')
  const moved = cents.padEnd(places, '0')
  const left = `${whole}${moved.slice(0, places)}`.replace(/^0+(?=\d)/, '')
  const rest = moved.slice(places)
  return rest === '' ? left : `${left}.${rest}`
}

/** Whether a text is a decimal number that `compareDecimals` can read. */
export const isDecimal = (text: string): boolean => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text)

function parseDecimal(of: string | number): { digits: bigint; scale: number } {
  const text = String(of)
  if (!isDecimal(text)) throw new RangeError(`Not a decimal number: ${text}`)
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', cents = ''] = mantissa.split('.')
  const digits = BigInt(`${whole.replace('+', '')}${cents}` || '0')
  const scale = cents.length - Number(exponent)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}
