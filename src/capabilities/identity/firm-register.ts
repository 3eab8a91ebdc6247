// The register of firms: whether a firm exists and what it is called. The sandbox makes a name up and says so; a city connects its own.

export type RegisteredFirm = { readonly creditCode: string; readonly name: string }
/** `find` throws Problem `unavailable` when the register does not answer. */
export type FirmRegisterPort = { find(creditCode: string): Promise<RegisteredFirm | undefined> }

/** Every well-formed code is a firm; for demonstrations and tests only. */
export const firmRegisterSandbox: FirmRegisterPort = {
  find: async creditCode => ({ creditCode, name: `演示企业${creditCode.slice(-4)}（虚构）` }),
}
/** A city that has connected no register admits no agents: nobody could say whose firm it is. */
export const noFirmRegister: FirmRegisterPort = { find: async () => undefined }
