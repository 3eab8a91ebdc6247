// Proves a service before anybody can ask for it: what the form asks exists, whoever applies is known, sees their case and understands it.
import type { Flow, State } from './flow.ts'
import type { Scene } from './scene.ts'
import type { Asking, Service } from './service.ts'

type Tell = (where: string, message: string, remedy: string) => void

/** `flows` by the name of their record. */
export function proveServices(scene: Scene, flows: ReadonlyMap<string, Flow>, tell: Tell): void {
  for (const service of Object.values(scene.services)) {
    const where = `${scene.id}/${service.name}`
    if (!/^[a-z][a-z0-9-]*$/.test(service.name))
      tell(where, `服务的名称“${service.name}”不合规范`, '用小写字母、数字和连字符，它会出现在网址和二维码里')
    if (service.for.length === 0) tell(where, `服务“${service.title}”没有写面向谁`, "在 for 里写 'person' 或 'business'")
    if (service.basis.trim() === '') tell(where, `服务“${service.title}”没有写依据`, '在 basis 里写明设定这项服务的法规或文件')
    if (service.events.length === 0) tell(where, `服务“${service.title}”没有写人生事或企业事`, '在 events 里写明群众什么时候会用到它')
    if (!service.record.number)
      tell(where, `“${service.record.label}”没有编号，群众无法凭编号查询`, '在数据表里写 number，如 办〔{yyyy}〕{n:6}号')
    if (service.starts.record.name !== service.record.name || !flows.has(service.record.name))
      tell(where, `服务“${service.title}”启动的流程不是“${service.record.label}”的流程`, '在 starts 里写该数据表的流程，并列入场景的 flows')
    proveForm(service, where, tell)
    proveApplicant(service, where, tell)
    provePlainWords(service, where, tell)
    for (const asking of service.asks) proveAsking({ service, asking, flow: flows.get(asking.record.name), where, tell })
  }
}

