// What a draw is made from and what is published of it. Plain JSON, so that strangers can compute it again: docs in README.md beside this.
/** SHA-256 of UTF-8 text, lower-case hex. Given from outside, so that the method runs wherever there is one. */
export type Sha256 = (text: string) => string

/** Something that may be drawn. `weight` is a whole number from 1 to 1000; only the ratios count. */
export type DrawObject = {
  readonly id: string
  readonly name: string
  readonly weight: number
  /** The organs that have something to check there; at least one. */
  readonly organs: readonly string[]
}

export type DrawInspector = {
  readonly id: string
  readonly name: string
  readonly organ: string
  /** Visits they already carry when the draw begins. */
  readonly load: number
  /** Objects they may not visit, with the reason. */
  readonly avoids: readonly { readonly object: string; readonly because: string }[]
}

/** Fixed and published before anybody can know the seed. */
export type DrawPlan = {
  readonly name: string
  readonly take: number
  /** Inspectors for each visit, at least two. */
  readonly crew: number
  /** The seed waits for the first signed head of the ledger with at least this many entries. */
  readonly headSize: number
  /** SHA-256 of the secret, hex. */
  readonly commitment: string
  readonly objects: readonly DrawObject[]
  readonly inspectors: readonly DrawInspector[]
}

/** A signed head of the ledger; `root` hex, `signature` and `publicKey` (SPKI, DER) base64. */
export type DrawHead = {
  readonly origin: string
  readonly size: number
  readonly root: string
  readonly at: string
  readonly signature: string
  readonly publicKey: string
}

/** A word that nobody knew before: said aloud by a witness, or a public beacon. `from` says whose it is or where it can be read. */
export type DrawWord = { readonly from: string; readonly value: string }

export type Drawn = {
  readonly object: string
  /** The object's 128-bit ticket, hex. */
  readonly ticket: string
  readonly crew: readonly string[]
}

/**
 * An object that has as many visits a year as it may, so that this draw passes it over. `by`: the draws that chose it, each by the id under which
 * it is published and its seed. What stands here is fixed before the seed is known and holds all such objects, in order of their ids.
 */
export type DrawFull = {
  readonly object: string
  /** Visits that it may have in the year. */
  readonly most: number
  readonly by: readonly { readonly draw: string; readonly seed: string }[]
}

/** What became of the draw afterwards; `on` is a civil date, `hash` follows from the hash before (the seed, at first) and everything else in the change. `passed`: of the reserve before `in`, who could not be visited either. */
export type DrawChange =
  | {
      readonly kind: 'object'
      readonly out: string
      readonly in: string
      readonly because: string
      readonly on: string
      readonly passed: readonly { readonly object: string; readonly because: string }[]
      readonly crew: readonly string[]
      readonly hash: string
    }
  | {
      readonly kind: 'inspector'
      readonly object: string
      readonly out: string
      readonly in: string
      readonly because: string
      readonly on: string
      readonly hash: string
    }

export type DrawPackage = {
  readonly format: 'shuzhi-draw-1'
  readonly plan: DrawPlan
  readonly planHash: string
  readonly secret: string
  readonly head: DrawHead
  readonly words: readonly DrawWord[]
  /** Passed over, because other draws had used up their visits since the plan was committed to; absent while there are none. */
  readonly full?: readonly DrawFull[]
  readonly seed: string
  readonly drawn: readonly Drawn[]
  /** Ids of the next objects in order: who steps in where a drawn one can not be visited. */
  readonly reserve: readonly string[]
  /** In order of time; absent while there are none. */
  readonly changes?: readonly DrawChange[]
}
