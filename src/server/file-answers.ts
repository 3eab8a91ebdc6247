// A file comes in and goes out the same way at every door: checked by its bytes, kept under its hash, served so that it can do nothing.
import type { Context } from 'hono'
import { type FileRef, Problem } from '#declare'
import { acceptFile, servedType } from '../capabilities/files/accept.ts'
import type { AppEnv } from './context.ts'
import type { Platform } from './platform.ts'
import { noteUpload } from './uploads.ts'

export type SeenFile = { readonly name: string; readonly type: string }

export async function receiveFile({ files, store, clock, scan }: Platform, c: Context<AppEnv>, most: number): Promise<FileRef> {
  const given = (await c.req.parseBody())['file']
  if (!(given instanceof File)) throw new Problem('invalid', '请选择要上传的文件', [{ at: 'file', message: '请选择文件' }])
  if (given.size > most) throw new Problem('too-large', `“${given.name}”超过上限 ${Math.round(most / 2 ** 20)} MB，请压缩或拆分后上传`)
  const bytes = new Uint8Array(await given.arrayBuffer())
  const ref = await acceptFile(given.name, bytes, most)
  await scan?.(ref.name, bytes)
  await files.put(ref.hash, bytes, ref.type)
  const subject = c.get('subject')
  await store.as(subject, tx => noteUpload(tx, subject.person, ref, clock.now()))
  return ref
}

/** `seen`: the file as whoever asks may see it; undefined is answered as if it were not there. */
export async function sendFile(
  { files }: Platform,
  c: Context<AppEnv>,
  { hash, seen, inline }: { hash: string; seen: SeenFile | undefined; inline: boolean },
) {
  const bytes = seen && (await files.get(hash))
  if (!seen || !bytes) throw new Problem('not-found', '没有这个附件，或者您无权查看')
  const shown = inline && /^(image\/(png|jpeg|webp)|application\/pdf|text\/plain)$/.test(seen.type)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': typeOf(seen),
    'content-length': String(bytes.length),
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(seen.name.toWellFormed())}`,
  })
}

const typeOf = ({ type }: SeenFile) => (/^text\//.test(servedType(type)) ? `${servedType(type)}; charset=utf-8` : servedType(type))
