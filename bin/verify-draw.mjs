#!/usr/bin/env node
// Verifies a published draw without trusting the platform that made it: no dependencies, Node 20 or a browser, shares no code with the platform.
// Reads the package (shuzhi-draw-1), computes every step again and says in Chinese what is right; --html writes a page that does the same off line.

const usage = `用法：node verify-draw.mjs <抽取包.json | -> [更多抽取包……] [选项]
  --key <base64>   信任的账本公钥（SPKI）；不给出时公钥取自抽取包本身
  --json           以 JSON 输出结果
  --html           输出一个可离线打开的核验网页（不需要抽取包）
给出多个抽取包时，名额已满而跳过的对象与占用名额的抽取互相核对，另外检验各对象的中签是否均匀。`

// SHA-256, FIPS 180-4: written out, so that this file is all that is needed.
const primes = []
for (let n = 2; primes.length < 64; n++) if (primes.every(prime => n % prime)) primes.push(n)
/** The first 32 bits of the fraction of a root, by whole numbers: no rounding of a machine enters. */
const fraction = (n, root) => {
  const wanted = BigInt(n) << (root === 2n ? 64n : 96n)
  let low = 0n
  let high = 1n << 40n
  while (high - low > 1n) {
    const middle = (low + high) >> 1n
    if (middle ** root <= wanted) low = middle
    else high = middle
  }
  return Number(low & 0xffffffffn)
}
const round = primes.map(prime => fraction(prime, 3n))
const start = primes.slice(0, 8).map(prime => fraction(prime, 2n))

/** @param {string} text */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text)
  const padded = new Uint8Array(((bytes.length + 72) >> 6) << 6)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0)
  const state = [...start]
  const w = new Uint32Array(64)
  const turn = (x, by) => (x >>> by) | (x << (32 - by))
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4)
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3)
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10)
      w[i] = w[i - 16] + s0 + w[i - 7] + s1
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + round[i] + w[i]) | 0
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = (state[i] + value) | 0
  }
  return state.map(value => (value >>> 0).toString(16).padStart(8, '0')).join('')
}

/** RFC 8785. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

const fromBase64 = text => Uint8Array.from(atob(text), char => char.charCodeAt(0))

const shapes = {
  package: ['format', 'plan', 'planHash', 'secret', 'head', 'words', 'seed', 'drawn', 'reserve'],
  plan: ['name', 'take', 'crew', 'headSize', 'commitment', 'objects', 'inspectors'],
  head: ['origin', 'size', 'root', 'at', 'signature', 'publicKey'],
  object: ['id', 'name', 'weight', 'organs'],
  inspector: ['id', 'name', 'organ', 'load', 'avoids'],
  avoid: ['object', 'because'],
  word: ['from', 'value'],
  drawn: ['object', 'ticket', 'crew'],
  full: ['object', 'most', 'by'],
  taken: ['draw', 'seed'],
  passed: ['object', 'because'],
  changedObject: ['kind', 'out', 'in', 'because', 'on', 'passed', 'crew', 'hash'],
  changedInspector: ['kind', 'object', 'out', 'in', 'because', 'on', 'hash'],
}

/**
 * @param {unknown} text the package as JSON text, or parsed
 * @param {{ keys?: string[], others?: unknown[] }} trust `others`: parsed packages of other draws, against which it is held who was passed over
 */
