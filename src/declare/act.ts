// What a person may do with a case, and everything that comes with doing it.
import type { Condition } from './condition.ts'
import type { Fields } from './field.ts'
import type { Give } from './handover.ts'
import type { Also } from './operation.ts'
import type { Owner } from './owner.ts'
import type { Paper } from './paper.ts'
import type { AnyRecord } from './record.ts'

/** What a person does with a case: it leads to another state (`to`), or the case stays where it is. */
export type Act<To extends string = string> = {
  readonly label: string
  /** What doing it means, for a resident who is asked to: “同意这份协议，双方按协议履行”. */
  readonly plain?: string
  readonly to?: To
  /** What the actor must fill in; kept in the event and shown in the timeline. */
  readonly form?: Fields
  /** Fields of the record itself that the actor may set while acting. */
  readonly sets?: readonly string[]
  /** Rows of these part-records are made from the act (a progress report, a sub-task); their own flow starts with them. */
  readonly adds?: () => AnyRecord
  /** The rows of these part-records begin their own flow, those that `also` makes too: a plan's tasks when it is handed over. */
  readonly starts?: () => AnyRecord
  /** Open cases of these part-records end with the act, void: what was asked in them is asked no more. */
  readonly drops?: () => AnyRecord
  /** The act is offered and accepted only while this holds. `says` tells the user what would be right. */
  readonly when?: Condition
  readonly says?: string
  /** A reason must be written. */
  readonly reason?: boolean
  /** No sub-case of this case may be open. */
  readonly closesParts?: boolean
  /** Who may act, when it is not the owner of the state. */
  readonly by?: Owner
  readonly tone?: 'primary' | 'plain' | 'danger'
  /** Done in the act's own transaction, as the actor: figures of a report carried over to the goals they belong to. */
  readonly also?: Also
  /** Papers issued by the act, after everything else it does: numbered in its transaction, under the actor's organ. */
  readonly issues?: readonly Paper[]
  /** Read before it is done, by a party: this paper as it would be issued now, of the row or of the row that it is a part of. What is signed. */
  readonly reads?: Paper
  /** Given to whichever scene takes it, in the act's transaction, as the actor; nothing happens where no scene does. */
  readonly hands?: Give
  /** It sends the case back to an earlier state: counted as a return. */
  readonly back?: boolean
  /** It may be filled in without a network: the device keeps what is entered and sends it once, when the network is back. */
  readonly offline?: boolean
}

type ActOptions = Omit<Act, 'label' | 'to'>
/** An act that leads to another state. */
export const go = <const To extends string>(label: string, to: To, of: ActOptions = {}): Act<To> => ({ label, to, ...of })
/** An act that sends the case back, with a reason. */
export const back = <const To extends string>(label: string, to: To, of: ActOptions = {}): Act<To> => ({
  label,
  to,
  reason: true,
  back: true,
  ...of,
})
/** An act after which the case stays where it is. */
export const stay = (label: string, of: ActOptions = {}): Act<never> => ({ label, ...of })
