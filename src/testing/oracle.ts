// What must hold of a city's data whatever was killed and when: nothing acknowledged is lost, nothing happened twice, all tables agree.
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { verifyLedger } from '../../bin/verify-ledger.mjs'
import { changesOf } from '../capabilities/flow/changes.ts'
import { fold } from '../capabilities/flow/fold.ts'
import { foldOf, readEvents, readHeld } from '../capabilities/flow/store.ts'
import { systemSubject } from '../capabilities/identity/port.ts'
import { exportLedger } from '../capabilities/ledger/export.ts'
import type { Tx } from '../capabilities/store/port.ts'
import type { Platform } from '../server/platform.ts'

/** What a client remembers of one request that carried a key. */
export type Remembered = {
  readonly case: string
  readonly act: string
  readonly key: string
  /** `lost`: no answer, or one that leaves it open. `refused`: an answer that says it was not done. */
  readonly outcome: 'done' | 'lost' | 'refused'
  readonly seq: number | null
}

/** Every sentence is a fault. */
export async function faultsOf(platform: Platform, remembered: readonly Remembered[]): Promise<string[]> {
  while ((await platform.sequence()).count > 0);
  const faults = await platform.store.asSystemPastAccessRules(async tx => [
    ...(await rememberedFaults(tx, remembered)),
    ...(await caseFaults(platform, tx)),
    ...(await ledgerFaults(tx)),
    ...(await numberFaults(tx)),
    ...(await doubleFaults(tx)),
  ])
  const proof = await verifyLedger(linesOf(exportLedger(platform.pool, { origin: `ledger.${platform.city.id}`, content: true })))
  return [...faults, ...proof.faults.map(fault => `ledger ${fault.index}: ${fault.message}`)]
}

async function rememberedFaults(tx: Tx, remembered: readonly Remembered[]): Promise<string[]> {
  const { rows } = await sql<{
    case_id: string
    key: string
    seqs: number[]
  }>`select case_id, split_part(key, ' ', 3) key, array_agg(seq) seqs from flow_event where key like 'by %' group by 1, 2`.execute(tx)
  const kept = new Map(rows.map(row => [`${row.case_id} ${row.key}`, row.seqs]))
  return remembered.flatMap(({ case: id, act, key, outcome, seq }) => {
    const seqs = kept.get(`${id} ${key}`) ?? []
    if (seqs.length > 1) return [`${act} of ${id} happened ${seqs.length} times`]
    if (outcome === 'done' && seqs[0] !== seq) return [`${act} of ${id} was acknowledged as event ${seq} and is ${seqs[0] ?? 'lost'}`]
    if (outcome === 'refused' && seqs.length > 0) return [`${act} of ${id} was refused and happened`]
    return []
  })
}

async function caseFaults({ model, store, flow, city }: Platform, tx: Tx): Promise<string[]> {
  const faults: string[] = []
  const system = systemSubject(city.code)
  const { rows: cases } = await sql<{
    root: string
    case_id: string
    record: string
  }>`select distinct e.root, e.case_id, t.record from flow_event e join flow_task t using (root, case_id)`.execute(tx)
  for (const { root, case_id: id, record: name } of cases) {
    const record = model.records.get(name)!
    const row = await store.get(tx, system, record, id)
    const events = (await readEvents(tx, { root, id })).map(({ data }) => data)
    const kept = foldOf(row.case?.fold)
    if (events.some((event, index) => event.seq !== index + 1)) faults.push(`${name} ${id}: events have a gap`)
    // Through JSON, as the fold has been.
    const worked = JSON.parse(JSON.stringify(fold(events))) as unknown
    if (!kept || !isDeepStrictEqual(worked, kept)) faults.push(`${name} ${id}: the fold of ${events.length} events is not the one kept`)
    if (!kept) continue
    const { row: seen, directory, calendar, now } = flow.contextOf(record, system, row)
    const involved = row.case?.involved ?? []
    const { statements } = changesOf({
      flow: model.flows.get(name)!,
      row,
      scene: model.sceneOf.get(name)?.id ?? '',
      before: kept,
      after: kept,
      events: [],
      subject: system,
      now,
      held: await readHeld(tx, { root, id }, undefined),
      involved,
      around: { row: seen, directory, calendar },
      made: null,
      request: null,
      ledger: [],
    })
    const { rows: desks } = await sql<{
      desk: string
    }>`select distinct unnest(array[desk, seat]) as desk from flow_task where root = ${root} and case_id = ${id}`.execute(tx)
    const forgotten = desks.filter(({ desk }) => !involved.includes(desk))
    if (forgotten.length > 0) faults.push(`${name} ${id}: ${forgotten.map(({ desk }) => desk).join(', ')} had a task and is not involved`)
    if (statements.length > 0)
      faults.push(
        `${name} ${id}: tasks or timers are not the wanted ones: ${JSON.stringify(statements.map(one => one.values)).slice(0, 600)}`,
      )
  }
  return faults
}

