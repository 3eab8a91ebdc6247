// Every setting of the server: name, default, what it means, what is right. A wrong one is refused at start by name.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Problem } from '#declare'

type Setting<T> = {
  readonly says: string
  readonly fallback: string
  readonly read: (text: string) => T | undefined
  readonly right: string
  readonly secret?: boolean
}

const setting = <T>(says: string, fallback: string, read: (text: string) => T | undefined, right: string, secret = false): Setting<T> => ({
  says,
  fallback,
  read,
  right,
  secret,
})

const anyText = (text: string) => text
const whole = (least: number, most: number) => (text: string) => {
  const value = Number(text)
  return /^\d+$/.test(text) && value >= least && value <= most ? value : undefined
}
const yesNo = (text: string) =>
  (({ on: true, true: true, '1': true, off: false, false: false, '0': false }) as Record<string, boolean>)[text.toLowerCase()]
const oneOf =
  <const O extends string>(...options: O[]) =>
  (text: string) =>
    options.find(option => option === text)
const web = (text: string) => (text === '' || /^https?:\/\/[^\s]+$/.test(text) ? text : undefined)
const database = (text: string) => (text === '' || /^postgres(ql)?:\/\/[^\s]+$/.test(text) ? text : undefined)

export const settings = {
  PORT: setting('服务端口', '7300', whole(1, 65535), '1 到 65535 之间的整数'),
  HOST: setting(
    '监听地址；对外服务时填 0.0.0.0，并在前面放置 HTTPS 反向代理',
    '127.0.0.1',
    text => (/^[\w.:-]+$/.test(text) ? text : undefined),
    'IP 地址或主机名',
  ),
  PUBLIC_URL: setting('用户在浏览器中使用的地址，用于登录回调和会话 Cookie；留空按监听地址', '', web, 'http:// 或 https:// 开头的地址'),
  PORTAL_URL: setting(
    '公众门户单独使用的地址；设置后门户只在这个域名、操作台只在 PUBLIC_URL 的域名提供，浏览器据此把两者隔离。留空时门户在 PUBLIC_URL 下的 /portal',
    '',
    web,
    'http:// 或 https:// 开头的地址',
  ),
  SHUZHI_CITY: setting(
    '使用哪个城市（cities/ 下的文件夹名）',
    'shaoxing',
    text => (/^[a-z][a-z0-9-]*$/.test(text) ? text : undefined),
    '小写字母、数字和连字符组成的文件夹名',
  ),
  SHUZHI_DATA: setting('数据文件夹：内置数据库、附件、密钥', 'var', anyText, '文件夹路径'),
  DATABASE_URL: setting(
    '使用自备的 PostgreSQL（15 或以上）；留空使用内置数据库。该账号须能建表',
    '',
    database,
    'postgres://用户:口令@主机:端口/库名',
    true,
  ),
  DATABASE_APP_URL: setting(
    '运行时使用的受限账号；留空时以 DATABASE_URL 连接后切换到 shuzhi_app 角色',
    '',
    database,
    'postgres://用户:口令@主机:端口/库名',
    true,
  ),
  DATABASE_POOL: setting('数据库连接数上限', String(Math.max(6, availableParallelism() * 3)), whole(2, 500), '2 到 500 之间的整数'),
  SHUZHI_STORY: setting('演示事项：off 表示只有演示人员，没有演示的办件', 'on', oneOf('on', 'off'), 'on 或 off'),
  SHUZHI_DEMO: setting(
    '演示模式：登录页可直接选择演示人员，写入演示数据；auto 表示使用内置数据库时开启',
    'auto',
    oneOf('auto', 'on', 'off'),
    'auto、on 或 off',
  ),
  SHUZHI_CLOCK: setting(
    '模拟时间的起点；留空为真实时间。仅演示模式可用',
    '',
    text => (text === '' || !Number.isNaN(Date.parse(text)) ? text : undefined),
    'ISO 8601 时间，如 2026-03-02T09:00:00+08:00',
  ),
  SHUZHI_OPEN: setting('启动后自动打开浏览器；auto 表示在交互终端中打开', 'auto', oneOf('auto', 'on', 'off'), 'auto、on 或 off'),
  SHUZHI_WORKER: setting('在本进程内运行后台任务（时限、消息、存证）；多台服务器时可只在部分服务器开启', 'on', yesNo, 'on 或 off'),
  DRAIN_SECONDS: setting(
    '停止前继续应答多少秒：期间就绪检查已报告停止，反向代理据此把请求转给其他服务器；多台服务器轮流重启时设为大于检查间隔',
    '0',
    whole(0, 300),
    '0 到 300 之间的整数',
  ),
  SESSION_IDLE_MINUTES: setting('无操作多少分钟后需重新登录', '30', whole(5, 720), '5 到 720 之间的整数'),
  SESSION_HOURS: setting('一次登录最长有效小时数', '12', whole(1, 168), '1 到 168 之间的整数'),
  OIDC_ISSUER: setting('统一身份认证（OpenID Connect）的发行者地址；留空不启用', '', web, 'http:// 或 https:// 开头的地址'),
  OIDC_CLIENT_ID: setting('在统一身份认证登记的客户端编号', '', anyText, '文本'),
  OIDC_CLIENT_SECRET: setting('在统一身份认证登记的客户端密钥', '', anyText, '文本', true),
  OIDC_CLAIM: setting(
    '以令牌中的哪一项对应本系统账号',
    'preferred_username',
    text => (/^[\w:.-]+$/.test(text) ? text : undefined),
    '字母、数字、下划线',
  ),
  OIDC_ACR: setting(
    '要求统一身份认证证明的认证强度（acr 值，多个以空格分隔，如双因素对应的值）；留空时以其自身策略为准',
    '',
    text => (/^[\x21-\x7e ]{0,500}$/.test(text) ? text : undefined),
    '以空格分隔的 acr 值',
  ),
  UPLOAD_MEGABYTES: setting('单个附件的大小上限（MB）', '50', whole(1, 2048), '1 到 2048 之间的整数'),
  S3_ENDPOINT: setting('附件存放的对象存储地址（S3 兼容）；留空存放在数据文件夹', '', web, 'http:// 或 https:// 开头的地址'),
  S3_BUCKET: setting('对象存储的桶', '', anyText, '文本'),
  S3_REGION: setting('对象存储的区域', 'us-east-1', anyText, '文本'),
  S3_ACCESS_KEY: setting('对象存储的访问密钥编号', '', anyText, '文本'),
  S3_SECRET_KEY: setting('对象存储的访问密钥', '', anyText, '文本', true),
  SMS_GATEWAY: setting(
    '发送短信的网关地址（验证码、办件通知）；留空时短信只保存在本机，不发出，群众因此无法登录（演示模式可在页面上查看）',
    '',
    web,
    'http:// 或 https:// 开头的地址',
  ),
  SMS_SECRET: setting('短信网关的访问密钥', '', anyText, '文本', true),
  RATE_PER_MINUTE: setting('每个地址每分钟的请求上限；0 为不限', '1200', whole(0, 1_000_000), '0 到 1000000 之间的整数'),
  PROXIES: setting(
    '服务器前面有几层自己的反向代理：据此从 X-Forwarded-For 中取访问者的地址，用于限流和登录锁定；没有代理填 0，填多了访问者可以冒充地址',
    '0',
    whole(0, 9),
    '0 到 9 之间的整数',
  ),
  PASSWORD_LOGIN: setting('是否允许账号口令登录；统一身份认证要求双因素时应设为 off，只从统一身份认证登录', 'on', yesNo, 'on 或 off'),
  METRICS_TOKEN: setting(
    '读取运行度量 /metrics 所需的令牌（Authorization: Bearer 令牌）；留空时只有本机直接访问可以读取',
    '',
    text => (text === '' || /^[\x21-\x7e]{16,200}$/.test(text) ? text : undefined),
    '16 到 200 个可见字符',
    true,
  ),
  CLAMD: setting(
    '上传附件时查毒的 ClamAV 守护进程（clamd）；留空不查毒。设置后查毒不可用时不接收附件',
    '',
    text => (text === '' || /^(\/[^\s]+|[\w.-]+:\d{1,5}|\[[0-9a-f:]+\]:\d{1,5})$/i.test(text) ? text : undefined),
    '主机:端口，或套接字文件的路径',
  ),
  PLAIN_CONNECTIONS: setting(
    '非演示环境是否允许不加密的连接（浏览器、数据库、对象存储、短信网关、统一身份认证）；仅用于由其他手段加密的专用网络',
    'off',
    yesNo,
    'on 或 off',
  ),
  LOG_LEVEL: setting('日志级别', 'info', oneOf('debug', 'info', 'warn', 'error', 'silent'), 'debug、info、warn、error 或 silent'),
} as const

