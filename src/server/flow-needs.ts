// What the flow engine needs of the house: conditions, checks and files of today, papers, hand-overs, and the scene's own work through its door.
import { type AnyRecord, type Calendar, type City, type FileRef, type Give, parameterOn } from '#declare'
import { createDirectory as flowDirectory } from '../capabilities/flow/directory.ts'
import type { FlowOptions } from '../capabilities/flow/flow-options.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import type { PlacedRow, Tx } from '../capabilities/store/port.ts'
import { afterCommit } from '../capabilities/store/transaction.ts'
import { holds } from '../methods/condition/evaluate.ts'
import { conditionFields } from '../methods/condition/fields.ts'
import { checkValues } from './check-values.ts'
import { asStored, type CityDoor, openDoor } from './city-port.ts'
import type { Change } from './live.ts'
import type { CityLookups } from './lookups.ts'
import { demandOwnUploads } from './uploads.ts'

export type FlowNeeds = {
  readonly door: CityDoor
  readonly city: City
  calendar(): Calendar
  readonly lookups: CityLookups
  readonly issue: CityDoor['issue']
  readonly told: NonNullable<FlowOptions['told']>
  /** After the commit. */
  readonly changed: (change: Change) => void
}

export function flowNeeds({ door, city, calendar, lookups, issue, told, changed }: FlowNeeds): FlowOptions {
  const { model, store, clock } = door
  return {
    model,
    store,
    clock,
    calendar,
    told,
    directory: flowDirectory(city),
    changed: (tx, change) => afterCommit(tx, () => changed(change)),
    holds: (condition, row, subject, record) =>
      holds(condition, row, {
        fields: conditionFields(record),
        now: clock.now(),
        zone: city.zone,
        me: subject.person,
        organs: subject.posts.map(post => post.organ),
        regions: subject.posts.map(post => post.region),
        parameter: name => parameterOn(model, name, calendar().dateOf(clock.now())),
      }),
    check: (fields, values) => checkValues(fields, values, lookups.kindContext(calendar().dateOf(clock.now()))),
    ownFiles: (tx, subject, values, row) => demandOwnUploads(tx, subject, values, { ...row, case: null }),
    issue: async (tx, subject, issued, { id }) => {
      for (const one of issued) await issue(tx, subject, one, id)
    },
    handOver: (tx, subject, give, of) => handOver(door, { tx, subject }, give, of),
    also: (tx, subject, also, { record, row, made, given }) =>
      also(
        openDoor(door, tx, subject, { record: record.name, id: row.id }),
        asStored(row, clock.now()),
        made && asStored(made, clock.now()),
        given,
      ),
  }
}

type As = { readonly tx: Tx; readonly subject: Subject }

/** Makes a row of the scene that takes this contract, with what is given and the files that prove it; nothing where no scene takes it. */
async function handOver(door: CityDoor, { tx, subject }: As, give: Give, of: { readonly record: AnyRecord; readonly row: PlacedRow }) {
  const { model, store } = door
  const { record, row } = of
  const take = model.takes.get(give.over.name)
  if (!take) return
  const source = [model.sceneOf.get(record.name)?.title, row.number ?? String(row[record.title] ?? '')].join(' ')
  const given: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(give.from).map(([name, own]) => [name, row[own]])),
    source,
    origin: `${record.name}/${row.id}`,
  }
  const values = Object.fromEntries(
    Object.entries(take.into).flatMap(([own, name]) => (given[name] === undefined ? [] : [[own, given[name]]])),
  )
  const port = openDoor(door, tx, subject, null)
  for (const [name, field] of Object.entries(take.record.fields))
    if (field.kind === 'file' && Array.isArray(values[name])) await port.passOn(values[name] as FileRef[])
  const id = await port.create(take.record, { ...values, region: row.region })
  if (give.taken !== null) await store.update(tx, subject, record, row.id, { [give.taken]: `${take.record.name}/${id}` })
}
