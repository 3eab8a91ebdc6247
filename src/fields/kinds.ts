// All kinds of value. Adding one here is the last step of README.md; the compiler misses none.
import type { FieldKind } from '#declare'
import { accountKind } from './account/field.ts'
import { addressKind } from './address/field.ts'
import { areaKind } from './area/field.ts'
import { choiceKind } from './choice/field.ts'
import { choicesKind } from './choices/field.ts'
import { creditCodeKind } from './credit-code/field.ts'
import { dateKind } from './date/field.ts'
import { fileKind } from './file/field.ts'
import { idcardKind } from './idcard/field.ts'
import { instantKind } from './instant/field.ts'
import type { Kind } from './kind.ts'
import { moneyKind } from './money/field.ts'
import { numberKind } from './number/field.ts'
import { organKind } from './organ/field.ts'
import { organsKind } from './organs/field.ts'
import { personKind } from './person/field.ts'
import { personsKind } from './persons/field.ts'
import { phoneKind } from './phone/field.ts'
import { pointKind } from './point/field.ts'
import { refKind } from './ref/field.ts'
import { regionKind } from './region/field.ts'
import { signatureKind } from './signature/field.ts'
import { makeTableKind } from './table/field.ts'
import { textKind } from './text/field.ts'
import { yesnoKind } from './yesno/field.ts'

const every = {
  text: textKind,
  number: numberKind,
  money: moneyKind,
  yesno: yesnoKind,
  choice: choiceKind,
  choices: choicesKind,
  date: dateKind,
  instant: instantKind,
  region: regionKind,
  organ: organKind,
  organs: organsKind,
  person: personKind,
  persons: personsKind,
  idcard: idcardKind,
  'credit-code': creditCodeKind,
  phone: phoneKind,
  point: pointKind,
  area: areaKind,
  address: addressKind,
  file: fileKind,
  table: makeTableKind(kind => kindOf(kind)),
  ref: refKind,
  account: accountKind,
  signature: signatureKind,
} satisfies Record<FieldKind, Kind>

export const kinds: ReadonlyMap<FieldKind, Kind> = new Map(Object.entries(every) as [FieldKind, Kind][])

/** How values of a kind are stored, checked and shown: `kindOf(field.kind)`. */
export const kindOf = (kind: FieldKind): Kind => every[kind]