/** Whoever is asked must be found by an account, see what they are asked about, and understand it. */
function proveAsking(of: { service: Service; asking: Asking; flow: Flow | undefined; where: string; tell: Tell }): void {
  const { service, asking, flow, where, tell } = of
  const { record, title } = asking
  if (record.part?.().name !== service.record.name)
    tell(where, `“${title}”所用的“${record.label}”不是“${service.record.label}”的部分`, `在数据表里写 part: () => ${service.record.name}`)
  if (record.fields[asking.of]?.kind !== 'account')
    tell(where, `“${title}”找不到请谁办理：“${asking.of}”不是账号字段`, "在数据表里声明 account({ label: '账号', phone: … })")
  else if (!record.access.some(({ reach, powers }) => reach.kind === 'account' && reach.field === asking.of && powers.includes('read')))
    tell(where, `请来办理“${title}”的人看不到“${record.label}”`, `在 access 里写 byPublic('${asking.of}')`)
  for (const field of asking.shows)
    if (!record.fields[field] || record.fields[field].kind === 'account')
      tell(where, `“${title}”的可见内容“${field}”不在“${record.label}”里`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
  if (!flow) tell(where, `“${title}”所用的“${record.label}”没有流程`, '给它声明流程，并列入场景的 flows')
  else provePlainWords({ starts: flow, title, record }, where, tell)
}

function proveForm(service: Service, where: string, tell: Tell): void {
  const { record, title } = service
  const known = Object.keys(record.fields)
  const named: [string, readonly (string | undefined)[]][] = [
    ['表单', service.form],
    ['可见内容', service.shows],
    ['材料', service.materials.map(one => one.field)],
    ['姓名', [service.called]],
    ['企业', [service.firm]],
    ['地点', [service.place]],
  ]
  for (const [what, fields] of named)
    for (const field of fields)
      if (field !== undefined && !record.fields[field])
        tell(where, `服务“${title}”的${what}里有“${record.label}”没有的字段“${field}”`, `改为已有的字段：${known.join('、')}`)
  for (const field of service.form)
    if (record.fields[field]?.kind === 'account')
      tell(
        where,
        `服务“${title}”的表单里有账号字段“${record.fields[field]?.label}”，账号不由人填写`,
        '从 form 中删去，由平台按申请人或手机号关联',
      )
  for (const field of service.materials.flatMap(one => one.field ?? []))
    if (record.fields[field] && !service.form.includes(field))
      tell(where, `服务“${title}”的材料“${record.fields[field].label}”不在表单里，群众无处上传`, '把它列入 form')
  const filled = [...service.form, service.called, service.firm, service.place]
  const missing = Object.entries(record.fields)
    .filter(([name, field]) => field.required && !field.when && field.kind !== 'account' && !filled.includes(name))
    .map(([, field]) => `“${field.label}”`)
  if (missing.length > 0)
    tell(where, `服务“${title}”的表单缺少必填的${missing.join('、')}，办件无法启动`, '把它们列入 form，或去掉字段的 required')
  for (const rule of service.rules)
    if (rule.record.name !== record.name)
      tell(where, `服务“${title}”的规则“${rule.label}”判断的不是“${record.label}”`, `改用以“${record.label}”声明的规则`)
  if (service.for.includes('business') && service.firm === undefined && !service.for.includes('person'))
    tell(where, `服务“${title}”只面向企业，却没有写企业的信用代码存在哪里`, '在 firm 里写明统一社会信用代码字段')
}

function proveApplicant({ record, applicant, title }: Service, where: string, tell: Tell): void {
  const accounts = Object.entries(record.fields)
    .filter(([, field]) => field.kind === 'account')
    .map(([name]) => name)
  if (record.fields[applicant]?.kind !== 'account') {
    const remedy =
      accounts.length > 0 ? `改为账号字段：${accounts.join('、')}` : "在数据表里声明 applicant: account({ label: '申请人账号', phone: … })"
    tell(where, `服务“${title}”的申请人字段“${applicant}”${record.fields[applicant] ? '不是账号' : '不存在'}`, remedy)
    return
  }
  const granted = record.access
    .filter(grant => grant.reach.kind === 'account' && grant.reach.field === applicant)
    .flatMap(grant => grant.powers)
  const wanted = (['read', 'create'] as const).filter(power => !granted.includes(power))
  if (wanted.length > 0)
    tell(
      where,
      `申请人不能${wanted.map(power => (power === 'read' ? '查看' : '提交')).join('、')}自己的“${record.label}”`,
      `在 access 里写 byPublic('${applicant}', ['read', 'create', 'unmask'])`,
    )
}

/** Whoever is asked to do something must be able to understand what doing it means. */
function provePlainWords({ starts, title, record }: Pick<Service, 'starts' | 'title' | 'record'>, where: string, tell: Tell): void {
  const isPublic = (field: string) => record.fields[field]?.kind === 'account'
  const steps = Object.entries(starts.states).flatMap(([name, state]): [string, State][] =>
    state.kind === 'parallel'
      ? Object.entries(state.branches).flatMap(([branch, of]) =>
          Object.entries(of.states).map(([inner, one]): [string, State] => [`${name}.${branch}.${inner}`, one]),
        )
      : [[name, state]],
  )
  for (const [path, state] of steps) {
    if (state.kind !== 'step') continue
    const own = state.by.kind === 'person-in' && isPublic(state.by.field)
    if (own && Object.keys(state.on).length === 0)
      tell(`${where}/${path}`, `环节“${state.label}”由群众办理，却没有任何操作`, '在 on 里写明群众可以做什么')
    for (const [act, of] of Object.entries(state.on)) {
      const by = of.by ?? state.by
      if (by.kind === 'person-in' && isPublic(by.field) && !of.plain?.trim())
        tell(`${where}/${path}.${act}`, `服务“${title}”的操作“${of.label}”由群众办理，没有写明做了意味着什么`, '在 plain 里用一句白话写明')
    }
  }
}
