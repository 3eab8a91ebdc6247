// Proves hand-overs: both sides name what is there, of the same kind, nothing personal crosses, and nobody takes what another takes.
import type { Check } from './check.ts'
import type { Give, Take } from './handover.ts'
import type { Scene } from './scene.ts'

export function checkTakes({ tell, records }: Pick<Check, 'tell' | 'records'>, scene: Scene): void {
  for (const take of Object.values(scene.takes)) {
    const where = `${scene.id}/${take.over.name}`
    if (!records.has(take.record.name)) tell(where, `承接移送的“${take.record.label}”没有场景声明`, '在场景的 records 里列入它')
    if (take.record.part) tell(where, `“${take.record.label}”是下级数据，不能承接移送`, '由独立的数据表承接')
    checkPairs(
      tell,
      where,
      Object.entries(take.into).map(([own, theirs]) => [own, theirs] as const),
      take,
    )
    for (const [name, field] of Object.entries(take.record.fields))
      if (field.required && !field.when && !(name in take.into))
        tell(where, `承接移送时，“${field.label}”必填，却没有对应的移送内容`, '在 take 里写上它取自哪一项，或改为不必填')
  }
}

export function checkGive({ tell }: Pick<Check, 'tell'>, where: string, give: Give): void {
  checkPairs(
    tell,
    where,
    Object.entries(give.from).map(([theirs, own]) => [own, theirs] as const),
    give,
  )
  for (const [answer, own] of [...Object.entries(give.answers), ...(give.taken === null ? [] : [['', give.taken] as const])]) {
    const mine = give.record.fields[own]
    if (answer !== '' && !give.over.answers[answer])
      tell(where, `移送“${give.over.label}”没有“${answer}”这一项反馈`, `改为：${Object.keys(give.over.answers).join('、')}`)
    if (mine?.kind !== 'text' || mine.protect || mine.required)
      tell(where, `“${own}”不能接收移送“${give.over.label}”的反馈`, '改为不必填、不加密的文本字段')
  }
  for (const [name, field] of Object.entries(give.over.fields))
    if (field.required && name !== 'source' && !(name in give.from))
      tell(where, `移送“${give.over.label}”缺少“${field.label}”`, `在 give 里写上 ${name} 取自哪个字段`)
}

function checkPairs(
  tell: Check['tell'],
  where: string,
  pairs: readonly (readonly [own: string, theirs: string])[],
  side: Give | Take,
): void {
  const { over, record } = side
  for (const [own, theirs] of pairs) {
    const [mine, contract] = [record.fields[own], over.fields[theirs]]
    if (!mine) tell(where, `“${record.label}”没有字段“${own}”`, `改为已有的字段：${Object.keys(record.fields).join('、')}`)
    else if (!contract) tell(where, `移送“${over.label}”没有“${theirs}”这一项`, `改为：${Object.keys(over.fields).join('、')}`)
    else if (mine.kind !== contract.kind)
      tell(where, `“${mine.label}”与移送的“${contract.label}”类型不同`, `应当是${contract.kind}类型的字段`)
    else if (mine.protect) tell(where, `“${mine.label}”是个人信息，不能随移送给出`, '由承接方按职权另行取得')
  }
}
