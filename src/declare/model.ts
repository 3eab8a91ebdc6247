// The model: all scenes of a city in one frozen value, the only thing capabilities read. Look-ups throw when a name is unknown.
import type { City } from './city.ts'
import { type Parameter, valueOn } from './condition.ts'
import type { Flow, States } from './flow.ts'
import type { Give, Take } from './handover.ts'
import type { Indicator, Scorecard } from './indicator.ts'
import type { Paper } from './paper.ts'
import { Problem } from './problem.ts'
import type { Publication } from './publication.ts'
import { parametersOf, type Quota } from './quota.ts'
import type { AnyRecord } from './record.ts'
import type { Replay } from './replay.ts'
import type { Scene } from './scene.ts'
import type { Service } from './service.ts'
import type { Watch } from './watch.ts'

export type Model = {
  readonly city: City
  readonly scenes: readonly Scene[]
  readonly records: ReadonlyMap<string, AnyRecord>
  /** The flow of a record, by the record's name: a record has at most one. */
  readonly flows: ReadonlyMap<string, Flow>
  readonly indicators: ReadonlyMap<string, Indicator>
  readonly scorecards: ReadonlyMap<string, Scorecard>
  /** By their names, which are unique in the city. */
  readonly papers: ReadonlyMap<string, Paper>
  /** What the public may ask for, by name. */
  readonly services: ReadonlyMap<string, Service>
  readonly watches: ReadonlyMap<string, Watch>
  /** The scene a record belongs to. */
  readonly sceneOf: ReadonlyMap<string, Scene>
  /** The quotas that rows of a record take slots of, by the record's name. */
  readonly quotasOf: ReadonlyMap<string, readonly Quota[]>
  /** Who takes a hand-over, by the contract's name: one scene at most. */
  readonly takes: ReadonlyMap<string, Take>
  /** Who gives: by the contract's name and the record's, with a space between. */
  readonly gives: ReadonlyMap<string, Give>
  readonly publications: ReadonlyMap<string, Publication>
  /** Every dated parameter that a rule, a quota or a replay names, by its name. */
  readonly parameters: ReadonlyMap<string, Parameter>
  /** The declared replays of a record, by the record's name. */
  readonly replaysOf: ReadonlyMap<string, readonly Replay[]>
  /** The part-records of a record. */
  readonly partsOf: ReadonlyMap<string, readonly AnyRecord[]>
}

const givesOf = (flow: Flow): Give[] => {
  const of = (states: States): Give[] =>
    Object.values(states).flatMap(state =>
      state.kind === 'step'
        ? Object.values(state.on).flatMap(act => act.hands ?? [])
        : state.kind === 'parallel'
          ? Object.values(state.branches).flatMap(branch => of(branch.states))
          : [],
    )
  return of(flow.states)
}

/** Assumes that `checkScenes` found no fault. Names of indicators, scorecards and watches are `scene.name`. */
export function makeModel(city: City, scenes: readonly Scene[]): Model {
  const records = new Map<string, AnyRecord>()
  const sceneOf = new Map<string, Scene>()
  const flows = new Map<string, Flow>()
  const partsOf = new Map<string, AnyRecord[]>()
  for (const scene of scenes) {
    for (const record of Object.values(scene.records)) {
      records.set(record.name, record)
      sceneOf.set(record.name, scene)
      const whole = record.part?.()
      if (whole) partsOf.set(whole.name, [...(partsOf.get(whole.name) ?? []), record])
    }
    for (const flow of Object.values(scene.flows)) flows.set(flow.record.name, flow)
  }
  const named = <T>(pick: (scene: Scene) => Readonly<Record<string, T & { name: string }>>) =>
    new Map(scenes.flatMap(scene => Object.values(pick(scene)).map(one => [`${scene.id}.${one.name}`, one as T] as const)))
  return Object.freeze({
    city,
    scenes,
    records,
    flows,
    sceneOf,
    publications: new Map(scenes.flatMap(scene => Object.values(scene.publications).map(one => [one.name, one] as const))),
    gives: new Map(
      scenes.flatMap(scene => Object.values(scene.flows).flatMap(givesOf)).map(give => [`${give.over.name} ${give.record.name}`, give]),
    ),
    takes: new Map(scenes.flatMap(scene => Object.values(scene.takes).map(take => [take.over.name, take] as const))),
    quotasOf: Map.groupBy(
      scenes.flatMap(scene => Object.values(scene.quotas)),
      quota => quota.record.name,
    ),
    parameters: new Map(scenes.flatMap(parametersIn).map(one => [one.parameter, one] as const)),
    replaysOf: Map.groupBy(
      scenes.flatMap(scene => Object.values(scene.replays)),
      replay => replay.record.name,
    ),
    partsOf,
    papers: new Map(scenes.flatMap(scene => Object.values(scene.papers).map(paper => [paper.name, paper] as const))),
    services: new Map(scenes.flatMap(scene => Object.values(scene.services).map(one => [one.name, one] as const))),
    indicators: named<Indicator>(s => s.indicators),
    scorecards: named<Scorecard>(s => s.scorecards),
    watches: named<Watch>(s => s.watches),
  })
}

const parametersIn = (scene: Scene): Parameter[] => [
  ...Object.values(scene.rules).flatMap(rule => rule.parameters),
  ...Object.values(scene.quotas).flatMap(parametersOf),
  ...Object.values(scene.replays).flatMap(replay => replay.parameters),
]

/** The value of a parameter in force on a civil date; throws where nothing declares it. */
export function parameterOn(model: Pick<Model, 'parameters'>, name: string, date: string): number | string | boolean {
  const found = model.parameters.get(name)
  if (!found) throw new Problem('invalid', `没有名为“${name}”的参数`)
  if (!Object.keys(found.from).some(from => from <= date)) throw new Problem('invalid', `参数“${found.label}”在${date}还没有生效`)
  return valueOn(found, date) as number | string | boolean
}

export function getRecord(model: Model, name: string): AnyRecord {
  const record = model.records.get(name)
  if (!record) throw new Problem('not-found', `没有名为“${name}”的数据表`)
  return record
}

export function getFlow(model: Model, record: string): Flow {
  const flow = model.flows.get(record)
  if (!flow) throw new Problem('not-found', `“${model.records.get(record)?.label ?? record}”没有办理流程`)
  return flow
}
