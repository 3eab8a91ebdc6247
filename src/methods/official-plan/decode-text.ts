// Bytes of a text file as text: UTF-8, UTF-16 with or without a mark, or GB18030 (and with it GBK and GB 2312).

/** The text, or undefined when the bytes are no text in any of these. */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes.subarray(2))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes.subarray(2))
  const wide = guessWide(bytes)
  if (wide) return new TextDecoder(wide).decode(bytes)
  for (const encoding of ['utf-8', 'gb18030']) {
    const text = tryDecode(bytes, encoding)
    if (text !== undefined && readable(text)) return text
  }
  return undefined
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    // A file cut in the middle of a character is still text.
    for (let cut = 1; cut < 4 && encoding === 'utf-8' && bytes.length > 64; cut++) {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
      } catch {}
    }
    return undefined
  }
}

// In UTF-16 line ends and ASCII leave zero bytes; read the right way round nearly all of it is Chinese, ASCII or punctuation.
function guessWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 8 || bytes.length % 2 === 1 || !bytes.subarray(0, length).includes(0)) return undefined
  for (const name of ['utf-16le', 'utf-16be'] as const) {
    const text = tryDecode(bytes.subarray(0, length), name)
    const usual = text?.match(/[\r\n\t -~\u2010-\u2027\u3000-\u301f\u4e00-\u9fff\uff00-\uffef]/g)?.length ?? 0
    if (text !== undefined && usual >= text.length * 0.95 && /[\u4e00-\u9fff]{2}/.test(text)) return name
  }
  return undefined
}

function readable(text: string): boolean {
  const head = text.slice(0, 20_000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
  const controls = head.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0
  return controls <= head.length * 0.002
}
