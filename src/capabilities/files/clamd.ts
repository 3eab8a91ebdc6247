// Asks a ClamAV daemon about a file, by its own protocol (INSTREAM: blocks with their length in front, closed by an empty one). Without an
// answer nothing is accepted: a scanner that is down must not be a way in.
import { createConnection } from 'node:net'
import { Problem } from '#declare'

/** Throws Problem `unsupported` for a file that is known to harm, `unavailable` when nobody could say. */
export type Scan = (name: string, bytes: Uint8Array) => Promise<void>

const block = 64 * 1024
const longestAnswer = 4096

/** `place`: `host:port` or the path of a socket. */
export function clamdScan(place: string, timeoutMs = 60_000): Scan {
  const { host, port } = /^(?<host>[^/]+):(?<port>\d+)$/.exec(place)?.groups ?? {}
  const where = host !== undefined && port !== undefined ? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : { path: place }
  return async (name, bytes) => {
    const answer = await ask(where, bytes, timeoutMs).catch(() => {
      throw new Problem('unavailable', '病毒检查暂时无法进行，文件没有上传，请稍后再试')
    })
    if (/^stream: OK$/.test(answer)) return
    if (/ FOUND$/.test(answer)) throw new Problem('unsupported', `“${name}”被识别为恶意文件，不能上传。请检查您的电脑是否感染病毒`)
    throw new Problem('unavailable', '病毒检查没有得出结果，文件没有上传，请联系管理员')
  }
}

function ask(where: { host: string; port: number } | { path: string }, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(where)
    let answer = ''
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('timeout')))
    socket.on('error', reject)
    socket.on('data', part => {
      answer = (answer + part.toString('utf8')).slice(0, longestAnswer)
    })
    socket.on('close', () => (answer === '' ? reject(new Error('no answer')) : resolve((answer.split('\0')[0] ?? '').trim())))
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < bytes.length; at += block) {
        const piece = bytes.subarray(at, at + block)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(piece.length)
        socket.write(length)
        socket.write(piece)
      }
      socket.write(Buffer.alloc(4))
    })
  })
}
