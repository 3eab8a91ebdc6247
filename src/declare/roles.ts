// The posts of a government that scenes may name. A role is held at an organ or a region of one of its levels.

export const levels = { city: '市', county: '县（市、区）', town: '镇（街道）', village: '村（社区）' } as const
export type Level = keyof typeof levels

const everywhere = ['city', 'county', 'town', 'village'] as const
const offices = ['city', 'county', 'town'] as const

export const roles = {
  leader: { label: '政府领导', levels: ['city', 'county'] },
  supervisor: { label: '督查员', levels: ['city', 'county'] },
  'supervision-head': { label: '督查室主任', levels: ['city', 'county'] },
  head: { label: '单位负责人', levels: everywhere },
  liaison: { label: '单位联络员', levels: offices },
  handler: { label: '承办人', levels: everywhere },
  mediator: { label: '调解员', levels: everywhere },
  'mediation-head': { label: '矛调中心主任', levels: ['city', 'county', 'town'] },
  inspector: { label: '执法人员', levels: ['city', 'county'] },
  'data-steward': { label: '数据管理员', levels: ['city', 'county'] },
  administrator: { label: '系统管理员', levels: ['city', 'county'] },
  auditor: { label: '审计员', levels: ['city', 'county'] },
} as const satisfies Record<string, { label: string; levels: readonly Level[] }>

export type RoleId = keyof typeof roles
/** The roles that exist at a level. */
export type RoleAt<L extends Level> = { [R in RoleId]: L extends (typeof roles)[R]['levels'][number] ? R : never }[RoleId]
