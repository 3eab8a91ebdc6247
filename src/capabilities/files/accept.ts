// What may be attached: the type is read from the bytes, not believed from the name; size and name are bounded.
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { type FileRef, Problem } from '#declare'
import { demandHarmless, type Inside } from './harmless.ts'

/** Media type by extension. What is not here is refused. */
const accepted: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ofd: 'application/ofd',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  zip: 'application/zip',
  mp4: 'video/mp4',
  mp3: 'audio/mpeg',
}

const acceptedTypes = new Set(Object.values(accepted))
/** A row says of its file what whoever filled it in said: only what may be attached is sent under its name. */
export const servedType = (claimed: string): string => (acceptedTypes.has(claimed) ? claimed : 'application/octet-stream')

/** What the first bytes look like, for extensions whose container is shared by several. */
const containers: Readonly<Record<string, readonly string[]>> = {
  doc: ['cfb'],
  xls: ['cfb'],
  docx: ['docx', 'zip'],
  xlsx: ['xlsx', 'zip'],
  pptx: ['pptx', 'zip'],
  ofd: ['ofd', 'zip'],
  jpg: ['jpg'],
  jpeg: ['jpg'],
  zip: ['zip'],
}
const plain = new Set(['txt', 'md', 'csv'])

/** Checks a file and names it by its content; throws Problem with what would be right. `most` is in bytes. */
export async function acceptFile(name: string, bytes: Uint8Array, most: number): Promise<FileRef> {
  const clean = cleanName(name)
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(clean)?.[1]?.toLowerCase() ?? ''
  const type = accepted[extension]
  if (!type) throw new Problem('unsupported', `不支持“${clean}”这种文件。可上传：${Object.keys(accepted).join('、')}`)
  if (bytes.length === 0) throw new Problem('invalid', `“${clean}”是空文件，请检查后重新上传`)
  if (bytes.length > most)
    throw new Problem('too-large', `“${clean}”有 ${megabytes(bytes.length)} MB，超过上限 ${megabytes(most)} MB，请压缩或拆分后上传`)
  if (!(await fits(extension, bytes)))
    throw new Problem('unsupported', `“${clean}”的内容与扩展名“.${extension}”不符，请确认文件没有损坏、没有被改名`)
  await demandHarmless(clean, { extension, bytes }, inside => demandInside(clean, inside))
  return { hash: createHash('sha256').update(bytes).digest('hex'), name: clean, type, size: bytes.length }
}

/** Whether the bytes are what the extension says. */
async function fits(extension: string, bytes: Uint8Array): Promise<boolean> {
  const found = (await fileTypeFromBuffer(bytes))?.ext
  if (plain.has(extension)) return found === undefined && !looksBinary(bytes)
  return found !== undefined && (containers[extension] ?? [extension]).includes(found)
}

/** A file in an archive is held to the same list as one that comes alone. */
async function demandInside(archive: string, { name, extension, head }: Inside): Promise<void> {
  const clean = cleanName(name)
  if (!accepted[extension]) throw new Problem('unsupported', `“${archive}”里的“${clean}”不是可以上传的文件，请去掉后重新打包`)
  if (head.length > 0 && !(await fits(extension, head)))
    throw new Problem('unsupported', `“${archive}”里的“${clean}”内容与扩展名“.${extension}”不符，请去掉后重新打包`)
}

/** Keeps a name readable and harmless: no path, no control or direction characters, at most 120 characters. */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const safe = last
    .replace(/[\p{Cc}\p{Bidi_Control}<>:"|?*]/gu, '')
    .trim()
    .replace(/^\.+/, '')
  if (safe.length <= 120) return safe || '未命名'
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(safe)?.[0] ?? ''
  return [...safe.slice(0, safe.length - extension.length)].slice(0, 120 - extension.length).join('') + extension
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1)

function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096)
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  return !utf16 && head.includes(0)
}
