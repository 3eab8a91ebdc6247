// Sealing and comparing for the tables of other capabilities: the same keys and ciphers as for the protected fields of records.
import type { KeyRing } from './key-ring.ts'
import { blindIndex, seal, unseal } from './seal.ts'

export type Vault = {
  /** `place` is `table.column:id`: what is sealed for one place cannot be opened at another. */
  seal(place: string, plain: string): Buffer
  open(place: string, sealed: Uint8Array): string
  /** 16 bytes, the same for equal texts of one column; says nothing without the key. */
  blind(column: string, plain: string): Buffer
}

export const createVault = (ring: KeyRing): Vault => ({
  seal: (place, plain) => seal(ring, place, plain),
  open: (place, sealed) => unseal(ring, place, sealed),
  blind: (column, plain) => blindIndex(ring, column, plain),
})
