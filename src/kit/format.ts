// How dates, numbers and sizes are written in Chinese official style, in the city's time zone.

let zone = 'Asia/Shanghai'
export const setZone = (name: string) => {
  zone = name
  cache.clear()
}
export const cityZone = () => zone
const cache = new Map<string, Intl.DateTimeFormat>()
const formatter = (key: string, options: Intl.DateTimeFormatOptions) => {
  const known = cache.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, ...options })
  cache.set(key, made)
  return made
}

const partsOf = (at: Date) =>
  Object.fromEntries(
    formatter('parts', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hour12: false,
    })
      .formatToParts(at)
      .map(part => [part.type, part.value]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>

/** The civil date of an instant: `2026-03-18`. */
export const civilDate = (at: Date | string): string => {
  const { year, month, day } = partsOf(new Date(at))
  return `${year}-${month}-${day}`
}
/** `2026-03-18` → “3月18日”; another year than `today`'s is written out. */
export const shortDate = (date: string, today = civilDate(new Date())): string => {
  const [year, month, day] = date.slice(0, 10).split('-')
  const text = `${Number(month)}月${Number(day)}日`
  return year === today.slice(0, 4) ? text : `${year}年${text}`
}
export const longDate = (date: string): string => {
  const [year, month, day] = date.slice(0, 10).split('-')
  return `${year}年${Number(month)}月${Number(day)}日`
}
/** An instant as “3月18日 14:20”. */
export const shortInstant = (at: string): string => `${shortDate(civilDate(at))} ${clock(at)}`
export const fullInstant = (at: string): string => {
  const { year, month, day, hour, minute, second } = partsOf(new Date(at))
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`
}
export const clock = (at: string | Date): string => {
  const { hour, minute } = partsOf(new Date(at))
  return `${hour === '24' ? '00' : hour}:${minute}`
}
export const hourOf = (at: Date): number => Number(partsOf(at).hour) % 24
const weekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'] as const
export const weekday = (date: string): string => weekdays[new Date(`${date.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? ''
export const addDays = (date: string, count: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)

/** “5分钟前” for the last day, then a date. */
export const ago = (at: string, now = Date.now()): string => {
  const minutes = Math.round((now - Date.parse(at)) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes}分钟前`
  if (minutes < 24 * 60) return `${Math.round(minutes / 60)}小时前`
  return shortInstant(at)
}

/** What a due date means today: “剩3个工作日”, “今天到期”, “逾期2个工作日”. */
export const dueText = (workdaysLeft: number | null): string => {
  if (workdaysLeft === null) return ''
  if (workdaysLeft < 0) return `逾期${-workdaysLeft}个工作日`
  return workdaysLeft === 0 ? '今天到期' : `剩${workdaysLeft}个工作日`
}

export const number = (value: number, decimals?: number): string =>
  value.toLocaleString(
    'zh-CN',
    decimals === undefined ? { maximumFractionDigits: 6 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  )
/** A figure: at most two decimals. */
export const figure = (value: number): string => value.toLocaleString('zh-CN', { maximumFractionDigits: 2 })

export const money = (value: string): string => {
  const [whole = '0', cents = ''] = value.split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`
}
export const fileSize = (bytes: number): string =>
  bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
