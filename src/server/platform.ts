// The capabilities put together: read top to bottom, this is how the house works. No HTTP here: tests and the demo story use the same.
import { join } from 'node:path'
import type { Pool } from 'pg'
import { type Calendar, type City, type Clock, type Model, makeModel, type Scene, systemClock } from '#declare'
import { createBrain } from '../capabilities/brain/create-brain.ts'
import type { BrainPort } from '../capabilities/brain/port.ts'
import type { Scan } from '../capabilities/files/clamd.ts'
import { folderStore } from '../capabilities/files/folder.ts'
import type { FileStore } from '../capabilities/files/port.ts'
import { caseLight } from '../capabilities/flow/clocks.ts'
import { createFlow } from '../capabilities/flow/create-flow.ts'
import { createDirectory as flowDirectory } from '../capabilities/flow/directory.ts'
import type { FlowEngine } from '../capabilities/flow/flow-options.ts'
import { createInbox, type InboxPort } from '../capabilities/flow/inbox.ts'
import { createDecide } from '../capabilities/identity/access.ts'
import { createAccounts } from '../capabilities/identity/accounts.ts'
import { firmRegisterSandbox, noFirmRegister } from '../capabilities/identity/firm-register.ts'
import { createIdentity, type Identity } from '../capabilities/identity/identity.ts'
import { type Decide, type Subject, systemSubject } from '../capabilities/identity/port.ts'
import { defaultSettings, type IdentitySettings } from '../capabilities/identity/settings.ts'
import { type EntryInput, findSignedHead, type Signer } from '../capabilities/ledger/port.ts'
import { type Sequenced, sequencer } from '../capabilities/ledger/sequence.ts'
import { createPapers } from '../capabilities/papers/create-papers.ts'
import type { PapersPort } from '../capabilities/papers/port.ts'
import type { ServiceDesk } from '../capabilities/service/port.ts'
import type { SmsPort, SmsSandbox } from '../capabilities/sms/port.ts'
import { createSmsSandbox } from '../capabilities/sms/sandbox.ts'
import { createStore } from '../capabilities/store/create-store.ts'
import type { KeyRing } from '../capabilities/store/key-ring.ts'
import { createPool } from '../capabilities/store/pool.ts'
import { createVault, type Store, type Tx } from '../capabilities/store/port.ts'
import { answerOnce } from '../capabilities/store/repeat.ts'
import type { RowChange } from '../capabilities/store/routes.ts'
import type { World } from '../capabilities/store/world.ts'
import { createDirectory, type Directory } from '../methods/organ-directory/create-directory.ts'
import { createCalendar } from '../methods/workday-calendar/create-calendar.ts'
import { asStored, type CityDoor, openDoor } from './city-port.ts'
import { flowNeeds } from './flow-needs.ts'
import type { Change } from './live.ts'
import { type CityLookups, makeLookups } from './lookups.ts'
import { notifier } from './notify.ts'
import { remember, rememberLookup, rememberPersonalRead, rememberRowChange } from './remembering.ts'
import { serviceOf } from './service-desk.ts'
import { filesFolder } from './settings.ts'
import { uploadedBy } from './uploads.ts'

export type PlatformOptions = {
  readonly city: City
  readonly scenes: readonly Scene[]
  /** The serving role's address. */
  readonly url: string
  readonly connections?: number
  readonly clock?: Clock
  readonly data: string
  readonly keyRing: KeyRing
  readonly signer: Signer
  readonly files?: FileStore
  readonly uploadMost?: number
  /** Asks a virus scanner about each file that comes in. */
  readonly scan?: Scan
  /** How short messages are sent; without it they stay in a table. */
  readonly sms?: SmsPort
  readonly identity?: Partial<IdentitySettings>
  readonly simulatedNow?: () => string | null
  /** A subject of a watch that could not be looked at; without it the round fails. */
  readonly onWatchError?: (error: unknown, what: { readonly watch: string; readonly subject: string }) => void
  /** Told after each commit that changed somebody's desk. */
  readonly onChange?: (change: Change) => void
}

export type Platform = {
  readonly city: City
  readonly model: Model
  readonly pool: Pool
  readonly world: World
  readonly store: Store
  readonly flow: FlowEngine
  readonly inbox: InboxPort
  readonly brain: BrainPort
  /** A change made by hand: it enters the ledger, and the open tasks of its case follow. */
  readonly onRowChange: (tx: Tx, change: RowChange) => Promise<void>
  readonly identity: Identity
  readonly files: FileStore
  readonly scan: Scan | undefined
  readonly papers: PapersPort
  readonly decide: Decide
  readonly directory: Directory
  readonly lookups: CityLookups
  readonly door: CityDoor
  /** The public's door. */
  readonly service: ServiceDesk
  /** Messages that were kept instead of sent; absent where a gateway sends them. */
  readonly sandbox: SmsSandbox | undefined
  readonly signer: Signer
  readonly clock: Clock
  calendar(): Calendar
  /** Takes up arrangements of holidays entered elsewhere; called at start and by the worker. */
  readCalendar(): Promise<void>
  sequence(): Promise<Sequenced>
  remember(tx: Tx, entries: readonly EntryInput[]): Promise<readonly string[]>
  close(): Promise<void>
}

