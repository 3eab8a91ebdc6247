// One subject, one transaction: its line is locked, it is looked at again under the lock, and what that amounts to is written.
// So two workers cannot raise two warnings, and a worker that dies leaves either a whole warning or none.
import {
  type AnyRecord,
  getRecord,
  type Model,
  type Owner,
  type RowValues,
  type StoredRow,
  termLabel,
  valueOn,
  verifyTerms,
  type WarningLevel,
  type Watch,
  warningLabels,
  warningRecord,
} from '#declare'
import { uuidV7 } from '../../methods/uuid/uuid-v7.ts'
import { type Directory, deskNames, type FlowPort } from '../flow/port.ts'
import { type Subject, systemSubject } from '../identity/port.ts'
import type { GroupKey, PlacedRow, Tx } from '../store/port.ts'
import { answering, type SubjectRow } from './desks.ts'
import { boundOf, commonRegion, higher, judge, type Known, knownAfter, levelOf, type Sighting, subjectOf, type Verdict } from './engine.ts'
import { type Looking, look, unseen } from './sightings.ts'
import { lockKnown, writeKnown } from './store.ts'
import { subjectLabel, unnumbered, type Words, warningSays } from './words.ts'

export type Settling = Looking & {
  readonly model: Model
  readonly directory: Directory
  readonly flow: FlowPort
  readonly words: Words
  readonly due: (from: Date, level: WarningLevel, watch: Watch) => Date
  readonly notify: (tx: Tx, to: Owner, message: string, about: { record: string; id: string }) => Promise<void>
  readonly stored: (row: PlacedRow) => StoredRow
}
type Of = { readonly id: string; readonly watch: Watch; readonly key: GroupKey }

/** What was done about the subject. */
export function settle(settling: Settling, of: Of): Promise<Verdict> {
  const { store, now } = settling
  const subject = subjectOf(of.key)
  return store.asSystemPastAccessRules(async tx => {
    const known = await lockKnown(tx, of.id, subject)
    const [sighting = unseen(of.key)] = await look(tx, settling, of.watch, [of.key]).then(found =>
      found.filter(one => subjectOf(one.key) === subject),
    )
    const verdict = judge(of.watch, known, sighting, await isOpen(tx, settling, known.warning))
    const done = await carryOut(tx, settling, { ...of, known, sighting, verdict })
    await writeKnown(tx, of.id, subject, knownAfter(of.watch, known, sighting, done, now))
    return verdict
  })
}

type Case = Of & { readonly known: Known; readonly sighting: Sighting; readonly verdict: Verdict }

async function carryOut(tx: Tx, settling: Settling, of: Case): Promise<Pick<Known, 'warning' | 'times' | 'level'>> {
  const { known } = of
  switch (of.verdict) {
    case 'nothing':
      return known
    case 'raise':
      return raise(tx, settling, of)
    case 'again':
      return seeAgain(tx, settling, of)
    case 'clear':
      if (known.warning !== null)
        await settling.flow.note(tx, getRecord(settling.model, warningRecord), known.warning, {
          text: '预警条件已不再成立，请核实后办结',
          sets: { clearedAt: settling.now.toISOString() },
        })
      return known
  }
}

/** The warning's row is locked, so that nobody closes it while it is seen again. */
async function isOpen(tx: Tx, { store, model, system }: Settling, warning: string | null): Promise<boolean> {
  if (warning === null) return false
  const row = await store.get(tx, system, getRecord(model, warningRecord), warning, { lock: true })
  return row.case?.endedAt === null
}

async function seeAgain(tx: Tx, settling: Settling, { watch, known, sighting }: Case): Promise<Pick<Known, 'warning' | 'times' | 'level'>> {
  const { now, words, store, system, model } = settling
  const record = getRecord(model, warningRecord)
  const before = await store.get(tx, system, record, known.warning!)
  const was = known.level ?? watch.level
  const level = higher(was, levelOf(watch, sighting))
  const times = known.times + 1
  const label = subjectLabel(words, watch, sighting, null)
  const says = warningSays(words, watch, sighting, label || String(before['title']).split('：').at(-1)!)
  const verifyBy = level === was ? undefined : settling.due(now, level, watch)
  const old = typeof before['verifyBy'] === 'string' ? new Date(before['verifyBy']) : undefined
  const sooner = verifyBy && (!old || verifyBy < old) ? verifyBy : undefined
  await settling.flow.note(tx, record, known.warning!, {
    text: level === was ? `再次发现（第${times}次）：${says}` : `升级为${warningLabels[level]}预警（第${times}次发现）：${says}`,
    sets: {
      says,
      level,
      times,
      lastSeenAt: now.toISOString(),
      clearedAt: null,
      ...facts(sighting, watch),
      ...(sooner && { verifyBy: sooner.toISOString() }),
    },
  })
  return { warning: known.warning, times, level }
}

/** What was counted, as the warning keeps it. */
const facts = (sighting: Sighting, watch: Watch): RowValues => ({
  bound: boundOf(watch, sighting),
  ...(sighting.count !== null && { count: sighting.count }),
  ...(sighting.value !== null && { value: sighting.value }),
  ...(sighting.rows.length > 0 && { row: sighting.rows[0], rows: sighting.rows.join(' ') }),
})

