// Checks of single values before they are sent: the very checks of the server, for the kinds people mistype.
import type { Field } from '#declare'
import { creditCodeKind } from '../fields/credit-code/field.ts'
import { dateKind } from '../fields/date/field.ts'
import { idcardKind } from '../fields/idcard/field.ts'
import type { Kind, KindContext } from '../fields/kind.ts'
import { moneyKind } from '../fields/money/field.ts'
import { numberKind } from '../fields/number/field.ts'
import { phoneKind } from '../fields/phone/field.ts'
import { signatureKind } from '../fields/signature/field.ts'
import { isEmpty } from '../kit/condition.ts'
import { cityZone, civilDate } from '../kit/format.ts'
import type { FieldView } from '../wire/manifest.ts'

const kinds = new Map<string, Kind>(
  [creditCodeKind, dateKind, idcardKind, moneyKind, numberKind, phoneKind, signatureKind].map(kind => [kind.kind, kind as Kind]),
)
const context = (): KindContext => ({
  today: civilDate(new Date()),
  zone: cityZone(),
  organ: () => undefined,
  person: () => undefined,
  region: () => undefined,
})

/** The sentence that says what would be right; undefined when there is nothing to say here. */
export function findFault(field: FieldView, value: unknown): string | undefined {
  const kind = kinds.get(field.kind)
  if (!kind || isEmpty(value)) return undefined
  // A field view is the field without its functions; these kinds ask for none of them.
  const found = kind.normalise(value, field as unknown as Field, context())
  return found.ok ? undefined : found.message
}
