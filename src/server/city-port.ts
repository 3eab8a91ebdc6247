// The narrow door through which a scene's own functions touch the city: they act as the person who asked, in that transaction.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import {
  type AnyRecord,
  type Calendar,
  type CityPort,
  type Clock,
  type FileRef,
  type IssuedPaper,
  type Model,
  type Operation,
  type OrganMatch,
  type Owner,
  type Paper,
  Problem,
  type RowValues,
  type SignedHead,
  type StoredRow,
} from '#declare'
import type { FileStore } from '../capabilities/files/port.ts'
import { endOf } from '../capabilities/flow/clocks.ts'
import type { ActRequest } from '../capabilities/flow/port.ts'
import type { Subject } from '../capabilities/identity/port.ts'
import type { PlacedRow, Store, Tx } from '../capabilities/store/port.ts'
import type { KindContext } from '../fields/kind.ts'
import type { Directory } from '../methods/organ-directory/create-directory.ts'
import { checkValues } from './check-values.ts'
import { demandOwnUploads, noteUpload } from './uploads.ts'

export type CityDoor = {
  readonly model: Model
  readonly store: Store
  readonly files: FileStore
  readonly uploadMost: number
  readonly clock: Clock
  readonly calendar: Calendar
  readonly directory: Directory
  readonly name: (id: string) => string | undefined
  readonly secret: (name: string) => string
  readonly blind: (use: string, text: string) => string
  readonly head: (atLeast?: number) => Promise<SignedHead | null>
  readonly notify: (tx: Tx, subject: Subject, to: Owner, message: string, about: { record: string; id: string } | null) => Promise<void>
  readonly issue: (tx: Tx, subject: Subject, paper: Paper, id: string) => Promise<IssuedPaper>
  readonly startFlow: (tx: Tx, subject: Subject, record: string, id: string) => Promise<unknown>
  readonly reassign: (tx: Tx, record: string, id: string) => Promise<void>
  /** What the platform changed in a row leaves its trace, as what people change does. */
  readonly changed: (tx: Tx, subject: Subject, record: AnyRecord, id: string, fields: readonly string[]) => Promise<void>
  /** The same key and request is done once; its first answer comes again. */
  readonly once: (tx: Tx, subject: Subject, key: string | undefined, request: unknown, work: () => Promise<RowValues>) => Promise<RowValues>
  readonly act: (tx: Tx, subject: Subject, request: ActRequest) => Promise<unknown>
}

