// Who sits in an organ of a demo city: the same pattern for every city, by level and duty. A city adds its own in `people.ts`.
import type { Organ } from '#declare'
import type { Seat } from './derive-people.ts'

/** Duties with officers who inspect. */
const inspecting = new Set(['market', 'enforcement', 'ecology', 'emergency', 'transport'])

export const usualSeats = (organ: Organ): readonly Seat[] => {
  if (organ.level === 'village') return villageSeats(organ)
  if (organ.level === 'town') return townSeats(organ)
  const many = organ.level === 'city'
  const seat = (role: Seat['role'], title: string): Seat => ({ role, title: `${organ.name}${title}` })
  const liaison = seat('liaison', '联络员')
  const handlers = times(many ? 2 : 1, () => seat('handler', '承办人'))
  switch (organ.line) {
    case 'gov':
      return [...leaders(organ, many ? 7 : 2), liaison, ...handlers]
    case 'supervision':
      return [
        { ...seat('supervision-head', '主任'), also: ['head'] },
        ...times(many ? 3 : 1, () => seat('supervisor', '督查员')),
        liaison,
        ...handlers,
      ]
    case 'mediation':
      return [
        { ...seat('mediation-head', '主任'), also: ['head'] },
        ...times(many ? 3 : 2, () => seat('mediator', '调解员')),
        liaison,
        ...handlers,
      ]
    default: {
      const extra: Seat[] = []
      if (organ.line === 'bigdata') extra.push(seat('data-steward', '数据管理员'), seat('administrator', '系统管理员'))
      if (organ.line === 'audit') extra.push(...times(many ? 2 : 1, () => seat('auditor', '审计员')))
      if (inspecting.has(organ.line)) extra.push(...times(2, () => seat('inspector', '执法人员')))
      return [{ role: 'head', title: `${organ.name}${headTitle(organ)}` }, liaison, ...handlers, ...extra]
    }
  }
}

const leaders = (organ: Organ, deputies: number): Seat[] => {
  const rank = organ.name.replace(/政府$/, '').at(-1) ?? ''
  const before = organ.level === 'city' ? '' : organ.name.replace(/政府$/, '')
  return [
    { role: 'leader', title: `${before}${rank}长`, also: ['head'] },
    ...times<Seat>(deputies, () => ({ role: 'leader', title: `${before}副${rank}长` })),
  ]
}

const townSeats = ({ name }: Organ): readonly Seat[] => [
  {
    role: 'head',
    title: `${name.replace(/办事处$|政府$/, '')}${name.endsWith('办事处') ? '办事处主任' : `${/乡政府$/.test(name) ? '乡' : '镇'}长`}`,
  },
  { role: 'liaison', title: `${name}联络员` },
  { role: 'handler', title: `${name}承办人` },
  { role: 'mediator', title: `${name}调解员` },
  { role: 'mediation-head', title: `${name.replace(/办事处$|政府$/, '')}矛调中心主任` },
]

const villageSeats = ({ name }: Organ): readonly Seat[] => [
  { role: 'head', title: `${name}主任`, also: ['handler'] },
  { role: 'mediator', title: `${name}调解员` },
]

const headTitles: readonly [RegExp, string][] = [
  [/检察院$/, '检察长'],
  [/法院$/, '院长'],
  [/委政法委$/, '书记'],
  [/(局|分局)$/, '局长'],
  [/支队$/, '支队长'],
  [/大队$/, '大队长'],
  [/公司$/, '总经理'],
  [/部$/, '部长'],
  [/(委|办|办公室|中心|社)$/, '主任'],
  [/支行$/, '行长'],
  [/海关$/, '关长'],
  [/馆$/, '馆长'],
  [/校$/, '校长'],
]

const headTitle = ({ name }: Organ): string => headTitles.find(([pattern]) => pattern.test(name))?.[1] ?? '负责人'

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
