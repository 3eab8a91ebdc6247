// What a zip archive says of itself, read without unpacking it: a docx, an xlsx and an OFD are archives too. What would unpack to more than
// anybody has room for, hides what cannot be looked at or runs by itself is refused here, before it is kept.
import { constants, inflateRawSync } from 'node:zlib'

export type ArchiveEntry = {
  readonly name: string
  /** Bytes when unpacked, as the directory says. */
  readonly size: number
  readonly isEncrypted: boolean
  readonly isLink: boolean
  /** The first bytes, unpacked; at most `most`. Throws on what is damaged. */
  head(most: number): Uint8Array
}

export const archiveLimits = { entries: 10_000, filesInZip: 1000, unpackedLeast: 256 * 2 ** 20, unpackedTimes: 3 } as const

/** Entries of a zip archive; undefined for one that is damaged or larger than the plain format can tell (zip64). */
export function readArchive(bytes: Uint8Array): readonly ArchiveEntry[] | undefined {
  try {
    return readDirectory(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50

function readDirectory(bytes: Buffer): ArchiveEntry[] | undefined {
  let end = bytes.length - 22
  const lowest = Math.max(0, bytes.length - 22 - 65_535)
  while (end >= lowest && bytes.readUInt32LE(end) !== endMark) end--
  if (end < lowest) return undefined
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count === 0xffff || at === 0xffff_ffff) return undefined
  const entries: ArchiveEntry[] = []
  for (let n = 0; n < count; n++) {
    if (bytes.readUInt32LE(at) !== entryMark) return undefined
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push(entryAt(bytes, at, nameLength))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function entryAt(bytes: Buffer, at: number, nameLength: number): ArchiveEntry {
  const flags = bytes.readUInt16LE(at + 8)
  const method = bytes.readUInt16LE(at + 10)
  const packed = bytes.readUInt32LE(at + 20)
  const place = bytes.readUInt32LE(at + 42)
  return {
    name: bytes.toString((flags & 0x800) !== 0 ? 'utf8' : 'latin1', at + 46, at + 46 + nameLength).replaceAll('\\', '/'),
    size: bytes.readUInt32LE(at + 24),
    isEncrypted: (flags & 1) !== 0,
    // The file type of Unix stands in the upper half, whatever system is said to have made the archive.
    isLink: ((bytes.readUInt32LE(at + 38) >>> 16) & 0o170000) === 0o120000,
    head(most) {
      if (bytes.readUInt32LE(place) !== localMark) throw new RangeError('broken entry')
      const start = place + 30 + bytes.readUInt16LE(place + 26) + bytes.readUInt16LE(place + 28)
      if (method === 0) return bytes.subarray(start, start + Math.min(packed, most))
      if (method !== 8) throw new RangeError('unknown method')
      // One packed byte gives at most 1,032: a small piece stays small.
      const piece = bytes.subarray(start, start + Math.min(packed, most))
      return inflateRawSync(piece, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most * 1100 }).subarray(0, most)
    },
  }
}
