// The register of firms: whether a firm exists, what it is called, and whose telephones it names for the firm. A city connects its own; the
// sandbox makes everything up and says so.

export type RegisteredFirm = {
  readonly creditCode: string
  readonly name: string
  /** The mobile numbers, of eleven digits, that the register holds for the firm: of its legal representative (法定代表人), of its contact
   * (联络员). Whoever has proved one of them to be theirs is admitted as an agent at once; a register that tells none admits nobody so. */
  readonly phones: readonly string[]
}
/** `find` throws Problem `unavailable` when the register does not answer. */
export type FirmRegisterPort = { find(creditCode: string): Promise<RegisteredFirm | undefined> }

/** What the sandbox names for a firm: 1390575 and the last four digits of its credit code, letters left out. Every code has six at least. */
export const sandboxPhone = (creditCode: string): string => `1390575${creditCode.replace(/\D/g, '').slice(-4)}`

/** Every well-formed code is a firm; for demonstrations and tests only. */
export const firmRegisterSandbox: FirmRegisterPort = {
  find: async creditCode => ({ creditCode, name: `演示企业${creditCode.slice(-4)}（虚构）`, phones: [sandboxPhone(creditCode)] }),
}
/** A city that has connected no register admits no agents: nobody could say whose firm it is. */
export const noFirmRegister: FirmRegisterPort = { find: async () => undefined }
