// A stand-in for the server while pages are drawn and looked at: answers in the shapes of the wire from invented rows. Never deployed.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { shaoxing } from '../../../cities/shaoxing/city.ts'
import { canonicalJson } from '../../methods/canonical-json/canonical-json.ts'
import { fillProof, planInclusion } from '../../methods/merkle/proof.ts'
import { append, emptyFrontier, leafHash, rootOf } from '../../methods/merkle/tree.ts'
import { manifest } from './fake-model.ts'
import { caseOf, goals, inbox, names, now, organs, plans, tasks, uuid } from './fake-rows.ts'

const rowsOf = (record: string) => ({ 'supervision-plan': plans, 'supervision-task': tasks, 'supervision-goal': goals })[record] ?? []
const me = shaoxing.people[0]!
const organName = new Map(shaoxing.organs.map(one => [one.id, one]))
const post = (person: (typeof shaoxing.people)[number]) =>
  person.posts.map(one => ({
    role: one.role,
    roleLabel: manifest.roles[one.role] ?? one.role,
    organ: one.organ,
    organName: organName.get(one.organ)?.name ?? '',
    from: one.from,
    to: one.to ?? null,
  }))
const session = () => ({
  person: me.id,
  name: '沈文澜',
  title: '督查室副主任',
  account: 'shenwenlan',
  csrf: 'x',
  demo: true,
  simulatedNow: now,
  posts: [
    {
      role: 'supervisor',
      roleLabel: '督查员',
      organ: organs[0]!.id,
      organName: '市政府办公室',
      level: 'city',
      region: '330600',
      regionName: '绍兴市',
      line: 'government-office',
      onBehalfOf: null,
    },
    {
      role: 'administrator',
      roleLabel: '系统管理员',
      organ: organs[0]!.id,
      organName: '市政府办公室',
      level: 'city',
      region: '330600',
      regionName: '绍兴市',
      line: 'government-office',
      onBehalfOf: '周明远',
    },
  ],
})

const entries = Array.from({ length: 230 }, (_, index) => ({
  v: 1,
  id: uuid(9, index),
  at: new Date(Date.parse(now) - (230 - index) * 4_000_000).toISOString(),
  kind: ['act', 'read', 'login', 'act', 'grant'][index % 5],
  actor: me.id,
  scene: 'supervision',
  record: 'supervision-task',
  row: tasks[index % 40]!.id,
  case: tasks[index % 40]!.id,
  commitment: createHash('sha256').update(String(index)).digest('hex'),
}))
const leaves = entries.map(entry => leafHash(Buffer.from(canonicalJson(entry))))
const { nodes } = append(emptyFrontier, leaves)
const stored = new Map(nodes.map(node => [`${node.level}/${node.index}`, node.hash]))
const root = rootOf(leaves).toString('hex')
const person = (one: (typeof shaoxing.people)[number]) => ({
  id: one.id,
  name: one.name,
  title: one.title,
  phone: '138****2046',
  posts: post(one),
})

