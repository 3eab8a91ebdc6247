// What must hold of a city before anything is built on it: codes, organs, people and calendar fit together. All faults at once.
import { type City, type FieldFault, type Level, levels, type Organ, type Region, type RoleId, roles } from '#declare'
import { checkCalendarYear } from '../methods/workday-calendar/check-calendar-year.ts'
import { findDayNumber } from '../methods/workday-calendar/civil-date.ts'

type Report = (at: string, message: string) => void

const codeLengths: Record<Level, number> = { city: 6, county: 6, town: 9, village: 12 }
const levelAbove: Record<Level, Level | null> = { city: null, county: 'city', town: 'county', village: 'town' }

/** The faults of a city's description, in Chinese, `at` the entry; empty when it can be used. Calendar warnings are left out. */
export const checkCity = (city: City): FieldFault[] => {
  const faults: FieldFault[] = []
  const report: Report = (at, message) => faults.push({ at, message })
  checkHead(city, report)
  const regions = checkRegions(city, report)
  const organs = checkOrgans(city, regions, report)
  checkNames(city.organs, report)
  checkPeople(city, organs, report)
  checkYears(city, report)
  checkMap(city, regions, report)
  return faults
}

const checkHead = ({ code, id, zone, brand, regions }: City, report: Report) => {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) report('id', `城市标识“${id}”应为小写字母、数字和连字符`)
  if (!regions.some(region => region.code === code && region.level === 'city')) report('code', `区划表中没有代码为 ${code} 的市`)
  try {
    new Intl.DateTimeFormat('zh-CN', { timeZone: zone })
  } catch {
    report('zone', `时区“${zone}”不存在，应写成 Asia/Shanghai`)
  }
  if (!/^#[0-9a-f]{6}$/i.test(brand.primaryColor)) report('brand.primaryColor', `主色“${brand.primaryColor}”应写成 #1f5fa8`)
  if (!brand.title || !brand.short) report('brand', '应写明平台名称和简称')
}

const checkRegions = ({ regions }: City, report: Report): Map<string, Region> => {
  const byCode = new Map<string, Region>()
  for (const region of regions) {
    if (byCode.has(region.code))
      report(`regions.${region.code}`, `区划代码 ${region.code} 重复：${byCode.get(region.code)!.name}、${region.name}`)
    byCode.set(region.code, region)
  }
  const cities = regions.filter(({ level }) => level === 'city')
  if (cities.length !== 1) report('regions', `应有且只有一个市，现有${cities.length}个`)
  for (const region of regions) {
    const { code, name, level, parent } = region
    const at = `regions.${code}`
    if (!name) report(at, `区划 ${code} 没有名称`)
    const length = codeLengths[level]
    if (code.length !== length || !/^\d+$/.test(code)) report(at, `${name}的代码 ${code} 应为${length}位数字`)
    const above = levelAbove[level]
    if (above === null) {
      if (parent !== null) report(at, `${name}是市，不应有上级`)
      if (!code.endsWith('00')) report(at, `${name}是市，代码 ${code} 应以 00 结尾`)
      continue
    }
    const up = byCode.get(parent ?? '')
    if (!up) report(at, `${name}的上级 ${parent ?? '（空）'} 不在区划表中`)
    else if (up.level !== above) report(at, `${name}的上级${up.name}应是${levels[above]}级，实为${levels[up.level]}级`)
    else if (!code.startsWith(level === 'county' ? up.code.slice(0, 4) : up.code))
      report(at, `${name}的代码 ${code} 与上级 ${up.code} 的前缀不一致`)
  }
  return byCode
}

const checkOrgans = ({ organs }: City, regions: ReadonlyMap<string, Region>, report: Report): Map<string, Organ> => {
  const byId = new Map<string, Organ>()
  for (const organ of organs) {
    if (byId.has(organ.id)) report(`organs.${organ.id}`, `机构标识 ${organ.id} 重复`)
    byId.set(organ.id, organ)
  }
  for (const { id, name, fullName, line, level, region, parent, former = [] } of organs) {
    const at = `organs.${id}`
    if (!/^\d{6,12}-[a-z][a-z0-9-]*$/.test(id)) report(at, `机构标识“${id}”应为“区划代码-英文名”`)
    if (!name || !fullName || !line) report(at, `机构 ${id} 应有简称、全称和条线`)
    const home = regions.get(region)
    if (!home) report(at, `${name}所在区划 ${region} 不在区划表中`)
    else if (home.level !== level) report(at, `${name}标为${levels[level]}级，但${home.name}是${levels[home.level]}级`)
    if (!id.startsWith(`${region}-`)) report(at, `${name}的标识 ${id} 应以区划代码 ${region} 开头`)
    if (parent !== null && !byId.has(parent)) report(at, `${name}的上级机构 ${parent} 不存在`)
    for (const { name: old, until } of former) {
      if (findDayNumber(until) === undefined) report(at, `${name}的曾用名“${old}”失效日期“${until}”不是有效日期`)
    }
    if (parent !== null && isOwnAncestor(id, byId)) report(at, `${name}的上级机构绕成了环`)
  }
  return byId
}