export type Settings = { readonly [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never }

/** Reads the environment; throws Problem('setting') that names every wrong setting and what would be right. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = []
  const read = Object.entries(settings).map(([name, one]) => {
    const given = (one.secret ? (environment[name] ?? readSecret(name, environment[`${name}_FILE`], faults)) : environment[name])?.trim()
    const text = given === undefined || given === '' ? one.fallback : given
    const value = (one as Setting<unknown>).read(text)
    if (value === undefined) faults.push(`${name} 的值“${one.secret ? '***' : text}”不对：应为${one.right}`)
    return [name, value] as const
  })
  const all = Object.fromEntries(read) as Settings
  if (faults.length === 0) faults.push(...faultsBetween(all))
  if (faults.length) throw new Problem('setting', `配置有误：\n${faults.map(fault => `  · ${fault}`).join('\n')}`)
  return all
}

/** A secret may lie in a file that a vault or an orchestrator has put there: the environment of a process is easily seen. */
function readSecret(name: string, path: string | undefined, faults: string[]): string | undefined {
  if (path === undefined || path === '') return undefined
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    faults.push(`${name}_FILE 指定的文件不能读取（${(error as NodeJS.ErrnoException).code}）：应为只含该项内容的文件`)
    return undefined
  }
}

export const isDemo = (all: Settings): boolean => (all.SHUZHI_DEMO === 'auto' ? all.DATABASE_URL === '' : all.SHUZHI_DEMO === 'on')
export const dataFolder = (all: Settings, root: string): string => resolve(root, all.SHUZHI_DATA)
export const filesFolder = (data: string): string => join(data, 'files')

