// Attachments: references to stored files by content hash. The bytes lie elsewhere; here is what the row says of them.
import type { Field, FileRef } from '#declare'
import { columnOf, hidden, type Kind, type KindContext, right, wrong } from '../kind.ts'
import { plainText, textCell } from '../plain-text.ts'

export const fileKind: Kind<FileRef[]> = {
  kind: 'file',
  column: (field, name) => columnOf(field, 'jsonb', `jsonb_typeof("${name}") = 'array' and "${name}" <> '[]'`),
  normalise(input, field, context) {
    const given = Array.isArray(input) ? input : [input]
    const files = new Map<string, FileRef>()
    for (const one of given) {
      const file = toFile(one, field, context)
      if (typeof file === 'string') return wrong(file)
      files.set(`${file.hash}/${file.name}`, file)
    }
    if (files.size === 0) return wrong('请上传文件')
    if (field.max !== undefined && files.size > field.max) return wrong(`最多上传${field.max}个文件`)
    return right([...files.values()])
  },
  toSql: value => JSON.stringify(value),
  fromSql: raw => (typeof raw === 'string' ? JSON.parse(raw) : raw) as FileRef[],
  show: value => value.map(file => file.name).join('、'),
  cell: value => textCell(value.map(file => file.name).join('、')),
  filters: [],
  mask: () => hidden,
}

function toFile(input: unknown, field: Field, context: KindContext): FileRef | string {
  if (typeof input !== 'object' || input === null) return '请上传文件'
  const { hash, name, type, size } = input as Partial<Record<keyof FileRef, unknown>>
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash)) return '文件没有上传成功，请重新上传'
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) return '文件没有上传成功，请重新上传'
  const plain = typeof name === 'string' ? plainText(name).replace(/^.*[\\/]/, '') : ''
  if (plain === '' || plain === '.' || plain === '..' || [...plain].length > 255) return '文件名应为1至255个字'
  const media = typeof type === 'string' ? type.toLowerCase().split(';')[0]!.trim() : ''
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(media)) return `不能识别“${plain}”的文件类型`
  if (field.accept && !field.accept.some(accepted => accepts(accepted, media, plain)))
    return `“${plain}”的类型不对，可以上传：${field.accept.map(acceptLabel).join('、')}`
  if (context.upload && !context.upload(hash.toLowerCase())) return `“${plain}”还没有上传成功，请重新上传`
  return { hash: hash.toLowerCase(), name: plain, type: media, size }
}

/** `image/*`, `application/pdf` or `.pdf`. */
function accepts(accepted: string, media: string, name: string): boolean {
  if (accepted.startsWith('.')) return name.toLowerCase().endsWith(accepted.toLowerCase())
  return accepted.endsWith('/*') ? media.startsWith(accepted.slice(0, -1)) : media === accepted
}

const acceptLabels: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/*': '图片',
  'image/jpeg': 'JPG图片',
  'image/png': 'PNG图片',
  'video/*': '视频',
  'audio/*': '音频',
  'text/csv': 'CSV',
  'application/zip': 'ZIP',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/msword': 'Word',
  'application/ofd': 'OFD',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.ms-excel': 'Excel',
}
const acceptLabel = (accepted: string) => acceptLabels[accepted] ?? accepted
