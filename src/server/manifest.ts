// What the console draws from: the model without its functions, and what this person may do with each part of it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type AnyRecord,
  areas,
  type Field,
  type Fields,
  type Flow,
  levels,
  type Model,
  oversightActs,
  roles,
  type Scene,
  type States,
  termLabel,
  valueOn,
  verifyTerms,
  type Watch,
  warningLabels,
  watchedRecord,
} from '#declare'
import { watchSentence } from '../capabilities/brain/words.ts'
import { ownerLabel } from '../capabilities/flow/desks.ts'
import type { Decide, Subject } from '../capabilities/identity/port.ts'
import { conditionFields } from '../methods/condition/fields.ts'
import type { FieldView, FlowView, IndicatorView, Manifest, RecordView, SceneView, WatchView } from '../wire/manifest.ts'
import { gradeAll } from './grade.ts'
import { sceneFolders } from './load-scenes.ts'

export type ManifestMaker = (subject: Subject) => Manifest

/** Everything that is the same for all is worked out once. */
export function manifestMaker(model: Model, decide: Decide, today: () => string): ManifestMaker {
  const { city } = model
  const folders = sceneFolders()
  const grades = new Map(gradeAll(model.scenes, folders).map(one => [one.id, one]))
  const readmes = new Map(
    folders.map(one => [
      one.id,
      {
        readme: textOf(join(one.path, 'README.zh-CN.md')) || textOf(join(one.path, 'README.md')),
        hasPage: existsSync(join(one.path, 'page.tsx')),
        grade: grades.get(one.id)?.grade ?? 'none',
        missing: [...(grades.get(one.id)?.missing ?? [])],
      },
    ]),
  )
  const flows = [...model.flows.values()].map(flowView)
  const ownerName = (line: string) => city.organs.find(organ => organ.line === line && organ.region === city.code)?.name ?? line
  const base = {
    city: {
      id: city.id,
      code: city.code,
      name: city.name,
      title: city.brand.title,
      short: city.brand.short,
      primaryColor: city.brand.primaryColor,
      synthetic: city.brand.synthetic,
      zone: city.zone,
    },
    roles: Object.fromEntries(Object.entries(roles).map(([id, role]) => [id, role.label])),
    levels: { ...levels },
  }
  return subject => ({
    ...base,
    flows,
    records: [...model.records.values()].map(record => recordView(model, record, power => decide(subject, record, power).answer !== 'no')),
    scenes: model.scenes.map(scene =>
      sceneView(
        model,
        today(),
        scene,
        subject,
        ownerName(scene.owner),
        readmes.get(scene.id) ?? { readme: '', hasPage: false, grade: 'none', missing: [] },
      ),
    ),
  })
}

function recordView(model: Model, record: AnyRecord, may: (power: 'create' | 'export') => boolean): RecordView {
  return {
    name: record.name,
    label: record.label,
    scene: model.sceneOf.get(record.name)!.id,
    title: record.title,
    part: record.part?.().name ?? null,
    parts: (model.partsOf.get(record.name) ?? []).map(part => part.name),
    flow: model.flows.has(record.name) ? record.name : null,
    numbered: record.number !== undefined,
    papers: [...model.papers.values()].some(paper => paper.record.name === record.name),
    level: record.level,
    share: typeof record.share === 'string' ? record.share : record.share.refused,
    owner: record.owner,
    fields: fieldViews(record.fields),
    can: { create: may('create'), export: may('export') },
  }
}

export const fieldViews = (fields: Fields): FieldView[] => Object.entries(fields).map(([name, field]) => fieldView(name, field))

function fieldView(name: string, { to, columns, of, accept, ...rest }: Field): FieldView {
  return {
    ...(rest as Omit<FieldView, 'name'>),
    name,
    ...(to && { to: to().name }),
    ...(columns && { columns: fieldViews(columns) }),
    ...(of && { of: { ...of } }),
    ...(accept && { accept: [...accept] }),
  }
}