async function raise(
  tx: Tx,
  settling: Settling,
  { id, watch, key, known, sighting }: Case,
): Promise<Pick<Known, 'warning' | 'times' | 'level'>> {
  const { model, store, now, words, directory } = settling
  const { city } = model
  const record = getRecord(model, warningRecord)
  const cause = await causeOf(tx, settling, watch, sighting)
  const about = subjectRowOf(settling, watch, sighting, cause)
  const { desks, heads, organ } = await answering(tx, { city, directory, today: words.today }, watch.tell, about)
  const level = levelOf(watch, sighting)
  const label = subjectLabel(words, watch, sighting, cause?.number ?? null) || unnumbered(watch)
  const says = warningSays(words, watch, sighting, label)
  const title = `${watch.label}${label ? `：${label}` : ''}`.slice(0, 200)
  const system = systemSubject(about.region)
  const opened = await openCase(tx, settling, watch, { system, title, says, level, organ, sighting, cause })
  const row = await store.create(tx, system, record, {
    id: uuidV7(),
    region: about.region,
    organ,
    values: {
      title,
      level,
      says,
      rule: watch.label,
      answerer: desks.length > 0 ? deskNames(desks, directory) : '督查员（原定岗位无人担任）',
      verifyBy: settling.due(now, level, watch).toISOString(),
      firstSeenAt: now.toISOString(),
      lastSeenAt: now.toISOString(),
      times: 1,
      watch: id,
      scene: id.slice(0, id.indexOf('.')),
      subject: subjectOf(key),
      desks: desks.join(' '),
      heads: heads.join(' '),
      ...facts(sighting, watch),
      ...(known.warning !== null && { earlier: known.warning }),
      ...placeOf(watch, key),
      ...opened,
    },
  })
  await settling.flow.start(tx, system, record, row.id)
  await settling.notify(
    tx,
    { kind: 'desk-in', field: 'desks' },
    `${warningLabels[level]}预警：${says}请于${termOf(watch, level, words.today)}内核实。`,
    {
      record: record.name,
      id: row.id,
    },
  )
  return { warning: row.id, times: 1, level }
}

const termOf = (watch: Watch, level: WarningLevel, today: string): string =>
  termLabel(watch.verify?.within ?? valueOn(verifyTerms, today)[level])

function placeOf({ over }: Watch, key: GroupKey): RowValues {
  if (over.kind === 'rows') return { record: over.record.name }
  const value = key[0]
  return {
    record: over.indicator.record.name,
    indicator: over.indicator.name,
    ...(over.by !== undefined && { dimension: over.by }),
    ...(value !== undefined && { dimensionValue: value }),
  }
}

/** The newest row that caused the warning; none for an indicator. */
async function causeOf(tx: Tx, { store, system }: Settling, { over }: Watch, { rows }: Sighting): Promise<PlacedRow | null> {
  const [newest] = rows
  return over.kind === 'rows' && newest !== undefined ? store.get(tx, system, over.record, newest) : null
}

/** What the owner is worked out from: the row itself, what a group shares, or the value of the dimension. */
function subjectRowOf({ model }: Settling, watch: Watch, sighting: Sighting, cause: PlacedRow | null): SubjectRow {
  const { city } = model
  const { over } = watch
  const codes = new Set(city.regions.map(region => region.code))
  if (over.kind === 'rows' && cause) {
    const alone = over.same.length === 0 && over.atLeast === 1
    const region = sighting.regions ? commonRegion(codes, sighting.regions, city.code) : city.code
    return { ...cause, region: alone ? cause.region : region, organ: alone || over.same.includes('organ') ? cause.organ : null }
  }
  const value = sighting.key[0] ?? null
  const by = over.kind === 'indicator' ? over.by : undefined
  const base = { id: '', region: city.code, organ: null, author: 'system' }
  if (by === undefined || value === null) return base
  const kind = over.kind === 'indicator' ? over.indicator.record.fields[by]?.kind : undefined
  const isRegion = by === 'region' || kind === 'region'
  const isOrgan = by === 'organ' || kind === 'organ' || kind === 'organs'
  const organRegion = isOrgan ? city.organs.find(organ => organ.id === value)?.region : undefined
  return { ...base, [by]: value, region: isRegion && codes.has(value) ? value : (organRegion ?? city.code), organ: isOrgan ? value : null }
}

type Opening = {
  system: Subject
  title: string
  says: string
  level: WarningLevel
  organ: string | null
  sighting: Sighting
  cause: PlacedRow | null
}

/** The case that the warning starts, filled by the watch's own function. */
async function openCase(tx: Tx, { store, flow, stored }: Settling, { opens }: Watch, of: Opening): Promise<RowValues> {
  if (!opens) return {}
  const record: AnyRecord = opens.flow.record
  const { system, title, says, level, organ, sighting, cause } = of
  const values = opens.fill({
    title,
    says,
    level,
    region: system.region,
    organ,
    count: sighting.count,
    value: sighting.value,
    row: cause && stored(cause),
  })
  const row = await store.create(tx, system, record, { values, region: system.region, organ })
  await flow.start(tx, system, record, row.id)
  return { opened: row.id, openedRecord: record.name }
}