/** `about` is the row an act is about; notices point at it. */
export function openDoor(door: CityDoor, tx: Tx, subject: Subject, about: { record: string; id: string } | null): CityPort {
  const recordOf = (of: { readonly name: string }) => {
    const record = door.model.records.get(of.name)
    if (!record) throw new Problem('broken', `没有名为“${of.name}”的数据表`)
    return record
  }
  const { city } = door.model
  return {
    today: door.calendar.dateOf(door.clock.now()),
    lastDay: (term, from) =>
      door.calendar.dateOf(door.calendar.due(from === undefined ? door.clock.now() : endOf(door.calendar, from), term)),
    now: door.clock.now().toISOString(),
    head: atLeast => door.head(atLeast),
    secret: name => door.secret(name),
    blind: (use, text) => door.blind(use, text),
    region: subject.region,
    organ: subject.organ,
    person: subject.person,
    notify: (to, message) => door.notify(tx, subject, to, message, about),
    async create(of, { region, organ, parent, ...values }) {
      const record = recordOf(of)
      const row = await door.store.create(tx, subject, record, {
        values,
        draft: true,
        ...(region !== undefined && { region }),
        ...(organ !== undefined && { organ }),
        ...(parent !== undefined && { parent }),
      })
      // What is no part of something else is a case of its own at once.
      if (!record.part && door.model.flows.has(record.name)) await door.startFlow(tx, subject, record.name, row.id)
      return row.id
    },
    async update(of, id, values) {
      await door.store.update(tx, subject, recordOf(of), id, values)
    },
    async start(of, id) {
      await door.startFlow(tx, subject, recordOf(of).name, id)
    },
    async answer(over, origin, values) {
      const [name = '', id = ''] = origin.split('/')
      const give = door.model.gives.get(`${over.name} ${name}`)
      const kept = Object.entries(values).flatMap(([answer, value]) =>
        give?.answers[answer] ? [[give.answers[answer], value] as const] : [],
      )
      if (!give || kept.length === 0) return
      // The giver's row lies with other people: the platform brings the answer, as it brought the hand-over.
      const platform: Subject = { ...subject, kind: 'system' }
      const [row] = await door.store.find(tx, platform, give.record, { op: 'is', field: 'id', value: id }, 1)
      if (!row) return
      await door.store.update(tx, platform, give.record, id, Object.fromEntries(kept))
      await door.changed(
        tx,
        platform,
        give.record,
        id,
        kept.map(([field]) => field),
      )
    },
    reassign: (of, id) => door.reassign(tx, recordOf(of).name, id),
    async act(of, id, act, with_) {
      await door.act(tx, subject, { record: recordOf(of).name, id, act, ...with_ })
    },
    async remove(of, id) {
      await door.store.remove(tx, subject, recordOf(of), id)
    },
    find: async (of, when, most) =>
      (await door.store.find(tx, subject, recordOf(of), when, most)).map(row => asStored(row, door.clock.now())),
    findInClear: async (of, when, most = 50) => {
      const record = recordOf(of)
      const found: StoredRow[] = []
      for (const { id } of await door.store.find(tx, subject, record, when, most))
        found.push(asStored(await door.store.get(tx, subject, record, id, { unmask: true }), door.clock.now()))
      return found
    },
    shared: (of, id, places) =>
      door.store.shared(
        tx,
        subject,
        { record: recordOf(of), id },
        places.map(place => ({ record: recordOf(place.of), field: place.field })),
      ),
    taken: (quota, year) => door.store.takenSlots(tx, subject, quota, year),
    published: (of, when, most = 1000) => door.store.published(tx, subject, of, when, most),
    async read(file) {
      const bytes = await door.files.get(file.hash)
      if (!bytes) throw new Problem('not-found', `附件“${file.name}”已找不到，请重新上传`)
      return bytes
    },
    async attach(name, type, bytes): Promise<FileRef> {
      const ref = { hash: createHash('sha256').update(bytes).digest('hex'), name, type, size: bytes.length }
      await door.files.put(ref.hash, bytes, type)
      await noteUpload(tx, subject.person, ref, door.clock.now())
      return ref
    },
    async passOn(files) {
      for (const file of files) await noteUpload(tx, subject.person, file, door.clock.now())
    },
    issue: (paper, id) => door.issue(tx, subject, paper, id),
    matchOrgan: written => matchOrgan(door.directory, written, subject.region),
    counties: city.regions.filter(region => region.parent === subject.region).map(({ code, name }) => ({ code, name })),
    alone: async key => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
    },
    name: id => door.name(id) ?? '',
  }
}

/** A row as scenes' code sees it: values, and what its case has come to. */
export function asStored(row: PlacedRow, now: Date): StoredRow {
  const { case: of, ...rest } = row
  if (!of) return rest
  return {
    ...rest,
    state: of.state,
    openedAt: of.openedAt?.toISOString() ?? null,
    endedAt: of.endedAt?.toISOString() ?? null,
    dueAt: of.dueAt?.toISOString() ?? null,
    voided: of.voided,
    ended: of.endedAt !== null,
    late: of.dueAt !== null && (of.endedAt ?? now) > of.dueAt,
    urged: of.urged,
    supervised: of.supervised,
    returned: of.returned,
    extended: of.extended,
  }
}

/** Runs a scene's operation: the input is checked by its fields' kinds, the whole is one transaction, under one key it is done once. */
export async function runOperation(
  door: CityDoor,
  subject: Subject,
  operation: Operation,
  { input, key }: { readonly input: RowValues; readonly key?: string | undefined },
  context: KindContext,
): Promise<RowValues> {
  if (!subject.posts.some(post => operation.roles.includes(post.role)))
    throw new Problem('denied', `“${operation.label}”由其他岗位办理，您没有这项权限`)
  const { values, faults } = checkValues(operation.input, input, context)
  if (faults.length) throw new Problem('invalid', '填写的内容有误，请检查标出的各项', faults)
  return await door.store.as(subject, async tx => {
    await demandOwnUploads(tx, subject, values)
    return door.once(tx, subject, key, [operation.name, input], () => operation.run(openDoor(door, tx, subject, null), values))
  })
}

function matchOrgan(directory: Directory, written: string, region: string): OrganMatch {
  const found = directory.match(written, { region })
  if (found?.how === 'collective') return { kind: 'collective' }
  if (found) return { kind: 'organ', organ: found.organ.id, how: found.how, confidence: found.confidence }
  return {
    kind: 'unknown',
    candidates: directory.candidates(written, { region }).map(one => ({ organ: one.organ.id, confidence: one.confidence })),
  }
}