const isOwnAncestor = (id: string, organs: ReadonlyMap<string, Organ>): boolean => {
  const seen = new Set<string>()
  for (let at = organs.get(id)?.parent ?? null; at !== null && !seen.has(at); at = organs.get(at)?.parent ?? null) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}

/** Two organs of one region that answer to the same name could be confused in a document. */
const checkNames = (organs: readonly Organ[], report: Report) => {
  const owners = new Map<string, Organ>()
  for (const organ of organs) {
    for (const name of new Set([organ.name, organ.fullName, ...organ.aliases, ...(organ.former ?? []).map(old => old.name)])) {
      const key = `${organ.region} ${name}`
      const owner = owners.get(key)
      if (owner && owner !== organ)
        report(`organs.${organ.id}`, `名称“${name}”同时指${owner.name}（${owner.id}）和${organ.name}（${organ.id}）`)
      else owners.set(key, organ)
    }
  }
}

const checkPeople = ({ people }: City, organs: ReadonlyMap<string, Organ>, report: Report) => {
  const ids = new Set<string>()
  const accounts = new Set<string>()
  for (const { id, name, account, posts } of people) {
    const at = `people.${id}`
    if (ids.has(id)) report(at, `人员标识 ${id} 重复`)
    ids.add(id)
    if (!/^[a-z][a-z0-9-]*$/.test(account)) report(at, `${name}的账号“${account}”应为小写字母、数字和连字符`)
    if (accounts.has(account)) report(at, `账号 ${account} 重复`)
    accounts.add(account)
    if (posts.length === 0) report(at, `${name}没有任职`)
    for (const { role, organ: held, from, to } of posts) {
      const organ = organs.get(held)
      if (!organ) report(at, `${name}任职的机构 ${held} 不存在`)
      else checkRole(role, organ, message => report(at, `${name}：${message}`))
      if (findDayNumber(from) === undefined) report(at, `${name}的任职日期“${from}”不是有效日期`)
      if (to !== undefined && (findDayNumber(to) === undefined || to < from))
        report(at, `${name}的离任日期“${to}”无效或早于任职日期 ${from}`)
    }
  }
}

const checkRole = (role: RoleId, organ: Organ, report: (message: string) => void) => {
  const known: { label: string; levels: readonly Level[] } | undefined = Object.hasOwn(roles, role) ? roles[role] : undefined
  if (!known) report(`岗位“${role}”不存在`)
  else if (!known.levels.includes(organ.level)) report(`${levels[organ.level]}级机构${organ.name}没有${known.label}（${role}）岗位`)
}

const checkYears = ({ calendar }: City, report: Report) => {
  const years = new Set<number>()
  for (const year of calendar) {
    if (years.has(year.year)) report(`calendar.${year.year}`, `${year.year}年的日历重复`)
    years.add(year.year)
    for (const { at, message, severity } of checkCalendarYear(year))
      if (severity === 'error') report(`calendar.${year.year}.${at}`, message)
  }
}

/** Places and borders belong to regions that exist; no county lies on another. */
function checkMap({ map }: City, regions: ReadonlyMap<string, Region>, report: Report): void {
  if (!map) return
  const placed = Object.entries(map.places)
  for (const [code, { x, y, w, h }] of placed) {
    if (regions.get(code)?.level !== 'county') report(`map.places.${code}`, `地图上的 ${code} 不是本市的县（市、区）`)
    if (![x, y, w, h].every(Number.isInteger) || x < 0 || y < 0 || w < 1 || h < 1)
      report(`map.places.${code}`, `地图上 ${code} 的位置应为整数格：x、y 从0起，w、h 至少为1`)
  }
  for (const [at, [code, one]] of placed.entries())
    for (const [other, two] of placed.slice(at + 1))
      if (one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h)
        report(`map.places.${other}`, `地图上 ${code} 与 ${other} 的位置重叠，请错开`)
  for (const { properties, geometry } of map.outlines?.features ?? []) {
    if (!regions.has(properties?.code)) report('map.outlines', `边界数据里的代码 ${String(properties?.code)} 不在区划表中`)
    if (!['Polygon', 'MultiPolygon'].includes(geometry?.type))
      report('map.outlines', `${properties?.code} 的边界应为 Polygon 或 MultiPolygon`)
  }
}