type Answer = (query: URLSearchParams, match: string[], body: Record<string, unknown>) => unknown
const routes: readonly (readonly [string, RegExp, Answer])[] = [
  ['GET', /^session\/ways$/, () => ({ password: true, oidc: false, demo: true })],
  ['GET', /^session$/, session],
  ['POST', /^session(\/demo)?$/, session],
  ['DELETE', /^session$/, () => ({ logOutAddress: null })],
  [
    'GET',
    /^demo\/people$/,
    query => ({
      items: shaoxing.people
        .filter(one => !query.get('q') || `${one.name}${one.title}`.includes(query.get('q') ?? ''))
        .slice(0, 24)
        .map(one => ({
          person: one.id,
          account: one.account,
          name: one.name,
          title: one.title,
          organ: one.posts[0]!.organ,
          organName: organName.get(one.posts[0]!.organ)?.name ?? '',
          level: 'city',
          region: '330600',
          regionName: '绍兴市',
          roles: post(one).map(each => each.roleLabel),
        })),
      next: null,
    }),
  ],
  ['GET', /^manifest$/, () => manifest],
  [
    'GET',
    /^inbox\/counts$/,
    () => ({ todo: inbox.length, overdue: 4, red: 4, yellow: 8, supervised: 2, copied: 3, started: 137, done: null }),
  ],
  [
    'GET',
    /^inbox$/,
    query => {
      const light = query.get('light')
      const items =
        query.get('tab') === 'copied'
          ? []
          : query.get('tab') === 'done'
            ? inbox.slice(5, 15).map(one => ({ ...one, closedAt: now, outcome: '已报送', quick: [] }))
            : inbox.filter(one => (!light || one.light === light) && (!query.get('q') || one.title.includes(query.get('q') ?? '')))
      return {
        items: items.slice(0, 25),
        counts: { todo: inbox.length, overdue: 4, red: 4, yellow: 8, supervised: 2, copied: 3, started: 137, done: null },
        next: items.length > 25 ? '25' : null,
      }
    },
  ],
  [
    'GET',
    /^records\/([^/]+)$/,
    (query, [record = '']) => {
      const start = Number(query.get('cursor') ?? 0)
      const found = rowsOf(record).filter(
        row =>
          (!query.get('q') || row.title.includes(query.get('q') ?? '')) && (!query.get('parent') || row.parent === query.get('parent')),
      )
      const limit = Number(query.get('limit') ?? 50)
      return {
        rows: found.slice(start, start + limit),
        names,
        next: found.length > start + limit ? String(start + limit) : null,
        total: found.length,
      }
    },
  ],
  [
    'POST',
    /^records\/([^/]+)$/,
    () => {
      throw {
        title: '提交的内容有 1 处需要更正',
        status: 422,
        code: 'invalid',
        faults: [{ at: 'documentNumber', message: '文号“绍政办发〔2026〕3号”已经登记过' }],
      }
    },
  ],
  [
    'GET',
    /^records\/([^/]+)\/([^/]+)$/,
    (_, [record = '', id]) => {
      const row = rowsOf(record).find(one => one.id === id)
      if (!row) throw { title: '没有这条记录，或您没有查看权限', status: 404, code: 'not-found' }
      const parts = manifest.records
        .filter(one => one.part === record)
        .map(one => ({
          record: one.name,
          label: one.label,
          count: rowsOf(one.name).filter(part => part.parent === id).length,
          canCreate: true,
        }))
      const parent = plans.find(one => one.id === row.parent)
      return {
        row,
        names,
        can: { write: true, delete: false, unmask: false },
        parts,
        parent: parent ? { record: 'supervision-plan', id: parent.id, title: parent.title } : null,
      }
    },
  ],
  ['PATCH', /^records\//, () => ({})],
  [
    'GET',
    /^cases\/([^/]+)\/([^/]+)$/,
    (_, [record = '', id]) => {
      const row = rowsOf(record).find(one => one.id === id)
      if (!row) throw { title: '没有这条记录', status: 404, code: 'not-found' }
      return caseOf(row)
    },
  ],
  [
    'POST',
    /^cases\/acts$/,
    (_, __, body) => ({ results: (body['items'] as { case: string }[]).map(one => ({ case: one.case, ok: true, problem: null })) }),
  ],
  [
    'POST',
    /^cases\/[^/]+\/[^/]+\/acts\/(.+)$/,
    (_, [name]) => {
      if (name === 'void') throw { title: '事项已被他人办理', status: 409, code: 'conflict' }
      return { case: 'x', version: 6, state: 'handling', stateLabel: '办理中', seq: 6, made: null, repeated: false }
    },
  ],
  [
    'GET',
    /^notices$/,
    () => ({
      items: [
        '重点任务“推进市域‘一网通办’改革”已逾期2个工作日，请立即办理。',
        '市发展改革委已签收“加快建设绍兴综合保税区跨境电商产业园二期”。',
        '沈文澜催办了“完成鉴湖流域水环境综合治理三年行动年度任务”。',
        '2026年工作日历已更新，3项任务的到期日顺延。',
      ].map((text, index) => ({
        id: `n${index}`,
        at: new Date(Date.parse(now) - index * 5_400_000 - 600_000).toISOString(),
        text,
        record: 'supervision-task',
        case: tasks[index]!.id,
        kind: 'act',
        unread: index < 2,
      })),
      unread: 2,
      next: null,
    }),
  ],
  ['POST', /^notices\/read$/, () => ({})],
  [
    'GET',
    /^views$/,
    () => [{ id: 'v1', record: 'supervision-task', name: '逾期未办结', query: { f: { late: true } }, shared: true, mine: true }],
  ],
  ['GET', /^drafts\//, () => null],
  ['PUT', /^drafts\//, () => ({})],
  [
    'GET',
    /^search$/,
    query => {
      const q = query.get('q') ?? ''
      return {
        hits: tasks
          .filter(row => row.title.includes(q))
          .slice(0, 8)
          .map(row => ({
            record: 'supervision-task',
            recordLabel: '重点任务',
            id: row.id,
            title: row.title,
            number: row.number,
            excerpt: String(row.values['body']),
            stateLabel: row.case!.stateLabel,
          })),
        people: shaoxing.people
          .filter(one => one.name.includes(q))
          .slice(0, 4)
          .map(one => ({ id: one.id, name: one.name, title: one.title, organName: '市政府办公室' })),
        organs: shaoxing.organs
          .filter(one => one.name.includes(q))
          .slice(0, 4)
          .map(one => ({ id: one.id, name: one.name })),
      }
    },
  ],
  [
    'GET',
    /^organs$/,
    query => ({
      items: shaoxing.organs
        .filter(
          one =>
            (!query.get('region') || one.region === query.get('region')) && (!query.get('q') || one.name.includes(query.get('q') ?? '')),
        )
        .slice(0, 200),
      next: null,
    }),
  ],
  [
    'GET',
    /^organs\/(.+)$/,
    (_, [id]) => ({
      ...shaoxing.organs.find(one => one.id === id),
      people: shaoxing.people.filter(one => one.posts.some(each => each.organ === id)).map(person),
    }),
  ],
  [
    'GET',
    /^people$/,
    query => ({
      items: shaoxing.people
        .filter(
          one =>
            (!query.get('q') || one.name.includes(query.get('q') ?? '')) &&
            (!query.get('organ') || one.posts.some(each => each.organ === query.get('organ'))),
        )
        .slice(0, 50)
        .map(person),
      next: null,
    }),
  ],
  ['GET', /^people\/(.+)$/, (_, [id]) => person(shaoxing.people.find(one => one.id === id) ?? me)],
  [
    'GET',
    /^regions$/,
    query => ({
      items: shaoxing.regions
        .filter(one => one.parent === (query.get('parent') || null))
        .map(one => ({ ...one, children: shaoxing.regions.filter(child => child.parent === one.code).length })),
    }),
  ],
  ['GET', /^calendar$/, () => ({ items: shaoxing.calendar.map(year => ({ ...year, version: 1 })) })],
  ['PUT', /^calendar\//, () => ({})],
  [
    'GET',
    /^sessions$/,
    () => ({
      items: [
        [true, 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Safari/537.36', '10.31.6.18'],
        [
          false,
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
          '10.31.80.4',
        ],
      ].map(([current, agent, address], at) => ({
        current,
        how: 'oidc',
        createdAt: `2026-03-02T0${1 - at}:05:00.000Z`,
        seenAt: `2026-03-02T0${1 - at}:30:00.000Z`,
        address,
        agent,
      })),
    }),
  ],
  [
    'GET',
    /^delegations$/,
    () => ({
      items: [
        {
          id: 'd1',
          from: me.id,
          fromName: '沈文澜',
          to: 'p2',
          toName: '陈知远',
          startsOn: '2026-03-23',
          endsOn: '2026-03-27',
          reason: '参加省政府督查业务培训',
          revokedAt: null,
        },
        {
          id: 'd2',
          from: 'p9',
          fromName: '周明远',
          to: me.id,
          toName: '沈文澜',
          startsOn: '2026-03-16',
          endsOn: '2026-03-20',
          reason: '年休假',
          revokedAt: null,
        },
      ],
    }),
  ],
  [
    'POST',
    /^delegations$/,
    () => {
      throw {
        title: '代理人在此期间也已离岗，请另选代理人',
        status: 409,
        code: 'conflict',
        faults: [{ at: 'to', message: '请选择另一位同事' }],
      }
    },
  ],
  [
    'GET',
    /^ledger\/head$/,
    () => ({ size: leaves.length, root, at: now, key: '3f1c9a02b7d4e651', signature: Buffer.from(root).toString('base64').slice(0, 86) }),
  ],
  [
    'GET',
    /^ledger\/entries$/,
    query => ({
      entries: entries
        .map((entry, index) => ({ index, hash: leaves[index]!.toString('hex'), entry }))
        .filter(one =>
          query.get('case')
            ? one.entry.case === query.get('case')
            : one.index >= Number(query.get('from')) && one.index < Number(query.get('to')),
        ),
    }),
  ],
  [
    'GET',
    /^ledger\/proof\/inclusion$/,
    query => {
      const index = entries.findIndex(one => one.id === query.get('entry'))
      return {
        index,
        size: leaves.length,
        proof: fillProof(planInclusion(index, leaves.length), place => stored.get(`${place.level}/${place.index}`)!).map(hash =>
          hash.toString('hex'),
        ),
      }
    },
  ],
  ['GET', /^indicators\/[^/]+\/[^/]+\/rows$/, () => ({ rows: tasks.slice(0, 30), names, next: null, total: 30 })],
  [
    'GET',
    /^scorecards\//,
    () => ({
      name: 'units',
      label: '牵头单位督办成绩单',
      basis: '《绍兴市政府督查工作考核办法》',
      asOf: now,
      rows: organs.slice(0, 18).map((one, index) => ({
        rank: index + 1,
        subject: one.id,
        subjectName: one.name,
        score: 98.6 - index * 1.7,
        parts: [
          ['按期办结', 50],
          ['按时签收', 30],
          ['填报质量', 20],
        ].map(([label, weight]) => ({
          indicator: String(label),
          label: String(label),
          value: 90,
          points: Number(weight) * (0.98 - index * 0.015),
          weight: Number(weight),
          says: '按比例计分',
        })),
      })),
    }),
  ],
  [
    'GET',
    /^indicators\/[^/]+\/(.+)$/,
    (query, [name]) => ({
      indicator: name,
      label: '',
      formula: '',
      unit: '',
      rows:
        query.get('by') === 'period'
          ? Array.from({ length: 9 }, (_, index) => ({
              key: { period: `2025-${index + 4}` },
              label: `${index + 4}月`,
              value: 82 + ((index * 7) % 15),
              numerator: 40 + index,
              denominator: 50 + index,
            }))
          : query.get('by')
            ? organs.slice(0, 14).map((one, index) => ({
                key: { lead: one.id },
                label: one.name,
                value: 99 - index * 2.3,
                numerator: 40 - index,
                denominator: 42,
              }))
            : [
                {
                  key: {},
                  label: '全市',
                  value: { 'on-time': 91.4, signed: 96.8, open: 118, days: 21.4 }[name ?? ''] ?? 1,
                  numerator: 53,
                  denominator: 58,
                },
              ],
      goal:
        name === 'on-time'
          ? { by: '2026', value: 95, basis: '督查工作规范', attained: false }
          : name === 'signed'
            ? { by: '2026', value: 95, basis: '督查工作规范', attained: true }
            : null,
      asOf: now,
    }),
  ],
]

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

async function answer(request: IncomingMessage, response: ServerResponse, folder: string): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://fake')
  if (!url.pathname.startsWith('/api/')) {
    const asked = join(folder, decodeURIComponent(url.pathname))
    const path = existsSync(asked) && statSync(asked).isFile() ? asked : join(folder, 'index.html')
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
    createReadStream(path).pipe(response)
    return
  }
  const path = url.pathname.slice('/api/'.length)
  if (path === 'events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': hello\n\n')
    return
  }
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  if (path === 'files') {
    response.writeHead(201, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ hash: '12'.repeat(32), name: '测试材料.pdf', type: 'application/pdf', size: 20_480 }))
    return
  }
  const found = routes.find(([method, pattern]) => method === request.method && pattern.test(path))
  const send = (status: number, body: unknown) => {
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' })
    response.end(JSON.stringify(body))
  }
  if (!found) return send(404, { title: '没有这个地址', status: 404, code: 'not-found' })
  try {
    const text = Buffer.concat(chunks).toString()
    const result = found[2](
      url.searchParams,
      (found[1].exec(path) ?? []).slice(1),
      text ? (JSON.parse(text) as Record<string, unknown>) : {},
    )
    if (result === undefined) {
      response.writeHead(204)
      response.end()
    } else send(200, result)
  } catch (problem) {
    if (problem instanceof Error) throw problem
    send((problem as { status: number }).status, problem)
  }
}

/** Serves the built console of `folder` and the fake API on a free (or the given) port of the loop-back address. */
export async function startFakeServer(folder: string, port = 0): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    answer(request, response, folder).catch(error => {
      console.error(error)
      response.destroy()
    })
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`, server }
}

if (import.meta.main) {
  const { url } = await startFakeServer(new URL('../../../dist/console', import.meta.url).pathname, Number(process.argv[2] ?? 8080))
  console.log(url)
}