export async function verifyDraw(text, trust = {}) {
  const steps = []
  const picks = []
  const step = (name, faults, says = '') => steps.push({ name, ok: faults.length === 0, says: faults.length ? faults.join('；') : says })
  const done = () => ({ ok: steps.every(one => one.ok), trusted: (trust.keys ?? []).length > 0, steps, picks })
  let of
  try {
    of = typeof text === 'string' ? JSON.parse(text) : text
    step('读取抽取包', shapeFaults(of), `“${of.plan?.name}”，${of.plan?.objects?.length} 个对象中抽 ${of.plan?.take} 个`)
  } catch (error) {
    step('读取抽取包', [`不是可读的 JSON（${error.message}）`])
  }
  if (!steps[0].ok) return done()
  const { plan, head, words } = of

  step('抽取方案', planFaults(plan), `权重、机关、回避共 ${plan.inspectors.reduce((sum, one) => sum + one.avoids.length, 0)} 项，均合规`)
  const planHash = sha256(canonical(plan))
  step('方案指纹', planHash === of.planHash ? [] : ['方案与公布的指纹不符：方案被改动'], planHash)
  const commitment = sha256(`shuzhi-draw-1\nsecret\n${of.secret}`)
  step('事先承诺', commitment === plan.commitment ? [] : ['公开的密值与事先公布的承诺不符'], '密值就是抽取前承诺的那一个')
  step('账本树头', await headFaults(head, plan, trust), `大小 ${head.size}，不小于事先约定的 ${plan.headSize}，签名有效`)
  const spoken = words.map(word => `\n${word.from}\n${word.value}`).join('')
  const signed = [head.origin, head.size, head.root, head.at].join('\n')
  const drawnBy = sha256(`shuzhi-draw-1\nseed\n${planHash}\n${of.secret}\n${signed}${spoken}`)
  const full = of.full ?? []
  const seed = full.length ? sha256(`shuzhi-draw-1\nfull\n${drawnBy}\n${canonical(full)}`) : drawnBy
  step('随机种子', seed === of.seed ? [] : ['种子不是由密值、树头、见证词、方案和跳过的对象算出的'], seed)
  if (of.full) step('名额已满的对象', fullFaults(of, trust.others ?? []).slice(0, 20), fullSays(of, trust.others ?? []))

  const passed = new Set(full.map(one => one.object))
  const order = plan.objects
    .filter(one => !passed.has(one.id))
    .map(({ id, weight }) => ({ id, weight: BigInt(weight), ticket: sha256(`shuzhi-draw-1\nobject\n${seed}\n${id}`).slice(0, 32) }))
    .sort(before)
  const chosen = order.slice(0, plan.take)
  const faults = []
  if (of.drawn.length !== chosen.length) faults.push(`应抽 ${chosen.length} 个，公布了 ${of.drawn.length} 个`)
  for (const [index, one] of chosen.entries()) {
    const published = of.drawn[index]
    if (published && published.object !== one.id) faults.push(`第 ${index + 1} 个应为 ${one.id}，公布的是 ${published.object}`)
    else if (published && published.ticket !== one.ticket) faults.push(`${one.id} 的签号不符`)
  }
  step('抽取对象', faults.slice(0, 20), `${chosen.length} 个对象及其次序全部一致`)
  const names = Object.fromEntries(plan.objects.map(one => [one.id, one.name]))
  picks.push(
    ...chosen.map((one, index) => ({
      place: index + 1,
      object: one.id,
      name: names[one.id],
      weight: Number(one.weight),
      ticket: one.ticket,
      ok: of.drawn[index]?.object === one.id && of.drawn[index]?.ticket === one.ticket,
    })),
  )
  const reserve = order.slice(plan.take, plan.take * 2).map(one => one.id)
  step('替补次序', reserve.join('\n') === of.reserve.join('\n') ? [] : ['替补对象或其次序不符'], `${reserve.length} 个替补一致`)
  step('检查人员', crewFaults(of, chosen, seed).slice(0, 20), '选派、回避、均衡全部一致')
  if (of.changes)
    step('抽取后的更换', changeFaults(of, seed).slice(0, 20), `${of.changes.length} 次更换都按替补次序和选派规则进行，理由已列明`)
  return done()
}

/** Each stands once, in order of ids, and as many draws chose it as it may have visits; a draw that is given too must have chosen it. */
function fullFaults({ plan, full }, others) {
  const faults = []
  const ids = new Set(plan.objects.map(one => one.id))
  if (plan.objects.length - full.length < plan.take)
    faults.push(`可抽的对象只剩 ${plan.objects.length - full.length} 个，要抽 ${plan.take} 个`)
  for (const [index, { object, most, by }] of full.entries()) {
    if (!ids.has(object)) faults.push(`${object} 不在方案里`)
    if (index > 0 && full[index - 1].object >= object) faults.push(`${object} 的次序不符或重复`)
    if (!Number.isInteger(most) || most < 1 || by.length < most) faults.push(`${object} 每年 ${most} 次，只列出 ${by.length} 次抽取`)
    if (new Set(by.map(one => one.seed)).size !== by.length) faults.push(`${object} 的同一次抽取列了两次`)
    for (const { draw, seed } of by) {
      const other = others.find(one => one?.seed === seed)
      if (other && !choseOf(other).has(object)) faults.push(`抽取 ${draw} 没有抽中 ${object}`)
    }
  }
  return faults
}

