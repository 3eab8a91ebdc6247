// What a warning says: its subject and its reason in words. Nothing of a row is told but what the watch itself groups by; whoever may
// see the row follows the link.
import { type City, type Condition, type Model, termLabel, valueOn, type Watch } from '#declare'
import { conditionFields as fieldsOf } from '../../methods/condition/fields.ts'
import { conditionSentence } from '../../methods/condition/sentence.ts'
import { boundOf, fill, type Sighting, subjectFields } from './engine.ts'

export type Words = { readonly model: Model; readonly today: string; readonly name: (id: string) => string | undefined }

/** The values of a subject as people call them; protected ones are not told, nor is a row's id. */
export function subjectLabel(words: Words, watch: Watch, sighting: Sighting, number: string | null): string {
  const { over } = watch
  const record = over.kind === 'rows' ? over.record : over.indicator.record
  const labels = subjectFields(watch).flatMap((name, at) => {
    const value = sighting.key[at]
    if (value === null || value === undefined || name === 'id' || name === 'parent') return []
    const field = record.fields[name]
    if (field?.protect || field?.kind === 'ref') return []
    if (field?.kind === 'yesno') return [`${field.label}：${value === 'true' ? '是' : '否'}`]
    if (name === 'watch') return [words.model.watches.get(value)?.label ?? value]
    return [field?.of?.[value] ?? words.name(value) ?? value]
  })
  if (labels.length > 0) return labels.join('、')
  return number ?? (subjectFields(watch).length === 0 ? words.model.city.name : '')
}

/** What a row without a number is called when it is warned of: more would tell of its content. Empty where rows are grouped by something else. */
export function unnumbered(watch: Watch): string {
  const { over } = watch
  return over.kind === 'rows' && subjectFields(watch).every(name => name === 'id') ? `一件“${over.record.label}”` : ''
}

/** The condition of a watch as a sentence, for the catalogue: 牵头单位相同的“重点任务”不少于3条符合：…… */
export function watchSentence(model: Model, today: string, { over }: Watch): string {
  if (over.kind === 'indicator') {
    const { indicator } = over
    const by = over.by === undefined ? '' : `任一${fieldsOf(indicator.record).get(over.by)?.label ?? over.by}的`
    const bound = over.below !== undefined ? `低于${over.below}` : `高于${over.above}`
    const least = over.least === undefined ? '' : `（至少有${over.least}条数据）`
    return `${over.within ? `近${termLabel(over.within)}内，` : ''}${by}${indicator.label}${bound}${indicator.unit}${least}`
  }
  const fields = fieldsOf(over.record)
  const same = over.same.map(name => fields.get(name)?.label ?? name)
  const window = over.within ? `近${termLabel(over.within)}内，` : ''
  const group = same.length > 0 ? `同一${same.join('、同一')}的` : ''
  const most = over.atLeast > 1 ? `不少于${over.atLeast}条` : ''
  return `${window}${group}“${over.record.label}”${most}符合：${sentence(model, today, over.record, over.when)}`
}

function sentence(model: Model, today: string, record: Parameters<typeof fieldsOf>[0], when: Condition): string {
  const states = 'name' in record ? model.flows.get(record.name)?.states : undefined
  return conditionSentence(when, {
    fields: fieldsOf(record, states && Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state.label]))),
    names: id => cityName(model.city, id),
    parameter: name => {
      const found = model.parameters.get(name)
      return found ? `${found.label}（${String(valueOn(found, today))}${found.unit}）` : name
    },
  })
}

const cityName = (city: City, id: string): string | undefined =>
  city.organs.find(organ => organ.id === id)?.name ?? city.regions.find(region => region.code === id)?.name

/** What the owner reads. */
export function warningSays(words: Words, watch: Watch, sighting: Sighting, subject: string): string {
  const bound = boundOf(watch, sighting)
  const value = sighting.value === null ? null : Math.round(sighting.value * 100) / 100
  if (watch.says !== undefined) return fill(watch.says, { subject, count: sighting.count, value, bound })
  const { over } = watch
  if (over.kind === 'indicator')
    return `${subject}的“${over.indicator.label}”为${value}${over.indicator.unit}，${over.below !== undefined ? '低于' : '高于'}${bound}${over.indicator.unit}。`
  return `${subject ? `${subject}：` : ''}${watchSentence(words.model, words.today, watch)}${(sighting.count ?? 0) > 1 ? `（现有${sighting.count}条）` : ''}。`
}
