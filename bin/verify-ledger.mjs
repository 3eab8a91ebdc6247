#!/usr/bin/env node
// Verifies a ledger without trusting the platform that keeps it: no dependencies, Node 20 or later, shares no code with the platform.
// Reads GET /ledger/export (a file, standard input, or the address of a server) and recomputes everything from the entries up.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readFileSync, realpathSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const usage = `用法：node verify-ledger.mjs <导出文件 | - | http(s)://服务器地址> [选项]
  --key <文件或base64>   信任的公钥（SPKI，PEM 或 base64），可重复；不给出时只能证明账本自身一致
  --head <大小>:<树根>    您此前保存的树头，可重复；账本必须包含它
  --token <令牌>          访问服务器时使用的 Bearer 令牌
  --json                 以 JSON 输出结果`

const sha256 = (...parts) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const zero = Buffer.from([0])
const one = Buffer.from([1])

/** RFC 8785. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

const entryFields = ['v', 'id', 'at', 'kind', 'actor', 'subject', 'scene', 'record', 'row', 'case', 'act', 'commitment']
const lineFields = {
  ledger: ['type', 'version', 'origin', 'hash', 'content'],
  key: ['type', 'id', 'publicKey'],
  entry: ['type', 'index', 'leaf', 'entry', 'opening'],
  head: ['type', 'size', 'root', 'at', 'key', 'signature'],
  end: ['type', 'size', 'heads'],
}

/**
 * @param {AsyncIterable<string> | Iterable<string>} lines
 * @param {{ keys?: Buffer[], heads?: { size: number, root: string }[] }} trust
 * @returns {Promise<{ ok: boolean, size: number, heads: number, root: string, content: boolean, destroyed: number, trusted: boolean, faults: { index: number | null, message: string }[] }>}
 */
export async function verifyLedger(lines, trust = {}) {
  const faults = []
  const fault = (index, message) => {
    if (faults.length < 1_000) faults.push({ index, message })
  }
  const trusted = (trust.keys ?? []).map(der => der.toString('base64'))
  const keys = new Map()
  const known = new Map((trust.heads ?? []).map(head => [head.size, head.root]))
  const unopened = new Map()
  // Complete subtrees, largest first: { width, hash }.
  const frontier = []
  const rootNow = () =>
    frontier.length ? frontier.reduceRight((right, left) => (right ? sha256(one, left.hash, right) : left.hash), null) : sha256()
  let origin
  let included = false
  let size = 0
  let heads = 0
  let covered = 0
  let lastAt = ''
  let end
  let number = 0
  let rootFault = false

  const checkKnown = () => {
    const expected = known.get(size)
    if (expected !== undefined && rootNow().toString('hex') !== expected) {
      fault(size - 1, `第 0 至 ${size - 1} 条与您保存的大小为 ${size} 的树头不符：此后有人改写了账本`)
    }
    known.delete(size)
  }

  const onEntry = line => {
    const { index, leaf, entry, opening } = line
    if (index !== size) {
      if (Number.isSafeInteger(index) && index > size) fault(size, `第 ${size}${index - 1 > size ? ` 至 ${index - 1}` : ''} 条缺失`)
      else fault(size, `第 ${size} 条处出现了序号为 ${JSON.stringify(index)} 的条目：重复、插入或顺序被改动`)
      if (Number.isSafeInteger(index) && index > size) rootFault = true
    }
    if (entry === null || typeof entry !== 'object') return fault(index, `第 ${index} 条没有内容`)
    for (const field of Object.keys(entry)) if (!entryFields.includes(field)) fault(index, `第 ${index} 条多出字段 ${field}`)
    const hash = sha256(zero, canonical(entry))
    if (hash.toString('hex') !== leaf) fault(index, `第 ${index} 条被改动：条目与其叶哈希不符`)
    if (opening) {
      const { salt, content, ...extra } = opening
      const right = typeof salt === 'string' && /^[0-9a-f]{32}$/.test(salt) && Object.keys(extra).length === 0 && content !== undefined
      if (!right || sha256(Buffer.from(salt, 'hex'), canonical(content)).toString('hex') !== entry.commitment) {
        fault(index, `第 ${index} 条的内容被改动：与承诺值不符`)
      }
    } else if (entry.commitment && included && unopened.size < 1_000_000) unopened.set(entry.id, index)
    if (entry.kind === 'destroy' && entry.record === 'ledger_content') destroyedIds.add(entry.row)
    // What the tree holds is the stated leaf; a false one was reported above and will not fit the next root either.
    let node = { width: 1, hash }
    while (frontier.length && frontier.at(-1).width === node.width) {
      const left = frontier.pop()
      node = { width: node.width * 2, hash: sha256(one, left.hash, node.hash) }
    }
    frontier.push(node)
    size++
    checkKnown()
  }
  const destroyedIds = new Set()

  const onHead = head => {
    heads++
    const where = `大小为 ${head.size} 的树头`
    if (head.size !== size) {
      if (Number.isSafeInteger(head.size) && head.size > size) fault(size, `第 ${size} 至 ${head.size - 1} 条缺失`)
      else fault(size - 1, `${where}出现在第 ${size - 1} 条之后：多出了条目，或树头位置被改动`)
    }
    if (head.size <= covered) fault(head.size, `${where}不大于前一个树头（${covered}）`)
    if (typeof head.at !== 'string' || new Date(head.at).toISOString() !== head.at) fault(head.size, `${where}的时间格式不对`)
    if (head.at < lastAt) fault(head.size, `${where}的时间早于前一个树头`)
    lastAt = head.at
    if (rootNow().toString('hex') !== head.root && !rootFault) {
      rootFault = true
      fault(covered, `第 ${covered} 至 ${size - 1} 条之间有条目被改动、删除、插入或调换：树根与${where}不符`)
    }
    const der = keys.get(head.key)
    if (!der) fault(head.size, `${where}用了未登记的公钥 ${head.key}`)
    else {
      const root = Buffer.from(String(head.root), 'hex').toString('base64')
      const text = `${origin}\n${head.size}\n${root}\nat ${head.at}\n`
      const signature = Buffer.from(String(head.signature), 'base64')
      let good = signature.toString('base64') === head.signature
      try {
        good &&= verify(null, Buffer.from(text), createPublicKey({ key: der, format: 'der', type: 'spki' }), signature)
      } catch {
        good = false
      }
      if (!good) fault(head.size, `${where}的签名无效`)
      if (trusted.length && !trusted.includes(der.toString('base64'))) fault(head.size, `${where}不是由您信任的公钥签名的`)
    }
    covered = Math.max(covered, size)
  }

  for await (const text of lines) {
    number++
    if (text.trim() === '') continue
    let line
    try {
      line = JSON.parse(text)
      // A doubled key or another spelling of the same value would show one thing to people and another to us.
      if (JSON.stringify(line) !== text) throw new Error('spelling')
    } catch {
      fault(null, `第 ${number} 行不是规范的 JSON`)
      if (!line) continue
    }
    const fields = lineFields[line?.type]
    if (!fields) {
      fault(null, `第 ${number} 行的类型无法识别`)
      continue
    }
    for (const field of Object.keys(line)) if (!fields.includes(field)) fault(null, `第 ${number} 行多出字段 ${field}`)
    if (end) fault(null, `第 ${number} 行在结束行之后`)
    if ((line.type === 'ledger') !== (origin === undefined)) fault(null, `第 ${number} 行：首行且只有首行应说明账本来源`)
    try {
      if (line.type === 'ledger') {
        origin ??= String(line.origin)
        included = line.content === 'included'
        if (line.version !== 1 || line.hash !== 'SHA-256' || !['included', 'omitted'].includes(line.content))
          fault(null, '账本版本或散列算法无法识别')
      } else if (line.type === 'key') {
        const der = Buffer.from(line.publicKey, 'base64')
        if (sha256(der).toString('hex').slice(0, 16) !== line.id || der.toString('base64') !== line.publicKey)
          fault(null, `公钥 ${line.id} 与其编号不符`)
        if (keys.has(line.id)) fault(null, `公钥 ${line.id} 重复`)
        keys.set(line.id, der)
      } else if (line.type === 'entry') onEntry(line)
      else if (line.type === 'head') onHead(line)
      else end = line
    } catch (error) {
      fault(null, `第 ${number} 行无法解读（${error.message}）`)
    }
  }

  if (origin === undefined) fault(null, '这不是账本导出：缺少首行')
  if (covered < size) fault(covered, `第 ${covered} 至 ${size - 1} 条没有被任何签名树头覆盖`)
  if (!end) fault(size, '导出不完整：缺少结束行，末尾的条目可能被截去')
  else if (end.size !== size || end.heads !== heads) {
    fault(Math.min(size, Number(end.size)), `结束行称有 ${end.size} 条、${end.heads} 个树头，实有 ${size} 条、${heads} 个`)
  }
  let destroyed = 0
  for (const [id, index] of unopened) {
    if (destroyedIds.has(id)) destroyed++
    else fault(index, `第 ${index} 条的内容缺失，且没有销毁记录`)
  }
  for (const missing of known.keys()) fault(size, `账本只有 ${size} 条，而您保存过大小为 ${missing} 的树头：末尾被截去`)
  return {
    ok: faults.length === 0,
    size,
    heads,
    root: rootNow().toString('hex'),
    content: included,
    destroyed,
    trusted: trusted.length > 0,
    faults,
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      head: { type: 'string', multiple: true, default: [] },
      token: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const source = positionals[0]
  if (values.help || !source) {
    console.log(usage)
    return source ? 0 : 2
  }
  const keys = values.key.map(readKey)
  const heads = values.head.map(text => {
    const [size, root] = text.split(':')
    if (!/^\d+$/.test(size) || !/^[0-9a-f]{64}$/.test(root ?? '')) throw new Error(`--head 应为 大小:树根（64 位十六进制），而不是 ${text}`)
    return { size: Number(size), root }
  })
  const result = await verifyLedger(linesOf(await open(source, values.token)), { keys, heads })
  if (values.json) console.log(JSON.stringify(result, null, 2))
  else print(result)
  return result.ok ? 0 : 1
}

function readKey(text) {
  const pem = text.length < 50 || /[\\/.]/.test(text.slice(0, 3)) || text.endsWith('.pem') ? readFileSync(text, 'utf8') : text
  const key = pem.includes('BEGIN')
    ? createPublicKey(pem)
    : createPublicKey({ key: Buffer.from(pem.trim(), 'base64'), format: 'der', type: 'spki' })
  return key.export({ type: 'spki', format: 'der' })
}

async function open(source, token) {
  if (source === '-') return process.stdin
  if (!/^https?:\/\//.test(source)) return createReadStream(source)
  const address = new URL(source)
  if (!address.pathname.includes('/ledger/export')) address.pathname = `${address.pathname.replace(/\/$/, '')}/ledger/export`
  const response = await fetch(address, { headers: token ? { authorization: `Bearer ${token}` } : {} })
  if (!response.ok || !response.body) throw new Error(`服务器答复 ${response.status}：${await response.text()}`)
  return Readable.fromWeb(response.body)
}

/** Only \n ends a line: readline would also break at U+2028 inside a text. A line over 64 MB is no ledger. */
async function* linesOf(stream) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop()
    if (rest.length > 64 * 2 ** 20) throw new Error('某一行超过 64 MB，这不是账本导出')
    yield* lines
  }
  rest += decoder.decode()
  if (rest) yield rest
}

function print({ ok, size, heads, root, content, destroyed, trusted, faults }) {
  if (ok) {
    console.log(`账本完好：${size} 条、${heads} 个签名树头全部核对一致。`)
    console.log(`树根 ${root}`)
    console.log(`下次核对时请加上：--head ${size}:${root}`)
    if (destroyed) console.log(`其中 ${destroyed} 条的内容已依法销毁，销毁均有记录。`)
    if (!content) console.log('导出不含条目内容，只核对了条目本身。')
    if (!trusted) console.log('注意：未用 --key 指定信任的公钥，公钥取自导出本身。请从其他渠道取得公钥再核对一次。')
    return
  }
  console.log(`账本有问题，共 ${faults.length}${faults.length === 1_000 ? ' 处以上' : ' 处'}：`)
  for (const { message } of faults.slice(0, 50)) console.log(`  · ${message}`)
  if (faults.length > 50) console.log('  · ……（其余见 --json）')
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  process.exitCode = await main().catch(error => {
    console.error(`无法核对：${error.message}`)
    return 2
  })
}