/** Everything that a draw chose, at once or later in the place of another. */
const choseOf = of =>
  new Set([...of.drawn.map(one => one?.object), ...(of.changes ?? []).map(one => (one?.kind === 'object' ? one.in : undefined))])

function fullSays({ plan, full }, others) {
  const known = new Set(others.map(one => one?.seed))
  const names = new Map(plan.objects.map(one => [one.id, one.name]))
  const cited = new Map(full.flatMap(one => one.by.map(by => [by.seed, by.draw])))
  const missing = [...cited].filter(([seed]) => !known.has(seed)).map(([, draw]) => draw)
  const shown = full.slice(0, 20).map(one => `${names.get(one.object)}（每年 ${one.most} 次）`)
  const rest = full.length > 20 ? `等 ${full.length} 个` : ''
  const proof = missing.length ? `这些抽取的抽取包请一并核对：${[...new Set(missing)].join('、')}` : '占用名额的抽取均已核对'
  return `跳过 ${shown.join('、')}${rest}，名额已由其他抽取用完；${proof}`
}

/** Those of the texts that are JSON objects. */
const readable = texts =>
  texts.flatMap(text => {
    try {
      const of = JSON.parse(text)
      return Array.isArray(of?.drawn) && Array.isArray(of.changes ?? []) ? [of] : []
    } catch {
      return []
    }
  })

function before(a, b) {
  // Whole powers up to the product of both weights; common factors change nothing.
  let [x, y] = [a.weight, b.weight]
  while (y) [x, y] = [y, x % y]
  const [p, q] = [a.weight / x, b.weight / x]
  const one = (BigInt(`0x${a.ticket}`) + 1n) ** q * 2n ** (128n * p)
  const two = (BigInt(`0x${b.ticket}`) + 1n) ** p * 2n ** (128n * q)
  if (one === two) return a.id < b.id ? -1 : 1
  return one > two ? -1 : 1
}

function crewFaults(of, chosen, seed) {
  const { plan } = of
  const faults = []
  const carried = {}
  for (const one of plan.inspectors) carried[one.id] = one.load
  for (const [index, { id: object }] of chosen.entries()) {
    const { organs } = plan.objects.find(one => one.id === object)
    const crew = []
    const slots = [...organs].sort().map(organ => [organ])
    while (slots.length < plan.crew) slots.push(organs)
    for (const slot of slots) {
      let best
      for (const one of plan.inspectors) {
        if (!slot.includes(one.organ) || crew.includes(one.id) || one.avoids.some(avoid => avoid.object === object)) continue
        const tie = sha256(`shuzhi-draw-1\ninspector\n${seed}\n${object}\n${one.id}`)
        if (!best || carried[one.id] < best.load || (carried[one.id] === best.load && tie < best.tie))
          best = { id: one.id, load: carried[one.id], tie }
      }
      if (!best) {
        faults.push(`${object} 没有足够的可选检查人员`)
        break
      }
      crew.push(best.id)
      carried[best.id]++
    }
    const published = of.drawn[index]?.crew ?? []
    if (published.join('\n') !== crew.join('\n')) faults.push(`${object} 应由 ${crew.join('、')} 检查，公布的是 ${published.join('、')}`)
  }
  return faults
}

