// One text for one value, so that it can be hashed and signed: JSON Canonicalization Scheme, RFC 8785.

/** Keys in UTF-16 order, numbers as ECMAScript writes them, no spaces. Throws TypeError for what JSON cannot carry. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalString(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && isPlain(value)) {
    const members = value as Record<string, unknown>
    const keys = Object.keys(members)
      .filter(key => members[key] !== undefined)
      .sort()
    return `{${keys.map(key => `${canonicalString(key)}:${canonicalJson(members[key])}`).join(',')}}`
  }
  throw new TypeError(`A ${typeof value} has no canonical JSON`)
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A lone surrogate has no canonical JSON')
  return JSON.stringify(text)
}

/** A Date or a Map would silently become something else. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as unknown
  return prototype === Object.prototype || prototype === null
}
