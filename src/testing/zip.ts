// A zip archive as small as the format allows, with what an honest packer would not write: for tests of what is refused.
import { deflateRawSync } from 'node:zlib'

export type ZipOptions = {
  /** Bytes the directory claims for every file, instead of the true number. */
  readonly claims?: number
  readonly flags?: number
  /** Unix mode of every file, in the upper half of its attributes. */
  readonly mode?: number
}

export function zip(files: Readonly<Record<string, Uint8Array>>, { claims, flags = 0, mode = 0 }: ZipOptions = {}): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, plain] of Object.entries(files)) {
    const packed = deflateRawSync(plain, { level: 9 })
    const title = Buffer.from(name)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(flags | 0x800, 6)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(claims ?? plain.length, 22)
    head.writeUInt16LE(title.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(flags | 0x800, 8)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(claims ?? plain.length, 24)
    entry.writeUInt16LE(title.length, 28)
    entry.writeUInt32LE((mode << 16) >>> 0, 38)
    entry.writeUInt32LE(at, 42)
    locals.push(head, title, packed)
    directory.push(entry, title)
    at += head.length + title.length + packed.length
  }
  const end = Buffer.alloc(22)
  const size = directory.reduce((sum, one) => sum + one.length, 0)
  const count = Object.keys(files).length
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, ...directory, end])
}