/** Who visits what, and how much everybody carries, is followed from one change to the next. */
function changeFaults(of, seed) {
  const { plan } = of
  const faults = []
  const visits = new Map(of.drawn.map(one => [one.object, [...one.crew]]))
  const carried = Object.fromEntries(plan.inspectors.map(one => [one.id, one.load]))
  for (const crew of visits.values()) for (const id of crew) carried[id]++
  const left = [...of.reserve]
  const dismissed = new Set()
  const best = (object, organs, not) =>
    plan.inspectors
      .filter(one => organs.includes(one.organ) && !not.includes(one.id) && !one.avoids.some(avoid => avoid.object === object))
      .map(one => [carried[one.id], sha256(`shuzhi-draw-1\ninspector\n${seed}\n${object}\n${one.id}`), one.id])
      .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))[0]?.[2]
  let day = ''
  let before = seed
  for (const [index, one] of of.changes.entries()) {
    const name = `第 ${index + 1} 次更换`
    if (!one.because.trim()) faults.push(`${name}没有理由`)
    const { hash, ...rest } = one
    const wanted = sha256(`shuzhi-draw-1\nchange\n${before}\n${canonical(rest)}`)
    if (hash !== wanted) faults.push(`${name}与它的指纹不符`)
    before = hash
    if (one.on < day) faults.push(`${name}的日期早于前一次`)
    day = one.on
    if (one.kind === 'object') {
      if (!visits.has(one.out)) faults.push(`${name}：${one.out} 不在抽中的对象里`)
      for (const passed of one.passed) {
        if (!passed.because.trim()) faults.push(`${name}跳过 ${passed.object} 没有理由`)
        if (left[0] !== passed.object) faults.push(`${name}跳过的 ${passed.object} 不是下一个替补`)
        left.shift()
      }
      if (left[0] !== one.in) faults.push(`${name}：应由 ${left[0]} 替补，公布的是 ${one.in}`)
      left.shift()
      for (const id of visits.get(one.out) ?? []) carried[id]--
      visits.delete(one.out)
      const organs = plan.objects.find(object => object.id === one.in)?.organs ?? []
      const slots = [...organs].sort().map(organ => [organ])
      while (slots.length < plan.crew) slots.push(organs)
      const crew = []
      for (const slot of slots) {
        const id = best(one.in, slot, crew)
        if (id === undefined) {
          faults.push(`${name}：${one.in} 没有足够的可选检查人员`)
          break
        }
        crew.push(id)
        carried[id]++
      }
      if (crew.join('\n') !== one.crew.join('\n')) faults.push(`${name}：${one.in} 应由 ${crew.join('、')} 检查`)
      visits.set(one.in, crew)
    } else {
      const crew = visits.get(one.object) ?? []
      const organ = plan.inspectors.find(inspector => inspector.id === one.out)?.organ
      if (!crew.includes(one.out)) {
        faults.push(`${name}：${one.out} 不在 ${one.object} 的检查人员里`)
        continue
      }
      const gone = [...dismissed].filter(key => key.startsWith(`${one.object}\n`)).map(key => key.split('\n')[1])
      const id = best(one.object, [organ], [...crew, ...gone])
      if (id !== one.in) faults.push(`${name}：应由 ${id} 接替，公布的是 ${one.in}`)
      dismissed.add(`${one.object}\n${one.out}`)
      carried[one.out]--
      if (id !== undefined) carried[id]++
      visits.set(
        one.object,
        crew.map(member => (member === one.out ? id : member)),
      )
    }
  }
  return faults
}

async function headFaults(head, plan, trust) {
  const faults = []
  if (head.size < plan.headSize) faults.push(`树头大小 ${head.size} 小于约定的 ${plan.headSize}：抽取提前了`)
  if (trust.keys?.length && !trust.keys.includes(head.publicKey)) faults.push('树头不是由您信任的公钥签名的')
  try {
    const root = btoa(String.fromCharCode(...head.root.match(/../g).map(byte => Number.parseInt(byte, 16))))
    const text = new TextEncoder().encode(`${head.origin}\n${head.size}\n${root}\nat ${head.at}\n`)
    const signature = fromBase64(head.signature)
    // The last letter of base64 may hide bits: one key must have one spelling.
    for (const given of [head.signature, head.publicKey])
      if (btoa(String.fromCharCode(...fromBase64(given))) !== given) throw new Error('签名或公钥的写法不规范')
    const key = await crypto.subtle.importKey('spki', fromBase64(head.publicKey), 'Ed25519', false, ['verify'])
    if (!(await crypto.subtle.verify('Ed25519', key, signature, text))) faults.push('树头签名无效')
  } catch (error) {
    faults.push(`树头签名无法核对（${error.message}）`)
  }
  return faults
}

