// Parties are told by short message when their case comes in, changes hands, asks something of them, or ends. Written with the act, sent by
// the worker: at least once, one key for each message.
import { type AnyRecord, getFlow, type Service, termLabel } from '#declare'
import type { CaseMessages } from '../../wire/portal.ts'
import { type Change, plainLabel } from '../flow/port.ts'
import { accountDesk } from '../identity/port.ts'
import type { PlacedRow, Tx } from '../store/port.ts'
import { askingOf } from './askings.ts'
import { followCode } from './follow-code.ts'
import type { ServiceNeeds } from './needs.ts'
import { findServiceCase, insertMessage, type MessageRow, messageSent, messagesOf, noteServiceCase, takeMessages } from './store.ts'

/** After so many failures one after the other the gateway is away. */
const mostInARow = 5

type Told = { readonly record: AnyRecord; readonly row: PlacedRow; readonly change: Change }
type Words = { readonly account: string; readonly label: string; readonly text: string }

export type Messages = {
  /** In the act's transaction, which writes for the platform. */
  note(tx: Tx, told: Told): Promise<void>
  /** A message about something that is no case, in the transaction of whoever did it; `key` and what it is about make it one message. */
  tell(tx: Tx, about: { root: string; id: string }, words: Words & { key: string }): Promise<void>
  /** Sends what is due; answers with how many were sent. */
  relay(): Promise<number>
  of(tx: Tx, row: { root: string; id: string }): Promise<CaseMessages['items']>
}

export function createMessages(needs: ServiceNeeds): Messages {
  const { model, vault, clock, store, accounts, sms } = needs

  const tell: Messages['tell'] = (tx, { root, id }, { key, account, label, text }) =>
    insertMessage(tx, {
      root,
      case_id: id,
      key,
      account,
      label,
      text: vault.seal(`service_message.text:${id}:${key}`, text),
      at: clock.now(),
    })

  const note = async (tx: Tx, { record, row, change }: Told): Promise<void> => {
    const write = (words: Words) => tell(tx, row, { ...words, key: `${change.seq}:${words.account}` })
    const asking = askingOf(model, record)
    if (asking) for (const words of askedWords(needs, asking, change)) await write(words)
    const services = [...model.services.values()].filter(one => one.record.name === record.name)
    const [first] = services
    if (!first) return
    if (change.opened)
      await noteServiceCase(tx, {
        root: row.root,
        id: row.id,
        record: record.name,
        service: first.name,
        channel: 'window',
        at: row.case?.openedAt ?? clock.now(),
      })
    // Which service it came by is asked only where there is a choice.
    const came = change.opened || services.length > 1 ? await findServiceCase(tx, row) : undefined
    const service = services.find(one => one.name === came?.service) ?? first
    if (change.opened) await noteInStore(tx, record, row, came?.channel ?? 'window', service)
    for (const words of wordsOf(needs, service, row, change)) await write(words)
  }

  /** The city's store of cases handled (办件库), if a scene keeps one: what the share of online applications is counted from. */
  const noteInStore = async (tx: Tx, of: AnyRecord, row: PlacedRow, channel: string, service: Service): Promise<void> => {
    const kept = model.records.get('service-handled')
    if (!kept) return
    const system = { kind: 'system', person: 'system', name: '系统', posts: [], desks: [], organ: null, region: row.region } as const
    await store.create(tx, system, kept, {
      values: { service: service.title, record: of.name, caseId: row.id, caseNumber: row.number, channel },
      region: row.region,
      organ: needs.officeOf(kept.owner, row.region) ?? null,
    })
  }

  const send = async (row: MessageRow): Promise<void> => {
    const text = vault.open(`service_message.text:${row.case_id}:${row.key}`, row.text)
    const numbers = await store.asSystemPastAccessRules(async tx => {
      const card = await accounts.find(tx, row.account)
      if (card?.kind !== 'firm') return card ? [card.of] : []
      const agents = await Promise.all((await accounts.agentsOf(tx, row.account)).map(agent => accounts.find(tx, agent)))
      return agents.flatMap(agent => agent?.of ?? [])
    })
    for (const to of numbers) await sms.send({ to, text, key: `case:${row.case_id}:${row.key}:${accounts.idOf(to)}` })
    await store.asSystemPastAccessRules(tx => messageSent(tx, row, clock.now()))
  }

  return {
    note,
    tell,
    async relay() {
      const due = await store.asSystemPastAccessRules(tx => takeMessages(tx, clock.now(), 100))
      const failed: unknown[] = []
      // One that does not go out waits by itself; the others do not wait for it, unless nothing goes out at all.
      let inARow = 0
      for (const row of due) {
        if (inARow === mostInARow) break
        await send(row).then(
          () => {
            inARow = 0
          },
          (error: unknown) => {
            inARow += 1
            failed.push(error)
          },
        )
      }
      if (failed.length > 0) throw new AggregateError(failed, `${failed.length} of ${due.length} messages could not be sent`)
      return due.length
    },
    of: async (tx, row) =>
      Promise.all(
        (await messagesOf(tx, row)).map(async one => {
          const card = await accounts.find(tx, one.account)
          const to = !card ? '' : card.kind === 'firm' ? '企业代办人' : `${card.of.slice(0, 3)}****${card.of.slice(-4)}`
          return { at: one.at.toISOString(), sentAt: one.sent_at?.toISOString() ?? null, label: one.label, to }
        }),
      ),
  }
}