function flowView(flow: Flow): FlowView {
  const fieldLabel = (name: string) =>
    flow.record.fields[name]?.label ?? ({ organ: '所属单位', author: '发起人' } as Record<string, string>)[name] ?? name
  const views = (states: States, branch: string | null): FlowView['states'] =>
    Object.entries(states).flatMap(([name, state]) => {
      const owner = state.kind === 'step' ? ownerLabel(state.by, levels, fieldLabel) : ''
      const term =
        state.kind === 'step' || state.kind === 'parallel'
          ? state.within
            ? termLabel(state.within)
            : state.until
              ? fieldLabel(state.until)
              : null
          : null
      const own = { name, label: state.label, kind: state.kind, owner, term, branch, next: nextOf(state) }
      return state.kind === 'parallel' ? [own, ...Object.entries(state.branches).flatMap(([key, one]) => views(one.states, key))] : [own]
    })
  return {
    name: flow.name,
    label: flow.label,
    record: flow.record.name,
    start: flow.start,
    basis: flow.basis,
    states: views(flow.states, null),
    oversight: flow.oversight.acts.map(act => ({ act, label: oversightActs[act] })),
  }
}

/** Where a state leads, for the drawing of the flow. */
function nextOf(state: States[string]): NonNullable<FlowView['states'][number]['next']> {
  switch (state.kind) {
    case 'step':
      return [
        ...Object.entries(state.on).flatMap(([act, one]) =>
          one.to ? [{ act, label: one.label, to: one.to, back: one.back ?? false }] : [],
        ),
        ...(state.lapses ? [{ act: 'lapse', label: state.lapses.label, to: state.lapses.to, back: false }] : []),
      ]
    case 'parallel':
    case 'wait':
      return [{ act: 'then', label: '', to: state.then, back: false }]
    case 'choice':
      return [...state.cases.map(one => one.to), state.otherwise].map(to => ({ act: 'choice', label: '', to, back: false }))
    case 'end':
      return []
  }
}

function sceneView(
  model: Model,
  today: string,
  scene: Scene,
  subject: Subject,
  ownerName: string,
  files: Pick<SceneView, 'readme' | 'hasPage' | 'grade' | 'missing'>,
): SceneView {
  return {
    id: scene.id,
    title: scene.title,
    area: scene.area,
    areaLabel: areas[scene.area],
    plan: scene.plan,
    owner: scene.owner,
    ownerName,
    records: Object.values(scene.records).map(record => record.name),
    flows: Object.values(scene.flows).map(flow => flow.record.name),
    indicators: Object.values(scene.indicators).map(
      (one): IndicatorView => ({
        name: one.name,
        label: one.label,
        formula: one.formula,
        record: one.record.name,
        by: [...one.by],
        per: one.per,
        better: one.better,
        unit: one.unit,
        goals: [...one.goals],
      }),
    ),
    watches: Object.values(scene.watches).map(watch => watchView(model, today, `${scene.id}.${watch.name}`, watch)),
    scorecards: Object.values(scene.scorecards).map(one => ({ name: one.name, label: one.label, subject: one.subject })),
    operations: Object.values(scene.operations).map(one => ({
      name: one.name,
      label: one.label,
      record: one.record.name,
      input: fieldViews(one.input),
      allowed: subject.posts.some(post => one.roles.includes(post.role)),
    })),
    services: Object.values(scene.services).map(({ name, title }) => ({ name, title })),
    outward: [...scene.outward],
    ...files,
  }
}

function watchView(model: Model, today: string, id: string, watch: Watch): WatchView {
  const record = watchedRecord(watch)
  const { over, rises, verify } = watch
  const unit = over.kind === 'rows' ? '条' : over.indicator.unit
  const word = over.kind === 'rows' ? '不少于' : over.below !== undefined ? '低于' : '高于'
  return {
    id,
    label: watch.label,
    record: record.name,
    level: watch.level,
    levelLabel: warningLabels[watch.level],
    says: watchSentence(model, today, watch),
    rises: rises.map(rise => `${word}${rise.atLeast ?? rise.below ?? rise.above}${unit}为${warningLabels[rise.level]}`),
    owner: ownerLabel(watch.tell, levels, name => conditionFields(record).get(name)?.label ?? name),
    verify: verify ? `${termLabel(verify.within)}（${verify.basis}）` : termLabel(valueOn(verifyTerms, today)[watch.level]),
  }
}

const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
