// The API's own document: what every operation is called, by which name programs know it, and what is true of all of them.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { json } from '../wire/route.ts'
import type { AppEnv } from './context.ts'

export const documentRoute = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  tags: ['operation'],
  responses: { 200: json(z.record(z.string(), z.unknown()), 'This document (OpenAPI 3.1)') },
})

const tags: Readonly<Record<string, string>> = {
  public: '公示：不登录即可查看的已发布数据',
  papers: '文书：出具、打开、核验',
  replay: '推演：换一种期限、日历、参数、权重或人力，过去会怎样',
  session: '登录、会话与离岗代理',
  agencies: '企业代办授权：核对委托书，通过、不通过、撤销',
  city: '城市：界面清单、机构、人员、区划、工作日历、实时提醒',
  rows: '数据：列表、详情、增改删、导出',
  cases: '办件：收件箱、办理、站内消息',
  flows: '流程图',
  scenes: '场景的专用功能',
  figures: '指标与评价',
  search: '全局搜索',
  views: '保存的视图',
  drafts: '表单草稿',
  files: '附件',
  portal: '公众门户：账号、服务、办件、评价、隐私（使用公众会话 shuzhi-portal）',
  ledger: '账本：条目、签名树头与证明',
  operation: '运行：健康检查、度量、接口文档',
}

/** By method and path. An operation that is not here fails a test. */
const summaries: Readonly<Record<string, string>> = {
  'get /health/live': '进程是否在运行',
  'get /health/ready': '是否可以提供服务',
  'get /metrics': '运行度量（Prometheus）',
  'get /api/openapi.json': '接口文档',
  'get /api/session/ways': '可用的登录方式',
  'get /api/session': '当前登录的人',
  'post /api/session': '用口令登录',
  'delete /api/session': '退出登录',
  'post /api/session/password': '修改口令',
  'post /api/session/demo': '以演示人员身份登录',
  'get /api/demo/people': '可选择的演示人员',
  'get /api/sessions': '我的登录会话',
  'post /api/sessions/end-others': '结束我的其他会话',
  'post /api/people/{id}/end-sessions': '结束某人的全部会话',
  'get /api/oidc/start': '转到统一身份认证',
  'get /api/oidc/callback': '统一身份认证返回',
  'get /api/delegations': '与我有关的离岗代理',
  'post /api/delegations': '安排离岗代理',
  'delete /api/delegations/{id}': '撤销离岗代理',
  'get /api/agencies': '企业代办授权：待核对的申请，或在代办的人',
  'get /api/agencies/{id}/letter': '授权委托书',
  'post /api/agencies/{id}/confirm': '通过代办申请',
  'post /api/agencies/{id}/refuse': '不通过代办申请',
  'post /api/agencies/{id}/revoke': '撤销代办授权',
  'get /api/organs': '机构列表',
  'get /api/organs/{id}': '机构及在任人员',
  'get /api/people': '在任人员',
  'get /api/people/{id}': '人员及任职',
  'get /api/regions': '下级区划',
  'get /api/calendar': '各年放假安排',
  'put /api/calendar/{year}': '录入一年的放假安排',
  'get /api/map': '示意地图：县（市、区）和乡镇（街道）的位置、边界',
  'get /api/manifest': '界面清单：我能用的场景、数据、流程',
  'get /api/events': '实时提醒（SSE）',
  'post /api/scenes/{scene}/operations/{name}': '执行场景的专用功能',
  'post /api/files': '上传附件',
  'get /api/files/{hash}': '下载附件',
  'get /api/records/{record}': '数据列表',
  'post /api/records/{record}': '新建一条数据',
  'get /api/records/{record}/{id}': '一条数据',
  'patch /api/records/{record}/{id}': '修改一条数据',
  'delete /api/records/{record}/{id}': '删除一条数据及其下级',
  'get /api/records/{record}/export.xlsx': '导出为 Excel',
  'get /api/records/{record}/export.csv': '导出为 CSV',
  'get /api/views': '保存的视图',
  'post /api/views': '保存一个视图',
  'patch /api/views/{id}': '修改视图',
  'delete /api/views/{id}': '删除视图',
  'get /api/drafts/{record}/{key}': '取表单草稿',
  'put /api/drafts/{record}/{key}': '保存表单草稿',
  'delete /api/drafts/{record}/{key}': '删除表单草稿',
  'get /api/indicators/{scene}/{name}': '指标',
  'get /api/indicators/{scene}/{name}/rows': '指标背后的数据',
  'get /api/scorecards/{scene}/{name}': '评价得分与排名',
  'get /api/search': '全局搜索',
  'get /api/cases/{record}/{id}/messages': '办件当事人收到的通知',
  'post /api/portal/code': '获取登录验证码',
  'post /api/portal/session': '用手机验证码登录',
  'get /api/portal/session': '当前登录的群众',
  'delete /api/portal/session': '退出登录',
  'post /api/portal/session/end-all': '在所有设备上退出登录',
  'put /api/portal/me': '修改姓名',
  'get /api/portal/agents': '企业代办授权',
  'post /api/portal/agents': '申请代办企业事项',
  'post /api/portal/agents/{id}/confirm': '同意代办人',
  'delete /api/portal/agents/{id}': '撤销代办授权',
  'get /api/portal/demo/messages': '演示：发给某号码的短信',
  'get /api/portal/home': '门户首页',
  'get /api/portal/regions': '下级区划',
  'get /api/portal/services': '查找服务事项',
  'get /api/portal/services/{name}': '办事指南',
  'post /api/portal/services/{name}/verdict': '办理条件预判',
  'get /api/portal/services/{name}/prefill': '已有信息预填',
  'post /api/portal/services/{name}/apply': '提交申请',
  'get /api/portal/services/{name}/draft': '取申请草稿',
  'put /api/portal/services/{name}/draft': '保存申请草稿',
  'delete /api/portal/services/{name}/draft': '删除申请草稿',
  'get /api/portal/cases': '我的办件',
  'get /api/portal/cases/{record}/{id}': '一件办件',
  'post /api/portal/cases/{record}/{id}/acts/{act}': '办理办件（签名、补正、撤回、确认）',
  'put /api/portal/cases/{record}/{id}/rating': '评价服务',
  'post /api/portal/follow': '凭编号和查询码查进度',
  'get /api/portal/follow/{token}': '扫码查进度',
  'get /api/portal/privacy': '谁看过我的数据',
  'post /api/portal/files': '上传材料',
  'get /api/portal/files/{hash}': '下载自己的材料',
  'get /api/ledger/key': '账本公钥',
  'get /api/ledger/head': '签名树头',
  'get /api/ledger/checkpoint': '签名树头（C2SP 文本）',
  'get /api/ledger/entries': '账本条目',
  'get /api/ledger/proof/inclusion': '条目在账本中的证明',
  'get /api/ledger/proof/consistency': '账本前后一致的证明',
  'get /api/ledger/export': '导出账本（NDJSON）',
}

