// Identifiers that sort by time, so that new rows land side by side in an index: UUID version 7, RFC 9562.
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8 * 256)
let used = pool.length
let lastTime = 0
let counter = 0

/** Within one process each is greater than the one before it, also within a millisecond (RFC 9562 section 6.2, method 1). */
export function uuidV7(now: number = Date.now()): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const high = pool.readUInt32BE(used)
  const low = pool.readUInt32BE(used + 4)
  used += 8
  if (now > lastTime) {
    lastTime = now
    // Starts in the lower half, so that there is room to count.
    counter = high & 0x7ff
  } else if (++counter > 0xfff) {
    lastTime++
    counter = 0
  }
  const time = lastTime.toString(16).padStart(12, '0')
  const variant = (0x8000 | ((high >>> 11) & 0x3fff)).toString(16)
  const tail = low.toString(16).padStart(8, '0') + (high >>> 16).toString(16).padStart(4, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}-${tail}`
}