function shapeFaults(of) {
  const faults = []
  const check = (value, shape, where) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return faults.push(`${where}缺失`)
    for (const field of shapes[shape]) if (!(field in value)) faults.push(`${where}缺少 ${field}`)
    for (const field of Object.keys(value))
      if (!shapes[shape].includes(field) && !(shape === 'package' && ['changes', 'full'].includes(field)))
        faults.push(`${where}多出 ${field}`)
  }
  const list = (value, shape, where) => {
    if (!Array.isArray(value)) return faults.push(`${where}不是列表`)
    for (const one of value) check(one, shape, where)
  }
  const texts = (value, where) => {
    if (!Array.isArray(value) || value.some(one => typeof one !== 'string')) faults.push(`${where}不是文字列表`)
  }
  check(of, 'package', '抽取包')
  if (faults.length) return faults
  if (of.format !== 'shuzhi-draw-1') faults.push('格式不是 shuzhi-draw-1')
  for (const name of ['planHash', 'secret', 'seed']) if (!/^[0-9a-f]{64}$/.test(of[name])) faults.push(`${name} 不是 64 位十六进制`)
  check(of.plan, 'plan', '方案')
  check(of.head, 'head', '树头')
  list(of.words, 'word', '见证词')
  list(of.drawn, 'drawn', '抽取结果')
  texts(of.reserve, '替补')
  if ('changes' in of && (!Array.isArray(of.changes) || of.changes.length === 0)) faults.push('更换不是列表')
  if ('full' in of && of.full?.length === 0) faults.push('名额已满的对象为空，不应列出')
  if ('full' in of) list(of.full, 'full', '名额已满的对象')
  if (faults.length) return faults
  for (const { object, by } of of.full ?? []) {
    if (typeof object !== 'string') faults.push('名额已满的对象有误')
    list(by, 'taken', '占用名额的抽取')
    if (faults.length) return faults
    for (const { draw, seed } of by) if (typeof draw !== 'string' || !/^[0-9a-f]{64}$/.test(seed)) faults.push('占用名额的抽取有误')
  }
  for (const one of of.changes ?? []) {
    check(one, one?.kind === 'object' ? 'changedObject' : 'changedInspector', '更换')
    if (faults.length) return faults
    if (one.kind === 'object') {
      list(one.passed, 'passed', '跳过的替补')
      texts(one.crew, '更换后的检查人员')
    } else if (one.kind !== 'inspector') faults.push('更换的种类有误')
    if (!/^\d{4}-\d{2}-\d{2}$/.test(one.on)) faults.push('更换的日期有误')
    for (const text of [one.out, one.in, one.because, ...(one.passed ?? []).map(passed => passed?.because)])
      if (typeof text !== 'string' || /[\r\n]/.test(text)) faults.push('更换的文字有误')
    if (faults.length) return faults
  }
  list(of.plan.objects, 'object', '对象')
  list(of.plan.inspectors, 'inspector', '检查人员')
  if (faults.length) return faults
  for (const one of of.plan.inspectors) list(one.avoids, 'avoid', `${one.id}的回避`)
  for (const one of of.plan.objects) texts(one.organs, `${one.id}的机关`)
  for (const one of of.drawn) texts(one.crew, `${one.object}的检查人员`)
  if (!/^[0-9a-f]{64}$/.test(of.head.root)) faults.push('树根不是 64 位十六进制')
  for (const word of of.words)
    if (typeof word.from !== 'string' || typeof word.value !== 'string' || /[\r\n]/.test(word.from + word.value)) faults.push('见证词有误')
  return faults
}