function faultsBetween(all: Settings): string[] {
  const faults: string[] = []
  if (all.OIDC_ISSUER && !all.OIDC_CLIENT_ID) faults.push('设置了 OIDC_ISSUER，还需设置 OIDC_CLIENT_ID')
  if (all.S3_ENDPOINT && !(all.S3_BUCKET && all.S3_ACCESS_KEY && all.S3_SECRET_KEY))
    faults.push('设置了 S3_ENDPOINT，还需设置 S3_BUCKET、S3_ACCESS_KEY 和 S3_SECRET_KEY')
  if (all.PORTAL_URL && (!all.PUBLIC_URL || new URL(all.PORTAL_URL).host === new URL(all.PUBLIC_URL).host))
    faults.push('设置了 PORTAL_URL，还需设置 PUBLIC_URL，且两者的域名须不同')
  if (!all.PASSWORD_LOGIN && !all.OIDC_ISSUER) faults.push('PASSWORD_LOGIN=off 时须设置 OIDC_ISSUER，否则无人能够登录')
  if (!isDemo(all) && !all.PLAIN_CONNECTIONS) faults.push(...plainConnections(all))
  if (all.SHUZHI_CLOCK && !isDemo(all)) faults.push('SHUZHI_CLOCK 只能在演示模式下使用，请同时设置 SHUZHI_DEMO=on')
  return faults
}

/** In earnest nothing leaves this machine in the clear, unless the operator has said that the network sees to it. */
function plainConnections(all: Settings): string[] {
  const ask = '；确由专用网络加密的，请设置 PLAIN_CONNECTIONS=on'
  const faults = (['OIDC_ISSUER', 'S3_ENDPOINT', 'SMS_GATEWAY'] as const)
    .filter(name => all[name].startsWith('http:') && !isHere(new URL(all[name]).hostname))
    .map(name => `${name} 须以 https:// 开头${ask}`)
  if (all.CLAMD && !all.CLAMD.startsWith('/') && !isHere(all.CLAMD.replace(/:\d+$/, ''))) faults.push(`CLAMD 的连接不加密，须在本机${ask}`)
  for (const name of ['DATABASE_URL', 'DATABASE_APP_URL'] as const)
    if (all[name] !== '' && !isEncryptedDatabase(all[name]))
      faults.push(`${name} 须加上 sslmode=verify-full，以加密并核验数据库的证书${ask}`)
  const isServedPlain = all.PUBLIC_URL ? all.PUBLIC_URL.startsWith('http:') && !isHere(new URL(all.PUBLIC_URL).hostname) : !isHere(all.HOST)
  if (all.PORTAL_URL.startsWith('http:') && !isHere(new URL(all.PORTAL_URL).hostname)) faults.push(`PORTAL_URL 须以 https:// 开头${ask}`)
  if (isServedPlain) faults.push(`PUBLIC_URL 须设为用户访问的 https:// 地址，会话 Cookie 才受保护${ask}`)
  return faults
}

function isEncryptedDatabase(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname, searchParams } = new URL(url)
  const host = searchParams.get('host') ?? hostname
  return host === '' || host.startsWith('/') || isHere(host) || searchParams.get('sslmode') === 'verify-full'
}

const isHere = (host: string) => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
