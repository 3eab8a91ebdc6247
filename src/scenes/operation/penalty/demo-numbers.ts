// Numbers for synthetic parties: valid by their check characters, of nobody.
import { creditCheck, organisationCheck } from '../../../fields/credit-code/field.ts'

/** The unified social credit code of a synthetic firm registered in a county. */
export function firmCode(region: string, at: number): string {
  const organisation = `TEST${String(at).padStart(4, '0')}`.replace('S', 'R')
  const code = `92${region}${organisation}${organisationCheck(organisation)}`
  return `${code}${creditCheck(code)}`
}

/** The identity number of a synthetic person, GB 11643-1999 with the check of ISO 7064 MOD 11-2. */
export function personNumber(region: string, at: number): string {
  const digits = `${region}1900${String(1 + (at % 12)).padStart(2, '0')}${String(1 + (at % 28)).padStart(2, '0')}${String(at % 1000).padStart(3, '0')}`
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return `${digits}${'10X98765432'[sum % 11]}`
}