function planFaults(plan) {
  const faults = []
  const whole = (value, least, most) => Number.isSafeInteger(value) && value >= least && value <= most
  if (!whole(plan.take, 1, plan.objects.length)) faults.push('抽取数不在对象数之内')
  if (!whole(plan.crew, 2, 100)) faults.push('每次检查应不少于 2 人')
  if (!whole(plan.headSize, 1, Number.MAX_SAFE_INTEGER)) faults.push('约定的账本大小有误')
  const unique = (list, what) => {
    if (new Set(list).size !== list.length) faults.push(`${what}有重复`)
  }
  unique(
    plan.objects.map(one => one.id),
    '对象',
  )
  unique(
    plan.inspectors.map(one => one.id),
    '检查人员',
  )
  for (const one of plan.objects) {
    if (!whole(one.weight, 1, 1000)) faults.push(`${one.id} 的权重应为 1 至 1000 的整数`)
    if (!one.organs.length) faults.push(`${one.id} 没有检查机关`)
    unique(one.organs, `${one.id} 的机关`)
  }
  for (const one of plan.inspectors) if (!whole(one.load, 0, 1_000_000)) faults.push(`${one.id} 的已派次数有误`)
  if (/\\n|\\r/.test(canonical(plan))) faults.push('方案的文字中有换行')
  return faults
}

/**
 * Over many packages: does each object come up as often as its weight says? The sum over objects of (drawn − expected)² ÷ variance, held
 * against 99.9 %. Only for packages in which all weights are the same: there a chance is exactly take ÷ objects.
 */
export function uniformity(packages) {
  let [statistic, degrees] = [0, 0]
  const counts = new Map()
  for (const { plan, drawn, full = [] } of packages) {
    if (new Set(plan.objects.map(one => one.weight)).size !== 1) continue
    const passed = new Set(full.map(one => one.object))
    const chance = plan.take / (plan.objects.length - passed.size)
    const chosen = new Set(drawn.map(one => one.object))
    for (const { id } of plan.objects) {
      if (passed.has(id)) continue
      const of = counts.get(id) ?? { seen: 0, expected: 0, variance: 0 }
      counts.set(id, { seen: of.seen + chosen.has(id), expected: of.expected + chance, variance: of.variance + chance * (1 - chance) })
    }
  }
  for (const { seen, expected, variance } of counts.values()) {
    if (variance < 5) continue
    statistic += (seen - expected) ** 2 / variance
    degrees++
  }
  if (degrees < 2) return null
  // What is drawn of one is not drawn of another; the factor makes up for it. The bound is Wilson and Hilferty's.
  const scaled = (statistic * (degrees - 1)) / degrees
  const free = degrees - 1
  const bound = free * (1 - 2 / (9 * free) + 3.0902 * Math.sqrt(2 / (9 * free))) ** 3
  return { objects: degrees, statistic: scaled, bound, ok: scaled <= bound }
}

/**
 * Are the tickets of all objects (also of those not drawn) spread evenly? A ticket is a hash and knows no weight, so this holds for every package.
 * χ² over ten parts; 99.9 % of χ²(9) lie below 27.877. Null below fifty tickets.
 */
export function ticketSpread(packages) {
  const parts = new Array(10).fill(0)
  for (const { plan, seed } of packages)
    for (const { id } of plan.objects) {
      const ticket = BigInt(`0x${sha256(`shuzhi-draw-1\nobject\n${seed}\n${id}`).slice(0, 32)}`)
      parts[Number((ticket * 10n) >> 128n)]++
    }
  const tickets = parts.reduce((sum, part) => sum + part, 0)
  if (tickets < 50) return null
  const expected = tickets / 10
  const statistic = parts.reduce((sum, part) => sum + (part - expected) ** 2 / expected, 0)
  return { tickets, parts, statistic, bound: 27.877, ok: statistic <= 27.877 }
}

