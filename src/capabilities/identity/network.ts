// From which network a request comes, for limits: whoever has one IPv6 address has 2^64 of them, and each would get tries of its own.

/** An IPv4 address as it is, an IPv6 address as its first 64 bits; what is no address stays as it was written. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)
  if (mapped) return mapped[1]!
  const plain = address.replace(/^\[|\](:\d+)?$|%.*$/g, '')
  if (!/^[0-9a-f:]*:[0-9a-f:.]*$/i.test(plain)) return address
  const [before = '', after] = plain.split('::')
  const parts = before.split(':').filter(Boolean)
  const rest = after?.split(':').filter(Boolean) ?? []
  const whole = after === undefined ? parts : [...parts, ...Array<string>(Math.max(0, 8 - parts.length - rest.length)).fill('0'), ...rest]
  return `${whole
    .slice(0, 4)
    .map(part => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}