type Operation = {
  summary?: string
  operationId?: string
  responses?: Record<string, unknown>
  parameters?: unknown[]
  security?: unknown[]
}
export type ApiDocument = { paths: Record<string, Record<string, Operation>>; components: Record<string, unknown> } & Record<
  string,
  unknown
>

/** These are open; every other asks for a session, and a change for its `x-csrf` too. */
const open =
  /^\/(health|metrics)|^\/api\/portal\/(code|home|regions|follow|demo\/|services$|services\/\{name\}(\/verdict)?$)|^\/api\/(openapi\.json|session\/ways|session\/demo|demo\/|oidc\/|public(\/|$)|papers\/\{id\}\/(check|copy)$|ledger\/(key|head|checkpoint|proof\/))/
const verbs = new Set(['get', 'put', 'post', 'patch', 'delete'])

export function describeApi(app: OpenAPIHono<AppEnv>, title: string): ApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: `${title} · 数智接口`,
      version: '0.1.0',
      description:
        '错误以 application/problem+json（RFC 9457）返回；列表用游标翻页；修改须带 If-Match；重试请带 Idempotency-Key。登录后以 Cookie 识别身份，修改类请求另须带 x-csrf（见 GET /api/session）。',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
  }) as unknown as ApiDocument
  for (const [path, operations] of Object.entries(document.paths))
    for (const [verb, operation] of Object.entries(operations)) {
      if (!verbs.has(verb)) continue
      operation.summary ??= summaries[`${verb} ${path}`] ?? ''
      operation.operationId = nameOf(verb, path)
      operation.responses = { ...operation.responses, default: operation.responses?.['default'] ?? problem }
      const isOpen = open.test(path) || (/^\/api\/(portal\/)?session$/.test(path) && verb === 'post')
      const session = path.startsWith('/api/portal/') ? 'portal' : 'session'
      operation.security = isOpen ? [] : [verb === 'get' ? { [session]: [] } : { [session]: [], csrf: [] }]
    }
  const securitySchemes = {
    session: { type: 'apiKey', in: 'cookie', name: 'shuzhi', description: '登录后由服务器设置；经 https 提供服务时名为 __Host-shuzhi' },
    portal: {
      type: 'apiKey',
      in: 'cookie',
      name: 'shuzhi-portal',
      description: '公众登录后由服务器设置；经 https 时名为 __Host-shuzhi-portal',
    },
    csrf: { type: 'apiKey', in: 'header', name: 'x-csrf', description: 'GET /api/session 的 csrf' },
  }
  return { ...document, components: { ...document.components, securitySchemes } }
}

const problem = {
  description: 'Problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** `getRecordsById`: unique, and the same as long as the address is. */
const nameOf = (verb: string, path: string): string =>
  verb +
  path
    .replace(/^\/api/, '')
    .split(/[^A-Za-z0-9{}]+/)
    .filter(Boolean)
    .map(part => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part)))
    .join('')
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
