// Refuses an attachment that would do something by itself where it is opened: macros, scripts of a PDF, bombs, programs in an archive.
// What it cannot look into (an encrypted archive) is refused as well. It is no virus scanner: that is `clamd.ts`.
import { inflateSync } from 'node:zlib'
import { Problem } from '#declare'
import { type ArchiveEntry, archiveLimits, readArchive } from './archive.ts'

const office = new Set(['docx', 'xlsx', 'pptx'])
/** The part without which it is no document of its kind. */
const main: Readonly<Record<string, RegExp>> = {
  docx: /^word\/document\d*\.xml$/i,
  xlsx: /^xl\/workbook\d*\.(xml|bin)$/i,
  pptx: /^ppt\/presentation\d*\.xml$/i,
  ofd: /^OFD\.xml$/i,
}
const looksAt = 4096

export type Inside = { readonly extension: string; readonly head: Uint8Array; readonly name: string }

/** `bytes` are of the kind that `extension` says. `demandInside` judges a file within a .zip, and throws. */
export async function demandHarmless(
  name: string,
  { extension, bytes }: { extension: string; bytes: Uint8Array },
  demandInside: (inside: Inside) => Promise<void>,
): Promise<void> {
  if (extension === 'pdf') return demandQuietPdf(name, bytes)
  if (extension === 'doc' || extension === 'xls') return demandNoVba(name, bytes)
  if (extension !== 'zip' && main[extension] === undefined) return
  const entries = readArchive(bytes)
  if (!entries) throw new Problem('unsupported', `“${name}”已损坏，或者是系统不能识别的压缩格式，请重新保存后上传`)
  demandBounds(name, entries, bytes.length)
  if (extension !== 'zip') return demandDocument(name, extension, entries)
  await demandFiles(name, entries, demandInside)
}

function demandBounds(name: string, entries: readonly ArchiveEntry[], length: number): void {
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (entries.length > archiveLimits.entries) throw new Problem('invalid', `“${name}”里的文件超过${archiveLimits.entries}个，请拆分后上传`)
  if (unpacked > Math.max(archiveLimits.unpackedLeast, archiveLimits.unpackedTimes * length))
    throw new Problem('invalid', `“${name}”解压后过大（约 ${Math.round(unpacked / 2 ** 20)} MB），请拆分后上传`)
  const wrong = entries.find(entry => entry.isLink || /^([/~]|[A-Za-z]:)|(^|\/)\.\.(\/|$)|\p{Cc}/u.test(entry.name))
  if (wrong) throw new Problem('unsupported', `“${name}”里有指向压缩包以外的文件名，请重新打包后上传`)
  if (entries.some(entry => entry.isEncrypted)) throw new Problem('unsupported', `“${name}”设了密码，系统无法检查，请去掉密码后上传`)
}

function demandDocument(name: string, extension: string, entries: readonly ArchiveEntry[]): void {
  if (!entries.some(entry => main[extension]!.test(entry.name)))
    throw new Problem('unsupported', `“${name}”的内容与扩展名“.${extension}”不符，请确认文件没有损坏、没有被改名`)
  if (!office.has(extension)) return
  if (entries.some(entry => /(^|\/)(vba(Project|Data)\w*\.(bin|xml)|macrosheets\/|activeX\/)/i.test(entry.name))) throw withMacro(name)
  // A template from elsewhere is fetched when the document is opened, with its macros.
  const links = entries.find(entry => /^word\/_rels\/settings\.xml\.rels$/i.test(entry.name))
  if (!links) return
  const words = Buffer.from(headOf(name, links, 65_536)).toString('utf8')
  if (/attachedTemplate/i.test(words) && /TargetMode\s*=\s*["']External/i.test(words))
    throw new Problem('unsupported', `“${name}”会在打开时下载外部模板，请另存为不带外部模板的文件后上传`)
}

async function demandFiles(name: string, entries: readonly ArchiveEntry[], demandInside: (inside: Inside) => Promise<void>): Promise<void> {
  const files = entries.filter(entry => !entry.name.endsWith('/'))
  if (files.length > archiveLimits.filesInZip)
    throw new Problem('invalid', `“${name}”里的文件超过${archiveLimits.filesInZip}个，请拆分后上传`)
  for (const entry of files) {
    const extension = /\.([A-Za-z0-9]{1,8})$/.exec(entry.name)?.[1]?.toLowerCase() ?? ''
    if (extension === 'zip') throw new Problem('unsupported', `“${name}”里还有压缩包，请解开后重新打包`)
    await demandInside({ extension, head: headOf(name, entry, looksAt), name: entry.name })
  }
}

function headOf(name: string, entry: ArchiveEntry, most: number): Uint8Array {
  try {
    return entry.head(most)
  } catch {
    throw new Problem('unsupported', `“${name}”已损坏，或者是系统不能识别的压缩格式，请重新保存后上传`)
  }
}

/** The old formats of Office keep macros under this name, written in UTF-16. */
function demandNoVba(name: string, bytes: Uint8Array): void {
  const words = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (words.includes(Buffer.from('_VBA_PROJECT', 'utf16le'))) throw withMacro(name)
}

const withMacro = (name: string) => new Problem('unsupported', `“${name}”带有宏，请另存为不含宏的文件后上传`)

/** Long enough not to stand in a picture by chance; a script, whoever starts it, is of one of these types.
 * Files within are let through: electronic invoices carry their data so. */
const acting = /\/(JavaScript|Launch|RichMedia)(?![A-Za-z0-9])/
const window = 2 ** 20
const mostUnpacked = 32 * 2 ** 20
const mostOfOne = 8 * 2 ** 20

/** Scripts and programs to be started: anywhere in the file, and in the objects that are packed into streams. */
function demandQuietPdf(name: string, bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const demandQuiet = (words: Buffer) => {
    for (let at = 0; at < words.length; at += window)
      if (acting.test(unescaped(words.toString('latin1', at, at + window + 128))))
        throw new Problem('unsupported', `“${name}”带有脚本或可执行动作，请另存为普通的 PDF 后上传`)
  }
  demandQuiet(file)
  let unpacked = 0
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    const isPacked = /\/ObjStm(?![A-Za-z0-9])/.test(unescaped(file.toString('latin1', Math.max(0, at - 2000), at)))
    if (!isPacked || file.toString('latin1', at - 3, at) === 'end') continue
    const end = file.indexOf('endstream', at)
    const plain = unpack(file.subarray(at + 6, end < 0 ? file.length : end))
    unpacked += plain.length
    if (unpacked > mostUnpacked) throw new Problem('invalid', `“${name}”解压后过大，请拆分后上传`)
    demandQuiet(plain)
  }
}

/** A name of a PDF may be written with its letters as numbers: `/J#61vaScript`. */
const unescaped = (words: string) => words.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

function unpack(packed: Buffer): Buffer {
  const start = packed[0] === 13 && packed[1] === 10 ? 2 : 1
  try {
    return inflateSync(packed.subarray(start), { maxOutputLength: mostOfOne })
  } catch (error) {
    // Packed in another way, or encrypted: a scanner may know; too large is no document's.
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') return Buffer.alloc(mostUnpacked + 1)
    return packed
  }
}