const counted = async (tx: Tx, what: string, query: ReturnType<typeof sql<{ n: number }>>): Promise<string[]> => {
  const { rows } = await query.execute(tx)
  return rows[0]?.n ? [`${rows[0].n} ${what}`] : []
}

async function ledgerFaults(tx: Tx): Promise<string[]> {
  return [
    ...(await counted(
      tx,
      'events without their ledger entry',
      sql`select count(*)::int n from flow_event e where not exists (select 1 from ledger_entry l where l.id = e.ledger_entry and l.case_id = e.case_id::text)`,
    )),
    ...(await counted(
      tx,
      'ledger entries of acts that did not happen',
      sql`select count(*)::int n from ledger_entry l where l.kind = 'act' and l.case_id is not null and not exists (select 1 from flow_event e where e.ledger_entry = l.id)`,
    )),
    ...(await counted(
      tx,
      'ledger entries that two events share',
      sql`select count(*)::int n from (select ledger_entry from flow_event group by 1 having count(*) > 1) twice`,
    )),
    ...(await counted(
      tx,
      'ledger entries without a place',
      sql`select count(*)::int n from ledger_entry l where not exists (select 1 from ledger_leaf f where f.entry = l.id)`,
    )),
  ]
}

/** Given without a gap, none twice, and the sequence stands where the last one is. */
async function numberFaults(tx: Tx): Promise<string[]> {
  const faults: string[] = []
  for (const table of ['supervision_plan', 'supervision_task']) {
    const { rows } = await sql<{
      n: number
      last: number
      most: number
    }>`select count(distinct number)::int n, count(*)::int most, coalesce((select max(last) from number_sequence where record = ${table.replace('_', '-')}), 0)::int last from ${sql.table(table)} where number is not null`.execute(
      tx,
    )
    const { n, most, last } = rows[0]!
    if (n !== most || n !== last) faults.push(`${table}: ${most} rows have ${n} numbers, the last is ${last}`)
  }
  return faults
}

async function doubleFaults(tx: Tx): Promise<string[]> {
  return [
    ...(await counted(
      tx,
      'reports more or fewer than acts that made them',
      sql`select abs((select count(*) from supervision_report) - (select count(*) from flow_event where act = 'report'))::int n`,
    )),
    ...(await counted(
      tx,
      'acts whose part-row is missing',
      sql`select count(*)::int n from flow_event e where act = 'report' and not exists (select 1 from supervision_report r where r.id = e.made)`,
    )),
    ...(await counted(
      tx,
      'tasks of handed-over plans that were not started',
      sql`select count(*)::int n from supervision_task t join supervision_plan p on p.id = t.parent where p.state = 'running' and t.state is null`,
    )),
  ]
}

async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const part of parts) yield* part.trimEnd().split('\n')
}