/** One message for each party and change, the weightiest: that it ended, what is asked of them, that it came in, who has it now. */
function wordsOf(needs: ServiceNeeds, service: Service, row: PlacedRow, change: Change): Words[] {
  const flow = getFlow(needs.model, service.record.name)
  const applicant = row[service.applicant]
  const name = `“${service.title}”（编号${row.number ?? '—'}）`
  const calendar = needs.calendar()
  const asked = askedIn(change)
  const words: Words[] = []
  if (typeof applicant === 'string') {
    const label = plainLabel(flow, change.state)
    if (change.ended)
      words.push(
        change.ended.void
          ? { account: applicant, label: `已终止：${label}`, text: `您的${name}已终止办理：${label}。详情请登录查看。` }
          : { account: applicant, label: `已办结：${label}`, text: `您的${name}已办结：${label}。请登录查看结果，并对这次服务作出评价。` },
      )
    else if (change.opened && !asked.has(applicant))
      words.push({
        account: applicant,
        label: '已受理',
        text: `您的${name}已受理，承诺${termLabel(service.promise)}内办结。凭编号和查询码${followCode(needs.vault, row.id)}可随时查看进度。`,
      })
    else if (!asked.has(applicant)) {
      const organs = [...new Set(change.fresh.flatMap(task => nameOf(needs, task)))]
      const moved = change.fresh.some(task => !change.handledBefore.includes(task.desk))
      if (moved && organs.length > 0)
        words.push({ account: applicant, label: `转${organs.join('、')}办理`, text: `您的${name}现由${organs.join('、')}办理：${label}。` })
    }
  }
  if (!change.ended)
    for (const [account, dueAt] of asked) {
      const by = dueAt === null ? '' : `请在${calendar.dateOf(new Date(dueAt))}前`
      const label = plainLabel(flow, change.state)
      words.push({ account, label: `请当事人办理：${label}`, text: `您的${name}需要您办理：${label}。${by}登录办理。` })
    }
  return words
}

/** Who is asked now, and by when. */
const askedIn = (change: Change): Map<string, string | null> =>
  new Map(change.fresh.flatMap(task => (task.desk.startsWith(accountDesk('a-')) ? [[task.desk.slice(2), task.dueAt] as const] : [])))

/** To people who did not apply: what is asked of them, and nothing else. */
function askedWords(needs: ServiceNeeds, service: Service, change: Change): Words[] {
  if (change.ended) return []
  return [...askedIn(change)].map(([account, dueAt]) => {
    const by = dueAt === null ? '' : `请在${needs.calendar().dateOf(new Date(dueAt))}前`
    const label = plainLabel(service.starts, change.state)
    return { account, label: `请当事人办理：${label}`, text: `“${service.title}”需要您办理：${label}。${by}登录办理。` }
  })
}

const nameOf = (needs: ServiceNeeds, task: Change['fresh'][number]): string[] => {
  const organ = task.organ ?? needs.organOfDesk(task.desk)
  const name = organ && needs.name(organ)
  return name ? [name] : []
}
