// A file's bytes as the text that plans are read from; what cannot be read is answered with one sentence for the person who gave it.
import { decodeText } from './decode-text.ts'
import { listZip, readDocx, TooLarge } from './read-docx.ts'
import { readPdf, TooManyPages } from './read-pdf.ts'

export type Extracted = { ok: true; text: string; kind: 'docx' | 'pdf' | 'text' } | { ok: false; message: string }

const accepted = '请提供 .docx、.pdf（文字版）、.txt 或 .md 文件'
const refuse = (message: string): Extracted => ({ ok: false, message })

/** No plan is longer; what comes after has to read every character. */
const mostCharacters = 1_000_000
const tooLong = (shown: string): Extracted =>
  refuse(`文件${shown}的文字超过${mostCharacters / 10_000}万字，不像一份工作文件；请只提供正文，或拆分后再试。`)

/** Reads a document by its content; the name only helps to word a refusal. */
export async function extractText(bytes: Uint8Array, name: string): Promise<Extracted> {
  const shown = `“${name}”`
  if (bytes.length === 0) return refuse(`文件${shown}是空的，没有任何内容；${accepted}。`)
  if (startsWith(bytes, '%PDF-')) return extractPdf(bytes, shown)
  if (startsWith(bytes, 'PK')) return extractZip(bytes, shown)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0) {
    return refuse(`文件${shown}是加了密的文档或旧版 Office 格式（.doc、.xls、.wps），无法读取；请解除密码并另存为 .docx 后再试。`)
  }
  const expected = /\.(docx|pdf)$/i.exec(name)?.[1]?.toLowerCase()
  if (expected)
    return refuse(`文件${shown}的扩展名是 .${expected}，内容却不是 ${expected.toUpperCase()} 文档，可能已损坏；请重新导出完整的文件。`)
  if (/\.(?:png|jpe?g|gif|bmp|tiff?|webp|zip|rar|7z|exe|mp[34]|xlsx?|pptx?|doc|wps|et|ofd|rtf)$/i.test(name)) {
    return refuse(`文件${shown}的类型不受支持；${accepted}。`)
  }
  if (bytes.length > 4 * mostCharacters) return tooLong(shown)
  const text = decodeText(bytes)
  if (text === undefined) return refuse(`文件${shown}不是文本，像是二进制文件；${accepted}。`)
  if (text.trim() === '') return refuse(`文件${shown}里只有空白，没有文字；${accepted}。`)
  if (/^\s*(?:<!doctype html|<html|\{\\rtf)/i.test(text))
    return refuse(`文件${shown}是网页或富文本，不是纯文本；请复制正文另存为 .txt，或另存为 .docx 后再试。`)
  if (text.length > mostCharacters) return tooLong(shown)
  return { ok: true, text: text.replace(/^\ufeff/, ''), kind: 'text' }
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  for (let at = 0; at < mark.length; at++) if (bytes[at] !== mark.charCodeAt(at)) return false
  return true
}

function extractZip(bytes: Uint8Array, shown: string): Extracted {
  try {
    const names = listZip(bytes)
    if (!names.includes('word/document.xml')) {
      const kind = names.some(each => each.startsWith('xl/'))
        ? '电子表格'
        : names.some(each => each.startsWith('ppt/'))
          ? '演示文稿'
          : names.some(each => /OFD\.xml$/i.test(each))
            ? 'OFD 版式文件'
            : '压缩包'
      return refuse(`文件${shown}是${kind}，不是 Word 文档；${accepted}。`)
    }
    const text = readDocx(bytes)
    if (text.trim() === '') return refuse(`Word 文档${shown}里没有文字，可能只有图片；请提供带文字的 .docx 文件。`)
    if (text.length > mostCharacters) return tooLong(shown)
    return { ok: true, text, kind: 'docx' }
  } catch (error) {
    if (error instanceof TooLarge) return refuse(`Word 文档${shown}解压后过大，已停止读取；请在 Word 或 WPS 中只保留文字，重新保存后再试。`)
    return refuse(`Word 文档${shown}已损坏，无法打开；请在 Word 或 WPS 中重新保存为 .docx 后再试。`)
  }
}

async function extractPdf(bytes: Uint8Array, shown: string): Promise<Extracted> {
  try {
    const text = await readPdf(bytes)
    if (text.trim() === '') return refuse(`PDF 文件${shown}里没有文字，像是扫描件；请先做文字识别（OCR），或提供文字版 PDF、.docx。`)
    if (text.length > mostCharacters) return tooLong(shown)
    return { ok: true, text, kind: 'pdf' }
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      return refuse(`PDF 文件${shown}设有打开密码，无法读取；请先去掉密码再试。`)
    if (error instanceof TooManyPages)
      return refuse(`PDF 文件${shown}有 ${error.pages} 页，超过 ${error.most} 页，不像一份工作文件；请只提供正文部分，或拆分后再试。`)
    return refuse(`PDF 文件${shown}已损坏，无法打开；请重新导出完整的 PDF 后再试。`)
  }
}