const page = script => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>抽取结果核验</title>
<style>
body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:16px/1.75 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1c2430}
h1{font-size:1.5rem;margin:0 0 .5rem} p{margin:.5rem 0} ol{padding:0;list-style:none}
li{padding:.75rem 0;border-top:1px solid #dfe3e8;overflow-wrap:anywhere} li b{display:block} .ok b::before{content:"✓ ";color:#137333} .bad b::before{content:"✗ ";color:#b3261e}
label{display:inline-block;padding:.5rem 1rem;border:1px solid #1d5fd1;border-radius:.375rem;color:#1d5fd1;cursor:pointer} input{position:absolute;opacity:0} input:focus+span{outline:2px solid #1d5fd1;outline-offset:4px}
#verdict{font-size:1.125rem;font-weight:600}
</style>
<main><h1>抽取结果核验</h1>
<p>选择公布的抽取包（可以同时选几个，互相核对），本页在您的电脑上把每一步重新算一遍，不联网，也不上传任何内容。</p>
<p><label><input type="file" multiple accept=".json,application/json"><span>选择抽取包</span></label></p>
<p id="verdict" role="status"></p><ol id="steps"></ol></main>
<script type="module">
${script}
const verdict = document.querySelector('#verdict')
const list = document.querySelector('#steps')
document.querySelector('input').addEventListener('change', async event => {
  const texts = await Promise.all([...event.target.files].map(file => file.text()))
  if (texts.length === 0) return
  const others = readable(texts)
  const results = await Promise.all(texts.map(text => verifyDraw(text, { others })))
  const ok = results.every(one => one.ok)
  const steps = results.flatMap(one => one.steps)
  verdict.textContent = ok ? '核验通过：抽取结果与公布的规则完全一致。' : '核验不通过：下面标出了不一致的步骤。'
  list.replaceChildren(...steps.map(step => {
    const item = document.createElement('li')
    item.className = step.ok ? 'ok' : 'bad'
    const name = document.createElement('b')
    name.textContent = step.name
    item.append(name, step.says)
    return item
  }))
})
</script></html>
`

/** The page: this very file, without what only Node needs. @param {string} source the text of this file */
export const verifierPage = source =>
  page(
    source
      .replace(/^#!.*\n/, '')
      .split('\n// Only Node from here on.')[0]
      .replaceAll('</script', '<\\/script')
      .replace(/^const page = [\s\S]*?^`$/m, '')
      .replace(/^export const verifierPage[\s\S]*$/m, ''),
  )

// Only Node from here on.
async function main() {
  const { readFileSync } = await import('node:fs')
  const { parseArgs } = await import('node:util')
  const { fileURLToPath } = await import('node:url')
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      html: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.html) {
    console.log(verifierPage(readFileSync(fileURLToPath(import.meta.url), 'utf8')))
    return 0
  }
  if (values.help || positionals.length === 0) {
    console.log(usage)
    return values.help ? 0 : 2
  }
  const results = []
  const good = []
  const texts = positionals.map(source => readFileSync(source === '-' ? 0 : source, 'utf8'))
  const others = readable(texts)
  for (const [index, source] of positionals.entries()) {
    const text = texts[index]
    const result = await verifyDraw(text, { keys: values.key, others })
    if (result.ok) good.push(JSON.parse(text))
    results.push({ source, ...result })
  }
  const spread = uniformity(good)
  const ok = results.every(result => result.ok) && (spread?.ok ?? true)
  if (values.json) console.log(JSON.stringify({ ok, results, uniformity: spread }, null, 2))
  else print(results, spread)
  return ok ? 0 : 1
}

function print(results, spread) {
  for (const { source, ok, trusted, steps } of results) {
    console.log(`${source}：${ok ? '核验通过' : '核验不通过'}`)
    for (const one of steps) console.log(`  ${one.ok ? '✓' : '✗'} ${one.name}：${one.says}`)
    if (ok && !trusted) console.log('  注意：未用 --key 指定信任的公钥；约定大小之后的第一个树头、承诺公布的时间，请对照账本导出核对。')
  }
  if (spread)
    console.log(
      `均匀性：${spread.objects} 个对象，统计量 ${spread.statistic.toFixed(1)}，界限 ${spread.bound.toFixed(1)}，${spread.ok ? '未见异常' : '不均匀'}`,
    )
}

if (globalThis.process?.argv?.[1]) {
  const { realpathSync } = await import('node:fs')
  const { pathToFileURL } = await import('node:url')
  if (import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
    process.exitCode = await main().catch(error => {
      console.error(`无法核验：${error.message}`)
      return 2
    })
}
