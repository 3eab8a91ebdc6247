// Services for people who look for them: found by what they call it, by life event, by who they are; explained in plain words. Pure.
import { type Calendar, type City, levels, lifeEvents, type Model, type Owner, type Service, termLabel, versionOn } from '#declare'
import { tokensOf } from '../../methods/chinese-search/search-tokens.ts'
import type { ServiceCard, ServiceGuide } from '../../wire/portal.ts'
import { fieldView, plainLabel, wayAhead } from '../flow/port.ts'

export type Wanted = { readonly words?: string; readonly event?: string; readonly for?: 'person' | 'business'; readonly at?: string }

/** Best first. Words that a service does not know leave it out. */
export function findServices(model: Model, wanted: Wanted, used: ReadonlyMap<string, number>): ServiceCard[] {
  const asked = wanted.words ? tokensOf(wanted.words) : []
  const scored = [...model.services.values()]
    .filter(
      one =>
        (wanted.event === undefined || (one.events as readonly string[]).includes(wanted.event)) &&
        (wanted.for === undefined || one.for.includes(wanted.for)),
    )
    .map(one => ({ one, score: asked.length === 0 ? 1 : scoreOf(one, asked, wanted.words ?? '') }))
    .filter(({ score }) => score > 0)
  return scored
    .sort(
      (a, b) =>
        b.score - a.score || (used.get(b.one.name) ?? 0) - (used.get(a.one.name) ?? 0) || a.one.title.localeCompare(b.one.title, 'zh'),
    )
    .map(({ one }) => cardOf(model, one, wanted.at ?? model.city.code))
}

/** The share of the asked word pairs that a service knows, the title counting most; a third at least. */
function scoreOf(service: Service, asked: readonly string[], words: string): number {
  const places: [string, number][] = [
    [service.title, 3],
    [service.words.join('，'), 3],
    [service.says, 1],
    [service.events.map(event => lifeEvents[event]).join('，'), 1],
    [
      Object.values(service.record.fields)
        .flatMap(field => Object.values(field.of ?? {}))
        .join('，'),
      1,
    ],
  ]
  const known = places.map(([text, weight]) => ({ tokens: new Set(tokensOf(text)), weight }))
  const pairs = asked.filter(token => [...token].length > 1 || asked.length === 1)
  const hits = pairs.map(token => Math.max(0, ...known.map(({ tokens, weight }) => (tokens.has(token) ? weight : 0))))
  const found = hits.filter(hit => hit > 0).length
  const exact = service.title.includes(words.trim()) || service.words.includes(words.trim()) ? 5 : 0
  return found * 3 < pairs.length ? exact : exact + hits.reduce((sum, hit) => sum + hit, 0) / Math.max(1, pairs.length)
}

export function cardOf(model: Model, service: Service, at: string): ServiceCard {
  return {
    name: service.name,
    title: service.title,
    says: service.says,
    for: [...service.for],
    events: [...service.events],
    promise: termLabel(service.promise),
    organ: organAt(model.city, model.sceneOf.get(service.record.name)?.owner ?? service.record.owner, at),
  }
}

export function guideOf(model: Model, service: Service, of: { at: string; today: string; calendar: Calendar }): ServiceGuide {
  const { record, starts } = service
  const view = (name: string) => fieldView(name, record.fields[name]!)
  return {
    ...cardOf(model, service, of.at),
    basis: service.basis,
    record: record.name,
    fields: service.form.map(view),
    asksPlace: service.place === undefined,
    placeLevel: service.level,
    mayBeFirm: service.firm !== undefined,
    firmField: service.firm ?? null,
    materials: service.materials.map(({ label, note, field }) => ({ label, note: note ?? null, field: field ?? null })),
    steps: [starts.start, ...wayAhead(starts, starts.start)].map(name => {
      const state = starts.states[name]!
      const term = 'within' in state && state.within ? termLabel(state.within) : state.kind === 'wait' ? termLabel(state.for) : null
      return { label: plainLabel(starts, name), who: state.kind === 'step' ? ownerWords(model, service, state.by, of.at) : '', term }
    }),
    rules: service.rules.flatMap(rule => {
      const version = versionOn(rule, of.today)
      return version ? [{ name: rule.name, label: rule.label, basis: rule.basis, because: version.because }] : []
    }),
  }
}

/** Who handles a step, as an organ; “您” for the applicant. */
function ownerWords({ city }: Model, { record }: Service, owner: Owner, at: string): string {
  switch (owner.kind) {
    case 'person-in':
    case 'author':
      return '您'
    case 'organ-in':
      return record.fields[owner.field]?.label ?? '承办单位'
    case 'branch':
    case 'desk-in':
      return '相关单位'
    case 'here':
      return owner.line === undefined ? '当地承办单位' : organAt(city, owner.line, at)
    case 'at':
      return owner.line === undefined ? `${levels[owner.level]}承办单位` : organAt(city, owner.line, at)
  }
}

/** The organ with that duty here, or the next one above. */
export function organAt(city: City, line: string, at: string): string {
  const regions = new Map(city.regions.map(region => [region.code, region]))
  for (let code: string | null = at; code !== null; code = regions.get(code)?.parent ?? null) {
    const found = city.organs.find(organ => organ.line === line && organ.region === code)
    if (found) return found.name
  }
  return city.organs.find(organ => organ.line === line)?.name ?? ''
}