export async function makePlatform(options: PlatformOptions): Promise<Platform> {
  const { city } = options
  const model = makeModel(city, options.scenes)
  const clock = options.clock ?? systemClock
  const lookups = makeLookups(city)
  const pool = createPool(options.url, { max: options.connections ?? 16 })
  const decide = createDecide(model)
  const vault = createVault(options.keyRing)
  const accounts = createAccounts(vault)
  let calendar = createCalendar([...city.calendar], city.zone)

  const world: World = {
    pool,
    model,
    keyRing: options.keyRing,
    clock,
    decide,
    lookups,
    get calendar() {
      return calendar
    },
    caseLight: (flow, columns, now) => caseLight(calendar, flow.marks, columns, now),
    attachable: uploadedBy,
    accountOf: accounts.hold,
    onPersonalRead: rememberPersonalRead(model),
    onLookup: rememberLookup(model),
  }
  const store = createStore(world)
  const directory = createDirectory(city.organs, city.regions)
  const files = options.files ?? folderStore(filesFolder(options.data))

  const notify = notifier({ city, model, store, clock })
  const papers = createPapers({
    clock,
    vault,
    calendar: () => calendar,
    organ: id => city.organs.find(organ => organ.id === id),
    remember,
    sceneOf: record => model.sceneOf.get(record)?.id ?? '',
    specimen: options.identity?.demo ?? false,
    write: async (tx, subject, paper, row) =>
      paper.write(openDoor(door, tx, subject, { record: paper.record.name, id: row.id }), asStored(row, clock.now())),
  })
  const issue: CityDoor['issue'] = async (tx, subject, paper, id) => {
    const platform: Subject = { ...subject, kind: 'system' }
    // A paper names its parties in full; that they were read for it is remembered.
    return papers.issue(tx, platform, paper, await store.get(tx, platform, paper.record, id, { unmask: true }))
  }
  const door: CityDoor = {
    model,
    store,
    files,
    uploadMost: options.uploadMost ?? 50 * 2 ** 20,
    clock,
    directory,
    notify,
    issue,
    name: lookups.name,
    secret: name => Buffer.concat(['secret-1', 'secret-2'].map(half => vault.blind(half, name))).toString('hex'),
    blind: (use, text) => vault.blind(`scene.${use}`, text).toString('hex'),
    head: atLeast => findSignedHead(pool, `ledger.${city.id}`, atLeast),
    get calendar() {
      return calendar
    },
    startFlow: (tx, subject, record, id) => flow.start(tx, subject, model.records.get(record)!, id),
    reassign: (tx, record, id) => flow.refresh(tx, model.records.get(record)!, id),
    changed: (tx, subject, record, row, fields) => onRowChange(tx, { kind: 'update', subject, record, row, content: { fields } }),
    once: (tx, subject, key, request, work) => answerOnce({ world, tx, subject }, key, request, work),
    act: (tx, subject, request) => flow.follow(tx, subject, request),
  }
  const flowOptions = flowNeeds({
    door,
    city,
    calendar: () => calendar,
    lookups,
    issue,
    told: (tx, of) => service.messages.note(tx, of),
    changed: change => options.onChange?.(change),
  })
  const flow = createFlow(flowOptions)
  const inbox = createInbox(flowOptions, flow)
  const sandbox = options.sms ? undefined : createSmsSandbox({ transact: store.asSystemPastAccessRules, vault, clock })
  const sms = options.sms ?? sandbox!
  const demo = options.identity?.demo ?? defaultSettings.demo
  const brain = createBrain({
    model,
    store,
    flow,
    clock,
    directory: flowDirectory(city),
    calendar: () => calendar,
    name: lookups.name,
    notify: (tx, to, message, about) => notify(tx, systemSubject(city.code), to, message, about),
    stored: row => asStored(row, clock.now()),
    ...(options.onWatchError && { onError: options.onWatchError }),
  })
  const identity = createIdentity({
    vault,
    sms,
    tell: (tx, { about, ...words }) => service.messages.tell(tx, { root: about, id: about }, words),
    register: demo ? firmRegisterSandbox : noFirmRegister,
    transact: store.asSystemPastAccessRules,
    record: (tx, entry) => remember(tx, [entry]),
    clock,
    sessionClock: systemClock,
    city: { id: city.id, code: city.code },
    dateOf: instant => calendar.dateOf(instant),
    settings: { ...defaultSettings, ...options.identity },
    ...(options.simulatedNow && { simulatedNow: options.simulatedNow }),
    onCalendarChange: async () => {
      await readCalendar()
    },
  })
  /** What was entered while another server, or this one before, was running. */
  const readCalendar = async () => {
    const years = await identity.calendar.list()
    if (years.length > 0) calendar = createCalendar(years, city.zone)
  }
  const onRowChange = async (tx: Tx, change: RowChange) => {
    const { kind, record, row } = change
    await rememberRowChange({ model, clock }, tx, change)
    if (kind === 'update' && row && model.flows.has(record.name)) await flow.refresh(tx, record, row)
  }
  const service = serviceOf({
    model,
    papers,
    store,
    world,
    flow,
    inbox,
    vault,
    sms,
    clock,
    accounts,
    lookups,
    identity,
    onRowChange,
    remember,
    calendar: () => calendar,
  })
  const sequence = sequencer({ pool, signer: options.signer, origin: `ledger.${city.id}`, now: () => clock.now() })
  return {
    city,
    model,
    pool,
    world,
    store,
    flow,
    inbox,
    brain,
    onRowChange,
    identity,
    files,
    scan: options.scan,
    papers,
    decide,
    directory,
    lookups,
    door,
    service,
    sandbox,
    signer: options.signer,
    clock,
    remember,
    sequence,
    calendar: () => calendar,
    readCalendar,
    close: () => pool.end(),
  }
}

export const keyFile = (data: string): string => join(data, 'keys.json')
export const signerFile = (data: string): string => join(data, 'ledger-key.pem')
