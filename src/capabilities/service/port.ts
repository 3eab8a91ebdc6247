// The public's door, as others may use it: what stories, the worker and the server's own routes ask of it.
import type { RowValues } from '#declare'
import type {
  ApplyResult,
  CaseCards,
  FollowView,
  PortalCase,
  Prefill,
  PrivacyReads,
  ServiceCard,
  ServiceGuide,
  VerdictBody,
} from '../../wire/portal.ts'
import type { Subject } from '../identity/port.ts'
import type { DrawnPaper } from '../papers/port.ts'
import type { Application } from './apply.ts'
import type { Drafted, WantedPaper } from './case-papers.ts'
import type { Receipt } from './follow.ts'
import type { Wanted } from './guide.ts'
import type { Messages } from './messages.ts'
import type { Draft } from './needs.ts'
import type { Rating } from './ratings.ts'

export type ServiceDesk = {
  readonly messages: Messages
  search(wanted: Wanted): Promise<ServiceCard[]>
  guide(name: string, at?: string): ServiceGuide
  prefill(subject: Subject, name: string, place?: string): Promise<Prefill>
  verdict(subject: Subject | undefined, name: string, values: RowValues): VerdictBody
  /** The same key and request makes one case. */
  apply(subject: Subject, name: string, of: Application): Promise<ApplyResult>
  cases(subject: Subject): Promise<CaseCards['items']>
  case(subject: Subject, record: string, id: string): Promise<PortalCase>
  act(
    subject: Subject,
    of: { record: string; id: string; act: string; task?: string; values?: RowValues; reason?: string; expect?: number; key: string },
  ): Promise<{ version: number; repeated: boolean }>
  rate(subject: Subject, record: string, id: string, rating: Rating): Promise<PortalCase>
  /** `from`: the address that asks, for the limits. */
  follow(by: Receipt, from: string): Promise<FollowView>
  privacy(subject: Subject, before?: string): Promise<PrivacyReads>
  draft(subject: Subject, name: string): Promise<Draft | null>
  saveDraft(subject: Subject, name: string, values: Record<string, unknown>): Promise<Draft>
  removeDraft(subject: Subject, name: string): Promise<void>
  /** A paper that was issued to the parties of the case. */
  drawPaper(subject: Subject, record: string, id: string, of: WantedPaper): Promise<DrawnPaper>
  /** What an act of theirs is about, as it would be issued now: whole, before they sign. */
  readBefore(subject: Subject, record: string, id: string, act: string): Promise<Drafted>
  /** The same at an official's desk, where somebody signs face to face. */
  readAtDesk(subject: Subject, record: string, id: string, act: string): Promise<Drafted>
  /** The file of a case that its party may see: named by the form or by what the service shows. */
  findFile(subject: Subject, record: string, id: string, hash: string): Promise<{ name: string; type: string } | undefined>
}
